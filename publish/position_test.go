package publish

import (
	"strings"
	"testing"
)

// here are positions in the notations that people write.
var here = []string{
	// decimal degrees
	"Guns at 40.37441, 47.12665 now.", "Guns at lat=40.37441&lon=47.12665 now.", "Guns at lat: 40.37441, lon: 47.12665 now.", "Guns at latitude 40.37441 and longitude 47.12665.",
	"Guns at 40.37441 N and 47.12665 E.", "Guns at 40.37441 by 47.12665.", "geo:40.37441,47.12665", "Guns at 40.3744° N, 47.1266° E.", "Guns at ４０．３７４４, ４７．１２６６.",
	"Guns at ٤٠٫٣٧٤٤، ٤٧٫١٢٦٦.", "Guns at 40·3744, 47·1266.", "Guns at 40.37, 47.13.", "Guns at 40.3744\u200b,\u200b47.1266.", "Guns at 40.3744\u200b47.1266.", "Guns at 40.37\u00ad44, 47.12\u00ad66.",
	"Guns at [40.3744][47.1266].", "Guns at (40.3744)(47.1266).", "Guns at 40.3744 — 47.1266.", "Guns at 40.3744:47.1266.", "Guns at 40.3744_47.1266.", "Guns at 40.3744N/47.1266E.",
	"Guns at x=40.3744 y=47.1266.", "Guns at 40,3744 und 47,1266.", "Guns at 40.3744 47.1266.", "Guns at 40.3744\n47.1266.", "Guns at 40.3744&#44;47.1266.", "Guns at -12.345;130.123.",
	"The latitude is 40.37 and the longitude 47.13.", "Coordinates: 40.37 and 47.13.", "широта 40,37 долгота 47,13", "Guns at 40.37N 47.13E.", "The latitude is 40.37.", "It is 40.374 north.",
	// degrees, minutes, seconds
	"Guns at N40 22 28 E47 07 36 there.", "Guns at 40-22-28N 47-07-36E.", "Guns at 40 22 28 N, 47 07 36 E.", "Guns at 40 degrees 22 minutes north.", "Guns at 402228N0470736E.", "Guns at 40º22′28″N 47º07′36″E.",
	"Guns at 40˚22'28\"N.", "Guns at 40°, 47°.", "Guns at 39°45′N 46°44′E.", "It stood at 39.75° north.", "Guns at N40°22.5.", "Guns at N40 22.471 E047 07.600.", "40 градусов 22 минуты", "40° N, 47° E", "40 22 N 47 07 E",
	"40 22 28, 47 07 36", "40 22.5' N", "+402228+0470736/", "40⁰22′",
	// grids
	"Guns at UTM 38N 512345 4467890.", "Guns at 38T 512345 4467890.", "Guns at 38TNK1234567890.", "Guns at 38T NK 123 456.", "Guns at 38TNK.", "Guns at 38T NK 12345 67890.", "Guns at NK 12345 67890 there.",
	"Guns at 38tnk1234567890.", "Guns at X 4467890 Y 8512345.", "Guns at square 4467-B.", "Guns at grid NK 1234.", "Guns at 38 T NK 12345 67890.",
	// codes and links
	"Guns at 8HC2FQ9R+2X.", "Guns at 9R+2X Barda there.", "Guns at 9r2x+2x.", "Guns at geohash tp3m9q2kz.", "Guns at ///filled.count.soap there.", "https://w3w.co/filled.count.soap",
	"https://www.google.com/maps/place/x/!3d40.37441!4d47.12665", "https://maps.example/?q=40.37,47.12", "https://www.openstreetmap.org/#map=15/40.3744/47.1266", "https://yandex.com/maps/?ll=47.12665%2C40.37441",
	"https://osm.org/?mlat=40.37441&mlon=47.12665", "https://maps.app.goo.gl/abcXYZ", "https://goo.gl/maps/abc", "https://maps.example/@40.37,47.12,15z", "https://x.example/?ll=47.1%2C40.3", "https://x.example/!3d40!4d47",
	// addresses
	"Guns behind the school at 14 Nizami Street, Barda.", "Guns at 14 NIZAMI STREET.", "Guns at 14, Nizami St. there.", "Guns at 14a Main Road.", "Guns at Nizami Street 14.", "Nizami küçəsi 14", "ул. Низами, 14", "улица Низами, дом 14", "Նիզամի փողոց 14",
	"Guns at 14 nizami street.",
}

