package reported

import "tallystick/read/linear"

// Example is a text with the attributions that people found in it, in the
// order of their cues.
type Example struct {
	Text *Text
	Gold []Attribution
}

// How long and how strictly the models learn. A margin is by how much the right
// answer has to win; features that the examples show less often than least are
// left out.
const (
	rounds     = 5
	slotBits   = 19
	folds      = 2
	least      = 2
	marginCue  = 256 * 1
	marginKeep = 60
	marginIn   = 100 // of a word that belongs to a part
	marginOut  = 40  // of a word that does not
)

// Train learns the models. The same examples give the same weights. progress,
// which may be nil, is told what is done.
func Train(examples []Example, progress func(string)) *Model {
	say := func(s string) {
		if progress != nil {
			progress(s)
		}
	}
	m := &Model{}
	say("cues")
	m.cues = trainCues(examples)
	say("sources")
	m.source = trainParts(examples, source)
	say("contents")
	m.content = trainParts(examples, content)
	// The last model judges what the others find in texts that they have not
	// learned from: each part is read by models of the other parts.
	say("judgement")
	found := make([][]Attribution, len(examples))
	for fold := range folds {
		var others []Example
		for k := range examples {
			if k%folds != fold {
				others = append(others, examples[k])
			}
		}
		other := &Model{cues: trainCues(others), source: trainParts(others, source), content: trainParts(others, content)}
		for k := fold; k < len(examples); k += folds {
			found[k] = other.find(examples[k].Text)
		}
	}
	m.keep = trainKeep(examples, found)
	return m
}

func trainCues(examples []Example) *linear.Model {
	t := linear.NewTrainer(cueClasses, slotBits)
	t.Least, t.Adapt = least, true
	scores := make([]int32, cueClasses)
	var s set
	for round := range rounds {
		for _, k := range linear.Order(len(examples), round) {
			e := &examples[k]
			gold := make([]uint8, len(e.Text.Tokens))
			for _, a := range e.Gold {
				for i := a.Cue.First; i < a.Cue.Last; i++ {
					gold[i] = goesOn
				}
				gold[a.Cue.First] = begins
			}
			for n := range e.Text.Sentences {
				v := e.Text.view(n)
				last := uint32(outside)
				for i := v.first; i < v.last; i++ {
					v.cueFeatures(&s, i, last)
					t.Next()
					if round == 0 {
						t.Count(s.list)
					}
					t.Score(s.list, scores)
					want := int(gold[i])
					for c := range scores {
						if c != want {
							scores[c] += marginCue
						}
					}
					if last == outside {
						scores[goesOn] = min(scores[goesOn], scores[outside])
					}
					guess := linear.Best(scores)
					if guess != want {
						t.Update(s.list, want, 1)
						t.Update(s.list, guess, -1)
					}
					last = uint32(guess)
				}
			}
		}
	}
	return t.Model()
}

// role is one of the two parts of an attribution that a labeller finds.
type role struct {
	word func(*scene, *set, int)
	edge func(*scene, *set, int, bool)
	gold func(a *Attribution) []Range
	more bool
}

var (
	source  = role{(*scene).sourceFeatures, (*scene).sourceEdge, func(a *Attribution) []Range { return []Range{a.Source} }, false}
	content = role{(*scene).contentFeatures, (*scene).contentEdge, func(a *Attribution) []Range { return a.Content }, true}
)

func trainParts(examples []Example, r role) *linear.Model {
	t := linear.NewTrainer(1, slotBits)
	var l labeller
	var s set
	for round := range rounds {
		for _, k := range linear.Order(len(examples), round) {
			e := &examples[k]
			var cues []Range
			for _, a := range e.Gold {
				cues = append(cues, a.Cue)
			}
			for n := range e.Gold {
				a := &e.Gold[n]
				sc := e.Text.scene(a.Sentence, cues, a.Cue, r.more)
				if r.more {
					sc.source = a.Source
				}
				sc.look()
				gold := make([]bool, sc.to-sc.from+1)
				for _, run := range r.gold(a) {
					for i := max(run.First, sc.from); i < min(run.Last, sc.to); i++ {
						gold[i-sc.from] = sc.place[i-sc.from] < inCue
					}
				}
				guess := make([]bool, len(gold))
				t.Next()
				runs, _ := l.best(sc, t, r.word, r.edge, gold)
				for _, run := range runs {
					for i := run.First; i < run.Last; i++ {
						guess[i-sc.from] = true
					}
				}
				learn(t, sc, r, &s, gold, guess)
			}
		}
	}
	return t.Model()
}

// learn moves the weights from the guess to the gold labelling.
func learn(t *linear.Trainer, sc *scene, r role, s *set, gold, guess []bool) {
	for k := range gold {
		i := sc.from + k
		if i < sc.to && gold[k] != guess[k] {
			r.word(sc, s, i)
			t.Update(s.list, 0, step(gold[k]))
		}
		wasGold, wasGuess := k > 0 && gold[k-1], k > 0 && guess[k-1]
		for _, ends := range []bool{false, true} {
			a, b := gold[k] && !wasGold, guess[k] && !wasGuess
			if ends {
				a, b = !gold[k] && wasGold, !guess[k] && wasGuess
			}
			if a != b {
				r.edge(sc, s, i, ends)
				t.Update(s.list, 0, step(a))
			}
		}
	}
}

func step(up bool) int32 {
	if up {
		return 1
	}
	return -1
}

// trainKeep learns which finds agree with what people found: each of the three
// parts shares a word with theirs.
func trainKeep(examples []Example, found [][]Attribution) *linear.Model {
	t := linear.NewTrainer(1, slotBits)
	t.Least = least
	var s set
	for round := range rounds {
		for _, k := range linear.Order(len(examples), round) {
			e := &examples[k]
			var cues []Range
			for _, a := range found[k] {
				cues = append(cues, a.Cue)
			}
			for n := range found[k] {
				a := &found[k][n]
				e.Text.keepFeatures(&s, a, cues)
				t.Next()
				if round == 0 {
					t.Count(s.list)
				}
				sum := t.Sum(s.list)
				if right := agrees(a, e.Gold); right && sum <= marginKeep {
					t.Update(s.list, 0, 1)
				} else if !right && sum >= -marginKeep {
					t.Update(s.list, 0, -1)
				}
			}
		}
	}
	return t.Model()
}

func agrees(a *Attribution, gold []Attribution) bool {
	for k := range gold {
		g := &gold[k]
		if share(a.Cue, g.Cue) && (share(a.Source, g.Source) || a.Source.Empty() && g.Source.Empty()) && shareAny(a.Content, g.Content) {
			return true
		}
	}
	return false
}

func share(a, b Range) bool { return a.First < b.Last && b.First < a.Last }

func shareAny(as, bs []Range) bool {
	for _, a := range as {
		for _, b := range bs {
			if share(a, b) {
				return true
			}
		}
	}
	return false
}
