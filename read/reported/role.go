package reported

// role is one of the two parts of an attribution that a labeller finds. What
// tells whether a word belongs to it comes in two sets of features, and what
// tells whether it begins, or has ended, before a word in three. One set is the
// same for all words of one key, which a look at the word gives; it must come
// before the others.
type role struct {
	key   func(*scene, int) uint64
	where func(*scene, *set, int)
	word  func(*scene, *set, int)

	edgeKey   func(*scene, int) uint64
	edgeWhere func(*scene, *set, int)
	edge      func(*scene, *set, int) // nil when there is nothing but what is near
	edgeNear  func(*scene, *set, int) // the same of all cues on one side of a word, but at the ends of their scenes

	gold func(a *Attribution) []Range
	more bool
}

var (
	source = role{
		key: (*scene).sourceKey, where: (*scene).sourceWhere, word: (*scene).sourceFeatures,
		edgeKey: (*scene).sourceBorder, edgeWhere: (*scene).sourceEdgeWhere, edgeNear: (*scene).sourceEdgeNear,
		gold: func(a *Attribution) []Range { return []Range{a.Source} },
	}
	content = role{
		key: (*scene).contentKey, where: (*scene).contentWhere, word: (*scene).contentFeatures,
		edgeKey: (*scene).contentBorder, edgeWhere: (*scene).contentEdgeWhere, edge: (*scene).contentEdge, edgeNear: (*scene).contentEdgeNear,
		gold: func(a *Attribution) []Range { return a.Content }, more: true,
	}
)

// ofWord fills s with all that tells whether word i belongs to the part.
func (r *role) ofWord(sc *scene, s *set, i int) {
	s.reset(0)
	r.key(sc, i)
	r.where(sc, s, i)
	r.word(sc, s, i)
}

// ofEdge fills s with all that tells whether the part begins, or has ended,
// before word i.
func (r *role) ofEdge(sc *scene, s *set, i int) {
	s.reset(0)
	r.edgeKey(sc, i)
	r.edgeWhere(sc, s, i)
	if r.edge != nil {
		r.edge(sc, s, i)
	}
	r.edgeNear(sc, s, i)
}
