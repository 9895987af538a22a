package flow

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/store"
)

func TestPhrases(t *testing.T) {
	const text = "Армянская armed forces shelled the town of Bərdə, the Barda district council said."
	for _, c := range []struct {
		asked string
		found bool
		marks string // what is marked, joined by |
	}{
		{"barda shelled", true, "shelled|Bərdə|Barda"},
		{`"armed forces" -cease`, true, "armed forces"},
		{`"forces armed"`, false, ""},
		{"«town of Bärdä»", true, "town of Bərdə"},
		{"barda -council", false, "Bərdə|Barda"},
		{"barda's", false, ""}, // the s is a word beside it
		{"armianskaia", false, ""},
		{"армянская", true, "Армянская"},
	} {
		p, err := ParsePhrases(c.asked)
		if err != nil {
			t.Fatalf("%s: %v", c.asked, err)
		}
		var marked []string
		for _, m := range p.Marks(text) {
			marked = append(marked, text[m[0]:m[1]])
		}
		if p.in(text) != c.found || strings.Join(marked, "|") != c.marks {
			t.Errorf("%s: found %v, marked %v; want %v, %s", c.asked, p.in(text), marked, c.found, c.marks)
		}
	}
	for asked, want := range map[string]PhraseFault{`barda "town of`: OpenQuote, "-barda": OnlyNot, "barda !?": NoLetters, `""`: NoLetters, "-": NoLetters} {
		var wrong *PhraseError
		if _, err := ParsePhrases(asked); !errors.As(err, &wrong) || wrong.Fault != want {
			t.Errorf("%s: %v, want fault %d", asked, err, want)
		}
	}
}

