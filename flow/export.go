package flow

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"tallystick/publish"
	"tallystick/store"
)

// Downloads are the files of what the public may have, by the names under which
// Download writes them. docs/datasets.md explains what each holds.
var Downloads = []string{"claims.csv", "claims.json", "incidents.csv", "incidents.jsonl", "losses.csv", "ceasefires.csv", "ceasefires.json"}

// atOnce is how many incidents are gathered at once for a file.
const atOnce = 50

// Download writes one of Downloads as it stood at a position, and returns how
// many reports, incidents, units or truces it holds. It is what the public may
// have at the desk as well. Memory does not grow with the ledger, but for truces,
// which are linked all at once.
func (l *Library) Download(ctx context.Context, at int64, name string, w io.Writer) (n int, err error) {
	if strings.HasPrefix(path.Ext(name), ".json") {
		w = publish.PlainJSON(w)
	}
	out := bufio.NewWriterSize(w, 64<<10)
	switch public := l.asPublic(); name {
	case "claims.csv":
		var claims publish.ClaimWriter
		if claims, err = publish.NewClaimCSV(out); err == nil {
			n, err = public.claims(ctx, at, claims)
		}
	case "claims.json":
		n, err = public.claims(ctx, at, publish.NewClaimJSON(out))
	case "incidents.csv":
		rows := publish.NewIncidentWriter(out)
		n, err = public.eachIncident(ctx, at, func(i Incident) error { rows.Write(i.Incident, i.Telling()); return nil })
		err = errors.Join(err, rows.Close())
	case "incidents.jsonl":
		lines := json.NewEncoder(out)
		n, err = public.eachIncident(ctx, at, func(i Incident) error { return lines.Encode(i) })
	case "losses.csv":
		n, err = public.units(ctx, at, out)
	case "ceasefires.csv", "ceasefires.json":
		var all Ceasefires
		all, err = public.Ceasefires(ctx, at, CeasefireQuery{})
		n = len(all.Ceasefires)
		switch {
		case err != nil:
		case name == "ceasefires.csv":
			err = publish.WriteCeasefires(out, all.Rows())
		default:
			indented := json.NewEncoder(out)
			indented.SetIndent("", "  ")
			err = indented.Encode(all)
		}
	default:
		return 0, fmt.Errorf("%w: no file is called %q", store.ErrNotFound, name)
	}
	return n, errors.Join(err, out.Flush())
}

// asPublic is the library as the public reads it.
func (l *Library) asPublic() *Library {
	if !l.desk {
		return l
	}
	public := *l
	public.desk, public.losses, public.moments, public.overviews, public.answers = false, newLossMemory(l.policy), new(momentMemory), new(overviewMemory), new(answerMemory)
	return &public
}

// claims writes every report of which the audience sees a claim, the last
// captured first.
func (l *Library) claims(ctx context.Context, at int64, out publish.ClaimWriter) (n int, err error) {
	summaries, err := l.store.Reports(ctx, at)
	if err != nil {
		return 0, err
	}
	for _, s := range summaries {
		if s.Tombstone != nil || s.Decided == 0 {
			continue
		}
		r, err := l.Report(ctx, at, s.ID)
		var withdrawn *WithdrawnError
		if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
			continue
		}
		if err != nil {
			return n, err
		}
		if err := out.Write(r); err != nil {
			return n, err
		}
		n++
	}
	return n, out.Close()
}

func (l *Library) eachIncident(ctx context.Context, at int64, visit func(Incident) error) (n int, err error) {
	for cursor := ""; ; {
		list, next, err := l.Incidents(ctx, at, IncidentQuery{}, cursor, atOnce)
		if err != nil {
			return n, err
		}
		for _, i := range list {
			if err := visit(i); err != nil {
				return n, err
			}
			n++
		}
		if cursor = next; cursor == "" {
			return n, nil
		}
	}
}

func (l *Library) units(ctx context.Context, at int64, w io.Writer) (n int, err error) {
	out, err := publish.NewLossWriter(w, "ours", LossQuery{}.rule())
	if err != nil {
		return 0, err
	}
	err = l.EachUnit(ctx, at, LossQuery{}, func(u publish.Unit) error {
		n++
		return out.Write(u)
	})
	return n, errors.Join(err, out.Close())
}

// Telling is what the accounts say of each claim, for the rows of a table.
func (i Incident) Telling() publish.Telling {
	t := publish.Telling{
		Standing: i.Standing.Label, Origins: i.Origins.Count, Reports: i.Origins.Reports,
		Accounts: make(map[string][]string), Answers: make(map[string]string), Sure: make(map[string]string),
	}
	for _, a := range i.Accounts {
		for _, id := range a.Claims {
			t.Accounts[id] = append(t.Accounts[id], a.ID)
		}
	}
	for _, r := range i.Replies {
		if r.To != "" {
			t.Answers[r.Claim], t.Sure[r.Claim] = r.To, r.Sure
		}
	}
	return t
}
