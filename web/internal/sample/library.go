package sample

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/ledger"
	"tallystick/publish"
	"tallystick/store"
)

// Library is a ledger in memory: the sample's report and a withdrawn one.
type Library struct {
	Audience bool // true at the desk
	Dossiers []publish.Dossier
	Gone     *store.Tombstone // of the report GoneID
	Entries  []evidence.Entry
	Broken   error // what every question about reports answers, if set
	log      memoryLog
	tree     ledger.Tree
	verifier string
}

// GoneID is a report that was withdrawn.
var GoneID = evidence.Hash([]byte("gone"))

// At the desk and in public the library answers for this moment.
var now = time.Date(2031, 5, 20, 12, 0, 0, 0, time.UTC)

// New returns the sample for an audience.
func New(desk bool) *Library {
	return NewOf(desk, Report(), bounds, Claims())
}

// NewOf returns a ledger of one report in which two claims are accepted, one
// is rejected, and a report was withdrawn.
func NewOf(desk bool, r evidence.Report, sentences []evidence.Span, claims []evidence.Claim) *Library {
	l := &Library{Audience: desk}
	start := time.Date(2031, 5, 7, 9, 0, 0, 0, time.UTC)
	var secret string
	secret, l.verifier = key()
	l.add(evidence.LedgerStarted, start, nil, evidence.Start{Origin: "sample.example/log", Verifier: l.verifier})
	l.add(evidence.ReportCaptured, captured, nil, evidence.Capture{Report: r.ID, Size: int64(len(r.Text)), MediaType: "text/html", Name: "market.html", At: captured, By: "sample 1"})
	l.add(evidence.ReportText, captured, []int64{1}, r)
	l.add(evidence.ReportRead, captured.Add(time.Second), []int64{2}, evidence.Reading{Report: r.ID, TextHash: r.TextHash(), Reader: "sample 1", Claims: claims})
	d := publish.Dossier{Report: r, Captured: captured, TextEntry: 2, Reader: "sample 1", Sentences: sentences}
	for i, c := range claims {
		candidate := publish.Candidate{Claim: c, Entry: 3, Held: -1}
		at := captured.Add(time.Duration(i+1) * time.Hour)
		switch c.Stance {
		case evidence.Accuse, evidence.Deny:
			n := l.add(evidence.DecisionMade, at, []int64{3}, evidence.Decision{Subject: evidence.SubjectClaim, ID: c.ID, Report: r.ID, TextHash: r.TextHash(), Claim: withoutPositions(c), Verdict: evidence.Accept, By: "Mina Sol", Reason: "Read against the preserved copy; it says so."})
			candidate.Accepts = []publish.Ruling{{Entry: n, At: at, By: "Mina Sol", Reason: "Read against the preserved copy; it says so."}}
			candidate.Held = n
		case evidence.Warn:
			n := l.add(evidence.DecisionMade, at, []int64{3}, evidence.Decision{Subject: evidence.SubjectClaim, ID: c.ID, Report: r.ID, TextHash: r.TextHash(), Claim: withoutPositions(c), Verdict: evidence.Refuse, By: "Mina Sol", Reason: "Not what the sentence says."})
			candidate.Rejects = []publish.Ruling{{Entry: n, At: at, By: "Mina Sol", Reason: "Not what the sentence says."}}
			candidate.Refused = true
		}
		d.Claims = append(d.Claims, candidate)
	}
	l.Dossiers = []publish.Dossier{d}
	at := captured.Add(50 * time.Hour)
	n := l.add(evidence.PayloadWithdrawn, at, nil, evidence.Withdrawal{Report: GoneID, By: "Mina Sol", Reason: "It named a witness."})
	l.Gone = &store.Tombstone{Entry: n, At: at, Withdrawal: evidence.Withdrawal{Report: GoneID, By: "Mina Sol", Reason: "It named a witness."}}
	l.seal(secret)
	return l
}

// withoutPositions copies a claim as a decision holds it.
func withoutPositions(c evidence.Claim) *evidence.Claim {
	if c.Event != nil {
		event := *c.Event
		event.Places = slices.Clone(event.Places)
		for i := range event.Places {
			event.Places[i].Lat, event.Places[i].Lon = nil, nil
		}
		c.Event = &event
	}
	return &c
}

