package sandbox

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

func TestWhatIsLegalAtTheLimitIsTaken(t *testing.T) {
	for _, v := range agora.Versions() {
		seen := map[string]bool{}
		for _, e := range samples.EdgeRequestsOf(v) {
			t.Run(string(v)+" "+e.Name, func(t *testing.T) {
				r, err := e.Request()
				must(t, err)
				p := agora.Project{Version: v}
				if errs := r.Validate(p); len(errs) > 0 {
					t.Errorf("it breaks %v", errs)
				}
				if _, set := r.Get(e.Path); !set || seen[e.Name] {
					t.Errorf("%s is set: %v; the name is there twice: %v", e.Path, set, seen[e.Name])
				}
				seen[e.Name] = true
				w := newWorld(t, Options{Project: p})
				w.expect(w.begin(v, r), 200, "")
			})
		}
		if len(seen) < 20 {
			t.Errorf("%s has %d edges", v, len(seen))
		}
	}
}
