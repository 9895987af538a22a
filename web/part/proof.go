package part

import (
	"bytes"
	"fmt"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/message"
)

// Proof is an entry of the log with all that it takes to check it.
type Proof struct {
	flow.Proof
	Entry   evidence.Envelope
	Href    string   // of the entry's page
	JSON    string   // of the proof as data
	Payload string   // where the payload's bytes are, empty when they are not to be seen
	About   []Number // the earlier entries that it speaks of
	Taken   *Number  // the withdrawal that took the payload
	Steps   []Step
}

// Number is an entry by its number.
type Number struct {
	Number int64
	Href   string
}

// NumberOf links an entry.
func NumberOf(ask Ask, n int64) Number {
	return Number{n, ask.Link(fmt.Sprintf("/entry/%d", n))}
}

// Step is one step of checking a proof: what it shows, and a command for a
// shell. The commands of all steps, in order, are one script; they need a
// POSIX shell, curl, base64 and OpenSSL 3.
type Step struct {
	Words   message.Text
	Command string
}

// NewProof lays a proof out.
func NewProof(ask Ask, p flow.Proof) (Proof, error) {
	envelope, err := evidence.DecodeEnvelope([]byte(p.Envelope))
	if err != nil {
		return Proof{}, err
	}
	out := Proof{Proof: p, Entry: envelope, Href: ask.Link(fmt.Sprintf("/entry/%d", p.Number)), JSON: fmt.Sprintf("/entry/%d.json", p.Number)}
	for _, n := range envelope.About {
		out.About = append(out.About, NumberOf(ask, n))
	}
	if p.Withdrawn > 0 {
		by := NumberOf(ask, p.Withdrawn)
		out.Taken = &by
	}
	if p.Salt != "" {
		out.Payload = fmt.Sprintf("/entry/%d/payload", p.Number)
	}
	out.Steps = steps(ask.Site, p, envelope)
	return out, nil
}

// Seen reports whether the payload may be seen.
func (p Proof) Seen() bool { return p.Payload != "" }

// steps says how to walk from the payload to the signed checkpoint.
func steps(site string, p flow.Proof, envelope evidence.Envelope) []Step {
	var list []Step
	if p.Salt != "" {
		list = append(list, Step{
			message.Say("Fetch the payload. The SHA-256 of the salt followed by the payload is the commitment that stands in the envelope."),
			fmt.Sprintf("curl -sSf %s > payload\n"+
				"# the salt is %s\n"+
				"{ printf '%s'; cat payload; } | openssl dgst -sha256 -r | cut -c1-64\n"+
				"# must print %s\n", quote(fmt.Sprintf("%s/entry/%d/payload", site, p.Number)), p.Salt, octal(p.Salt), envelope.Commitment),
		})
	}
	list = append(list, Step{
		message.Say("The envelope is the record that is hashed. Its leaf hash is the SHA-256 of a zero byte followed by the envelope (RFC 6962)."),
		fmt.Sprintf("printf %%s %s > envelope\n"+
			"h=$({ printf '\\000'; cat envelope; } | openssl dgst -sha256 -binary | base64)\n"+
			"echo \"$h\"\n# must print %s\n", quote(p.Envelope), p.LeafHash),
	})
	walk := "node() { { printf '\\001'; printf %s \"$1\" | base64 -d; printf %s \"$2\" | base64 -d; } | openssl dgst -sha256 -binary | base64; }\n"
	for _, side := range path(p) {
		if side.left {
			walk += fmt.Sprintf("h=$(node %s \"$h\")\n", quote(side.hash))
		} else {
			walk += fmt.Sprintf("h=$(node \"$h\" %s)\n", quote(side.hash))
		}
	}
	list = append(list, Step{
		message.Say("Going up the tree of %d entries, each hash is joined with its neighbour: a byte 1, the left hash, the right hash. The last is the root.", p.Size),
		walk + fmt.Sprintf("echo \"$h\"\n# must print %s\n", p.Root),
	})
	list = append(list, Step{
		message.Say("The checkpoint names the log, its size and that root, and is signed with the log’s key (Ed25519). Compare the key with one that you had from elsewhere; it is what everything rests on."),
		fmt.Sprintf("printf %%s %s > checkpoint\n"+
			"sed -n 3p checkpoint\n# must print the same root\n", quote(p.Checkpoint)) + SignatureCheck(p.Verifier),
	})
	return list
}

// SignatureCheck is commands for a shell that check the signature of the file
// "checkpoint" in the folder that they run in by a verifier key.
func SignatureCheck(verifier string) string {
	return fmt.Sprintf("sed -n '/^$/q;p' checkpoint > signed\n"+
		"key=%s\n"+
		"grep -F \"— ${key%%%%+*} \" checkpoint | head -n 1 | sed 's/.* //' | base64 -d | tail -c 64 > signature\n"+
		"{ printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; printf %%s \"$key\" | cut -d+ -f3- | base64 -d | tail -c 32; } > key.der\n"+
		"openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in signed -sigfile signature\n"+
		"# must say that the signature verified\n", quote(verifier))
}

// neighbour is a hash beside the path to the root.
type neighbour struct {
	hash string
	left bool // of the path
}

// path says on which side each hash of an inclusion proof joins: RFC 9162,
// section 2.1.3.2.
func path(p flow.Proof) []neighbour {
	index, last := p.Number, p.Size-1
	var sides []neighbour
	for _, hash := range p.Path {
		left := index&1 == 1 || index == last
		if left {
			for index&1 == 0 && index != 0 {
				index, last = index>>1, last>>1
			}
		}
		sides = append(sides, neighbour{hash, left})
		index, last = index>>1, last>>1
	}
	return sides
}

// quote makes one word of a shell out of s.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// octal writes hexadecimal digits as a shell's printf takes bytes.
func octal(digits string) string {
	var raw []byte
	fmt.Sscanf(digits, "%x", &raw)
	var b bytes.Buffer
	for _, c := range raw {
		fmt.Fprintf(&b, `\%03o`, c)
	}
	return b.String()
}
