package ledger

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

var update = flag.Bool("update", false, "write the answers into testdata/handler.txt")

// testdata/handler.txt is a script: each request line is followed by the
// answer that is expected. The log has 600 records and is signed at 520.
func TestHandlerScript(t *testing.T) {
	log, _, _ := signedLog(t, 520)
	log.grow(t, numbered(520, 80)...)
	server := httptest.NewServer(Handler(log))
	defer server.Close()
	const file = "testdata/handler.txt"
	script, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	answering := false
	for lines := bufio.NewScanner(bytes.NewReader(script)); lines.Scan(); {
		line := lines.Text()
		method, path, isRequest := strings.Cut(line, " /")
		switch {
		case isRequest && !answering && !strings.HasPrefix(line, "#"):
			answering = true
			req, err := http.NewRequest(method, server.URL+"/"+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&got, "%s\n%s", line, written(answer))
		case line == "":
			answering = false
			fallthrough
		case !answering:
			fmt.Fprintln(&got, line)
		}
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(got.Bytes(), script) {
		t.Errorf("the handler answers otherwise than %s says (-update writes it):\n%s", file, firstDifference(got.String(), string(script)))
	}
}

// written is an answer as the script has it: text as it is, other bytes by
// their number. TestStrangerVerifies says whether they are the right ones.
func written(r *http.Response) string {
	defer r.Body.Close()
	body, _ := io.ReadAll(r.Body)
	var b strings.Builder
	fmt.Fprintln(&b, r.StatusCode)
	headers := []string{"Allow", "Cache-Control", "Content-Type"}
	if r.StatusCode == http.StatusOK {
		headers = append(headers, "Content-Length")
	}
	for _, name := range headers {
		if v := r.Header.Get(name); v != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, v)
		}
	}
	if r.Header.Get("Content-Type") == "application/octet-stream" {
		fmt.Fprintf(&b, "> %d bytes\n", len(body))
		return b.String()
	}
	for line := range strings.Lines(string(body)) {
		fmt.Fprintf(&b, "> %s\n", strings.TrimSuffix(line, "\n"))
	}
	return b.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d is  %s\nshould be %s", i+1, g[i], w[i])
		}
	}
	return "one is longer"
}

// A stranger with the verifier key, tlog and HTTP alone reads every record and
// proves it, at sizes with one, two and three levels of tiles.
func TestStrangerVerifies(t *testing.T) {
	for _, size := range []int{1, 255, 256, 257, 600, 65_537} {
		log, _, verifier := signedLog(t, size)
		server := httptest.NewServer(http.StripPrefix("/log", Handler(log)))
		defer server.Close()
		get := func(path string) []byte {
			r, err := http.Get(server.URL + "/log/" + path)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Body.Close()
			body, err := io.ReadAll(r.Body)
			if err != nil || r.StatusCode != http.StatusOK {
				t.Fatalf("%s: status %d, %v", path, r.StatusCode, err)
			}
			return body
		}
		tree, _, err := Open(get("checkpoint"), verifier)
		if err != nil {
			t.Fatal(err)
		}
		tiles := stranger{get}
		reader := tlog.TileHashReader(tlog.Tree{N: tree.Size, Hash: tree.Root}, tiles)
		for from := int64(0); from < tree.Size; from += 64 * Width {
			path := TilePath{true, 0, from >> Height, int(min(Width, tree.Size-from))}
			records, err := ParseBundle(get(path.String()))
			if err != nil || len(records) != path.Width {
				t.Fatalf("%s has %d records, %v", path, len(records), err)
			}
			for i, record := range records {
				hash, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, from+int64(i))})
				if err != nil {
					t.Fatal(err)
				}
				if hash[0] != tlog.RecordHash(record) || !bytes.Equal(record, log.records[from+int64(i)]) {
					t.Fatalf("record %d of %d is not the one in the tree", from+int64(i), size)
				}
				if i == 3 {
					break // the proof of each is as the next one's
				}
			}
		}
	}
}

// stranger reads tiles over HTTP for tlog.
type stranger struct{ get func(path string) []byte }

func (s stranger) Height() int                     { return Height }
func (s stranger) SaveTiles([]tlog.Tile, [][]byte) {}

func (s stranger) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, t := range tiles {
		data = append(data, s.get(TilePath{false, t.L, t.N, t.W}.String()))
	}
	return data, nil
}

// What the log signed and no longer has is its own fault, never "not found".
func TestHandlerOfDamagedLog(t *testing.T) {
	log, _, _ := signedLog(t, 600)
	log.records[3] = nil
	delete(log.tiles, [2]int64{0, 1})
	h := Handler(log)
	for path, want := range map[string]int{
		"/tile/entries/000": http.StatusInternalServerError,
		"/tile/entries/001": http.StatusOK,
		"/tile/0/000":       http.StatusOK,
		"/tile/0/001":       http.StatusInternalServerError,
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != want {
			t.Errorf("%s: status %d, want %d", path, w.Code, want)
		}
	}
	for _, test := range []struct {
		fails error
		want  int
	}{{errors.New("disk"), http.StatusInternalServerError}, {fs.ErrNotExist, http.StatusInternalServerError}} {
		w := httptest.NewRecorder()
		Handler(failing{log, test.fails}).ServeHTTP(w, httptest.NewRequest("GET", "/tile/entries/000", nil))
		if w.Code != test.want || strings.Contains(w.Body.String(), "disk") {
			t.Errorf("source that fails with %v: status %d, %q", test.fails, w.Code, w.Body)
		}
	}
	if _, _, err := Audit(context.Background(), failing{log, errors.New("disk")}, ""); !slices.Contains(strings.Split(err.Error(), ": "), "disk") {
		t.Errorf("audit says %v", err)
	}
}

// failing is a log whose records cannot be read.
type failing struct {
	kept
	err error
}

func (f failing) Records(context.Context, int64, int64) ([][]byte, error) { return nil, f.err }
