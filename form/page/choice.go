package page

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"github.com/charmbracelet/x/ansi"

	"sttwizard/form"
	"sttwizard/internal/terminal"
)

// choice is a field with a few options of which one always holds: moving to an
// option chooses it. It stands in for huh.Select, whose filter, spinner and
// viewport are not used here and took 0.11 MB of the program.
type choice struct {
	options []form.Option
	labels  []string // as drawn, one per option
	value   *string
	at      int // the option that holds
	top     int // the first option drawn
	height  int // how many are drawn; 0: all
	styles  *Styles
}

func newChoice(options []form.Option, value *string, styles *Styles) *choice {
	c := &choice{value: value, styles: styles}
	c.offer(options, 60)
	return c
}

// offer replaces the options, in lines of at most that width. A text that is
// none of them is kept as one more, so that an illegal value is shown and not
// lost; without a text the first option holds.
func (c *choice) offer(options []form.Option, width int) {
	if text := *c.value; text != "" && indexOf(options, text) < 0 {
		options = append(slices.Clone(options), form.Unlisted(text))
	}
	if len(options) == 0 {
		return
	}
	c.options, c.labels = options, make([]string, len(options))
	for i, o := range options {
		label := o.Label
		if noted := label + "  (" + o.Note + ")"; o.Note != "" && ansi.StringWidth(noted) <= width {
			label = noted
		}
		c.labels[i] = string(terminal.Safe(label, width))
	}
	if i := indexOf(options, *c.value); i >= 0 {
		c.at = i
	}
	c.move(0)
}

func indexOf(options []form.Option, value string) int {
	return slices.IndexFunc(options, func(o form.Option) bool { return o.Value == value })
}

// move goes on by one or back by one, round the ends.
func (c *choice) move(by int) {
	c.at = (c.at + by + len(c.options)) % len(c.options)
	*c.value = c.options[c.at].Value
	c.fit(c.height)
}

// fit gives the field a height, 0 for all options, and keeps its cursor in sight.
func (c *choice) fit(height int) {
	c.height = height
	rows := c.rows()
	c.top = max(min(c.top, c.at, len(c.options)-rows), c.at-rows+1)
}

func (c *choice) rows() int {
	if c.height == 0 {
		return len(c.options)
	}
	return min(c.height, len(c.options))
}

// Update takes the keys that move.
func (c *choice) Update(msg tea.Msg) (huh.Model, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok && len(c.options) > 0 {
		switch press.String() {
		case "up", "k":
			c.move(-1)
		case "down", "j":
			c.move(1)
		}
	}
	return c, nil
}

// View draws the options that the height allows.
func (c *choice) View() string {
	s := c.styles
	cursor := s.Marks.Cursor + " "
	var lines []string
	for i := c.top; i < min(len(c.labels), c.top+c.rows()); i++ {
		if i == c.at {
			lines = append(lines, s.Here.Render(cursor)+s.Chosen.Bold(true).Render(c.labels[i]))
		} else {
			lines = append(lines, strings.Repeat(" ", ansi.StringWidth(cursor))+s.Text.Render(c.labels[i]))
		}
	}
	return strings.Join(lines, "\n")
}

// Init, Focus and Blur have nothing to do.
func (c *choice) Init() tea.Cmd  { return nil }
func (c *choice) Focus() tea.Cmd { return nil }
func (c *choice) Blur() tea.Cmd  { return nil }
