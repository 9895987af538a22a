package flow

import (
	"archive/tar"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/store/bodies"
	"tallystick/store/sqlite"
)

// Recovery says how a backup becomes a ledger that records again.
type Recovery struct {
	Key        string // file of the ledger's signing key; empty to make a new one
	Checkpoint string // file of the newest checkpoint that is known; empty when none is
	By, Reason string // of the new key, recorded in the log
}

// Most bytes that a file in a backup may have. What is larger is no ledger's,
// and would only fill the disk. The database is as large as its log: it has no
// bound but what the backup holds of it.
const (
	maxSettings = 64 << 10 // a few numbers and words
	maxNote     = 16 << 10 // a checkpoint, or a key: some lines
	maxBody     = maxList  // more than a report may have when it is captured
)

// Restore unpacks a backup into a new data directory. Everything is done in a
// folder beside it, dir with ".restoring" behind: unpacked, verified, held
// against the checkpoint that is known, given its signing key. Only then is it
// put in place. So an error or a fault leaves no data directory, a crash leaves
// the folder beside it, and the same command may be given again.
//
// Without a key a new one is made, and the log records that it signs from then
// on, by whom and why.
func Restore(ctx context.Context, file, dir string, how Recovery, world World) (verdict Verdict, err error) {
	if err := empty(dir); err != nil {
		return verdict, err
	}
	if how.Key == "" {
		if err := evidence.CheckSigned(how.By, how.Reason); err != nil {
			return verdict, fmt.Errorf("without --key the ledger gets a new signing key, which its log records: %w", err)
		}
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return verdict, err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return verdict, err
	}
	work := dir + ".restoring"
	held, err := clearScratch(work)
	if err != nil {
		return verdict, err
	}
	placed := false
	defer func() {
		if !placed {
			err = errors.Join(err, os.RemoveAll(work))
		}
		err = errors.Join(err, held.Close())
	}()
	if err := unpack(ctx, file, work); err != nil {
		return verdict, fmt.Errorf("%s: %w", file, err)
	}
	if verdict, err = Verify(ctx, work, nil); err != nil || !verdict.OK {
		return verdict, err
	}
	if how.Checkpoint != "" {
		if err := checkKnown(ctx, work, how.Checkpoint); err != nil {
			return verdict, err
		}
	}
	if how.Key != "" {
		err = installKey(work, how.Key)
	} else if err = rotate(ctx, work, how.By, how.Reason, world); err == nil {
		verdict, err = Verify(ctx, work, nil)
	}
	if err != nil || !verdict.OK {
		return verdict, err
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) { // it is empty
		return verdict, fmt.Errorf("the empty folder cannot be replaced by what was restored; name one that is not there yet: %w", err)
	}
	if err := os.Rename(work, dir); err != nil {
		return verdict, err
	}
	placed = true
	return verdict, syncFolder(filepath.Dir(dir))
}

// unpack takes only the files that a backup has, none larger than it may be,
// and no body that is not what its name says.
func unpack(ctx context.Context, file, dir string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	folders := map[string]bool{dir: true, filepath.Join(dir, bodiesFolder): true}
	seen := make(map[string]bool)
	for in := tar.NewReader(f); ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("not a whole backup: %w", err)
		}
		most, ok := backupFile(h.Name)
		if h.Typeflag != tar.TypeReg || !ok || seen[h.Name] {
			return fmt.Errorf("%q does not belong in a backup", h.Name)
		}
		if sparse(h) {
			return fmt.Errorf("%q is packed as a file with holes, which no backup holds", h.Name)
		}
		if most > 0 && h.Size > most {
			return fmt.Errorf("%q has %d bytes, %d at most belong in a backup", h.Name, h.Size, most)
		}
		seen[h.Name] = true
		to := filepath.Join(dir, filepath.FromSlash(h.Name))
		folders[filepath.Dir(to)] = true
		if err := unpackFile(in, to); errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("not a whole backup: it ends within %s", h.Name)
		} else if err != nil {
			return err
		}
	}
	for _, name := range []string{databaseFile, checkpointFile, verifierFile, settingsFile} {
		if !seen[name] {
			return fmt.Errorf("not a whole backup: it lacks %s", name)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, bodiesFolder), 0o700); err != nil {
		return err
	}
	for folder := range folders {
		if err := syncFolder(folder); err != nil {
			return err
		}
	}
	return nil
}

