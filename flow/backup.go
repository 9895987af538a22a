package flow

import (
	"archive/tar"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/store"
	"tallystick/store/bodies"
	"tallystick/store/sqlite"
)

// Backup writes the ledger into one tar file: the database as it stands at one
// moment, the checkpoint over it, the bodies that it names, the settings and
// the verifier key. The signing key is not in it. Others may record meanwhile;
// the backup then holds what was recorded when it began. done is told each
// body and may be nil.
func Backup(ctx context.Context, dir, file string, done func(n, of int)) (err error) {
	l, err := OpenReadOnly(dir, Real)
	if err != nil {
		return err
	}
	defer l.Close()
	folder, err := os.MkdirTemp(filepath.Dir(file), ".backup-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	snapshot := filepath.Join(folder, databaseFile)
	if err := l.store.(*sqlite.Store).Snapshot(ctx, snapshot); err != nil {
		return err
	}
	temporary := filepath.Join(folder, "backup.tar")
	out, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = l.pack(ctx, tar.NewWriter(out), snapshot, done)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return err
	}
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s is there already: name a file that is not", file)
	}
	return errors.Join(os.Rename(temporary, file), syncFolder(filepath.Dir(file)))
}

func (l *Ledger) pack(ctx context.Context, out *tar.Writer, snapshot string, done func(n, of int)) error {
	db, err := sqlite.OpenReadOnly(snapshot)
	if err != nil {
		return err
	}
	defer db.Close()
	checkpoint, err := db.Checkpoint(ctx)
	if err != nil {
		return err
	}
	if err := packBytes(out, checkpointFile, checkpoint); err != nil {
		return err
	}
	for _, name := range []string{verifierFile, settingsFile} {
		b, err := os.ReadFile(filepath.Join(l.dir, name))
		if err == nil {
			err = packBytes(out, name, b)
		}
		if err != nil {
			return err
		}
	}
	if err := packFile(out, databaseFile, snapshot); err != nil {
		return err
	}
	size, err := db.Applied(ctx)
	if err != nil {
		return err
	}
	reports, err := db.Reports(ctx, size)
	if err != nil {
		return err
	}
	for i, r := range reports {
		if r.Tombstone != nil {
			continue
		}
		b, err := l.bodies.Get(r.ID)
		if errors.Is(err, fs.ErrNotExist) && l.withdrawnSince(ctx, r.ID) {
			return fmt.Errorf("report %s was withdrawn while the backup was made: make it again", r.ID)
		}
		if err != nil {
			return err
		}
		if err := packBytes(out, bodiesFolder+"/"+r.ID[:2]+"/"+r.ID, b); err != nil {
			return err
		}
		if done != nil {
			done(i+1, len(reports))
		}
	}
	return out.Close()
}

func (l *Ledger) withdrawnSince(ctx context.Context, report string) bool {
	size, err := l.store.Applied(ctx)
	if err != nil {
		return false
	}
	r, err := l.store.Report(ctx, size, report)
	return err == nil && r.Tombstone != nil || errors.Is(err, store.ErrNotFound)
}

func packBytes(out *tar.Writer, name string, b []byte) error {
	if err := out.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(b))}); err != nil {
		return err
	}
	_, err := out.Write(b)
	return err
}

func packFile(out *tar.Writer, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := out.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: info.Size()}); err != nil {
		return err
	}
	_, err = io.Copy(out, f)
	return err
}

// Restore unpacks a backup into a new data directory and verifies it. key is
// the file of the ledger's signing key; without one a new key is made, and the
// log records that it signs from then on, by whom and why.
func Restore(ctx context.Context, file, dir, key, by, reason string, world World) (Verdict, error) {
	if err := empty(dir); err != nil {
		return Verdict{}, err
	}
	if key == "" {
		if err := evidence.CheckSigned(by, reason); err != nil {
			return Verdict{}, fmt.Errorf("without --key the ledger gets a new signing key, which its log records: %w", err)
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return Verdict{}, err
	}
	if err := unpack(file, dir); err != nil {
		return Verdict{}, fmt.Errorf("%s: %w", file, err)
	}
	verdict, err := Verify(ctx, dir, nil)
	if err != nil || !verdict.OK {
		return verdict, err
	}
	if key != "" {
		return verdict, installKey(dir, key)
	}
	if err := rotate(ctx, dir, by, reason, world); err != nil {
		return verdict, err
	}
	return Verify(ctx, dir, nil)
}

// unpack takes only the names that a backup has, so that nothing is written
// outside the folder.
func unpack(file, dir string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	in := tar.NewReader(f)
	seen := make(map[string]bool)
	for {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("not a whole backup: %w", err)
		}
		if h.Typeflag != tar.TypeReg || !backupName(h.Name) || seen[h.Name] {
			return fmt.Errorf("%q does not belong in a backup", h.Name)
		}
		seen[h.Name] = true
		if err := unpackFile(in, filepath.Join(dir, filepath.FromSlash(h.Name))); err != nil {
			return err
		}
	}
	for _, name := range []string{databaseFile, checkpointFile, verifierFile, settingsFile} {
		if !seen[name] {
			return fmt.Errorf("not a whole backup: it lacks %s", name)
		}
	}
	return os.MkdirAll(filepath.Join(dir, bodiesFolder), 0o700)
}

func backupName(name string) bool {
	switch name {
	case databaseFile, checkpointFile, verifierFile, settingsFile:
		return true
	}
	rest, ok := strings.CutPrefix(name, bodiesFolder+"/")
	folder, hash, cut := strings.Cut(rest, "/")
	return ok && cut && evidence.ValidHash(hash) && folder == hash[:2]
}

func unpackFile(in io.Reader, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, in)
	return errors.Join(err, f.Sync(), f.Close())
}

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
	note, err := ledger.Sign(ledger.Tree{}, strings.TrimSpace(string(b)))
	if err == nil {
		_, _, err = ledger.Open(note, strings.TrimSpace(string(verifier)))
	}
	if err != nil {
		return fmt.Errorf("%s is not the key that signs this ledger: %w", key, err)
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
