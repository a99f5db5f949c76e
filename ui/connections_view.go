package ui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// factColumn is how wide the names of a connection's facts stand.
const factColumn = 20

// waits reports whether Agora is being asked about a connection.
func (c *connectionList) waits(*Model) bool {
	for _, t := range c.of {
		if t.going {
			return true
		}
	}
	return false
}

func (c *connectionList) view(m *Model, width, height int) string {
	s := m.styles
	lines := []string{""}
	if m.home.choosing != nil {
		why := kit.Lines(sentence(m.home.choosing), width-6, 4)
		lines = append(lines, kit.Marked(s.Error, s.Marks.Error, " ", why)...)
		lines = append(lines, "")
	}
	below := c.below(m, width)
	var rows []string
	for i, choice := range m.home.choices {
		rows = append(rows, c.row(m, choice, i == c.at, width))
	}
	lines = append(lines, kit.Window(rows, c.at, max(3, height-len(lines)-len(below)))...)
	lines = append(lines, below...)
	return strings.Join(lines, "\n")
}

// row draws a connection in one line.
func (c *connectionList) row(m *Model, choice connections.Connection, here bool, width int) string {
	s := m.styles
	lead, look := s.Lead(here)
	name := min(25, max(18, ansi.StringWidth(choice.Name)+1))
	cells, room := []kit.Cell{kit.Text(choice.Name, look, name)}, width-4-name
	mark := func(look lipgloss.Style, word string) {
		column := ansi.StringWidth(word) + 2
		cells = append(cells, kit.Text(word, look, column))
		room -= column
	}
	if len(choice.Validate()) > 0 {
		mark(s.Error, s.Marks.Error)
	}
	if m.hasConn && choice.Name == m.conn.Name {
		mark(s.Good, "in use")
	}
	if choice.Production {
		mark(s.Alarm, productionMark)
	}
	if choice.Name == c.byDefault {
		mark(s.Text, "default")
	}
	words := string(choice.Version)
	switch {
	case choice.Sandbox:
		words += "  a pretend Agora on this machine, " + explain.SandboxBills
	default:
		words += "  " + choice.ShortAppID()
	}
	return lead + kit.Row(append(cells, kit.Text(words, s.Dim, max(1, room)))...)
}

// below is what is to be said of the chosen connection, and of all.
func (c *connectionList) below(m *Model, width int) []string {
	s := m.styles
	var lines []string
	say := func(style lipgloss.Style, mark, text string) {
		lines = append(lines, kit.Marked(style, mark, kit.Margin, kit.Lines(text, min(width-8, 84), 4))...)
	}
	if chosen := c.selected(m); chosen != nil && !chosen.Sandbox {
		lines = append(lines, "")
		for _, e := range chosen.Validate() {
			say(s.Error, s.Marks.Error, e.Error())
		}
		facts := kit.Facts{Rows: factsOf(*chosen), Names: factColumn, Width: width}
		lines = append(lines, strings.Split(facts.Draw(&s.Styles), "\n")...)
		if t := c.of[chosen.Name]; t != nil {
			lines = append(lines, "")
			t.verdict(m, chosen.Version, say)
		}
	}
	if !m.home.hasOwn() {
		lines = append(lines, "")
		say(s.Dim, "", "a adds a connection to Agora. At hand must be, from Agora's console: the App ID, the customer key and the customer secret.")
	}
	if note := endOfLife(m); note != "" {
		lines = append(lines, "")
		say(s.Warning, s.Marks.Warning, note)
	}
	return lines
}

// factsOf are the lines about a connection.
func factsOf(c connections.Connection) [][2]string {
	certificate := string(c.Project().Certificate)
	switch {
	case !c.AppCertificate.IsZero():
		certificate = placeWords(c.AppCertificate) + "; makes the bot tokens"
	case certificate == "":
		certificate = string(agora.CertificateUnknown)
	case c.Certificate == agora.CertificateOn:
		certificate = "on; bot tokens are given with each task"
	}
	var out [][2]string
	if c.Auth != agora.AuthBasic {
		words := placeWords(c.Token)
		if c.Token.IsZero() {
			words = "made with the App Certificate"
		}
		if c.Auth == agora.AuthQuotedToken {
			words += ", in quotes"
		}
		out = append(out, [2]string{"token of the calls", words})
	}
	if c.CustomerKey != "" || c.Auth == agora.AuthBasic {
		out = append(out, [2]string{"customer key", c.CustomerKey}, [2]string{"customer secret", placeWords(c.Secret)})
	}
	out = append(out, [2]string{"App Certificate", certificate})
	if c.NoProbe {
		out = append(out, [2]string{"presence", "off: Agora is not asked whether the bots are in the channel"})
	}
	if c.BaseURL != "" {
		out = append(out, [2]string{"address", c.Address()})
	}
	return out
}

// verdict tells what came of testing a connection.
func (t *trial) verdict(m *Model, v agora.Version, say func(lipgloss.Style, string, string)) {
	s := m.styles
	switch {
	case t.going:
		say(s.Here, s.Marks.Here, "asking Agora: "+explain.TestWords(v)+" "+m.busy.Sign())
	case t.err != nil:
		say(s.Error, s.Marks.Error, sentence(t.err))
	default:
		style, mark := s.Good, s.Marks.Done
		if !t.ok {
			style, mark = s.Error, s.Marks.Error
		}
		say(style, mark, t.words.What)
		if t.words.Likely != "" {
			say(s.Dim, " ", "Likely: "+t.words.Likely+".")
		}
		if t.words.Do != "" {
			say(s.Text, " ", words.Capital(t.words.Do)+".")
		}
	}
}

// endOfLife says, where a connection is chosen, that a version is past its end.
func endOfLife(m *Model) string {
	for _, c := range m.home.choices {
		if words := explain.EndOfLife(c.Version, m.now()); words != "" && !c.Sandbox {
			return words + "."
		}
	}
	return ""
}
