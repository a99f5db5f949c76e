package connections

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/secret"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// factColumn is how wide the names of a connection's facts stand.
const factColumn = 20

// View draws the list, and what is to be said of the chosen connection.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	lines := []string{""}
	if trouble := s.world.Trouble(); trouble != "" {
		lines = append(lines, kit.Marked(st.Error, st.Marks.Error, " ", kit.Lines(trouble, width-6, 4))...)
		lines = append(lines, "")
	}
	below := s.below(st, width)
	var rows []string
	for i, choice := range s.world.Choices() {
		row := s.row(st, choice, i == s.at, width)
		rows = append(rows, st.Spots.Row(row, width, i == s.at, func() { s.at = i }))
	}
	lines = append(lines, st.Around(rows, s.at, width, max(3, height-len(lines)-len(below))))
	lines = append(lines, below...)
	return strings.Join(lines, "\n")
}

// row draws a connection in one line.
func (s *Screen) row(st *kit.Styles, choice connections.Connection, here bool, width int) string {
	lead, look := st.Lead(here)
	name := min(25, max(18, ansi.StringWidth(choice.Name)+1))
	cells, room := []kit.Cell{kit.Text(choice.Name, look, name)}, width-4-name
	mark := func(look lipgloss.Style, word string) {
		column := ansi.StringWidth(word) + 2
		cells = append(cells, kit.Text(word, look, column))
		room -= column
	}
	if len(choice.Validate()) > 0 {
		mark(st.Error, st.Marks.Error)
	}
	if choice.Name == s.world.InUse() {
		mark(st.Good, "in use")
	}
	if choice.Production {
		mark(st.Alarm, connections.ProductionMark)
	}
	if choice.Name == s.byDefault {
		mark(st.Text, "default")
	}
	words := "API " + string(choice.Version)
	switch {
	case choice.Sandbox:
		words += "  a pretend Agora on this machine, " + explain.SandboxBills
	default:
		words += "  " + choice.ShortAppID()
	}
	return lead + kit.Row(append(cells, kit.Text(words, st.Dim, max(1, room)))...)
}

// below is what is to be said of the chosen connection, and of all.
func (s *Screen) below(st *kit.Styles, width int) []string {
	var lines []string
	say := func(style lipgloss.Style, mark, text string) {
		lines = append(lines, kit.Marked(style, mark, kit.Margin, kit.Lines(text, min(width-8, 84), 4))...)
	}
	if chosen := s.Selected(); chosen != nil && !chosen.Sandbox {
		lines = append(lines, "")
		for _, e := range chosen.Validate() {
			say(st.Error, st.Marks.Error, e.Error())
		}
		facts := kit.Facts{Rows: factsOf(*chosen), Names: factColumn, Width: width}
		lines = append(lines, strings.Split(facts.Draw(st), "\n")...)
		if t := s.of[chosen.Name]; t != nil {
			lines = append(lines, "")
			s.verdict(st, t, chosen.Version, say)
		}
	}
	if !slices.ContainsFunc(s.world.Choices(), connections.Connection.IsOwn) {
		lines = append(lines, "")
		say(st.Dim, "", "a adds a connection to Agora. At hand must be, from Agora's console: "+
			"the App ID, the customer key and the customer secret.")
	}
	if note := explain.EditedConnections(s.world.Choices()); note != "" {
		lines = append(lines, "")
		say(st.Warning, st.Marks.Warning, words.Capital(note)+".")
	}
	if note := s.endOfLife(); note != "" {
		lines = append(lines, "")
		say(st.Warning, st.Marks.Warning, note)
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
	if c.NoLookAhead {
		out = append(out, [2]string{"look ahead", "off: Agora is not asked while a review is read"})
	}
	if c.BaseURL != "" {
		out = append(out, [2]string{"address", c.Address()})
	}
	return out
}

// verdict tells what came of testing a connection.
func (s *Screen) verdict(st *kit.Styles, t *trial, v agora.Version, say func(lipgloss.Style, string, string)) {
	switch {
	case t.going:
		say(st.Here, st.Marks.Here, "asking Agora: "+explain.TestWords(v)+" "+s.world.Sign())
	case t.Failed != "":
		say(st.Error, st.Marks.Error, t.Failed)
	default:
		style, mark := st.Good, st.Marks.Done
		if !t.OK {
			style, mark = st.Error, st.Marks.Error
		}
		say(style, mark, t.Words.What)
		if t.Words.Likely != "" {
			say(st.Dim, " ", "Likely: "+t.Words.Likely+".")
		}
		if t.Words.Do != "" {
			say(st.Text, " ", words.Capital(t.Words.Do)+".")
		}
	}
}

// endOfLife says, where a connection is chosen, that a version is past its end.
func (s *Screen) endOfLife() string {
	for _, c := range s.world.Choices() {
		if words := explain.EndOfLife(c.Version, s.world.Now()); words != "" && !c.Sandbox {
			return words + "."
		}
	}
	return ""
}

// placeWords says where a secret is, in a line about a connection.
func placeWords(ref secret.Ref) string {
	switch {
	case ref.IsZero():
		return "not given"
	case ref.Form() == secret.FormAsk:
		return "asked each time"
	}
	return "from " + ref.Words()
}
