package read_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

var (
	digestOnly = flag.Bool("digest", false, "print the digest of all readings and stop")
	elsewhere  = flag.String("elsewhere", "386", "architectures to read on, apart by commas; one that this machine cannot run needs qemu-user-static")
)

// The same bytes on any machine: our own texts are read here and, under -long,
// by the same program built for other architectures.
func TestSameElsewhere(t *testing.T) {
	here := digest(t)
	if *digestOnly {
		fmt.Printf("digest: %s\n", here)
		return
	}
	if here != digest(t) {
		t.Fatal("two readings differ on one machine")
	}
	if !*long {
		t.Skip("-long reads on other architectures too")
	}
	for arch := range strings.SplitSeq(*elsewhere, ",") {
		t.Run(arch, func(t *testing.T) {
			if runtime.GOOS != "linux" {
				t.Skip("programs of other architectures run on Linux alone")
			}
			args := []string{"test", "-v", "-count=1", "-run", "^TestSameElsewhere$"}
			if path, err := exec.LookPath("qemu-" + qemuNames[arch] + "-static"); err == nil {
				args = append(args, "-exec", path)
			}
			c := exec.Command("go", append(args, ".", "-digest")...)
			c.Env = append(os.Environ(), "GOARCH="+arch, "CGO_ENABLED=0")
			out, err := c.CombinedOutput()
			if bytes.Contains(out, []byte("exec format error")) {
				t.Skip("this machine runs no program for", arch)
			}
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			if !bytes.Contains(out, []byte("digest: "+here+"\n")) {
				t.Errorf("%s here, on %s\n%s", here, arch, out)
			}
		})
	}
}

// qemuNames are what qemu calls the architectures of Go.
var qemuNames = map[string]string{"arm64": "aarch64", "arm": "arm", "riscv64": "riscv64", "s390x": "s390x", "ppc64le": "ppc64le"}

// digest hashes all that is read in our own texts.
func digest(t *testing.T) string {
	t.Helper()
	r := read.New(lexicon.Default())
	sum := sha256.New()
	for _, text := range ownMirrorTexts(t) {
		s := r.Survey(evidence.Report{Text: text.text, Language: "en", Published: evidence.Interval{From: "2020-11-06", To: "2020-11-08"}})
		if err := json.NewEncoder(sum).Encode(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, code := range []string{"de", "ru", "hy"} {
		if err := json.NewEncoder(sum).Encode(r.Survey(evidence.Report{Text: abroad[code]})); err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil))
}