func (l *Library) add(kind evidence.Kind, at time.Time, about []int64, payload any) int64 {
	n := int64(len(l.Entries))
	b, err := json.Marshal(payload)
	if err != nil {
		panic(err)
	}
	salt := []byte(evidence.Hash(fmt.Append(nil, "salt ", n)))[:evidence.SaltSize]
	l.Entries = append(l.Entries, evidence.Entry{Salt: salt, Payload: b, Envelope: evidence.Envelope{
		About: about, Commitment: evidence.Commit(salt, b), Kind: kind, Number: n, Time: at, Version: evidence.FormatVersion,
	}})
	return n
}

// key makes the key of the sample's log, the same each time.
func key() (secret, public string) {
	secret, public, err := ledger.NewKey(strings.NewReader(strings.Repeat("a key for tests ", 8)), "sample.example/log")
	if err != nil {
		panic(err)
	}
	return secret, public
}

func (l *Library) seal(secret string) {
	l.log.tiles = make(map[string][]byte)
	for _, e := range l.Entries {
		b, err := e.Envelope.Encode()
		if err != nil {
			panic(err)
		}
		l.log.records = append(l.log.records, b)
	}
	tiles, tree, err := ledger.Extend(l.log.Tiles(context.Background()), 0, l.log.records)
	if err != nil {
		panic(err)
	}
	for _, t := range tiles {
		l.log.tiles[fmt.Sprint(t.Level, t.Index)] = t.Hashes
	}
	l.tree = tree
	if l.log.checkpoint, err = ledger.Sign(tree, secret); err != nil {
		panic(err)
	}
}

// Desk reports whether the audience is the desk.
func (l *Library) Desk() bool { return l.Audience }

// Policy is the standard one.
func (l *Library) Policy() publish.Policy { return publish.Standard }

// Reader is that of the sample.
func (l *Library) Reader() string { return "sample 1 lexicon/000000000000 gazetteer/000000000000" }

// Head is the log's length.
func (l *Library) Head(context.Context) (int64, error) { return int64(len(l.Entries)), nil }

// At counts the entries up to a time.
func (l *Library) At(_ context.Context, t time.Time) (int64, error) {
	n := slices.IndexFunc(l.Entries, func(e evidence.Entry) bool { return e.Envelope.Time.After(t) })
	if n < 0 {
		n = len(l.Entries)
	}
	return int64(n), nil
}

// Moments are the times of the entries but the last.
func (l *Library) Moments(context.Context, int64) ([]time.Time, error) {
	var all []time.Time
	for _, e := range l.Entries {
		all = append(all, e.Envelope.Time)
	}
	all = slices.CompactFunc(all, time.Time.Equal)
	return all[:max(0, len(all)-1)], nil
}

// Report answers from Dossiers as publish has it.
func (l *Library) Report(_ context.Context, at int64, id string) (publish.Report, error) {
	if l.Broken != nil {
		return publish.Report{}, l.Broken
	}
	if l.Gone != nil && id == GoneID {
		return publish.Report{}, &flow.WithdrawnError{Tombstone: *l.Gone}
	}
	for _, d := range l.Dossiers {
		if d.Report.ID != id || d.TextEntry >= at {
			continue
		}
		d.Claims = slices.Clone(d.Claims)
		for i := range d.Claims {
			if d.Claims[i].Held >= at {
				d.Claims[i].Accepts = nil
			}
			if r := d.Claims[i].Rejects; len(r) > 0 && r[0].Entry >= at {
				d.Claims[i].Rejects = nil
			}
		}
		if l.Audience {
			return publish.Desk(d, publish.Standard, now), nil
		}
		if r, ok := publish.Of(d, publish.Standard, now); ok {
			return r, nil
		}
	}
	return publish.Report{}, store.ErrNotFound
}

// Claim finds a claim in a report that the audience may see.
func (l *Library) Claim(ctx context.Context, at int64, id string) (publish.Claim, publish.Report, error) {
	for _, d := range l.Dossiers {
		r, err := l.Report(ctx, at, d.Report.ID)
		if err != nil {
			return publish.Claim{}, publish.Report{}, err
		}
		for _, c := range r.Claims {
			if c.ID == id {
				return c, r, nil
			}
		}
	}
	return publish.Claim{}, publish.Report{}, store.ErrNotFound
}

