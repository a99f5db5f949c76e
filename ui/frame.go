package ui

import (
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// draw puts the whole screen together.
func (m *Model) draw() string {
	f := m.frame()
	if !f.Fits() {
		return f.TooSmall()
	}
	f.Keys = m.styles.Footer(m.bindings(), m.keysBinding(), m.width)
	room := f.Room()
	return f.Draw(m.scrolled(m.top().view(m, m.width, room), room))
}

// frame is what stands round the screen on top, but for the keys.
func (m *Model) frame() kit.Frame {
	f := kit.Frame{
		Styles: &m.styles.Styles, Width: m.width, Height: m.height,
		Name: "sttwizard", Title: m.top().title(m), Note: m.note, NoteBad: m.noteBad,
	}
	f.Where = m.where(f.IsWide())
	f.Alarm, f.Warning = m.productionRule()
	return f
}

// where says which Agora is called: SANDBOX in capitals wherever it is pretended.
func (m *Model) where(wide bool) string {
	c, has := m.acting()
	s := m.styles
	switch {
	case !has:
		return s.Dim.Render("no connection yet")
	case c.Sandbox:
		text := s.Pretend.Render("SANDBOX")
		if wide {
			return text + s.Dim.Render(" · "+string(c.Version)+" · "+explain.SandboxBills+m.modeWords())
		}
		return text + s.Dim.Render(" · "+string(c.Version))
	}
	name := s.Real.Render(string(terminal.Safe(c.Name, 24)))
	if c.Production {
		name = string(terminal.Safe(c.Name, nameRoom(wide)))
		name = s.Alarm.Render(productionMark) + s.Dim.Render(" · ") + s.Alarm.Render(name)
	}
	return name + s.Dim.Render(" · "+string(c.Version)+m.elsewhere(c, wide))
}

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
