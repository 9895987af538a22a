package publish

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// position reports whether a string tells where something stands more closely
// than the name of a settlement does: coordinates and grid references in any
// notation that people write, codes and links of maps, and street addresses.
// What is unsure is held back. It takes time linear in the length of s.
func position(s string) bool {
	if !suspect(s) {
		return false
	}
	invisible := func(with rune) func(rune) rune {
		return func(r rune) rune {
			if r >= 0x80 && unicode.Is(unicode.Cf, r) {
				return with
			}
			return r
		}
	}
	joined := strings.Map(invisible(-1), s)
	return located(plain(joined)) || joined != s && located(plain(strings.Map(invisible(' '), s)))
}

// suspect is the quick look: without a digit or one of a few signs and words
// there is no position.
func suspect(s string) bool {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsNumber(r) || r == '°' || r == 'º' || r == '˚' }) {
		return true
	}
	lower := strings.ReplaceAll(strings.ToLower(s), "ſ", "s")
	return slices.ContainsFunc(ungrounded, func(word string) bool { return strings.Contains(lower, word) }) || strings.Contains(lower, "+") && shortCode.MatchString(lower)
}

var (
	ungrounded = []string{"//", "w3w", "goo.gl", "maps", "geohash", "degrees"}
	shortCode  = regexp.MustCompile(`\+[2-9cfghjmpqrvwx]{2}`)
)

// signs writes the look-alikes of a sign as one sign, before NFKC takes some of
// them for letters.
var signs = strings.NewReplacer(
	"º", "°", "˚", "°", "⁰", "°", "∘", "°", "◦", "°", "ᵒ", "°", "゜", "°",
	"’", "'", "‘", "'", "´", "'", "′", "'", "ʼ", "'", "ʹ", "'", "‛", "'", "＇", "'", "”", `"`, "“", `"`, "″", `"`, "ʺ", `"`, "''", `"`,
	"·", ".", "٫", ".", "،", ",", "、", ",", "−", "-", "‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "№", "no ")

// plain writes a string as a table of positions can be held against it: NFKC,
// ASCII digits, one sign for each meaning, single spaces, no HTML or URL
// escapes.
func plain(s string) string {
	if strings.Contains(s, "&") {
		s = html.UnescapeString(s)
	}
	if strings.Contains(s, "%") {
		s = escapes.Replace(s)
	}
	s = norm.NFKC.String(signs.Replace(s))
	var out strings.Builder
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space {
			out.WriteByte(' ')
			space = false
		}
		if r >= 0x80 && unicode.IsDigit(r) {
			r = '0' + digit(r)
		}
		out.WriteRune(r)
	}
	return out.String()
}

var escapes = strings.NewReplacer("%2C", ",", "%2c", ",", "%20", " ", "%2F", "/", "%2f", "/", "%3A", ":", "%3a", ":", "%3D", "=", "%3d", "=",
	"%26", "&", "%2B", "+", "%2b", "+", "%40", "@", "%21", "!", "%7C", "|", "%7c", "|", "%3B", ";", "%3b", ";", "%C2%B0", "°", "%c2%b0", "°", "%3F", "?", "%3f", "?")

// digit returns the value of a decimal digit: each script has its ten in a row.
func digit(r rune) rune {
	var n rune
	for n < 9 && unicode.IsDigit(r-n-1) {
		n++
	}
	return n
}

func located(s string) bool {
	lower := strings.ToLower(s)
	if decimals(lower) || plusCode(s) || digitBesideLetter(s) && grids.MatchString(s) || street(s, lower) {
		return true
	}
	return slices.ContainsFunc(notations, func(n notation) bool {
		return slices.ContainsFunc(n.signs, func(sign string) bool { return strings.Contains(lower, sign) }) && n.pattern.MatchString(lower) ||
			n.digits != nil && n.digits(lower) && n.pattern.MatchString(lower)
	})
}

