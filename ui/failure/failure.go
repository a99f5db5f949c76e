// Package failure is the screen that says why nothing was started, and leads to what
// can be done about it. It does nothing of that itself: it tells which way was chosen.
package failure

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// World is what the screen asks for.
type World interface {
	// Version returns the version of the API that the start was sent by.
	Version() agora.Version
	// Question returns the title of the question about a path, and whether it is
	// asked with the present answers.
	Question(path string) (title string, asked bool)
}

// Outcome is what a person chose.
type Outcome int

const (
	Respell    Outcome = iota // send the storage keys in their other spelling
	MoveToV7                  // the same on v7
	GoToField                 // go to the field that is wrong
	Edit                      // edit the answers
	SendAgain                 // nothing runs: send them again
	StartAnew                 // the first start may have worked: ask, then send them again
	Connection                // take another connection
	Bundle                    // write a support bundle
	GoHome                    // leave the answers for now
	OtherText                 // another text is shown
)

// Screen is the screen.
type Screen struct {
	explain.Explanation
	attempt string // its id; empty: nothing was even written down
	world   World
	chosen  func(Outcome) tea.Cmd

	details bool
	raw     []string
	rawFor  int // the width that raw was made for
}

// New makes the screen about an attempt, by its id. It calls chosen with what a
// person wants.
func New(e explain.Explanation, attempt string, world World, chosen func(Outcome) tea.Cmd) *Screen {
	return &Screen{Explanation: e, attempt: attempt, world: world, chosen: chosen}
}

// Title says whether it is certain that nothing runs.
func (s *Screen) Title() string {
	if s.CanResend {
		return "Not started"
	}
	return "Outcome not known"
}

// IsReading reports that there is a text to be scrolled.
func (s *Screen) IsReading() bool { return true }

// Keys lead to what can be done, the likeliest first.
func (s *Screen) Keys() []kit.Binding {
	way := func(keys, what string, o Outcome) kit.Binding {
		return kit.Key(keys, what, func() tea.Cmd { return s.chosen(o) })
	}
	var out []kit.Binding
	if s.SuggestSpelling {
		out = append(out, way("k", "other spelling of the storage keys", Respell))
	}
	if s.Kind == string(agora.KindNoRoute) && s.world.Version() != agora.V7 {
		out = append(out, way("7", "the same on v7", MoveToV7))
	}
	if _, asked := s.world.Question(s.Field); asked {
		out = append(out, way("enter", "go to the field", GoToField))
	}
	out = append(out, way("e", "edit answers", Edit))
	if s.CanResend {
		out = append(out, way("r", "send again", SendAgain).Held())
	} else {
		out = append(out, way("r", "start anew", StartAnew).Held())
	}
	out = append(out, way("c", "connection", Connection), s.detailsKey(), way("b", "support bundle", Bundle))
	if s.details { // one thing back: to what the raw answer means
		return append(out, kit.Key("esc", "the message", s.turn), way("h", "home", GoHome).Rare())
	}
	return append(out, way("esc h", "home", GoHome))
}

// detailsKey shows the raw answer, or what it means again.
func (s *Screen) detailsKey() kit.Binding {
	what := "details"
	if s.details {
		what = "the message"
	}
	return kit.Key("d", what, s.turn)
}

// turn shows the other text.
func (s *Screen) turn() tea.Cmd {
	s.details = !s.details
	return s.chosen(OtherText)
}

// View draws what failed, why, and what it costs.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	if s.details {
		return s.viewDetails(st, width)
	}
	what := kit.Lines(s.What, min(width-6, 84), 4)
	lines := append([]string{""}, kit.Noted(st.Error.Render(st.Marks.Error), st.Strong, " ", what)...)
	if s.Code != "" {
		lines = append(lines, kit.Margin+st.Dim.Render(string(terminal.Safe(s.Code, width-4))))
	}
	lines = append(lines, "")
	for _, fact := range s.facts() {
		one := kit.Facts{Rows: [][2]string{fact}, Names: 12, Width: min(width, 96), Wrap: true}
		lines = append(lines, one.Draw(st))
		if height > 16 {
			lines = append(lines, "")
		}
	}
	return strings.Join(lines, "\n")
}

// facts are what is known of the failure, and what can be done.
func (s *Screen) facts() [][2]string {
	billed := s.Billed
	if s.CanResend {
		billed += "; your answers are kept"
	}
	out := [][2]string{
		{"Likely", s.Likely}, {"Do", s.Do}, {"Field", s.field()}, {"Billed", billed}, {"Agora says", s.Said},
	}
	if s.RequestID != "" {
		out = append(out, [2]string{"Request id", s.RequestID + ", for Agora's support"})
	}
	return slices.DeleteFunc(out, func(fact [2]string) bool { return fact[1] == "" })
}

// field names the field that is wrong, by its question if there is one.
func (s *Screen) field() string {
	if title, _ := s.world.Question(s.Field); title != "" {
		return title + " (" + s.Field + ")"
	}
	return s.Field
}

// viewDetails draws the raw answer, and where the attempt is written down.
func (s *Screen) viewDetails(st *kit.Styles, width int) string {
	if s.raw == nil || s.rawFor != width {
		raw := s.Raw
		if raw == "" {
			raw = "(there was no answer)"
		}
		s.raw, s.rawFor = kit.Lines(raw, width-6, 200), width
	}
	lines := []string{"", kit.Margin + st.Dim.Render("The raw answer")}
	lines = append(lines, kit.Marked(st.Text, "", kit.Margin, s.raw)...)
	if s.attempt != "" {
		lines = append(lines, "", kit.Margin+st.Dim.Render("attempt "+string(terminal.Safe(s.attempt, width-14))))
	}
	return strings.Join(lines, "\n")
}