// TestSearch: what is found for each filter, at the desk and in public, page by
// page, and nothing of what nobody let out.
func TestSearch(t *testing.T) {
	l, clock := newLedger(t)
	page := func(title, publisher, day string, sentences ...string) string {
		t.Helper()
		filler := strings.Repeat("Shops along the river opened again and people went about their day. ", 30)
		added, err := l.Add(ctx, title+".md", []byte("---\ntitle: "+title+"\npublisher: "+publisher+"\ndate: "+day+"\nlanguage: en\n---\n\n"+strings.Join(sentences, "\n\n")+"\n\n"+filler+"\n"), capture.Options{By: "test"})
		if err != nil {
			t.Fatal(err)
		}
		clock.now = clock.now.Add(time.Minute)
		return added.Report.ID
	}
	first := page("Rockets on the town", "The Meridian Wire", "2020-10-28", "The Azerbaijani Defence Ministry said that Armenian forces had fired rockets at Barda on 27 October, killing twenty-one people.")
	second := page("Yerevan answers", "Esk Valley Post", "2020-10-29", "The Armenian Defence Ministry denied that its forces had shelled Barda on 27 October.", "Nikol Pashinyan accused Azerbaijan of shelling Stepanakert on 28 October.")
	page("Unread", "Whisper Daily", "2020-10-30", "The Azerbaijani Defence Ministry said that Armenian forces had fired rockets at Terter.")
	for _, id := range []string{first, second} {
		report, err := l.Desk().Report(ctx, head(t, l.Desk()), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range report.Claims {
			if _, err := l.Decide(ctx, c.ID, evidence.Accept, "Ada", "compared"); err != nil {
				t.Fatal(err)
			}
		}
	}
	clock.now = clock.now.Add(100 * time.Hour)
	at := head(t, l.Desk())
	desk, public := l.Desk(), l.Public()
	for _, c := range []struct {
		asked          SearchWords
		desk, public   int
		named, loosens string
	}{
		{SearchWords{Words: "rockets"}, 2, 1, "", ""},
		{SearchWords{Words: "barda"}, 2, 2, "place barda", ""},
		{SearchWords{Words: "terter"}, 1, 0, "", "words"},
		{SearchWords{Words: "whisper daily"}, 0, 0, "", ""},
		{SearchWords{Side: "Azerbaijan"}, 2, 1, "", ""},
		{SearchWords{Stance: "deny"}, 1, 1, "", ""},
		{SearchWords{Stance: "deny", Side: "AZE"}, 0, 0, "", "side stance"},
		{SearchWords{Type: "assault", Outlet: "esk valley post", Place: "Bərdə"}, 1, 1, "", ""},
		{SearchWords{Actor: "Pashinyan"}, 1, 1, "", ""},
		{SearchWords{Actor: "AZE", From: "2020-10-28", To: "2020-10-28"}, 1, 1, "", ""},
		{SearchWords{Place: "Barda", Standing: OnlyContested}, 2, 0, "", "standing"}, // nobody accepted the link, so the public sees none
		{SearchWords{Place: "Barda", Origins: "2"}, 2, 0, "", "origins"},
		{SearchWords{Words: `"fired rockets" -terter`}, 1, 1, "", ""},
	} {
		for _, lib := range []*Library{desk, public} {
			q, err := lib.SearchQuery(c.asked)
			if err != nil {
				t.Fatalf("%+v: %v", c.asked, err)
			}
			want := c.public
			if lib.Desk() {
				want = c.desk
			}
			found, err := lib.Search(ctx, at, q, "", 10)
			if err != nil || len(found.Claims) != want || found.More {
				t.Errorf("%+v, desk %v: %d claims %v, want %d", c.asked, lib.Desk(), len(found.Claims), err, want)
			}
			var paged []string
			for after, more := "", true; more; {
				one, err := lib.Search(ctx, at, q, after, 1)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range one.Claims {
					if f.Sentence == "" || f.In.Title == "" {
						t.Errorf("%+v: the claim %s comes without its sentence or title", c.asked, f.ID)
					}
					paged = append(paged, f.ID)
					after = f.ID
				}
				more = one.More
			}
			if !slices.Equal(paged, idsOf(found.Claims)) && len(found.Claims) > 0 {
				t.Errorf("%+v, desk %v: page by page %v, want %v", c.asked, lib.Desk(), paged, idsOf(found.Claims))
			}
			var named []string
			for _, n := range found.Named {
				named = append(named, n.Kind+" "+n.Slug)
			}
			if c.named != "" && strings.Join(named, ", ") != c.named {
				t.Errorf("%+v: of the name are %v, want %s", c.asked, named, c.named)
			}
			if !lib.Desk() && len(found.Claims) == 0 {
				if loosens, err := lib.Loosen(ctx, at, c.asked); err != nil || strings.Join(loosens, " ") != c.loosens && c.asked.Words == "" {
					t.Errorf("%+v is loosened by %v %v, want %s", c.asked, loosens, err, c.loosens)
				}
			}
		}
	}
	for _, asked := range []SearchWords{{Side: "Nowhereland"}, {Stance: "shout"}, {Type: "party"}, {From: "2020-13-01"}, {From: "2020-11-02", To: "2020-11-01"}, {Actor: "Quill Feather"}, {Origins: "many"}, {Standing: "both"}, {Words: `"`}} {
		if q, err := public.SearchQuery(asked); err == nil {
			t.Errorf("%+v is understood as %+v", asked, q)
		}
	}
	if _, err := public.Search(ctx, at, SearchQuery{}, strings.Repeat("0", 32), 5); !errors.Is(err, ErrCursor) {
		t.Errorf("behind a claim that is not there: %v, want %v", err, ErrCursor)
	}
	checkNames(t, desk, public, at)
}

// checkNames: the pages and lists of names show what the audience sees, and a name
// that only unreviewed claims have is no name to the public.
func checkNames(t *testing.T, desk, public *Library, at int64) {
	lists := func(l *Library) string {
		actors, err := l.Actors(ctx, at)
		if err != nil {
			t.Fatal(err)
		}
		places, next, err := l.NamedPlaces(ctx, at, "", 2)
		if err != nil {
			t.Fatal(err)
		}
		if next != "" {
			more, _, err := l.NamedPlaces(ctx, at, next, 10)
			if err != nil {
				t.Fatal(err)
			}
			places = append(places, more...)
		}
		outlets, _, err := l.Outlets(ctx, at, "", 10)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, n := range slices.Concat(actors, places, outlets) {
			all = append(all, n.Kind+"/"+n.Slug)
		}
		return strings.Join(all, " ")
	}
	const both = "actor/ARM actor/armenian-defence-ministry actor/armenian-forces actor/AZE actor/azerbaijani-defence-ministry actor/nikol-pashinyan place/barda place/khankendi-stepanakert"
	if got := lists(public); got != both+" outlet/esk-valley-post outlet/the-meridian-wire" {
		t.Errorf("the public is listed %s", got)
	}
	if got := lists(desk); got != both+" place/tartar outlet/esk-valley-post outlet/the-meridian-wire outlet/whisper-daily" {
		t.Errorf("the desk is listed %s", got)
	}
	a, err := public.Actor(ctx, at, "AZE")
	if err != nil || len(a.Says) != 1 || len(a.Accused) != 1 || len(a.Denies) != 0 || a.Kind != ActorSide {
		t.Errorf("of AZE the public reads %d claims, %d accusations, %d denials, %v", len(a.Says), len(a.Accused), len(a.Denies), err)
	}
	if a, err := public.Actor(ctx, at, "nikol-pashinyan"); err != nil || a.Role != "prime minister" || len(a.Says) != 1 {
		t.Errorf("of Pashinyan the public reads %+v, %v", a, err)
	}
	p, err := public.Place(ctx, at, "barda")
	if err != nil || len(p.Claims) != 2 || p.Lat == nil || *p.Lat != 40.4 || len(p.Names) != 4 || p.Names[2].Name != "Berde" || !slices.Equal(p.Names[2].By, []string{"AZE"}) {
		t.Errorf("of Barda the public reads %+v, %v", p, err)
	}
	for _, slug := range []string{"terter", "tartar", "", "barda ", "BARDA"} {
		if _, err := public.Place(ctx, at, slug); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the public asks for place %q and hears %v", slug, err)
		}
	}
	if _, err := public.Outlet(ctx, at, "whisper-daily", "", 5); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the public asks for an outlet that it does not see and hears %v", err)
	}
	o, err := desk.Outlet(ctx, at, "esk-valley-post", "", 5)
	if err != nil || o.Name != "Esk Valley Post" || len(o.Reports) != 1 || o.Reports[0].Claims != 2 || o.Reports[0].Unreviewed != 0 {
		t.Errorf("of the Post the desk reads %+v, %v", o, err)
	}
}

