package evidence

import (
	"bytes"
	"testing"
	"time"
)

// FuzzDecodeEnvelope: whatever is decoded encodes to the same bytes, within
// the bound.
func FuzzDecodeEnvelope(f *testing.F) {
	e := Envelope{About: []int64{0, 2}, Commitment: Commit(nil, nil), Kind: ReportText, Number: 3, Time: time.Date(2020, 11, 6, 6, 57, 1, 0, time.UTC), Version: FormatVersion}
	good, err := e.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(bytes.Replace(good, []byte(`"number":3`), []byte(`"number":2`), 1)) // speaks of a later entry
	f.Add(bytes.Replace(good, []byte(`"kind"`), []byte(`"Kind"`), 1))         // another case
	f.Add(append([]byte(" "), good...))                                       // white space
	f.Add(bytes.Replace(good, []byte("2020"), []byte("99999"), 1))            // a year of five digits
	f.Add([]byte(`{"about":null}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := DecodeEnvelope(b)
		if err != nil {
			return
		}
		again, err := e.Encode()
		if err != nil || !bytes.Equal(again, b) || len(b) > MaxEnvelope {
			t.Errorf("decoded %q, encoded %q, %v", b, again, err)
		}
	})
}
