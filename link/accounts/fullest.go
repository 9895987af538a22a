package accounts

import "slices"

// deedFields are those that together say what was done.
var deedFields = []string{FieldWhat, FieldWho, FieldTarget, FieldInstrument, FieldPlace, FieldTime}

// holds reports whether a claim of the account says so of whether it happened.
func (a *Account) holds(state string) bool {
	return slices.ContainsFunc(a.Happened, func(v Value) bool { return v.Text == state })
}

// Silent reports whether the account says neither that anything happened nor that
// it did not.
func (a *Account) Silent() bool {
	return len(a.Happened) == 0 && len(a.Denies) == 0 && len(a.Counts) == 0
}

// fullest returns of an account what its fullest claim of a state says of the
// deed, with what its other claims of that state add which speak of the same;
// and every number that claims of the state give. It is nil when the account has
// no claim of that state.
func (t *Teller) fullest(a *Account, state string) *Account {
	k := slices.IndexFunc(a.Happened, func(v Value) bool { return v.Text == state })
	if k < 0 {
		return nil
	}
	var told []*Account
	for _, s := range a.Happened[k].Said {
		if one := a.of(s); !slices.ContainsFunc(told, func(x *Account) bool { return x.Claims[0] == one.Claims[0] }) {
			told = append(told, one)
		}
	}
	slices.SortStableFunc(told, func(x, y *Account) int { return y.fullness() - x.fullness() })
	whole := told[0]
	for _, one := range told[1:] {
		if t.samedeed(whole, one) {
			whole.join(one)
		}
		whole.Counts = append(whole.Counts, one.Counts...)
	}
	whole.Counts = slices.DeleteFunc(slices.Clone(a.Counts), func(c Count) bool {
		return !slices.ContainsFunc(whole.Counts, c.is)
	})
	return whole
}

// of returns the account as one of its claims alone has it.
func (a *Account) of(s Saying) *Account {
	by := func(said []Saying) bool {
		return slices.ContainsFunc(said, func(x Saying) bool { return x.Claim == s.Claim && x.Report == s.Report })
	}
	one := &Account{ID: a.ID, Side: a.Side, Name: a.Name, Claims: []string{s.Report + " " + s.Claim}}
	for _, field := range deedFields {
		for _, v := range a.Of(field) {
			if by(v.Said) {
				*one.field(field) = append(*one.field(field), v)
			}
		}
	}
	for _, c := range a.Counts {
		if by(c.Said) {
			one.Counts = append(one.Counts, c)
		}
	}
	return one
}

// fullness is how many fields of the deed the account fills. What was done, and
// by whom, go before the rest.
func (a *Account) fullness() int {
	n := len(a.Counts)
	for _, field := range deedFields {
		if len(a.Of(field)) > 0 {
			n++
		}
	}
	return n + 2*min(len(a.What), 1) + 2*min(len(a.Who), 1)
}

// samedeed reports whether two tell of one deed, as far as they say: no field
// that both fill is told in two ways, and one is told alike unless the second
// says only where or when it was.
func (t *Teller) samedeed(a, b *Account) bool {
	alike := len(b.What) == 0 && len(b.Who) == 0 && len(b.Target) == 0
	for _, field := range deedFields {
		as, bs := a.Of(field), b.Of(field)
		if len(as) == 0 || len(bs) == 0 {
			continue
		}
		if !t.agree(field, as, bs) {
			return false
		}
		alike = alike || field != FieldWhat
	}
	return alike
}

func (t *Teller) agree(field string, as, bs []Value) bool {
	return slices.ContainsFunc(as, func(x Value) bool {
		return slices.ContainsFunc(bs, func(y Value) bool { return t.relate(field, x, y).verdict == Agrees })
	})
}

// join adds what another tells of the same deed.
func (a *Account) join(b *Account) {
	for _, field := range deedFields {
		values := a.field(field)
		for _, v := range b.Of(field) {
			if !slices.ContainsFunc(*values, v.is) {
				*values = append(*values, v)
			}
		}
	}
}

// adds reports whether what the first tells is not all told by the second.
func (t *Teller) adds(a, b *Account) bool {
	for _, field := range deedFields {
		as, bs := a.Of(field), b.Of(field)
		if len(as) > 0 && (len(bs) == 0 || !t.agree(field, as, bs)) {
			return true
		}
	}
	return slices.ContainsFunc(a.Counts, func(c Count) bool {
		return !slices.ContainsFunc(b.Counts, c.is)
	})
}