// decimals looks for degrees written as decimal fractions.
func decimals(s string) bool {
	long, short, marked := 0, 0, 0 // numbers of three decimals, of two, and of two beside a hemisphere
	before := fraction{}
	found := fractions.FindAllStringSubmatchIndex(s, -1)
	axis := len(found) > 0 && axes.MatchString(s)
	for _, at := range found {
		f := fraction{end: at[1], whole: s[at[2]:at[3]], sign: s[at[4]:at[5]], part: s[at[6]:at[7]]}
		f.start = at[2]
		if !f.degrees(s) {
			continue
		}
		grouped := f.sign == "," && len(f.part) == 3 // thousands, as far as one can see
		hemisphere := hemisphereBehind.MatchString(s[f.end:min(len(s), f.end+24)]) || hemisphereBefore.MatchString(s[max(0, f.start-12):f.start])
		if len(f.part) >= 3 && !grouped {
			long++
		}
		short++
		if hemisphere {
			marked++
		}
		if hemisphere && len(f.part) >= 3 || axis && (short >= 2 || axisBefore.MatchString(s[max(0, f.start-24):f.start])) {
			return true
		}
		if pair := before.whole != "" && beside.MatchString(s[before.end:f.start]); pair && before.bare(s) && f.bare(s) {
			return true
		}
		before = f
	}
	return long >= 2 || marked >= 2
}

type fraction struct {
	start, end        int
	whole, sign, part string
}

var (
	fractions        = regexp.MustCompile(`(\d+)([.,])(\d{2,})`)
	axes             = regexp.MustCompile(`\b(?:lat|latitude|lon|lng|longitude|coordinates?|coords?|mlat|mlon|ll|geo|gps)\b|широт|долгот|координат|enlik|uzunluq|koordinat|լայնութ|երկայնութ|կոորդինատ`)
	axisBefore       = regexp.MustCompile(`(?:\b(?:lat|latitude|lon|lng|longitude)|широт\p{L}*|долгот\p{L}*|լայնութ\p{L}*|երկայնութ\p{L}*)\W{0,4}(?:is |was |of )?-?$`)
	hemisphereBehind = regexp.MustCompile(`^ ?°? ?(?:[nsew]\b|(?:degrees )?(?:north|south|east|west)\b|[сю]\. ?ш|[вз]\. ?д)`)
	hemisphereBefore = regexp.MustCompile(`(?:^|[^\p{L}\p{N}'])(?:[nsew]|north|south|east|west)[ :.=]{0,2}$`)
	beside           = regexp.MustCompile(`^(?: ?[,;/|:] ?-?| -?)$`)
)

// degrees reports whether a fraction can be one of degrees, and is no date,
// version or part of a longer number.
func (f fraction) degrees(s string) bool {
	if f.start > 1 && strings.ContainsRune(".,", rune(s[f.start-1])) && isDigit(s[f.start-2]) && len(f.part) < 4 {
		return false
	}
	if f.end+1 < len(s) && s[f.end] == '.' && isDigit(s[f.end+1]) && len(f.part) < 4 {
		return false
	}
	if f.end+1 < len(s) && s[f.end] == ',' && isDigit(s[f.end+1]) && f.sign == "," && len(f.part) == 3 {
		return false // 1,234,567
	}
	whole := strings.TrimLeft(f.whole, "0")
	return len(whole) < 3 || len(whole) == 3 && whole <= "180"
}

