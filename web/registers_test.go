package web

import (
	"strings"
	"testing"

	"tallystick/web/internal/sample"
)

// Over a real ledger with registers and drawn roads, every page that can be
// reached answers, and the public reads nothing that was not let out.
func TestRegisters(t *testing.T) {
	kept := sample.NewRegisters(t)
	desk, public := Handler(kept.Desk(), Options{}), Handler(kept.Public(), Options{})
	t.Run("desk", func(t *testing.T) { crawl(t, desk, "/ceasefires", nil, 40, 120) })
	t.Run("public", func(t *testing.T) { crawl(t, public, "/ceasefires", sample.HiddenInRegisters, 20, 120) })
	for _, c := range []struct {
		path, desk, public string
	}{
		{"/ceasefires", "PER</bdi> accuses <bdi>KEN", "Ceasefire of"},
		{"/ceasefires", "Whisperland", "nobody is declared the breaker"},
		{"/access", "Hushway", "Access"},
		{"/statements", "Unseenia", "Statements"},
		{"/ceasefires", "First breach alleged 2 days after it took effect", "nobody is declared the breaker"},
		{"/access", `class="atlas"`, "Lines of roads are not shown in public"},
		{"/statements", "demand", "demand"},
	} {
		for name, h := range map[string]string{"desk": c.desk, "public": c.public} {
			handler := desk
			if name == "public" {
				handler = public
			}
			if w := get(handler, "GET", c.path); !strings.Contains(w.Body.String(), h) {
				t.Errorf("%s of the %s does not say %q", c.path, name, h)
			}
		}
	}
	if w := get(public, "GET", "/access"); strings.Contains(w.Body.String(), "<path class=\"way") {
		t.Error("the public sees the lines of roads")
	}
}
