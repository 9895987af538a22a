package flow

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
)

// photograph is an invented picture by number, saved in some quality and size.
func photograph(t testing.TB, number uint64, quality, w, h int) []byte {
	t.Helper()
	next := func() float64 {
		number = number*6364136223846793005 + 1442695040888963407
		return float64(number>>33) / (1 << 31)
	}
	type body struct{ x, y, r, light float64 }
	var bodies []body
	for range 14 {
		bodies = append(bodies, body{next(), next(), .05 + next()/5, next()*200 - 100})
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			light := 150.0
			for _, b := range bodies {
				if math.Hypot(float64(x)/float64(w)-b.x, float64(y)/float64(h)-b.y) < b.r {
					light += b.light
				}
			}
			img.SetGray(x, y, color.Gray{Y: uint8(max(0, min(255, light)))})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func addFile(t testing.TB, l *Ledger, name string, body []byte, opt EvidenceOptions) AddedFile {
	t.Helper()
	done, err := l.AddEvidence(ctx, name, bytes.NewReader(body), opt)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// Files of evidence: the same once, another unit or address of it as well; and
// what pictures say of which units are one.
func TestEvidence(t *testing.T) {
	l, c := newLedger(t)
	importRows(t, l, ImportOptions{List: "L"},
		"unit AAA T-1 destroyed 1 https://example.org/1", "unit AAA T-1 damaged 2 https://example.org/2", "unit BBB M-9 captured 1 https://example.org/3",
		"unit AAA T-1 destroyed 3 https://example.org/4 2", "unit AAA T-2 destroyed 3 https://example.org/4 2")
	a, b, m := address("L", 1), address("L", 2), address("L", 3)
	one := photograph(t, 1, 90, 640, 480)
	for _, s := range []struct {
		name      string
		body      []byte
		opt       EvidenceOptions
		isNew     bool
		like      int
		proposals []string // reasons, in short
	}{
		{"one.jpg", one, EvidenceOptions{Units: []string{a}}, true, 0, nil},
		{"one.jpg", one, EvidenceOptions{Units: []string{a}}, false, 0, nil},
		{"copy of one.png", one, EvidenceOptions{}, false, 0, nil},
		{"smaller.jpg", photograph(t, 1, 40, 320, 240), EvidenceOptions{Units: []string{b}}, true, 1, []string{"files that look alike were added for both"}},
		{"one.jpg", one, EvidenceOptions{Units: []string{m}}, true, 1, []string{"the same file was added for both", "files that look alike were added for both"}},
		{"one.jpg", one, EvidenceOptions{Address: "https://example.org/9"}, true, 1, nil},
		{"another.jpg", photograph(t, 2, 90, 640, 480), EvidenceOptions{Address: "https://example.org/4"}, true, 0, nil},
		{"another smaller.jpg", photograph(t, 2, 30, 300, 225), EvidenceOptions{Units: []string{a}}, true, 1, []string{"files that look alike were added for both"}},
		{"words.txt", []byte("He saw it himself."), EvidenceOptions{Units: []string{a, b}}, true, 0, nil},
		{"same words.txt", []byte("He saw it himself."), EvidenceOptions{Units: []string{a, m}}, true, 0, nil},
	} {
		done := addFile(t, l, s.name, s.body, s.opt)
		var said []string
		for _, p := range done.Proposals {
			short, _, _ := strings.Cut(p.Reasons[0], " (SHA")
			said = append(said, short)
		}
		if done.New != s.isNew || done.New != (done.Entry >= 0) || len(done.Like) != s.like || !slices.Equal(said, s.proposals) {
			t.Errorf("%s %+v: new %v, like %v, proposed %q; want %v, %d, %q", s.name, s.opt, done.New, done.Like, said, s.isNew, s.like, s.proposals)
		}
		sound(t, l.Dir())
	}
	desk := l.Desk()
	all, err := desk.Evidence(ctx, head(t, desk), "")
	if err != nil || len(all) != 5 {
		t.Fatalf("%d files, %v; want 5", len(all), err)
	}
	if f := all[0]; len(f.Entries) != 3 || !slices.Equal(f.Units, []string{a, m}) || !slices.Equal(f.Addresses, []string{"https://example.org/9"}) || f.Name != "one.jpg" || f.Width != 640 || f.Size != int64(len(one)) {
		t.Errorf("the first file: %+v", f)
	}
	// A ledger opened anew knows the same, and a file that is like none before.
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if l, err = Open(ctx, l.Dir(), c.world()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if done := addFile(t, l, "x.jpg", photograph(t, 1, 60, 500, 375), EvidenceOptions{}); len(done.Like) != 2 || len(done.Proposals) > 0 {
		t.Errorf("%+v", done)
	}
	if done := addFile(t, l, "y.jpg", photograph(t, 3, 60, 500, 375), EvidenceOptions{}); len(done.Like) != 0 {
		t.Errorf("%+v", done)
	}
	rebuilt(t, l)
}

// What waits for a person stands side by side, with the pictures compared; the
// public is told of nothing.
func TestMatters(t *testing.T) {
	l, _ := newLedger(t)
	importRows(t, l, ImportOptions{List: "L"}, "unit AAA T-1 destroyed 1 https://example.org/1", "unit AAA T-2 damaged 2 https://example.org/1", "unit BBB M-9 captured 1 https://example.org/3")
	first, second := evidence.UnitID("L", "address https://example.org/1", 0), evidence.UnitID("L", "address https://example.org/1", 1)
	addFile(t, l, "one.jpg", photograph(t, 1, 90, 640, 480), EvidenceOptions{Units: []string{first}})
	addFile(t, l, "two.jpg", photograph(t, 1, 30, 320, 240), EvidenceOptions{Units: []string{second}})
	desk := l.Desk()
	matters, more, err := desk.Proposals(ctx, head(t, desk), MatterFilter{Open: true, What: evidence.SameUnit, Limit: 10})
	if err != nil || more != 0 || len(matters) != 1 {
		t.Fatalf("%+v %d %v", matters, more, err)
	}
	m := matters[0]
	if len(m.Members) != 2 || m.Members[0].Unit == nil || len(m.Members[0].Files) != 1 || len(m.Compared) != 1 || !m.Compared[0].Alike || m.State != "unreviewed" {
		t.Errorf("%+v", m)
	}
	mustDecide(t, l, m.ID, evidence.Accept)
	if matters, _, _ = desk.Proposals(ctx, head(t, desk), MatterFilter{Open: true}); len(matters) != 0 {
		t.Errorf("decided, and still open: %+v", matters)
	}
	edition, err := desk.store.Editions(ctx, head(t, desk))
	if err != nil {
		t.Fatal(err)
	}
	for id, subject := range map[string]string{m.ID: evidence.SubjectProposal, first: evidence.SubjectUnit, edition[0].Edition.ID(): evidence.SubjectEdition} {
		got, err := desk.Matter(ctx, head(t, desk), id)
		if err != nil || got.Subject != subject || (got.State == "accepted") != (id == m.ID) || got.ID != id {
			t.Errorf("%s: %+v %v", subject, got, err)
		}
		if _, err := l.Public().Matter(ctx, head(t, desk), id); err == nil {
			t.Errorf("the public is shown %s", subject)
		}
	}
	public := l.Public()
	if list, _, err := public.Proposals(ctx, head(t, desk), MatterFilter{}); err != nil || len(list) > 0 {
		t.Errorf("the public is shown %v %v", list, err)
	}
	files, _ := desk.Evidence(ctx, head(t, desk), "")
	var shown bytes.Buffer
	if err := desk.Picture(ctx, head(t, desk), files[0].Hash, 200, &shown); err != nil || shown.Len() == 0 {
		t.Error(err)
	}
	if err := public.Picture(ctx, head(t, desk), files[0].Hash, 200, io.Discard); err == nil {
		t.Error("the public is shown a picture")
	}
	if _, err := l.Withdraw(ctx, files[0].Hash, "Ada", "it shows a prisoner"); err != nil {
		t.Fatal(err)
	}
	if err := desk.Picture(ctx, head(t, desk), files[0].Hash, 200, io.Discard); err == nil {
		t.Error("a withdrawn picture is shown")
	}
	if _, err := l.AddEvidence(ctx, "one.jpg", bytes.NewReader(photograph(t, 1, 90, 640, 480)), EvidenceOptions{}); !errors.Is(err, ErrWithdrawn) {
		t.Errorf("a withdrawn picture again: %v", err)
	}
	if done := addFile(t, l, "three.jpg", photograph(t, 1, 50, 400, 300), EvidenceOptions{}); len(done.Like) != 1 {
		t.Errorf("it looks like %v, want the one that was not withdrawn", done.Like)
	}
	sound(t, l.Dir())
}

// What cannot be added leaves nothing behind.
func TestEvidenceRefused(t *testing.T) {
	l, _ := newLedger(t)
	stop := errors.New("the disk is broken")
	for _, c := range []struct {
		name string
		in   io.Reader
		opt  EvidenceOptions
		want string
	}{
		{"no such unit", strings.NewReader("x"), EvidenceOptions{Units: []string{strings.Repeat("0", 32)}}, "f.jpg: no unit has the id"},
		{"no address", strings.NewReader("x"), EvidenceOptions{Address: "javascript:alert(1)"}, `"javascript:alert(1)" is no address`},
		{"too many units", strings.NewReader("x"), EvidenceOptions{Units: make([]string, 51)}, "51 units"},
		{"a fault of reading", io.MultiReader(strings.NewReader("x"), faulty{stop}), EvidenceOptions{}, "f.jpg: the disk is broken"},
	} {
		_, err := l.AddEvidence(ctx, "f.jpg", c.in, c.opt)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		if names := kept(t, l); len(names) > 0 || head(t, l.Desk()) != 1 {
			t.Errorf("%s: left %v", c.name, names)
		}
	}
}

type faulty struct{ err error }

func (f faulty) Read([]byte) (int, error) { return 0, f.err }
