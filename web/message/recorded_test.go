package message

import "testing"

// TestRecorded tells what the ledger's English remarks are in Russian, and that
// words of other people are nobody's form.
func TestRecorded(t *testing.T) {
	for english, want := range map[string]string{
		"the pictures were compared: they differ in 3 of 64 bits by dhash-1 and in 0 of 64 bits by phash-1 (up to 7 by each look alike)": "изображения сравнили: они различаются в 3 из 64 битов по dhash-1 и в 0 из 64 битов по phash-1 (похожими считаются те, где различий по каждому способу не больше 7)",
		"it is listed as different models, \"T-72\" and \"T-72B\": one picture may show several units":                                   "в списках указаны разные модели («T-72» и «T-72B»): на одном изображении может быть несколько единиц",
		"the list has dropped it": "исключена из списка",
		"it is no longer filed under \"damaged\"; it is filed under \"captured\" as well":                                                                                   "больше не числится как «damaged»; числится и как «captured»",
		"both were lost near each other in time and place (in the same days, both at \"Barda\"), and neither list has another of the kind so near (within 3 days and 5 km)": "обе потеряны близко по времени и месту (в те же дни, место одно: «Barda»), и ни в одном из списков нет другой такой же настолько близко (в пределах 3 дн. и 5 км)",
		"Read against the preserved copy; it says so.":                                                                                                                      "",
		"seen and found": "",
	} {
		said := ""
		if m, ok := Recorded(english); ok {
			said = m.In(Russian)
		}
		if said != want {
			t.Errorf("%q is said as %q, want %q", english, said, want)
		}
	}
}
