package evidence

import "fmt"

// Remark is a sentence that the program says of its own finding: its English
// form, which is also its code, with verbs as in fmt, and what goes into it. As
// text and as JSON it is its English words.
type Remark struct {
	Form string
	Args []any // strings, whole numbers, remarks
}

// Say makes a remark. Its form is a constant, so that catalogues of other
// languages can know every one.
func Say(form string, args ...any) Remark { return Remark{form, args} }

// String is the remark in English.
func (r Remark) String() string {
	if r.Form == "" {
		return ""
	}
	return fmt.Sprintf(r.Form, r.Args...)
}

// IsZero reports whether the remark says nothing.
func (r Remark) IsZero() bool { return r.Form == "" }

// Equal reports whether two remarks say the same.
func (r Remark) Equal(other Remark) bool { return r.String() == other.String() }

// MarshalText writes the remark in English.
func (r Remark) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads English words, of whatever form they were.
func (r *Remark) UnmarshalText(b []byte) error {
	*r = Remark{"%s", []any{string(b)}}
	return nil
}