// bare reports whether a fraction stands for itself: no share, no hour, no day,
// no amount in thousands.
func (f fraction) bare(s string) bool {
	rest := strings.TrimLeft(s[f.end:min(len(s), f.end+12)], " ")
	if strings.HasPrefix(rest, "%") || strings.HasPrefix(rest, "percent") || strings.HasPrefix(rest, "per cent") {
		return false
	}
	if len(f.whole) > 3 {
		return false
	}
	if len(f.part) == 2 && (f.whole <= "23" || len(f.whole) == 1) && f.part < "60" {
		return false
	}
	if len(f.part) == 2 && f.whole <= "31" && f.part <= "12" {
		return false
	}
	return f.sign == "." || len(f.part) != 3 || len(f.whole) >= 2 && !strings.HasSuffix(f.part, "0")
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// notation is a way to write positions that reads alike in capitals and small
// letters. Its pattern is slow, so it is asked only where one of the signs
// stands or the digits lie as it needs them.
type notation struct {
	signs   []string
	digits  func(string) bool
	pattern *regexp.Regexp
}

func oneOf(patterns ...string) *regexp.Regexp { return regexp.MustCompile(strings.Join(patterns, "|")) }

var notations = []notation{
	{[]string{"°"}, nil, oneOf( // degrees with a sign
		`\d ?° ?[nsew]?[ ,;/|]{0,3}-?\d`,
		`\d[.,]\d+ ?°(?:[^cf ]|$| [^cf])`,
	)},
	{[]string{"deg", "градус", "dərəcə", "աստիճան"}, nil, oneOf( // with words
		`\d ?(?:degrees?|deg\.?|градус\p{L}*|dərəcə\p{L}*|աստիճան\p{L}*),? (?:and )?\d+(?:[.,]\d+)? ?(?:minutes?|min|'|минут|dəqiqə|րոպե)`,
		`\d[.,]\d+ ?(?:degrees?|deg\.?) ?(?:north|south|east|west|[nsew]\b)`,
		`\p{L}+ degrees (?:and )?[\p{L}-]+ minutes (?:north|south|east|west)`,
	)},
	{[]string{"'"}, pairs, oneOf( // degrees, minutes and seconds apart
		`\b\d{1,3}[ :-]\d{1,2}[ :-]\d{1,2}(?:[.,]\d+)?"? ?`+hemi,
		`\b\d{1,2}[ :-]\d{1,2}(?:[.,]\d+)?'? ?`+hemi+`[ ,;/]{0,3}\d{1,3}[ :-]\d{1,2}(?:[.,]\d+)?'? ?`+hemi,
		`\b\d{1,3}[ :-]\d{1,2}[.,]\d+'? ?`+hemi,
		`\b[nsew] ?\d{1,3}[ :-]\d{1,2}[ :-]\d{1,2}\b`,
		`\b[nsew] ?\d{1,3} \d{1,2}[.,]\d+`,
		`\b[ns] ?\d{1,2}[ :-]\d{1,2}[ ,;/]{1,3}[ew] ?\d{1,3}[ :-]\d{1,2}\b`,
		`\b\d{1,2} \d{1,2} \d{1,2}(?:[.,]\d+)?[ ,;/]{1,3}\d{1,3} \d{1,2} \d{1,2}\b`,
		`\b\d{1,3}[ :-]\d{1,2}(?:[.,]\d+)?'(?: ?\d| ?[nsew]\b)`,
	)},
	{nil, func(s string) bool { return run(s, 4) }, oneOf( // written together, and military squares
		`\b\d{4,7}(?:\.\d+)?[ns][ ,/]{0,2}\d{4,7}(?:\.\d+)?[ew]\b`,
		`\b[ns]\d{4,7}[ ,/]{0,2}[ew]\d{4,8}\b`,
		`\+\d{4,6}(?:\.\d+)?[+-]\d{5,7}`,
		`\bgrid (?:square |ref\p{L}*\.? |coordinates? )?(?:[a-z]{2} ?)?\d{4,}`,
		`\b(?:square|квадрат\p{L}*) \d{4}-\p{L}\b`,
	)},
	{nil, func(s string) bool { return run(s, 5) }, oneOf( // metres of a grid
		`\b\d{1,2} ?[c-hj-np-x] \d{6}(?:[.,]\d+)?[ ,/me]{1,4}\d{7}`,
		`\b\d{6}(?:\.\d+)? ?m? ?e?[ ,;/]{1,2}\d{7}\b`,
		`\b\d{7}(?:\.\d+)?[ ,;/]{1,2}\d{6,8}\b`,
		`\bx[ :=]{0,3}\d{5,8}[ ,;/]{1,3}y[ :=]{0,3}\d{5,8}`,
	)},
	{[]string{"easting", "northing"}, nil, oneOf(`\b(?:easting|northing)s?[ :=]{0,3}\d{3,}`)},
	{nil, digitBesideLetter, oneOf(`\b\d{1,2}[c-hj-np-x] ?[a-hj-np-z]{2} ?(?:\d{2} ?\d{2}|\d{3} ?\d{3}|\d{4} ?\d{4}|\d{5} ?\d{5})\b`)},
	{[]string{"geohash"}, nil, oneOf(`\bgeohash\P{L}{0,3}(?:org/|is |of )?[0-9b-hjkmnp-z]{4,12}`)},
	{[]string{"///", "w3w", "what3words"}, nil, oneOf(`///\p{L}+\.\p{L}+\.\p{L}+`, `w3w\.co`, `what3words\.com/\p{L}`, `what3words[: ]{1,2}\p{L}+\.\p{L}+\.\p{L}+`)},
	{[]string{"/", "map", "=", "@", "!", "geo:"}, nil, oneOf( // links to maps
		`goo\.gl/maps`, `google\.[a-z.]{2,6}/maps`, `maps\.google\.`, `maps\.app\.goo\.gl`, `openstreetmap\.org/`, `osm\.org/`, `yandex\.[a-z.]{2,6}/(?:maps|navi)`, `maps\.yandex`,
		`maps\.apple\.com`, `wikimapia\.org/`, `bing\.com/maps`, `2gis\.[a-z]{2,3}/`, `waze\.com/`, `plus\.codes/`,
		`\bm(?:lat|lon)=`, `@-?\d{1,3}\.\d+,-?\d`, `![34]d-?\d`, `#map=\d`, `geo:-?\d`,
		`[?&#](?:q|ll|sll|cbll|center|centre|pt|c|cp|loc|daddr|saddr|destination|origin|query)=(?:loc:)?-?\d{1,3}\.\d+[ ,~+]`,
	)},
}

// pairs reports whether two numbers stand one sign apart.
func pairs(s string) bool {
	for i := 2; i < len(s); i++ {
		if isDigit(s[i]) && isDigit(s[i-2]) && (s[i-1] == ' ' || s[i-1] == '-' || s[i-1] == ':') {
			return true
		}
	}
	return false
}

// run reports whether n digits stand together.
func run(s string, n int) bool {
	length := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			length = 0
		} else if length++; length == n {
			return true
		}
	}
	return false
}

