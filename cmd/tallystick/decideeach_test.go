package main

import (
	"strings"
	"testing"
)

// One verdict on many: what fails is named, and the rest goes on.
func TestDecideEach(t *testing.T) {
	dir := truceLedger(t)
	var claims []string
	for _, u := range askCeasefires(t, dir).Ceasefires[1].Links {
		claims = append(claims, u.Claim)
	}
	if len(claims) < 3 {
		t.Fatalf("%d claims: the test sees nothing", len(claims))
	}
	none := strings.Repeat("0", 32)
	status, out, errs := run(t, claims[0]+" # the first\n\n"+none+"\n"+claims[1]+"\n", "decide", "--dir", dir, "-", "accept", "--as", "Ada", "--reason", "read them")
	if want := "accept " + claims[0] + "\naccept " + claims[1] + "\n"; status != 1 || out != want || !strings.Contains(errs, none+": no claim") || !strings.Contains(errs, "1 of 3 were not decided") {
		t.Errorf("status %d\n%s\n%s", status, out, errs)
	}
	status, out, errs = run(t, "", "decide", "--dir", dir, claims[1], "reject", claims[2], "--as", "Ada", "--reason", "read them again")
	if want := "reject " + claims[1] + "\nreject " + claims[2] + "\n"; status != 0 || out != want {
		t.Errorf("status %d\n%s\n%s", status, out, errs)
	}
	if status, _, errs := run(t, "\n", "decide", "--dir", dir, "-", "accept", "--as", "Ada", "--reason", "x"); status != 1 || !strings.Contains(errs, "names no id") {
		t.Errorf("nothing at all: %d %s", status, errs)
	}
	if status, _, errs := run(t, claims[0], "decide", "--dir", dir, "-", "merge", claims[0], "--as", "Ada", "--reason", "x"); status != 1 || !strings.Contains(errs, "no id") {
		t.Errorf("a merger of many: %d %s", status, errs)
	}
}
