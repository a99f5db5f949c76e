package kit

import tea "charm.land/bubbletea/v2"

// Moves are the keys that move in a list of so many rows, by so many of them a page.
func Moves(rows, page int, move func(by int)) []Binding {
	return append(Steps("down j", "up k", page, move),
		moves("home", "first", -rows, move), moves("end", "last", rows, move))
}

// Steps are those by a row and by a page. Where letters are typed into a filter the keys
// for down and up are the arrows alone.
func Steps(down, up string, page int, move func(by int)) []Binding {
	return []Binding{
		moves(down, "next", 1, move).As("↓"), moves(up, "before", -1, move).As("↑"),
		moves("pgdown", "a page on", page, move).As("page down"), moves("pgup", "a page back", -page, move).As("page up"),
	}
}

func moves(keys, what string, by int, move func(by int)) Binding {
	return Key(keys, what, func() tea.Cmd { move(by); return nil }).Rare()
}
