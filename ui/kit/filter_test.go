package kit

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestAFilterIsTypedPastedAndMended(t *testing.T) {
	f := NewFilter()
	if f.Typed(tea.KeyPressMsg{Code: 'x', Text: "x"}); f.Words() != "" || !f.LetsThrough("anything") {
		t.Errorf("before it is open it takes %q", f.Words())
	}
	f.Open()
	f.Typed(tea.PasteMsg{Content: " Town\nhall \n"})
	f.Typed(tea.KeyPressMsg{Code: 's', Text: "s"})
	f.Typed(tea.KeyPressMsg{Code: tea.KeyBackspace})
	if f.Words() != "Town hall" || !f.LetsThrough("the TOWN HALL") || f.LetsThrough("board") {
		t.Errorf("it filters by %q", f.Words())
	}
	f.Typed(tea.KeyPressMsg{Code: 'w', Mod: tea.ModCtrl})
	f.Typed(tea.KeyPressMsg{Code: 'v', Mod: tea.ModCtrl}) // would read the clipboard
	if f.Words() != "Town " {
		t.Errorf("without its last word it is %q", f.Words())
	}
}

func TestAFilterIsKeptOrCleared(t *testing.T) {
	f, changed := NewFilter(), 0
	table := f.Bindings("all rows", func() { changed++ })
	press := func(k string) {
		b, _ := Find(table, k)
		b.Do()
	}
	f.Open()
	f.Typed(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if press("enter"); f.IsOpen() || f.Words() != "x" || changed > 0 {
		t.Errorf("kept, it is open: %v, and filters by %q", f.IsOpen(), f.Words())
	}
	f.Open()
	if press("esc"); f.IsOpen() || f.Words() != "" || changed != 1 {
		t.Errorf("cleared, it is open: %v, and filters by %q", f.IsOpen(), f.Words())
	}
}

func TestATitleSaysWhatIsFilteredBy(t *testing.T) {
	f := NewFilter()
	f.Open()
	if got := f.Title("Home"); got != "Home: type to filter" {
		t.Errorf("at first it is %q", got)
	}
	f.Typed(tea.KeyPressMsg{Code: 'g', Text: "g"})
	if got := f.Title("Home"); got != "Home with: g" {
		t.Errorf("then it is %q", got)
	}
}
