package page

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/form"
)

// That a language may be refused is marked on each of its rows at any width, and told below.
func TestEachRowThatMayBeRefusedSaysSo(t *testing.T) {
	for _, width := range []int{30, 44, 52, 78} {
		p := pageAt(t, form.NewDraft(v5), agora.PathLanguages)
		p.Resize(width, 20)
		typed(p, "english")
		list := p.row().picker()
		marked := 0
		for i := range list.hits {
			row, o := ansi.Strip(list.row(i)), list.options[list.hits[i]]
			if o.Newer != strings.HasSuffix(row, "new   "+o.Value) {
				t.Errorf("%d columns: %q, newer: %v", width, row, o.Newer)
			}
			if o.Newer {
				marked++
			}
		}
		if marked < 2 {
			t.Errorf("only %d are newer", marked)
		}
		list.move(len(list.hits))
		mustContain(t, "the page", seen(p), "new: may be refused")
	}
}
