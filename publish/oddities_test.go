package publish

import (
	"strings"
	"testing"

	"tallystick/evidence"
)

func TestOddities(t *testing.T) {
	var b strings.Builder
	o := NewOddities(&b)
	o.Write(evidence.Oddity{File: "list.csv", Line: 3, Cell: "url", Raw: "=HYPERLINK(\"x\")\nsecond line", Why: "text before the link"})
	o.Write(evidence.Oddity{Why: "too many"})
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	want := "file,line,cell,raw,why\nlist.csv,3,url,\"'=HYPERLINK(\"\"x\"\")\nsecond line\",text before the link\n,,,,too many\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
