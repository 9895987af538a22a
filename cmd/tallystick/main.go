// Tallystick keeps an evidence ledger for contested conflicts: it takes in
// reports, reads out of each who claims what, lets people review, and
// publishes what was accepted with a proof that anyone can check.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"tallystick/flow"
)

// program is the command line as a value: what it reads and writes, and the
// world it lives in. Tests start it with their own.
type program struct {
	ctx    context.Context
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	world  flow.World
}

// commands are the subcommands, in the order in which --help lists them.
type commands struct {
	Demo       demoCommand       `cmd:"" help:"Show it all: record invented reports on a real war, verify them, serve them."`
	Init       initCommand       `cmd:"" help:"Make a data directory with a ledger and a signing key of its own."`
	Add        addCommand        `cmd:"" help:"Capture, read and record reports: files, or folders of them."`
	Read       readCommand       `cmd:"" help:"Read files and print who claims what. Stores nothing."`
	Lexicon    lexiconCommand    `cmd:"" help:"Edit a copy of the words that the reader knows, check it, and see what changes."`
	Gazetteer  gazetteerCommand  `cmd:"" help:"See which places a name may mean, and make a larger gazetteer from GeoNames."`
	Serve      serveCommand      `cmd:"" help:"Serve the ledger as web pages."`
	Import     importCommand     `cmd:"" help:"Record an edition of a list of losses, or a series of totals: what is new and what changed."`
	Evidence   evidenceCommand   `cmd:"" help:"Keep files that show something: photographs, videos, documents, with the units that they show."`
	Proposals  proposalsCommand  `cmd:"" help:"List what the program proposes and a person decides: units that may be one, reports of one origin."`
	Decide     decideCommand     `cmd:"" help:"Accept or reject a claim, a proposal, an edition of a list, a unit or a road, in your name."`
	Withdraw   withdrawCommand   `cmd:"" help:"Take a report, claim, unit, file, tally, edition or an entry's payload out of the ledger for a person's safety."`
	Verify     verifyCommand     `cmd:"" help:"Check everything that is kept, and name what is not as it was recorded."`
	Rebuild    rebuildCommand    `cmd:"" help:"Make the database anew by replaying the log."`
	Relink     relinkCommand     `cmd:"" help:"Link all claims anew, and record which incidents differ."`
	Backup     backupCommand     `cmd:"" help:"Write the ledger, without its signing key, into one file."`
	Restore    restoreCommand    `cmd:"" help:"Make a data directory from a backup, and verify it."`
	Export     exportCommand     `cmd:"" help:"Write the public claims or losses as a data file."`
	Losses     lossesCommand     `cmd:"" help:"Count losses of equipment, each unit once, as of any time."`
	Ceasefires ceasefiresCommand `cmd:"" help:"Show truces as a register and reports tell of them: parties, brokers, alleged breaches, ends."`
	Access     accessCommand     `cmd:"" help:"Which roads are said to be open or closed, and who is cut off; the roads that you draw."`
	Control    controlCommand    `cmd:"" help:"Who is said to hold which place, since when, on whose word."`
	Statements statementsCommand `cmd:"" help:"Calls, meetings, demands, promises and warnings: who said what to whom."`
	Incidents  incidentsCommand  `cmd:"" help:"List what claims speak of: who says and who denies it, side by side."`
	Train      trainCommand      `cmd:"" help:"Learn the weights of the reader's models anew."`
	Version    versionCommand    `cmd:"" help:"Print the versions of the program, its reader and its formats."`
}

// inDirectory is the flag that most commands share.
type inDirectory struct {
	Dir string `help:"Data directory; ${default} unless told otherwise." default:"tallystick-data" env:"TALLYSTICK_DIR" placeholder:"DIR" short:"d"`
}

// errFaults ends a command with status 1 whose output has already said why.
var errFaults = errors.New("faults found")

// trouble ends a command with status 2 where 1 has another meaning.
type trouble struct{ error }

func main() {
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, nil)))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	p := &program{ctx: ctx, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, world: flow.Real}
	status := p.run(os.Args[1:])
	stop()
	os.Exit(status)
}

const description = `An evidence ledger for contested conflicts: who claims what, kept so that anyone can check it.

Start with "tallystick demo". For a ledger of your own: "tallystick init", "tallystick add FILE…", "tallystick serve".

Exit status: 0 all done, 1 something failed or was found wrong, 2 the command line was not understood.`

// run carries out one command line and returns the exit status.
func (p *program) run(args []string) int {
	var c commands
	exit := -1
	parser, err := kong.New(&c, kong.Name("tallystick"), kong.Description(description), kong.UsageOnError(),
		kong.Writers(p.stdout, p.stderr), kong.Exit(func(status int) { exit = status }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
	if err != nil {
		panic(err) // the command table above is malformed
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if exit >= 0 { // --help has been printed
		return exit
	}
	if err != nil {
		fmt.Fprintf(p.stderr, "tallystick: %v\nTry `tallystick --help`.\n", err)
		return 2
	}
	switch err := parsed.Run(p); {
	case err == nil:
		return 0
	case errors.Is(err, errFaults):
		return 1
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(p.stderr, "tallystick: interrupted; what was recorded before stays recorded")
		return 1
	case errors.As(err, new(trouble)):
		fmt.Fprintf(p.stderr, "tallystick: %v\n", err)
		return 2
	default:
		fmt.Fprintf(p.stderr, "tallystick: %v\n", err)
		return 1
	}
}
