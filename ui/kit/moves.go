package kit

import tea "charm.land/bubbletea/v2"

// Moves are the keys that move in a list of so many rows, by so many of them a page.
func Moves(rows, page int, move func(by int)) []Binding {
	by := func(n int) func() tea.Cmd { return func() tea.Cmd { move(n); return nil } }
	return []Binding{
		Key("down j", "next", by(1)).As("↓").Rare(), Key("up k", "before", by(-1)).As("↑").Rare(),
		Key("pgdown", "a page on", by(page)).As("page down").Rare(),
		Key("pgup", "a page back", by(-page)).As("page up").Rare(),
		Key("home", "first", by(-rows)).Rare(), Key("end", "last", by(rows)).Rare(),
	}
}
