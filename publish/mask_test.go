package publish

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"tallystick/evidence"
)

func maskFor(language string, people ...evidence.Actor) *mask {
	return maskOf(Dossier{Report: evidence.Report{Language: language}, People: people})
}

func TestHide(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"Anna Siskin", "ANNA SISKIN left.", "[resident] left."},
		{"Anna Siskin", "anna siskin left.", "[resident] left."},
		{"Anna Siskin", "Siskin's house, Siskin’s house.", "[resident]'s house, [resident]’s house."},
		{"Anna Siskin", "The Siskins fled, the Siskinds did not.", "The [resident] fled, the Siskinds did not."},
		{"Anna Siskin", "Mrs Siskin\nleft.", "Mrs [resident]\nleft."},
		{"Anna Siskin", "Sis-\nkin left.", "[resident] left."},
		{"Anna Siskin", "Sis\nkin left.", "[resident] left."},
		{"Anna Siskin", "Sis‐kin left.", "[resident] left."},
		{"Anna Siskin", "Sis\u00adkin left.", "[resident] left."},
		{"Anna Siskin", "An\u200bna Sis\u200dkin left.", "[resident] left."},
		{"Anna Siskin", "Anna_Siskin2 posted.", "[resident]2 posted."},
		{"Anna Siskin", "Follow @AnnaSiskin, @annasiskin or @SiskinAnna.", "Follow @[resident], @[resident] or @[resident]."},
		{"Anna Siskin", "Follow @AnnaSiskinNews.", "Follow @[resident]News."},
		{"Anna Siskin", "See https://x.example/anna-siskin now.", "See https://x.example/[resident] now."},
		{"Anna Siskin", "Siskin, Anna left.", "[resident] left."},
		{"Anna Siskin", "Ａｎｎａ left.", "[resident] left."},
		{"Anna Siskin", "Anna and Siskin left.", "[resident] and [resident] left."},
		{"Zoë Brontë", "Later Bronte\u0308 left, then BRONTË.", "Later [resident] left, then [resident]."},
		{"Jose\u0301 Pena", "Later José Pena left.", "Later [resident] left."},
		{"Aslan İsmayılov", "Later İSMAYILOV and ismayilov left.", "Later [resident] and [resident] left."},
		{"Анна Соловьёва", "с Анной Соловьёвой.", "с [resident]."},
		{"Анна Соловьёва", "Соловьев и Аннотация.", "[resident] и Аннотация."},
		{"Павел Громов", "у Павла Громова", "у [resident]"},
		{"Անի Սարգսյան", "Սարգսյանի տունը", "[resident] տունը"},
		{"王小明", "昨天王小明离开了。", "昨天[resident]离开了。"},
		{"أحمد الحريري", "غادر أحمد الحريري.", "غادر [resident]."},
		{"Ahmad al-Hariri", "Later al-Hariri left, then Hariri and al Jazeera.", "Later al-[resident] left, then [resident] and al Jazeera."},
		{"mehdi karimov", "Later Mehdi Karimov left.", "Later [resident] left."},
		{"Bo Li", "Later Li left with Bo Li, bo li and Li Bo.", "Later Li left with [resident], [resident] and [resident]."},
		{"A. Siskin", "A car hit A. Siskin.", "A car hit [resident]."},
	} {
		m := maskFor("en", evidence.Actor{Name: c.name, Role: "resident"})
		if got := m.hide(c.text); got != c.want {
			t.Errorf("%s in %q: %q, want %q", c.name, c.text, got, c.want)
		}
		if m.finds(c.text) != (c.text != c.want) {
			t.Errorf("%s in %q: found %v", c.name, c.text, m.finds(c.text))
		}
	}
}

func TestNamesTakeEndingsInTheirLanguage(t *testing.T) {
	if got := maskFor("az", evidence.Actor{Name: "Ənvər Əliyev", Role: "sakin"}).hide("Əliyevin evi"); got != "[sakin] evi" {
		t.Errorf("the public sees %q", got)
	}
}

