package part_test

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"tallystick/flow"
	"tallystick/web/internal/sample"
	"tallystick/web/part"
)

// The commands on the page are run as they stand, for every entry of a log,
// and must print the commitment, the leaf hash, the root twice, and that the
// signature verified.
func TestCommandsVerifyEveryEntry(t *testing.T) {
	for _, tool := range []string{"sh", "curl", "openssl", "base64"} {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") == "true" {
				t.Fatalf("%s is not installed, and CI is to run the commands", tool)
			}
			t.Skipf("%s is not installed: the commands on the proof's page are not run", tool)
		}
	}
	lib := sample.New(true)
	payloads := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		for _, e := range lib.Entries {
			if strings.HasPrefix(req.URL.Path, "/entry/"+string(rune('0'+e.Envelope.Number))+"/") {
				w.Write(e.Payload)
			}
		}
	}))
	defer payloads.Close()
	for n := range int64(len(lib.Entries)) {
		proof, err := lib.Proof(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		out := run(t, payloads.URL, proof)
		want := []string{lib.Entries[n].Envelope.Commitment, proof.LeafHash, proof.Root, proof.Root, "Signature Verified Successfully"}
		if strings.TrimSpace(out) != strings.Join(want, "\n") {
			t.Errorf("entry %d: the commands print\n%swant\n%s", n, out, strings.Join(want, "\n"))
		}
	}

	t.Run("a changed checkpoint", func(t *testing.T) {
		proof, _ := lib.Proof(t.Context(), 3)
		proof.Checkpoint = strings.Replace(proof.Checkpoint, "\n9\n", "\n8\n", 1)
		if out := run(t, payloads.URL, proof); strings.Contains(out, "Verified Successfully") {
			t.Errorf("the commands verify a changed checkpoint:\n%s", out)
		}
	})
	t.Run("a changed envelope", func(t *testing.T) {
		proof, _ := lib.Proof(t.Context(), 3)
		proof.Envelope = strings.Replace(proof.Envelope, "2031", "2030", 1)
		if out := run(t, payloads.URL, proof); strings.Count(out, proof.Root) != 1 { // in the checkpoint only
			t.Errorf("the commands reach the root from a changed envelope:\n%s", out)
		}
	})
}

func run(t *testing.T, site string, proof flow.Proof) string {
	t.Helper()
	p, err := part.NewProof(part.Ask{Site: site}, proof)
	if err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	for _, s := range p.Steps {
		script.WriteString(s.Command)
	}
	cmd := exec.Command("sh", "-c", script.String())
	cmd.Dir = t.TempDir()
	out, _ := cmd.Output() // the last command's status is openssl's: what it prints is compared
	return string(out)
}

// The walk from leaf to root takes each neighbour on its right side in logs of
// every size up to 40.
func TestWalk(t *testing.T) {
	for size := int64(1); size <= 40; size++ {
		var stored []tlog.Hash
		reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
			out := make([]tlog.Hash, len(indexes))
			for i, x := range indexes {
				out[i] = stored[x]
			}
			return out, nil
		})
		for n := range size {
			hashes, err := tlog.StoredHashes(n, []byte{byte(n)}, reader)
			if err != nil {
				t.Fatal(err)
			}
			stored = append(stored, hashes...)
		}
		root, err := tlog.TreeHash(size, reader)
		if err != nil {
			t.Fatal(err)
		}
		for n := range size {
			path, err := tlog.ProveRecord(size, n, reader)
			if err != nil {
				t.Fatal(err)
			}
			proof := flow.Proof{Number: n, Size: size}
			for _, h := range path {
				proof.Path = append(proof.Path, base64.StdEncoding.EncodeToString(h[:]))
			}
			if got := part.Walk(proof, tlog.RecordHash([]byte{byte(n)})); got != root {
				t.Errorf("record %d of %d leads to %v, the root is %v", n, size, got, root)
			}
		}
	}
}