// The groups of an actor's page and the searches that they lead to list the
// same: who speaks, who is accused, who denies.
func TestActorGroupsAreSearches(t *testing.T) {
	l, _ := newLedger(t)
	add(t, l, "bridge.md", bridge)
	desk := l.Desk()
	at := head(t, desk)
	actors, err := desk.Actors(t.Context(), at)
	if err != nil || len(actors) == 0 {
		t.Fatalf("%v %v: the test sees nothing", actors, err)
	}
	compared := 0
	for _, a := range actors {
		v, err := desk.Actor(t.Context(), at, a.Slug)
		if err != nil {
			t.Fatal(err)
		}
		for name, group := range map[string]struct {
			list  []FoundClaim
			words SearchWords
		}{
			"says": {v.Says, SearchWords{Speaker: a.Slug}}, "accused": {v.Accused, SearchWords{Named: a.Slug, Stance: "accuse"}},
			"denies": {v.Denies, SearchWords{Speaker: a.Slug, Stance: "deny,reject"}},
		} {
			q, err := desk.SearchQuery(group.words)
			if err != nil {
				t.Fatal(err)
			}
			found, err := desk.Search(t.Context(), at, q, "", 100)
			if err != nil || !slices.Equal(idsOf(found.Claims)[:min(mostSaid, len(found.Claims))], idsOf(group.list)) {
				t.Errorf("%s %s: the page has %v, the search %v, %v", a.Name, name, idsOf(group.list), idsOf(found.Claims), err)
			}
			compared += len(group.list)
		}
	}
	if compared < 3 {
		t.Errorf("%d claims were compared: the test sees too little", compared)
	}
}
