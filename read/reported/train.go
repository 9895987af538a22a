package reported

import (
	"sync"

	"tallystick/read/linear"
)

// Example is a text with the attributions that people found in it, in the
// order of their cues.
type Example struct {
	Text *Text
	Gold []Attribution
}

// How long and how strictly the models learn. Odds are by how much a score is
// higher where something is e times as likely. A margin is by how much the right
// answer has to win; features that the examples show less often than least are
// left out.
const (
	rounds      = 5
	cueBits     = 19
	partBits    = 16
	keepBits    = 16
	folds       = 4
	firstBits   = 14
	faint       = 20  // of a thousand cues that a full look finds, how many a first glance may miss
	seldom      = 100 // how much more a cue weighs than another word at a first glance
	least       = 2
	cueOdds     = 1 << 16
	keepOdds    = 1 << 14
	marginFirst = 300
	firstUnit   = 16  // of a first glance, the same whatever it learned from
	marginIn    = 100 // of a word that belongs to a part
	marginOut   = 40  // of a word that does not
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
	m.trainCues(examples)
	say("sources")
	m.source = trainParts(examples, source)
	say("contents")
	m.content = trainParts(examples, content)
	// The last model judges what the others find in texts that they have not
	// learned from: each part is read by models of the other parts.
	say("judgement")
	found := make([][]Attribution, len(examples))
	heads := make([][]int, len(examples))
	var wait sync.WaitGroup
	for fold := range folds {
		wait.Go(func() {
			var others []Example
			for k := range examples {
				if k%folds != fold {
					others = append(others, examples[k])
				}
			}
			other := &Model{source: trainParts(others, source), content: trainParts(others, content)}
			other.trainCues(others)
			for k := fold; k < len(examples); k += folds {
				found[k] = other.find(examples[k].Text)
				for n := range found[k] {
					if a := &found[k][n]; agrees(examples[k].Text, a, examples[k].Gold) || reports(examples[k].Text, a, examples[k].Gold) {
						heads[k] = append(heads[k], a.head)
					}
				}
			}
		})
	}
	wait.Wait()
	m.keep = trainKeep(examples, found, agrees)
	m.worth = trainKeep(examples, found, reports)
	say("first glance")
	m.trainFirst(examples, heads)
	return m
}

func (m *Model) trainCues(examples []Example) {
	t := linear.NewTrainer(cueClasses, cueBits)
	t.Least = least
	scores := make([]int32, cueClasses)
	var s set
	for round := range rounds {
		for _, k := range linear.Order(len(examples), round) {
			e := &examples[k]
			gold := make([]uint8, len(e.Text.Tokens))
			for _, a := range e.Gold {
				head := e.Text.head(a.Cue)
				gold[head] = begins
				for i := head + 1; i < a.Cue.Last; i++ {
					gold[i] = goesOn
				}
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
					if last == outside {
						scores[goesOn] = impossible
					}
					t.Likelier(s.list, scores, int(gold[i]), cueOdds)
					last = uint32(linear.Best(scores))
				}
			}
		}
	}
	m.cues = t.Model()
	m.leads = m.cues.Lead(begins, outside)
}

func trainParts(examples []Example, r role) part {
	words, edges := linear.NewTrainer(1, partBits), linear.NewTrainer(edgeClasses, partBits)
	var l labeller
	var s set
	for round := range rounds {
		for _, k := range linear.Order(len(examples), round) {
			e := &examples[k]
			var list []Range
			for _, a := range e.Gold {
				list = append(list, a.Cue)
			}
			cues, sc := e.Text.cues(list), &l.scene
			for n := range e.Gold {
				a := &e.Gold[n]
				e.Text.scene(sc, a.Sentence, cues, a.Cue, r.more)
				if r.more {
					sc.source = a.Source
				}
				sc.look()
				l.cut()
				gold := l.labels(r.gold(a), sc)
				words.Next()
				edges.Next()
				runs, _ := l.best(words, edges, &r, gold)
				learn(words, edges, sc, &r, &s, l.units, gold, l.labels(runs, sc))
			}
		}
	}
	unit := min(words.Finest(), edges.Finest())
	return part{words.ModelOf(unit), edges.ModelOf(unit)}
}

// labels says of each unit whether the runs hold its last word.
func (l *labeller) labels(runs []Range, sc *scene) []bool {
	out := make([]bool, len(l.units)+1)
	for k, u := range l.units {
		for _, r := range runs {
			out[k] = out[k] || r.holds(u.Last-1) && !sc.closed(u.First)
		}
	}
	return out
}

// learn moves the weights from the guess to the gold labelling.
func learn(words, edges *linear.Trainer, sc *scene, r *role, s *set, units []Range, gold, guess []bool) {
	for k := range gold {
		i := sc.to
		if k < len(units) {
			i = units[k].First
			if gold[k] != guess[k] {
				r.ofWord(sc, s, units[k].Last-1)
				words.Update(s.list, 0, step(gold[k]))
			}
		}
		wasGold, wasGuess := k > 0 && gold[k-1], k > 0 && guess[k-1]
		for class, at := range [edgeClasses][2]bool{
			opening: {gold[k] && !wasGold, guess[k] && !wasGuess},
			closing: {!gold[k] && wasGold, !guess[k] && wasGuess},
		} {
			if at[0] != at[1] {
				r.ofEdge(sc, s, i)
				edges.Update(s.list, class, step(at[0]))
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
func trainKeep(examples []Example, found [][]Attribution, agrees func(*Text, *Attribution, []Attribution) bool) *linear.Model {
	t := linear.NewTrainer(1, keepBits)
	t.Least = least
	var s set
	for round := range rounds {
		for _, k := range linear.Order(len(examples), round) {
			e := &examples[k]
			compare(e.Text, found[k])
			for n := range found[k] {
				a := &found[k][n]
				e.Text.keepFeatures(&s, a)
				t.Next()
				if round == 0 {
					t.Count(s.list)
				}
				t.LikelierYes(s.list, t.Sum(s.list), agrees(e.Text, a, e.Gold), keepOdds)
			}
		}
	}
	return t.Model()
}

func agrees(_ *Text, a *Attribution, gold []Attribution) bool {
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

// reports says whether most of the content is what people marked as somebody's
// content.
func reports(t *Text, a *Attribution, gold []Attribution) bool {
	told := 0
	for _, r := range a.Content {
		for i := r.First; i < r.Last; i++ {
			for k := range gold {
				if gold[k].holds(i) {
					told++
					break
				}
			}
		}
	}
	return 4*told >= 3*a.words()
}
