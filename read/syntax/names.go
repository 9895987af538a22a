package syntax

// Name reports whether word i, which the models saw last, counted as a name:
// its class stood for its letters.
func (a *Analysis) Name(i int) bool {
	s := a.atoms[i].shape
	return s&capital != 0 && s&common == 0
}
