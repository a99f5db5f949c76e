package paste

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// aPage is how many requests page down and page up pass over.
const aPage = 10

// choices are the keys by which one of several requests is chosen. The end of what is
// typed may be meant for the text.
func (s *Screen) choices() []kit.Binding {
	choose := kit.Key("enter", "read it", func() tea.Cmd {
		return s.readItem(strconv.Itoa(s.several[s.place].Number))
	})
	if s.typed {
		choose = choose.Held()
	}
	return append([]kit.Binding{choose}, kit.Moves(len(s.several), aPage, s.move)...)
}

func (s *Screen) move(by int) {
	s.place = min(max(s.place+by, 0), len(s.several)-1)
}

// list draws the requests of a text with several.
func (s *Screen) list(st *kit.Styles, width, height int) string {
	head := []string{"", kit.Margin + st.Text.Render("There are "+strconv.Itoa(len(s.several))+" requests that start a task. Which one?"), ""}
	var rows []string
	for i, item := range s.several {
		lead, look := st.Lead(i == s.place)
		rows = append(rows, lead+look.Render(string(terminal.Safe(item.String(), width-4))))
	}
	return strings.Join(append(head, kit.Window(rows, s.place, height-len(head))...), "\n")
}
