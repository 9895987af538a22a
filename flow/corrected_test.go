package flow

import (
	"strings"
	"testing"
	"time"

	"tallystick/evidence"
)

// What people found of units, files and reports, and took back, is told to
// whoever had seen it otherwise, without the words in which they gave reasons.
func TestCorrectedUnits(t *testing.T) {
	l, clock := newLedger(t)
	wait := func() { clock.now = clock.now.Add(100 * time.Hour) }
	done := importRows(t, l, ImportOptions{List: "L"}, "unit AAA T-1 destroyed 1 https://example.org/1", "unit AAA T-1 damaged 2 https://example.org/2", "unit BBB M-9 captured 1 https://example.org/3")
	a, b, m := address("L", 1), address("L", 2), address("L", 3)
	file := addFile(t, l, "one.jpg", photograph(t, 1, 90, 64, 48), EvidenceOptions{Units: []string{a}}).File.Hash
	said := func(when, want string) {
		t.Helper()
		if got := corrected(t, l.Public(), head(t, l.Desk())); got != want {
			t.Errorf("%s the public is told\n%s, want\n%s", when, got, want)
		}
	}
	decide := func(id string, v evidence.Verdict, by string) {
		t.Helper()
		if _, err := l.Decide(ctx, id, v, by, "Quillfeather said so"); err != nil {
			t.Fatal(err)
		}
	}
	early := proposeUnits(t, l, a, m)
	decide(early, evidence.Accept, "Ada")
	decide(early, evidence.Refuse, "Ada")
	decide(done.Edition, evidence.Accept, "Ada")
	decide(file, evidence.Accept, "Ada")
	decide(file, evidence.Accept, "Grace")
	wait()
	said("of units that nobody could see", "")
	same := proposeUnits(t, l, a, b)
	decide(same, evidence.Accept, "Ada")
	joined := "joined by Ada:  (-)\n"
	said("of two that are one", joined)
	decide(same, evidence.Refuse, "Grace")
	parted := "parted by Grace:  (-)\n"
	said("when they are not", parted+joined)
	decide(file, evidence.Refuse, "Ada")
	unshown := "rejected file by Ada:  (-)\n"
	said("of a file", unshown+parted+joined)
	decide(file, evidence.Refuse, "Grace")
	said("of a file that was not seen", unshown+parted+joined)
	if _, err := l.Withdraw(ctx, m, "Ada", "Quillfeather is in danger"); err != nil {
		t.Fatal(err)
	}
	said("of a unit that went", "withdrawn by Ada:  (-)\n"+unshown+parted+joined)
	list, _, err := l.Desk().Corrections(ctx, head(t, l.Desk()), 0)
	if err != nil || len(list) != 4 || list[0].Reason == "" || list[1].File != file || len(list[2].Units) != 2 {
		t.Errorf("the desk is told %+v %v", list, err)
	}
}

// A claim that people tie to another truce than the one it was shown with is a
// correction; a tie of what nobody could place is none.
func TestCorrectedTies(t *testing.T) {
	l, clock := newLedger(t)
	add(t, l, "a.md", news("Lakes", "2020-11-06", "Kenya and Peru fought on.", "Kenya's army said that Peru's army had violated the ceasefire on 28 October 2020 by shelling the harbour."))
	registered, _ := importRegister(t, l, strings.Split(twoLakes, "\n")...)
	one := truceSaid(t, l, "on 28 October")
	for _, id := range []string{one, registered.Edition} {
		if _, err := l.Decide(ctx, id, evidence.Accept, "Ada", "It says so."); err != nil {
			t.Fatal(err)
		}
	}
	clock.now = clock.now.Add(100 * time.Hour)
	known, err := l.Public().Ceasefires(ctx, head(t, l.Desk()), CeasefireQuery{})
	if err != nil || len(known.Ceasefires) != 2 {
		t.Fatalf("the public sees %+v %v", known.Ceasefires, err)
	}
	first, second := known.Ceasefires[0].ID, known.Ceasefires[1].ID
	for _, to := range []string{first, ""} {
		if _, err := l.Tie(ctx, evidence.SubjectTruce, one, to, "Ada", "Quillfeather said so"); err != nil {
			t.Fatal(err)
		}
	}
	list, _, err := l.Public().Corrections(ctx, head(t, l.Desk()), 0)
	if err != nil || len(list) != 2 || list[1].From != second || list[1].To != first || list[0].From != first || list[0].To != "" || list[0].Reason != "" || len(list[0].Became) != 1 {
		t.Errorf("the public is told %+v %v", list, err)
	}
}