// digitBesideLetter reports whether a letter of ASCII follows a digit, a space
// between them or none, or the other way round.
func digitBesideLetter(s string) bool {
	letter := func(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
	for i := 1; i < len(s); i++ {
		if isDigit(s[i-1]) && letter(s[i]) || letter(s[i-1]) && isDigit(s[i]) ||
			i > 1 && s[i-1] == ' ' && (isDigit(s[i-2]) && letter(s[i]) || letter(s[i-2]) && isDigit(s[i])) {
			return true
		}
	}
	return false
}

const hemi = `(?:[nsew]\b|north\b|south\b|east\b|west\b|[сю]\. ?ш|[вз]\. ?д)`

// grids are references to the military grid, which only capitals tell from
// words.
var grids = regexp.MustCompile(`\b\d{1,2} ?[C-HJ-NP-X] ?[A-HJ-NP-Z]{2} ?(?:\d{2} ?\d{2}|\d{3} ?\d{3}|\d{4} ?\d{4}|\d{5} ?\d{5})\b` +
	`|\b\d{2}[C-HJ-NP-X] ?[A-HJ-NP-Z]{2}\b|\b[A-HJ-NP-Z]{2} ?(?:\d{3} \d{3}|\d{4} ?\d{4}|\d{5} ?\d{5})\b`)

var plusCodes = regexp.MustCompile(`(?i)\b[23456789CFGHJMPQRVWX]{2,8}0{0,6}\+(?:[23456789CFGHJMPQRVWX]{2,3})\b`)

// plusCode looks for an open location code, whole or short. A sum has no
// letters.
func plusCode(s string) bool {
	if !strings.Contains(s, "+") {
		return false
	}
	return slices.ContainsFunc(plusCodes.FindAllString(s, -1), func(code string) bool {
		letters := strings.ContainsFunc(code, unicode.IsLetter)
		return letters && (strings.ToUpper(code) == code || strings.ContainsFunc(code, unicode.IsDigit))
	})
}

var (
	houseFirst = regexp.MustCompile(`(?:^|[^\d.,:/-])(?:\d{1,3}|1[0-8]\d\d|2[1-9]\d\d|[3-9]\d{3})(?:[A-Za-z]|[/-]\d{1,3})?,? (?:(\p{Lu}[\p{L}'.-]*),? )(?:\p{Lu}[\p{L}'.-]* ){0,2}` +
		`(?i:street|str\.|st\b|avenue|ave\b|road|rd\b|boulevard|blvd\b|lane\b|highway|küç|prospekt|փողոց|պողոտա|улиц|проспект)`)
	lowerFirst = regexp.MustCompile(`(?:^|[^\d.,:/-])\d{1,3}[a-z]? \p{Ll}[\p{L}']* (?:street|avenue|boulevard)\b`)
	houseLast  = regexp.MustCompile(`\p{Lu}[\p{L}'.-]* (?i:street|str\.|st\.|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|lane|küçəsi|küç\.|kuchesi|prospekti|pr\.|caddesi|cad\.|sokak|sokağı|փողոց|փող\.|պողոտա|улица|ул\.|проспект|пр\.),?` + house)
	houseAlien = regexp.MustCompile(`(?i:ул\.|улиц\p{L}+|пр-т|просп\.|проспект\p{L}*|пер\.|переул\p{L}*|шоссе|փողոց|պողոտա) ?(?:\p{L}[\p{L}'.-]*,? ?){1,3},?` + house)
	houseAhead = regexp.MustCompile(`\b\d{1,4}\p{L}?,? (?i:ул\.|улица|пр-т|проспект)`)
)

// streets are what the words for a street have in common.
var streets = []string{"st.", "str", " st", "ave", "road", "rd", "blvd", "boulevard", "lane", "highway", "küç", "kuch", "pros", "pr.", "cad", "soka", "փող", "պողոտա", "ул", "пр", "пер", "шоссе"}

// house is a house's number where nothing that could be counted follows.
const house = ` ?(?i:no\.? ?|ev |bina |дом |д\. ?|տուն |շենք )?\d{1,4}(?:[/-]?\d{0,3}\p{L}?)(?:[^\p{L}\d ]|$| [^\p{Ll}\d])`

// street looks for a street with a house's number.
func street(s, lower string) bool {
	if !slices.ContainsFunc(streets, func(kind string) bool { return strings.Contains(lower, kind) }) {
		return false
	}
	if lowerFirst.MatchString(s) || houseLast.MatchString(s) || houseAlien.MatchString(s) || houseAhead.MatchString(s) {
		return true
	}
	return slices.ContainsFunc(houseFirst.FindAllStringSubmatch(s, -1), func(m []string) bool { return !months[strings.ToLower(m[1])] })
}

var months = map[string]bool{
	"january": true, "february": true, "march": true, "april": true, "may": true, "june": true, "july": true,
	"august": true, "september": true, "october": true, "november": true, "december": true,
}
