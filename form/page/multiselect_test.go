package page

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
)

// huhsList returns huh's own list of several, of which one may be chosen, and what
// hands it keys.
func huhsList(chosen *[]string) func(keys ...tea.KeyPressMsg) {
	list := huh.NewMultiSelect[string]()
	list.WithTheme(theme(testStyles()))
	list.Options(huh.NewOptions("ant", "bee", "cat", "dog")...).Limit(1).Filterable(true).Value(chosen)
	list.WithKeyMap(huh.NewDefaultKeyMap())
	list.WithHeight(6)
	list.Focus()
	return func(keys ...tea.KeyPressMsg) {
		for _, k := range keys {
			list.Update(k)
			list.View()
		}
	}
}

// TestHuhsListOfSeveralIsStillNotToBeTrusted is why the picker is a field of ours: it
// fails when huh has mended its list, and then the picker can be thought over.
func TestHuhsListOfSeveralIsStillNotToBeTrusted(t *testing.T) {
	var chosen []string
	keys := huhsList(&chosen)
	keys(press("x"), press("/"), press("c"), press("enter"), press("x"))
	if len(chosen) < 2 {
		t.Errorf("under a filter the limit of one holds: %q", chosen)
	}
	defer func() {
		if recover() == nil {
			t.Error("where nothing matches, keys do not panic")
		}
	}()
	keys = huhsList(new([]string))
	keys(press("/"), press("z"), press("down"), press("enter"), press("x"))
}
