package samples

import (
	"testing"

	"sttwizard/agora"
)

// A field whose edges nobody tries would pass with any limit.
func TestEveryRangeHasItsEdges(t *testing.T) {
	for _, v := range agora.Versions() {
		edges := EdgeRequestsOf(v)
		for _, rule := range v.Rules() {
			if rule.Name != "range" {
				continue
			}
			n := 0
			for _, e := range edges {
				if e.Path == rule.Path {
					n++
				}
			}
			if n < 2 {
				t.Errorf("%s: %s has a range and %d edges in internal/samples/edges.go, want both", v, rule.Path, n)
			}
		}
	}
}
