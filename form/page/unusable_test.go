package page

import (
	"testing"

	"sttwizard/agora"
)

// Nobody is sent to lines that can't be used: what the version lacks, at a page's end.
func TestLinesBelowThatAnswerNothingAreNotCounted(t *testing.T) {
	for _, size := range [][2]int{{80, 20}, {80, 12}, {60, 8}, {34, 9}, {80, 5}} {
		p := pageAt(t, draftWith(t, with(legal, agora.PathLanguages, "")), agora.PathLanguages) // of v5
		p.Resize(size[0], size[1])
		mustNotContain(t, "the page", seen(p), "below", "↓")
		mustContain(t, "the page", seen(p), "❯ [ ] English (Unit")
		do(p, "end")
		mustContain(t, "the end of the list", seen(p), "❯ [ ] Swahili")
	}
	p := pageAt(t, draftWith(t, full), agora.PathRegion) // there are questions below
	p.Resize(80, 14)
	mustContain(t, "the page", seen(p), "below: tab")
}
