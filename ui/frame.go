package ui

import (
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// draw puts the whole screen together.
func (m *Model) draw() kit.Over {
	f := m.frame()
	if !f.Fits() {
		return kit.Over{Drawn: f.TooSmall()}
	}
	m.body = &body{}
	defer func() { m.body = nil }()
	f.Keys = m.styles.Footer(m.bindings(), m.keysBinding(), m.width)
	room := f.Room()
	if d, ok := m.dialog(f); ok {
		f.Title = m.screen.title(m)
		return f.DrawUnder(d, m.scrolled(m.screen, m.bodyOf(m.screen, room), room))
	}
	drawn := f.Draw(m.scrolled(m.top(), m.bodyOf(m.top(), room), room))
	return kit.Over{Drawn: drawn, Card: drawn}
}

// How wide dialogs are: of a sentence or a line or two, and of many lines, whose labels
// stand beside what is typed.
const (
	dialogWidth     = 72
	wideDialogWidth = 88
)

// dialog returns what is drawn above the screen as a card, if it is: where there is room for
// that, all but what needs a screen of its own.
func (m *Model) dialog(f kit.Frame) (d kit.Dialog, ok bool) {
	width := dialogWidth
	switch over := m.over.(type) {
	case nil, *helpScreen, *pasteScreen:
		return d, false
	case *entry:
		if over.IsLong() {
			width = wideDialogWidth
		}
	}
	draw := func(width, height int) string { return m.over.view(m, width, height) }
	return kit.Dialog{Title: m.over.title(m), Width: width, View: draw}, f.HasRoomFor(width)
}

// frame is what stands round the screen on top, but for the keys.
func (m *Model) frame() kit.Frame {
	f := kit.Frame{
		Styles: &m.styles.Styles, Width: m.width, Height: m.height,
		Name: "sttwizard", Title: m.top().title(m), Note: m.note, NoteBad: m.noteBad,
	}
	f.Warning = m.productionWarning()
	aside := ""
	if m.s.Tasks.Aside() {
		aside = m.styles.Warning.Render(ownJournal(m.width >= 118)) + m.styles.Dim.Render(" · ")
	}
	if f.Where = aside + m.where(f.IsWide(), "API "); !f.IsWide() || f.CutsTitle() {
		f.Where = aside + m.where(f.IsWide(), "")
	}
	return f
}

// ownJournal says that what is started now the team does not see.
func ownJournal(wide bool) string {
	if wide {
		return "this machine's journal, not the team's"
	}
	return "own journal"
}

// where says which Agora is called, with a badge wherever it is pretended or real users
// are concerned. In front of the version stands what api says.
func (m *Model) where(wide bool, api string) string {
	c, has := m.acting()
	s := m.styles
	if !has {
		return s.Dim.Render("no connection yet")
	}
	place, badge := api+string(c.Version), s.Sandbox.Render("SANDBOX")
	switch {
	case c.Sandbox && wide:
		place += " · " + explain.SandboxBills + m.modeWords()
	case c.Sandbox:
	case c.Production && m.width < namedFrom:
		badge = s.Production.Render(productionMark)
	case c.Production:
		place, badge = string(terminal.Safe(c.Name, nameRoom(wide)))+" · "+place+m.elsewhere(c, wide), s.Production.Render(productionMark)
	default:
		return s.Text.Render(string(terminal.Safe(c.Name, 24))) + s.Dim.Render(" · "+place+m.elsewhere(c, wide))
	}
	return s.Dim.Render(place+" ") + badge
}

// namedFrom is the width from which the top line names a production connection: below it the
// screen's title needs the room.
const namedFrom = 56

// nameRoom is how much of a production connection's name the top line has.
func nameRoom(wide bool) int {
	if wide {
		return 24
	}
	return 12
}

// modeWidth is what a script of faults may take of the top line.
const modeWidth = 16

// modeWords names the sandbox's mode where it is not the usual one.
func (m *Model) modeWords() string {
	if mode := m.o.SandboxMode; mode != "" && mode != "ok" {
		return " · mode " + string(terminal.Safe(mode, modeWidth))
	}
	return ""
}

// elsewhere names the host where it is not Agora's own.
func (m *Model) elsewhere(c connections.Connection, wide bool) string {
	if c.BaseURL == "" || !wide {
		return ""
	}
	return " · " + string(terminal.Safe(c.Address(), 40))
}
