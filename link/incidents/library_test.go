package incidents

// library is mentions in memory with where they stand: what a store keeps.
type library struct {
	placed  map[ID]*Placed
	blocks  map[int64][]*Placed
	members map[ID]map[ID]*Placed
	asked   int // blocks
}

func newLibrary() *library {
	return &library{placed: map[ID]*Placed{}, blocks: map[int64][]*Placed{}, members: map[ID]map[ID]*Placed{}}
}

func (l *library) Near(blocks []int64) ([]Placed, error) {
	var out []Placed
	seen := map[ID]bool{}
	for _, b := range blocks {
		l.asked++
		for _, p := range l.blocks[b] {
			if !seen[p.Claim] {
				seen[p.Claim] = true
				out = append(out, *p)
			}
		}
	}
	return out, nil
}

func (l *library) Full(blocks []int64, many int) (full []int64, err error) {
	for _, b := range blocks {
		if len(l.blocks[b]) >= many {
			full = append(full, b)
		}
	}
	return full, nil
}

func (l *library) Members(lead ID) ([]Placed, error) {
	var out []Placed
	for _, p := range l.members[lead] {
		out = append(out, *p)
	}
	return out, nil
}

func (l *library) Find(claims []ID) ([]Placed, error) {
	var out []Placed
	for _, id := range claims {
		if p := l.placed[id]; p != nil {
			out = append(out, *p)
		}
	}
	return out, nil
}

func (l *library) add(m Mention) {
	p := &Placed{Mention: m}
	l.placed[m.Claim] = p
	for _, b := range m.Blocks(nil) {
		l.blocks[b] = append(l.blocks[b], p)
	}
}

func (l *library) remove(id ID) {
	p := l.placed[id]
	delete(l.placed, id)
	delete(l.members[p.Lead], id)
	for _, b := range p.Mention.Blocks(nil) {
		for i, o := range l.blocks[b] {
			if o == p {
				l.blocks[b] = append(l.blocks[b][:i:i], l.blocks[b][i+1:]...)
				break
			}
		}
	}
}

// stand keeps where the members of an incident stand.
func (l *library) stand(in Incident) {
	for _, m := range in.Members {
		p := l.placed[m.Claim]
		delete(l.members[p.Lead], m.Claim)
		p.Lead, p.To, p.Score = in.Lead, m.To, m.Score
		if l.members[in.Lead] == nil {
			l.members[in.Lead] = map[ID]*Placed{}
		}
		l.members[in.Lead][m.Claim] = p
	}
}

// take keeps a change and what it changes.
func (l *library) take(change Change, changed Changed) {
	for _, id := range change.Gone {
		l.remove(id)
	}
	for _, m := range change.New {
		l.add(m)
	}
	for _, in := range changed.Incidents {
		l.stand(in)
	}
}
