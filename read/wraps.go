package read

// Lines broken to fit a width are this long in bytes; longer ones were not
// broken, and shorter ones show nothing by themselves.
const (
	shortestBroken = 45
	longestBroken  = 130
)

// wraps forgets the line ends that were put in to fit a width, as in mails and
// wire copies, so that a name or sentence goes on over them. A text is taken to
// be broken so when a line of some length breaks off and the next goes on in
// small letters, which headlines, names and items of lists never do.
func wraps(ws []word) {
	width, wrapped, first := 0, false, 0
	for i := 1; i < len(ws); i++ {
		if ws[i].lines == 0 {
			continue
		}
		if n := ws[i-1].end - ws[first].start; n <= longestBroken {
			width = max(width, n)
			wrapped = wrapped || ws[i].lines == 1 && n >= shortestBroken && !lineCloses(ws, i) && goesOnSmall(ws, i)
		}
		first = i
	}
	if !wrapped {
		return
	}
	first = 0
	joined := false // the line before word i goes on with the one before it
	for i := 1; i < len(ws); i++ {
		if ws[i].lines == 0 {
			continue
		}
		if full := (ws[i].end-ws[first].start)*6 >= width*5; ws[i].lines == 1 && runsOn(ws, i, full, joined) {
			ws[i].lines, joined = 0, true
		} else {
			joined = false
		}
		first = i
	}
}

// runsOn reports whether the line before word i goes on in it: it is not
// complete, and the next begins in small letters, or it ends in a word that
// nothing ends in, or it is full, so that the next word would hardly have found
// room, or it is no whole line itself, as a heading would be.
func runsOn(ws []word, i int, full, joined bool) bool {
	switch {
	case lineCloses(ws, i):
		return false
	case goesOnSmall(ws, i), ws[i-1].low == ",", ws[i-1].is(determiner | preposition | coordinator):
		return true
	}
	return full && ws[i].kind != mark || joined && ws[i].kind == letters
}

// lineCloses reports whether the line before word i is complete by its mark,
// or the one that begins there has a bullet.
func lineCloses(ws []word, i int) bool {
	k := i - 1
	for k > 0 && closing[ws[k].low] {
		k--
	}
	return ws[k].kind == mark && (ws[k].low == "…" || ws[k].low == ";") || lineEnds(ws[k]) || bullet(ws, i, len(ws))
}

var closing = set(`" ” ’ ' ) ]`)

// goesOnSmall reports whether word i, or what stands quoted there, begins in
// small letters.
func goesOnSmall(ws []word, i int) bool {
	if ws[i].kind == mark && i+1 < len(ws) && (ws[i].low == `"` || ws[i].low == "“" || ws[i].low == "‘" || ws[i].low == "(") {
		i++
	}
	return ws[i].kind == letters && !ws[i].capital
}