// backupFile reports whether a backup has a file of that name, and the most
// bytes that it may have; 0 when only the backup bounds it.
func backupFile(name string) (most int64, ok bool) {
	switch name {
	case databaseFile:
		return 0, true
	case checkpointFile, verifierFile:
		return maxNote, true
	case settingsFile:
		return maxSettings, true
	case gazetteerFile:
		return maxGazetteer, true
	}
	folder, hash := path.Split(name)
	return maxBody, evidence.ValidHash(hash) && folder == bodiesFolder+"/"+hash[:2]+"/"
}

// sparse reports whether a file's size is not that of the bytes packed for it:
// a few of them would fill the disk.
func sparse(h *tar.Header) bool {
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse") {
			return true
		}
	}
	return false
}

// unpackFile writes one file and makes it durable. A body has to hash to its
// name.
func unpackFile(in io.Reader, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	sum := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, sum), in)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	name, got := filepath.Base(to), hex.EncodeToString(sum.Sum(nil))
	if evidence.ValidHash(name) && got != name {
		return fmt.Errorf("body %s: its bytes hash to %s", name, got)
	}
	return nil
}

// checkKnown refuses a log that is older than a checkpoint which somebody
// holds, or another: what it signed next would show two histories.
func checkKnown(ctx context.Context, dir, file string) error {
	note, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	verifier, err := os.ReadFile(filepath.Join(dir, verifierFile))
	if err != nil {
		return err
	}
	known, _, err := ledger.Open(note, strings.TrimSpace(string(verifier)))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	db, err := sqlite.OpenReadOnly(filepath.Join(dir, databaseFile))
	if err != nil {
		return err
	}
	defer db.Close()
	size, err := db.Applied(ctx)
	if err != nil {
		return err
	}
	if known.Size > size {
		return fmt.Errorf("%w (%s is over %d entries, the backup holds %d): restore a newer backup", ErrForks, file, known.Size, size)
	}
	tree, err := ledger.TreeAt(db.Tiles(ctx), known.Size)
	if err != nil {
		return err
	}
	if tree != known {
		return fmt.Errorf("%w (%s signs another tree of %d entries)", ErrForks, file, known.Size)
	}
	return nil
}

// ErrForks says that a backup is not of the log that readers hold, or is older.
var ErrForks = errors.New("signing on from this backup would show two histories, so it is not restored")

// installKey puts a signing key beside a restored ledger, once it has been seen
// to sign what the ledger's verifier key opens.
func installKey(dir, key string) error {
	b, err := os.ReadFile(key)
	if err != nil {
		return err
	}
	verifier, err := os.ReadFile(filepath.Join(dir, verifierFile))
	if err != nil {
		return err
	}
	if err := checkKey(key, strings.TrimSpace(string(b)), strings.TrimSpace(string(verifier))); err != nil {
		return err
	}
	return bodies.WriteFile(filepath.Join(dir, signerFile), b, 0o600)
}

// rotate gives a restored ledger a new signing key and records it, so that a
// reader of the log sees from which entry on another key signs, by whom and
// why. The tree has just been verified, so the new key may sign it.
func rotate(ctx context.Context, dir, by, reason string, world World) error {
	db, err := sqlite.OpenReadOnly(filepath.Join(dir, databaseFile))
	if err != nil {
		return err
	}
	size, err := db.Applied(ctx)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	tree, treeErr := ledger.TreeAt(db.Tiles(ctx), size)
	first, firstErr := db.Entry(ctx, 0)
	if err := errors.Join(treeErr, firstErr, db.Close()); err != nil {
		return err
	}
	start, err := evidence.Decode[evidence.Start](first)
	if err != nil {
		return err
	}
	signer, verifier, err := ledger.NewKey(rand.Reader, start.Origin)
	if err != nil {
		return err
	}
	note, err := ledger.Sign(tree, signer)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name    string
		content []byte
		mode    fs.FileMode
	}{{signerFile, []byte(signer + "\n"), 0o600}, {verifierFile, []byte(verifier + "\n"), 0o644}, {checkpointFile, note, 0o644}} {
		if err := bodies.WriteFile(filepath.Join(dir, f.name), f.content, f.mode); err != nil {
			return err
		}
	}
	l, err := Open(ctx, dir, world)
	if err != nil {
		return err
	}
	_, err = l.Record(ctx, func(int64) ([]Draft, error) {
		return []Draft{{Kind: evidence.KeyRotated, Payload: evidence.Rotation{Verifier: verifier, By: by, Reason: reason}}}, nil
	})
	return errors.Join(err, l.Close())
}