// elsewhere are numbers and words that tell no position.
var elsewhere = []string{
	"", "Rockets hit the town.", "Four died on 28.10.2020, 13 were hurt.", "It cost 1,000 or 2,500 drams.", "The T-72 and 9K37 were lost at 10:30, 11:45.", "In 1992, 1994 and 2016 it was the same.",
	"It rose 5.5 percent and 3.25 percent.", "A 240 mm mortar fired.", "Resolution 822 was read.", "N. 40 people left.", "From 28.10.2020 to 9.11.2020 it was quiet.", "Between 10.30 and 11.45 it was quiet.",
	"On 27 September 2020 it began.", "They lost 1,234,567 drams and 2,345,678 more.", "Some 40,000 to 50,000 people fled.", "The range is 70 km, 90 km at most.", "They fired 122 mm and 152 mm guns.", "The Su-25 and Mi-24 flew.",
	"It was 25 °C at noon.", "It was 36.6°C at noon.", "They hold 95.5 percent.", "The BM-30 and 9M55K were seen.", "It is S-300 and S-400.", "Call 102 or 112.", "He is 34.", "On Nizami Street 14 people died.", "14 people on the street died.",
	"On 28 October Republic Street was closed.", "In 2020 Nizami Street was closed.", "St. George was there in 1992.", "Page 12, line 40.", "The 3rd Army, the 10th Corps.", "It took 3 hours 20 minutes.", "They killed 2,315 and wounded 10,000.",
	"The score was 3-2, 1-0.", "By 10:30:15 it was over.", "Version 1.2.3 of it.", "On 2020-10-28 it rained.", "2020-10-28T10:30:15+04:00", "The 1990-91 war and the 2016 one.", "It cost 5.25 dollars and 3.10 dollars.", "The Tu-143 drone, 2 of them.",
	"They had 65 tanks + 20 guns.", "65+70 were seen.", "See https://news.example/2020/10/28/story-12345.html there.", "The road to Barda is open.", "He spoke at the United Nations, 15 to 0.", "They captured 10 men, 30 guns and 4 cars.",
	"A 1.5 km and a 2.5 km road.", "He turned by degrees to the west.", "And/or both; either/or.",
}

func TestPositions(t *testing.T) {
	if len(here) < 60 || len(elsewhere) < 40 {
		t.Fatal("the tables have shrunk")
	}
	for _, s := range here {
		if !position(s) {
			t.Errorf("%q is let out", s)
		}
	}
	for _, s := range elsewhere {
		if position(s) {
			t.Errorf("%q is taken for a position", s)
		}
	}
}

// BenchmarkPosition: hostile strings of 1 MB cost what plain ones of their
// length do.
func BenchmarkPosition(b *testing.B) {
	for _, c := range []struct{ name, piece string }{
		{"words", "Rockets hit the town in 2020. "}, {"digits", "7"}, {"fractions", "5.25 or "}, {"pairs", "40 22 "}, {"streets", "14 Nizami "}, {"escapes", "&#4%2"}, {"signs", "°'"},
	} {
		s := strings.Repeat(c.piece, 1<<20/len(c.piece))
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				position(s)
			}
		})
	}
}

// The quick look sees the words that lead to a position, in any letters.
func TestSuspect(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "the village of Esk": false, "5 shells": true, "at 40°": true, "see GOO.GL": true, "Mapſ of it": true,
		"a//b": true, "forty DEGREES": true, "Geoha\u017fh": true, "and+or": false, "QQ+GH": true, "+xx": true, "a + cf": false,
	} {
		if got := suspect(text); got != want {
			t.Errorf("%q is suspect: %v, want %v", text, got, want)
		}
	}
}
