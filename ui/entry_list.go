package ui

import (
	"sttwizard/form/page"
	"sttwizard/ui/kit"
)

// listBindings are the keys of a line's list, which takes them itself.
func listBindings(list page.List) []binding {
	if list.Lost {
		return []binding{kit.Label("backspace", "widen the search")}
	}
	arrows, space := kit.Label("↑ ↓", "move"), kit.Label("space", "take and stay")
	switch {
	case list.Letters:
		arrows, space = kit.Label("↑ ↓", "then space takes"), kit.Label("backspace", "widen the search").Rare()
	case list.TakesBack:
		space = kit.Label("space", "take back")
	}
	out := []binding{space, arrows, kit.Label("letters", "search; enter takes the row").Rare()}
	if list.Several {
		out = append(out, kit.Label("comma", "take the row, and search the next").Rare())
		if !list.Letters {
			out = append(out, kit.Label("backspace", "take the last one back").Rare())
		}
	}
	return append(out,
		kit.Label("ctrl+p  ctrl+n", "move in the list").Rare(),
		kit.Label("page up  page down", "move in pages").Rare(),
		kit.Label("home  end", "to the first, the last").Rare(),
	)
}
