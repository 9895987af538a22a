package capture

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSqueeze(t *testing.T) {
	for in, want := range map[string]string{
		" a \t b\n":                       "a b",
		"both par\u00adties":              "both parties",
		"no\u200bbreak\ufeff here\u2060":  "nobreak here",
		"ten\u00a0tanks\u2009lost":        "ten tanks lost",
		"\u202eright\u202c to \u200fleft": "right to left",
		"می\u200cروند":                    "می\u200cروند", // spelt with a joiner
		"a\u200cb":                        "ab",
		"e\u0301 is not é":                "e\u0301 is not é",
		"bell\a":                          "bell",
	} {
		if got := squeeze(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestPeople(t *testing.T) {
	for in, want := range map[string]string{
		"Mara Ilves":                               "Mara Ilves",
		"Mara Ilves and Tomas Reck":                "Mara Ilves and Tomas Reck",
		"Mara Ilves, Tomas Reck in Lower Tarn":     "Mara Ilves, Tomas Reck",
		"Mara Ilves for The Tarn Courier":          "Mara Ilves",
		"Mara Ilves, Chief Correspondent, Harbour": "Mara Ilves",
		"MARA ILVES | 5 October 2020":              "MARA ILVES",
		"Jan van der Berg":                         "Jan van der Berg",
		"Quay Agency":                              "Quay Agency",
		"nightfall the town was empty":             "",
		"the time help came":                       "",
		"4 October":                                "",
		"Reck@courier.example":                     "",
	} {
		if got := people(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestDatelines(t *testing.T) {
	for in, want := range map[string]string{
		"BAKU, Sept 29 (Reuters) - The army said.":                "The army said.",
		"YEREVAN/BAKU, Sept 29 (Reuters) - The army said.":        "The army said.",
		"STEPANAKERT, Nagorno-Karabakh (AP) — The army said.":     "The army said.",
		"Moscow (AFP) – The army said.":                           "The army said.",
		"(Reuters) - The army said.":                              "The army said.",
		"YEREVAN, SEPTEMBER 29, ARMENPRESS. The army said.":       "The army said.",
		"TBILISI, Georgia — The army said.":                       "The army said.",
		"The army (which one?) - said nothing.":                   "The army (which one?) - said nothing.",
		"Baku (and Yerevan) - both capitals - were calm.":         "Baku (and Yerevan) - both capitals - were calm.",
		"BM-21 launchers were seen.":                              "BM-21 launchers were seen.",
		"Baku — where the talks were held — was calm, they said.": "Baku — where the talks were held — was calm, they said.",
	} {
		if _, got := furniture().dateline(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestRepeats(t *testing.T) {
	const (
		long  = "The northern staff said that its guns had not been moved since the truce was signed."
		other = "The southern staff said the same of its own guns, and each called the other a liar."
	)
	para := func(texts ...string) (blocks []Block) {
		for _, s := range texts {
			if rest, ok := bulleted(s); ok {
				blocks = append(blocks, Block{Item, rest})
			} else {
				blocks = append(blocks, Block{Paragraph, s})
			}
		}
		return blocks
	}
	for _, c := range []struct {
		name     string
		in, want []Block
	}{
		{"a teaser whole", para(long, other, long, other, "And more."), para(long, other, "And more.")},
		{"a teaser with a list", para(long, "• one", "• two", long, "• one", "• two", "• three"), para(long, "• one", "• two", "• three")},
		{"a teaser cut short", para(long[:50]+"…", long, other), para(long, other)},
		{"a short line said twice", para(long, "He said no.", other, "He said no."), para(long, "He said no.", other, "He said no.")},
		{"equal items of two lists", para("• 2 boats", long, "• 2 boats"), para("• 2 boats", long, "• 2 boats")},
		{"three times", para(long, long, long), para(long)},
	} {
		if diff := cmp.Diff(c.want, dropRepeats(c.in)); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.name, diff)
		}
	}
}

// Furniture words inside the text are text; so is what a short note says.
func TestTextStays(t *testing.T) {
	for _, text := range []string{
		"2 killed in Lower Tarn",
		"Comments by the minister angered both capitals, and neither withdrew its ambassador for it.",
		"The army shares what it has with the villages.\n\nIt advertises for drivers.\n\nSubscribe to that who will, the mayor said.",
		"• 4 lorries\n• 2 boats",
	} {
		r, _, err := Read("a.txt", []byte(text), Options{})
		if err != nil || r.Text != text || r.Partial != "" {
			t.Errorf("%q: %v, %q, partial %q", text, err, r.Text, r.Partial)
		}
	}
}

// A list under a heading is all there is: the heading is the title.
func TestListAlone(t *testing.T) {
	r, _, err := Read("a.txt", []byte("Losses on the Tarn\n\n- 4 lorries\n- 2 boats\n"), Options{})
	if err != nil || r.Title != "Losses on the Tarn" || r.Text != "• 4 lorries\n• 2 boats" {
		t.Errorf("%v: title %q, text %q", err, r.Title, r.Text)
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ declared, text, want string }{
		{"en-GB", "short", "en"},
		{"", "short", ""},
		{"", "The army said that four people were killed in the shelling of the town on Wednesday night.", "en"},
		{"en", "Министерство обороны сообщило, что ночью в результате обстрела погибли четыре человека, ещё тринадцать ранены. Жители соседних сёл рассказали, что стреляли с обоих берегов реки и что никто их не предупредил.", "ru"},
		{"", "Պաշտպանության նախարարությունը հայտնել է, որ գիշերը գյուղի հրետակոծությունից զոհվել է չորս մարդ։", "hy"},
		{"", "Müdafiə Nazirliyi bildirib ki, gecə saatlarında kənd atəşə tutulub, dörd nəfər həlak olub.", "az"},
		{"tr_TR", "Bakanlık, gece saatlarında düzenlenen saldırıda dört kişinin öldüğünü açıkladı, köy boşaltıldı.", "tr"},
		{"not a code", "", ""},
	} {
		if got := languageOf(c.declared, c.text); got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.declared, c.text, got, c.want)
		}
	}
}

func TestLinks(t *testing.T) {
	got := linksIn("See (https://a.example/x_(y)), “http://b.example/”, https://c.example/z?q=1. Not https:// nor ftp://d.example.")
	if want := "https://a.example/x_(y) http://b.example/ https://c.example/z?q=1"; strings.Join(got, " ") != want {
		t.Errorf("%q", got)
	}
}
