package syntax

// Span is a token's bytes in the text of a sentence.
type Span struct{ Start, End int }

// Project moves a treebank's tags and tree onto other tokens of the same text.
// A token that covers several nodes takes after the first of them, marks left
// aside, that none of the others heads. Of the tokens within one node the first
// takes its place and the others hang on it.
func (s *Sentence) Project(tokens []Span) (tags []Tag, heads []int, labels []string) {
	tags, heads, labels = make([]Tag, len(tokens)), make([]int, len(tokens)), make([]string, len(tokens))
	tokenOf := make([]int, len(s.Nodes)) // where each node went
	top := make([]int, len(tokens))      // the node that a token takes after
	first := 0
	for k := range tokens {
		for first < len(s.Nodes) && s.Nodes[first].End <= tokens[k].Start {
			first++
		}
		last := first
		for last < len(s.Nodes) && s.Nodes[last].Start < tokens[k].End {
			last++
		}
		top[k] = -1
		if first < last {
			top[k] = s.topOf(first, last)
		}
	}
	for i := range tokenOf {
		tokenOf[i] = -1
	}
	for k := range tokens {
		for i := range s.Nodes {
			if tokenOf[i] < 0 && s.Nodes[i].Start < tokens[k].End && s.Nodes[i].End > tokens[k].Start {
				tokenOf[i] = k
			}
		}
	}
	root := 0
	for k := range tokens {
		t := top[k]
		switch {
		case t < 0: // what the treebank does not have
			tags[k], labels[k], heads[k] = X, "dep", k-1
		case tokenOf[t] != k: // a further part of one node
			tags[k], heads[k], labels[k] = s.Nodes[t].Tag, tokenOf[t], "flat"
			if tags[k] == PUNCT {
				labels[k] = "punct"
			}
		default:
			tags[k], labels[k], heads[k] = s.Nodes[t].Tag, s.Nodes[t].Label, -1
			if h := s.Nodes[t].Head; h >= 0 {
				heads[k] = tokenOf[h]
				if heads[k] == k { // its head is a mark or a later part of the token
					heads[k] = -2
				}
			} else {
				root = k
			}
		}
	}
	for k := range heads {
		if heads[k] == -2 || heads[k] < 0 && k != root {
			heads[k] = root
		}
	}
	heads[root] = -1
	uncycle(heads, root)
	return tags, heads, labels
}

// topOf returns the first of the nodes whose head is none of them, one that is
// no mark when there is one.
func (s *Sentence) topOf(first, last int) int {
	top := -1
	for i := first; i < last; i++ {
		if h := s.Nodes[i].Head; h >= first && h < last {
			continue
		}
		if top < 0 || s.Nodes[top].Tag == PUNCT && s.Nodes[i].Tag != PUNCT {
			top = i
		}
	}
	if top < 0 {
		return first
	}
	return top
}

// uncycle hangs a word of each cycle, which joining nodes may make, on the root.
func uncycle(heads []int, root int) {
	for k := range heads {
		h := k
		for step := 0; h >= 0 && step <= len(heads); step++ {
			h = heads[h]
		}
		if h >= 0 {
			heads[k] = root
		}
	}
}
