package main

import (
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// progress is a bar on standard error for long work. It shows nothing when
// standard error is no terminal.
type progress struct{ bar *progressbar.ProgressBar }

// progress starts a bar over so many steps; -1 when their number is not known.
func (p *program) progress(what string, steps int, quiet bool) progress {
	f, ok := p.stderr.(*os.File)
	if quiet || !ok || !term.IsTerminal(int(f.Fd())) {
		return progress{}
	}
	return progress{progressbar.NewOptions(steps, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())}
}

func (b progress) add() {
	if b.bar != nil {
		_ = b.bar.Add(1)
	}
}

func (b progress) set(n, of int64) {
	if b.bar != nil {
		b.bar.ChangeMax64(of)
		_ = b.bar.Set64(n)
	}
}

func (b progress) describe(what string) {
	if b.bar != nil {
		b.bar.Describe(what)
	}
}

// clear makes room for a line of output.
func (b progress) clear() {
	if b.bar != nil {
		_ = b.bar.Clear()
	}
}

func (b progress) finish() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