// Reports lists Dossiers and the withdrawn report.
func (l *Library) Reports(ctx context.Context, at int64) ([]flow.Listing, error) {
	if l.Broken != nil {
		return nil, l.Broken
	}
	var list []flow.Listing
	for _, d := range l.Dossiers {
		r, err := l.Report(ctx, at, d.Report.ID)
		if err != nil {
			continue
		}
		item := flow.Listing{ID: r.ID, Title: r.Title, Publisher: r.Publisher, Language: r.Language, Partial: r.Partial, Published: r.Published, Captured: r.Captured, Claims: len(r.Claims)}
		for _, c := range r.Claims {
			if c.State == publish.Unreviewed {
				item.Unreviewed++
			}
		}
		list = append(list, item)
	}
	if l.Gone != nil && l.Gone.Entry < at {
		list = append(list, flow.Listing{ID: GoneID, Tombstone: l.Gone})
	}
	return list, nil
}

// Download writes claims, and of the rest nothing.
func (l *Library) Download(ctx context.Context, at int64, name string, w io.Writer) (int, error) {
	if l.Broken != nil {
		return 0, l.Broken
	}
	public := *l
	public.Audience = false
	out := publish.NewClaimJSON(w)
	if name == "claims.csv" {
		var err error
		if out, err = publish.NewClaimCSV(w); err != nil {
			return 0, err
		}
	}
	for _, d := range l.Dossiers {
		if r, err := public.Report(ctx, at, d.Report.ID); err == nil {
			if err := out.Write(r); err != nil {
				return 0, err
			}
		}
	}
	return 1, out.Close()
}

// Proof proves an entry. The public is shown the payloads that publish
// discloses.
func (l *Library) Proof(ctx context.Context, n int64) (flow.Proof, error) {
	if n < 0 || n >= int64(len(l.Entries)) {
		return flow.Proof{}, store.ErrNotFound
	}
	e := l.Entries[n]
	path, err := ledger.ProveInclusion(l.log.Tiles(ctx), n, l.tree.Size)
	if err != nil {
		return flow.Proof{}, err
	}
	leaf := tlog.RecordHash(l.log.records[n])
	p := flow.Proof{
		Number: n, Envelope: string(l.log.records[n]), LeafHash: leaf.String(), Size: l.tree.Size, Root: l.tree.Root.String(),
		Checkpoint: string(l.log.checkpoint), Verifier: l.verifier,
	}
	for _, h := range path {
		p.Path = append(p.Path, base64.StdEncoding.EncodeToString(h[:]))
	}
	if l.Audience || l.discloses(ctx, e) {
		p.Salt, p.Payload = hex.EncodeToString(e.Salt), string(e.Payload)
	}
	return p, nil
}

func (l *Library) discloses(ctx context.Context, e evidence.Entry) bool {
	if e.Envelope.Kind == evidence.LedgerStarted || e.Envelope.Kind == evidence.PayloadWithdrawn {
		return true
	}
	decision, err := evidence.Decode[evidence.Decision](e)
	if err != nil || e.Envelope.Kind != evidence.DecisionMade || decision.Verdict != evidence.Accept {
		return false
	}
	claim, _, err := l.Claim(ctx, int64(len(l.Entries)), decision.ID)
	return err == nil && publish.Discloses(claim, *decision.Claim)
}

// Log is the log itself.
func (l *Library) Log() ledger.Source { return &l.log }

// memoryLog is a ledger.Source in memory.
type memoryLog struct {
	records    [][]byte
	tiles      map[string][]byte
	checkpoint []byte
}

func (m *memoryLog) Tiles(context.Context) ledger.TileReader { return m }

func (m *memoryLog) Tile(level int, index int64) ([]byte, error) {
	return m.tiles[fmt.Sprint(level, index)], nil
}

func (m *memoryLog) Records(_ context.Context, from, to int64) ([][]byte, error) {
	return m.records[from:min(to, int64(len(m.records)))], nil
}

func (m *memoryLog) Checkpoint(context.Context) ([]byte, error) { return m.checkpoint, nil }
