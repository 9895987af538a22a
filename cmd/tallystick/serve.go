package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web"
)

type serveCommand struct {
	inDirectory
	Public  bool   `help:"Show only what may be public: reviewed, late, coarse. Otherwise everything is shown, labelled, to this machine alone."`
	Address string `help:"Address and port to listen on." default:"127.0.0.1:8410"`
	Site    string `help:"Address under which readers reach the site, for the commands on its pages: https://ledger.example.org" placeholder:"URL"`
	operatorWords
	Tiles string `help:"Your own server of map tiles, which readers' browsers will ask: https://tiles.example.org/{z}/{x}/{y}.png. None unless told otherwise." placeholder:"URL"`
}

// operatorWords are what the site's pages say of those who run it.
type operatorWords struct {
	Operator string `help:"Who runs the site, for its pages: a name." placeholder:"TEXT"`
	Contact  string `help:"How a reader reports an error, for its pages: the address of a page, or words such as an address of mail." placeholder:"TEXT"`
}

func (c *serveCommand) Run(p *program) error {
	return p.reading(c.Dir, c.Public, func(library *flow.Library) error {
		options := web.Options{Site: c.Site, Tiles: c.Tiles, Operator: c.Operator, Contact: c.Contact}
		if c.Tiles != "" {
			if _, err := web.TilesOrigin(c.Tiles); err != nil {
				return fmt.Errorf("--tiles: %w", err)
			}
		}
		if !c.Public {
			options.Review = &reviewDesk{Library: library, dir: c.Dir, world: p.world}
		}
		return p.serve(library, c.Address, options)
	})
}

// reviewDesk takes verdicts for a desk that is open to read: for each it opens
// the ledger to record and closes it again, so that serving keeps nobody else
// from recording.
type reviewDesk struct {
	*flow.Library
	dir   string
	world flow.World
	one   sync.Mutex // verdict at a time
}

// Decide records a verdict, when no other process is recording.
func (d *reviewDesk) Decide(ctx context.Context, id string, verdict evidence.Verdict, by, reason string) (int64, error) {
	return d.record(ctx, func(l *flow.Ledger) (int64, error) { return l.Decide(ctx, id, verdict, by, reason) })
}

// Tie records what a claim is tied to, when no other process is recording.
func (d *reviewDesk) Tie(ctx context.Context, subject, id, to, by, reason string) (int64, error) {
	return d.record(ctx, func(l *flow.Ledger) (int64, error) { return l.Tie(ctx, subject, id, to, by, reason) })
}

// AddEvidence keeps a file, when no other process is recording.
func (d *reviewDesk) AddEvidence(ctx context.Context, name string, in io.Reader, opt flow.EvidenceOptions) (added flow.AddedFile, err error) {
	_, err = d.record(ctx, func(l *flow.Ledger) (int64, error) {
		added, err = l.AddEvidence(ctx, name, in, opt)
		return added.Entry, err
	})
	return added, err
}

func (d *reviewDesk) record(ctx context.Context, decide func(*flow.Ledger) (int64, error)) (int64, error) {
	d.one.Lock()
	defer d.one.Unlock()
	l, err := flow.Open(ctx, d.dir, d.world)
	if err != nil {
		return -1, err
	}
	entry, err := decide(l)
	return entry, errors.Join(err, l.Close())
}

// serve answers requests until it is interrupted, which is no fault.
func (p *program) serve(library *flow.Library, address string, options web.Options) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("address %q: write it as 127.0.0.1:8410 (%w)", address, err)
	}
	if _, err := net.LookupPort("tcp", port); err != nil {
		return fmt.Errorf("address %q: %q is no port: give a number from 1 to 65535, or 0 for a free one", address, port)
	}
	if ip := net.ParseIP(host); library.Desk() && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fmt.Errorf("unreviewed readings are shown to this machine alone: listen on 127.0.0.1, or serve --public")
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("cannot listen on %s (choose another with --address): %w", address, err)
	}
	site := web.Handler(library, options)
	warm, cold := context.WithCancel(p.ctx)
	var warming sync.WaitGroup
	warming.Go(func() { web.Warm(warm, site, library, options) })
	defer warming.Wait() // before the ledger is closed
	defer cold()
	server := &http.Server{
		Handler:           site,
		ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 32 << 10,
	}
	what := "the review desk (unreviewed machine readings are shown; not for publication)"
	if !library.Desk() {
		what = "the public view"
	}
	fmt.Fprintf(p.stdout, "Serving %s at\n\n    http://%s/\n\nStop with Ctrl-C.\n", what, listener.Addr())
	stopped := make(chan error, 1)
	go func() {
		<-p.ctx.Done()
		end, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		stopped <- server.Shutdown(end)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-stopped
}
