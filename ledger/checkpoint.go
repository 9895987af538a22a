package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// NewKey makes the Ed25519 key pair of a log. The origin names the log for
// good, and its keys with it: a schema-less address such as
// "example.org/tallystick", without spaces or plus signs. The signer is the
// secret; both are one line of text, as package note writes them.
func NewKey(random io.Reader, origin string) (signer, verifier string, err error) {
	signer, verifier, err = note.GenerateKey(random, origin)
	if err != nil {
		return "", "", fmt.Errorf("ledger: making a key: %w", err)
	}
	if _, err := note.NewSigner(signer); err != nil {
		return "", "", fmt.Errorf("ledger: origin %q cannot name a key: it is empty or has a space or a plus sign", origin)
	}
	return signer, verifier, nil
}

// Sign returns the checkpoint of tree: a signed note of the log's origin (the
// key's name), the size and the root. Whoever calls it makes sure that the
// tree extends every tree that the key signed before.
func Sign(tree Tree, signer string) ([]byte, error) {
	key, err := note.NewSigner(signer)
	if err != nil {
		return nil, fmt.Errorf("ledger: signing key: %w", err)
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", key.Name(), tree.Size, tree.Root)
	signed, err := note.Sign(&note.Note{Text: text}, key)
	if err != nil {
		return nil, fmt.Errorf("ledger: signing a checkpoint: %w", err)
	}
	return signed, nil
}

// Open checks that the key of verifier signed the checkpoint, and returns the
// tree and the log's origin. Signatures by other keys are passed over.
func Open(checkpoint []byte, verifier string) (Tree, string, error) {
	key, err := note.NewVerifier(verifier)
	if err != nil {
		return Tree{}, "", fmt.Errorf("ledger: verifier key: %w", err)
	}
	signed, err := note.Open(checkpoint, note.VerifierList(key))
	if err != nil {
		return Tree{}, "", fmt.Errorf("ledger: checkpoint: %w", err)
	}
	tree, origin, err := parseCheckpoint(signed.Text)
	if err != nil {
		return Tree{}, "", err
	}
	if origin != key.Name() {
		return Tree{}, "", fmt.Errorf("ledger: checkpoint is of log %q, the key belongs to %q", origin, key.Name())
	}
	return tree, origin, nil
}

// parseCheckpoint reads a checkpoint's text, that is, the note without its
// signatures. Lines past the third are for extensions and passed over.
func parseCheckpoint(text string) (Tree, string, error) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) < 3 || lines[0] == "" {
		return Tree{}, "", errors.New("ledger: checkpoint has not the three lines origin, size and root")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Tree{}, "", fmt.Errorf("ledger: checkpoint size %q is no count", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil || base64.StdEncoding.EncodeToString(root[:]) != lines[2] {
		return Tree{}, "", fmt.Errorf("ledger: checkpoint root %q is no SHA-256", lines[2])
	}
	for _, line := range lines[3:] {
		if line == "" {
			return Tree{}, "", errors.New("ledger: checkpoint has an empty line in its text")
		}
	}
	return Tree{size, root}, lines[0], nil
}

// noteText returns what a note's signatures sign, without looking at them.
func noteText(signed []byte) string {
	return string(signed[:bytes.LastIndex(signed, []byte("\n\n"))+1])
}
