package ledger

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func TestSignAndOpen(t *testing.T) {
	signer, verifier := testKey(t)
	_, trees := grown(t, 3)
	for _, tree := range trees {
		checkpoint, err := Sign(tree, signer)
		if err != nil {
			t.Fatal(err)
		}
		got, origin, err := Open(checkpoint, verifier)
		if err != nil || got != tree || origin != "example.org/tallystick" {
			t.Errorf("opened %v of %q, %v; want %v", got, origin, err, tree)
		}
		for i := range checkpoint {
			spoilt := append([]byte(nil), checkpoint...)
			spoilt[i] ^= 1
			if _, _, err := Open(spoilt, verifier); err == nil {
				t.Errorf("checkpoint opens with byte %d spoilt: %q", i, spoilt)
			}
		}
	}
}

func TestNewKeyRefusesOrigin(t *testing.T) {
	for _, origin := range []string{"", "two words", "a+b", "line\nline"} {
		if _, _, err := NewKey(rand.NewChaCha8([32]byte{}), origin); err == nil {
			t.Errorf("origin %q made a key", origin)
		}
	}
}

// A note may be signed and yet be no checkpoint of this log. $R stands for a
// root, $S for another spelling of it, $O for the key's own origin.
func TestOpenRefusesForm(t *testing.T) {
	signer, verifier := testKey(t)
	key, err := note.NewSigner(signer)
	if err != nil {
		t.Fatal(err)
	}
	root := tlog.RecordHash(nil).String()
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	respelt := root[:42] + string(digits[strings.IndexByte(digits, root[42])+1]) + "=" // other digits, the same bytes
	values := strings.NewReplacer("$O", key.Name(), "$R", root, "$S", respelt)
	for text, want := range map[string]string{
		"$O\n5\n$R\n":                   "",
		"$O\n0\n$R\n":                   "",
		"$O\n5\n$R\nan extension\n":     "",
		"other.example\n5\n$R\n":        "belongs to",
		"\n5\n$R\n":                     "three lines",
		"$O\n5\n":                       "three lines",
		"$O\n05\n$R\n":                  "no count",
		"$O\n+5\n$R\n":                  "no count",
		"$O\n-5\n$R\n":                  "no count",
		"$O\n\n$R\n":                    "no count",
		"$O\n9223372036854775808\n$R\n": "no count",
		"$O\n5\nAAAA\n":                 "no SHA-256",
		"$O\n5\n$R \n":                  "no SHA-256",
		"$O\n5\n$S\n":                   "no SHA-256",
		"$O\n5\n$R\n\nmore\n":           "empty line",
	} {
		signed, err := note.Sign(&note.Note{Text: values.Replace(text)}, key)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = Open(signed, verifier)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}

// A checkpoint that the new key of a rotation signed next to the old one opens
// with either.
func TestOpenWithEitherKey(t *testing.T) {
	signer, verifier := testKey(t)
	nextSigner, nextVerifier, err := NewKey(rand.NewChaCha8([32]byte{9}), "example.org/tallystick")
	if err != nil {
		t.Fatal(err)
	}
	first, _ := note.NewSigner(signer)
	next, _ := note.NewSigner(nextSigner)
	text := "example.org/tallystick\n5\n" + tlog.RecordHash(nil).String() + "\n"
	signed, err := note.Sign(&note.Note{Text: text}, first, next)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []string{verifier, nextVerifier} {
		if _, _, err := Open(signed, v); err != nil {
			t.Error(err)
		}
	}
}

// Whatever bytes come, Open does not panic, and what it accepts was signed and
// means what its text says.
func FuzzOpenCheckpoint(f *testing.F) {
	signer, verifier := testKey(f)
	tree := Tree{5, tlog.RecordHash([]byte("five"))}
	sound, err := Sign(tree, signer)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sound)
	f.Add([]byte("example.org/tallystick\n5\n\n— example.org/tallystick AAAAAAAA\n"))
	f.Add([]byte("\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		parseCheckpoint(noteText(b))
		if got, _, err := Open(b, verifier); err == nil && got != tree {
			t.Errorf("opened %v, which was never signed", got)
		}
	})
}
