package sqlite

import (
	"path/filepath"
	"testing"

	"tallystick/store"
	"tallystick/store/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, storetest.Engine{
		New: func(t *testing.T) store.Store {
			s, err := Create(filepath.Join(t.TempDir(), "ledger.db"), storetest.Linker)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			return s
		},
		Reopen: func(t *testing.T, s store.Store) store.Store {
			path := s.(*Store).path
			s.Close()
			again, err := Open(path, storetest.Linker)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { again.Close() })
			return again
		},
	})
}
