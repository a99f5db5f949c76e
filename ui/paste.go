package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/convert"
	"sttwizard/ui/paste"
)

// pasteScreen takes a request that somebody has already.
type pasteScreen struct{ hosted[*paste.Screen] }

// showPaste asks for a request as a text.
func (m *Model) showPaste() tea.Cmd {
	m.nextOp()
	s := &pasteScreen{}
	s.of = paste.New(pasteWorld{m}, func(o paste.Outcome) tea.Cmd { return m.afterPaste(s, o) })
	m.show(s)
	return nil
}

// offerImport asks above the screen whether to start from a request that was pasted there,
// or of which the beginning was.
func (m *Model) offerImport(text string, whole bool) tea.Cmd {
	s := &pasteScreen{}
	s.of = paste.Offer(pasteWorld{m}, text, whole, func(o paste.Outcome) tea.Cmd { return m.afterPaste(s, o) })
	return together(m.ask(s), s.of.Begin())
}

// curl is how a command begins. A terminal that does not mark its pastes types it: on
// home the first letter leads to the connections, where the others mean nothing.
const curl = "curl "

// spells follows what is typed from home on, and reports whether it takes the key: it
// does from the second letter of a command on.
func (m *Model) spells(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	so := m.spelled + msg.Text
	m.spelled = ""
	_, listed := m.top().(*connectionList)
	switch atHome := m.top() == screen(m.home) && !m.home.of.IsTyping(); {
	case msg.Text == "" || !strings.HasPrefix(curl, so) || !atHome && !listed || atHome && len(so) > 1 || listed && len(so) == 1:
		return nil, false
	case so == curl:
		return m.offerImport(so, false), true
	}
	m.spelled = so
	return nil, listed
}

// pasteWorld is what package paste asks for.
type pasteWorld struct{ m *Model }

func (w pasteWorld) Notes(read convert.Import) []string { return w.m.importNotes(read) }
func (w pasteWorld) HasAnswers() bool                   { return w.m.draft != nil && !w.m.draft.Empty() }
func (w pasteWorld) Sign() string                       { return w.m.busy.Sign() }