// TestLabels: a label names nobody, and says no role that only one of two
// namesakes has.
func TestLabels(t *testing.T) {
	for _, c := range []struct {
		people []evidence.Actor
		text   string
		want   string
	}{
		{[]evidence.Actor{{Name: "Anna Siskin", Role: "Siskin's daughter"}}, "Anna left.", "[name withheld] left."},
		{[]evidence.Actor{{Name: "Anna Siskin", Role: "mother of Tom Vorn"}, {Name: "Tom Vorn", Role: "pupil"}}, "Anna left with Tom.", "[name withheld] left with [pupil]."},
		{[]evidence.Actor{{Name: "Anna Siskin", Role: "nurse"}, {Name: "Tom Siskin", Role: "pupil"}}, "Siskin left with Tom Siskin.", "[name withheld] left with [pupil]."},
		{[]evidence.Actor{{Name: "Withheld Person"}}, "Withheld Person left.", "[…] left."},
		{[]evidence.Actor{{Name: "Anna Siskin", Role: "guard at 40.3744, 47.1266"}}, "Anna left.", "[name withheld] left."},
	} {
		if got := maskFor("en", c.people...).hide(c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// TestNothingOfANameIsLeft: however a name is written in a text, no part of it
// is left in what the public sees.
func TestNothingOfANameIsLeft(t *testing.T) {
	part := rapid.OneOf(rapid.StringMatching(`[A-Z][a-z]{2,8}`), rapid.StringMatching(`[А-Я][а-я]{4,8}`), rapid.StringMatching(`[A-ZÇƏÖŞ][a-zçəöşı]{2,8}`))
	spellings := []func(string) string{
		func(s string) string { return s }, strings.ToUpper, strings.ToLower, norm.NFD.String, norm.NFKC.String,
		func(s string) string { return s + "'s" }, func(s string) string { return s + "2" }, func(s string) string { return "@" + s },
		func(s string) string { r := []rune(s); return string(r[:1]) + "\u00ad" + string(r[1:]) },
		func(s string) string { r := []rune(s); return string(r[:2]) + "-\n" + string(r[2:]) },
	}
	rapid.Check(t, func(t *rapid.T) {
		var people []evidence.Actor
		var parts []string
		for range rapid.IntRange(1, 5).Draw(t, "people") {
			first, last := part.Draw(t, "first"), part.Draw(t, "last")
			people = append(people, evidence.Actor{Name: first + " " + last, Role: rapid.SampledFrom([]string{"", "resident", last + "'s kin"}).Draw(t, "role")})
			parts = append(parts, first, last)
		}
		m := maskFor("en", people...)
		forbidden := make(map[string]bool)
		for _, p := range parts {
			if nameLike(p, p) {
				forbidden[fold(p)] = true
			}
		}
		var text strings.Builder
		for range rapid.IntRange(1, 12).Draw(t, "words") {
			p := rapid.SampledFrom(parts).Draw(t, "part")
			text.WriteString(rapid.SampledFrom(spellings).Draw(t, "spelling")(p))
			text.WriteString(rapid.SampledFrom([]string{" ", ", ", " and ", "\n", "-", "_", ". "}).Draw(t, "gap"))
		}
		for _, w := range wordsIn(m.hide(text.String())) {
			if forbidden[w.folded] {
				t.Fatalf("%q leaves %q of %v: %q", text.String(), w.folded, people, m.hide(text.String()))
			}
		}
	})
}

// BenchmarkOf: 2,000 private persons named in a text of 100 kB.
func BenchmarkOf(b *testing.B) {
	var sentences []string
	var people []evidence.Actor
	for i := range 2000 {
		name := fmt.Sprintf("Vorn%c%c%cx Maq%c%c%c", 'a'+i%26, 'a'+i/26%26, 'a'+i/676, 'a'+i/676, 'a'+i%26, 'a'+i/26%26)
		people = append(people, evidence.Actor{Name: name, Role: "resident", Private: true})
		sentences = append(sentences, name+" saw rockets hit 14 houses of the town.")
	}
	d := licensed(story(sentences...))
	d.People = people
	for i := range d.Claims {
		d.Claims[i].accept(int64(2*i), "Ada", "Grace")
	}
	b.SetBytes(int64(len(d.Report.Text)))
	for b.Loop() {
		Of(d, Standard, later)
	}
}
