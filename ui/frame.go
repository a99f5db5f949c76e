package ui

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
)

// The smallest screen that works. Below it a line says so.
const (
	leastWidth  = 40
	leastHeight = 10
)

// low is the height below which the frame gives its lower rule to the body.
const low = 16

// draw puts the whole screen together.
func (m *Model) draw() string {
	if m.width < leastWidth || m.height < leastHeight {
		return m.tooSmall()
	}
	foot := m.foot()
	width, height := m.width, max(1, m.height-2-len(foot))
	body := m.scrolled(m.top().view(m, width, height), height)
	lines := []string{m.headline(), m.rule()}
	lines = append(lines, clip(body, width, height, m.styles.Marks.More)...)
	return strings.Join(append(lines, foot...), "\n")
}

// tooSmall says so, in as much room as there is.
func (m *Model) tooSmall() string {
	if m.width < 1 || m.height < 1 {
		return ""
	}
	words := fmt.Sprintf("sttwizard needs %dx%d; this is %dx%d", leastWidth, leastHeight, m.width, m.height)
	var lines []string
	for _, l := range terminal.SafeLines(words, m.width, m.height) {
		lines = append(lines, string(l))
	}
	return strings.Join(lines, "\n")
}

// foot is a rule and the keys that work now. What just happened stands in place of
// the rule, in several lines if need be; on a low screen in place of the keys, until
// the next key.
func (m *Model) foot() []string {
	keys := ansi.Truncate(m.styles.Footer(m.bindings(), m.keysBinding(), m.width), m.width, "")
	switch {
	case m.height < low && m.note == "":
		return []string{keys}
	case m.note == "":
		return []string{m.styles.Rule.Render(strings.Repeat(m.dash(), m.width)), keys}
	}
	style := m.styles.Good
	if m.noteBad {
		style = m.styles.Warning
	}
	most := 3
	if m.height < low {
		most = 1
	}
	var out []string
	for _, l := range firstLines(m.note, m.width-2, most) {
		out = append(out, " "+style.Render(l))
	}
	if m.height < low {
		return out
	}
	return append(out, keys)
}

// firstLines breaks a text into at most so many lines; what does not fit is cut
// off at the end of the last.
func firstLines(text string, width, most int) []string {
	var out []string
	rest := terminal.SafeLines(text, width, 0)
	for i, l := range rest {
		line := string(l)
		if i == most-1 && len(rest) > most {
			line = string(terminal.Safe(line+" "+string(rest[i+1]), width))
		}
		if i < most {
			out = append(out, line)
		}
	}
	return out
}

// clip makes a body exactly as large as its room.
func clip(body string, width, height int, more string) []string {
	lines := strings.Split(body, "\n")
	if len(lines) > height {
		lines = lines[:height]
	}
	for i, l := range lines {
		if ansi.StringWidth(l) > width {
			lines[i] = ansi.Truncate(l, width, more)
		}
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

func (m *Model) dash() string {
	if m.ascii {
		return "-"
	}
	return "─"
}

// headline draws the program's name, the screen's title and the connection.
func (m *Model) headline() string {
	left := " " + m.styles.Name.Render("sttwizard") + "   "
	if m.width < 80 {
		left = " "
	}
	right := m.where(m.width >= 80)
	title := m.top().title(m)
	room := m.width - lipgloss.Width(left) - lipgloss.Width(right) - 3
	left += m.styles.Title.Render(string(terminal.Safe(title, max(1, room))))
	gap := max(1, m.width-lipgloss.Width(left)-lipgloss.Width(right)-1)
	return left + strings.Repeat(" ", gap) + right
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
		name = s.Alarm.Render(productionMark) + s.Dim.Render(" · ") + s.Alarm.Render(string(terminal.Safe(c.Name, nameRoom(wide))))
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
