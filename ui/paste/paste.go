// Package paste is the screen that takes a request which somebody has already: pasted,
// as JSON of any version or as a curl command. It is read and told. The text itself is
// never shown, since there may be secrets in it.
package paste

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/convert"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
	"sttwizard/ui/kit"
)

// World is what the screen asks for.
type World interface {
	// Notes returns all that is to know of what was read, a sentence each.
	Notes(convert.Import) []string
	// HasAnswers reports whether there are answers, in whose place others come.
	HasAnswers() bool
	// Sign returns what moves while something is waited for.
	Sign() string
}

// Outcome is what a person chose.
type Outcome int

const (
	GoOn   Outcome = iota // with what was read
	Again                 // paste another text
	GoHome                // leave it
	Leave                 // go on with the screen below
)

// Screen is the screen.
type Screen struct {
	world   World
	chosen  func(Outcome) tea.Cmd
	offered bool // it was pasted on another screen, which is below

	text    []byte
	tooLong bool
	reading bool
	read    *convert.Import // nil: not read yet
	several []convert.Item  // of which one is to be chosen; nil: there are no several
	place   int             // of the chosen one
	wrong   error
	number  int  // of the reading
	typed   bool // by a terminal that does not mark its pastes
	more    bool // something was typed behind what was read
}

// readMsg: what was pasted was read, or not.
type readMsg struct {
	of     *Screen
	number int
	read   convert.Import
	err    error
}

// New makes the screen. It calls chosen with what a person wants.
func New(world World, chosen func(Outcome) tea.Cmd) *Screen {
	return &Screen{world: world, chosen: chosen}
}

// Offer makes the screen with a text that was pasted on another screen, or the beginning
// of one: what comes from a terminal that does not mark its pastes goes on here. Begin
// reads it.
func Offer(world World, text string, whole bool, chosen func(Outcome) tea.Cmd) *Screen {
	s := &Screen{world: world, chosen: chosen, offered: true, typed: !whole}
	s.add(text)
	return s
}

// Begin reads what was pasted. What is still being typed is read at its enters.
func (s *Screen) Begin() tea.Cmd {
	if s.typed {
		return nil
	}
	return s.readIt()
}

// Read returns what was read; the zero value before that.
func (s *Screen) Read() convert.Import {
	if s.read == nil {
		return convert.Import{}
	}
	return *s.read
}

// Title stands in the top line.
func (s *Screen) Title() string {
	if s.offered {
		return "Use this request?"
	}
	return "Paste a request"
}

// IsTyping reports whether letters belong to the text: until it is read. What is typed
// by a terminal goes on behind the first line that makes it whole.
func (s *Screen) IsTyping() bool { return s.several == nil && (s.read == nil || s.typed) }

// IsReading reports whether there is a text to be scrolled.
func (s *Screen) IsReading() bool { return s.read != nil }

// Waits reports whether the text is being read.
func (s *Screen) Waits() bool { return s.reading }

// Keys are the keys that work now.
func (s *Screen) Keys() []kit.Binding {
	way := func(keys, what string, o Outcome) kit.Binding {
		return kit.Key(keys, what, func() tea.Cmd { return s.chosen(o) })
	}
	back := way("esc", "paste another", Again)
	if s.offered {
		back = way("esc", "no, back", Leave)
	}
	switch {
	case s.several != nil:
		return append(s.choices(), back)
	case s.read != nil && s.more:
		return []kit.Binding{kit.Key("enter", "read it", s.readIt), back}
	case s.read != nil && s.offered:
		start := way("enter", "use it, nothing is sent yet", GoOn)
		if s.typed { // the end of what is typed may be meant for the text
			start = start.Held()
		}
		return []kit.Binding{start, back}
	case s.offered:
		return []kit.Binding{kit.Key("enter", "read it", s.readIt), back}
	case s.read != nil && s.typed:
		return []kit.Binding{way("enter", "go on with it", GoOn).Held(), back}
	case s.read != nil:
		return []kit.Binding{way("enter", "go on with it", GoOn), back, way("h", "home", GoHome).Rare()}
	}
	empty := func() tea.Cmd {
		s.text, s.tooLong, s.reading, s.wrong = nil, false, false, nil
		s.number++ // what is being read is no answer any more
		return nil
	}
	return []kit.Binding{
		kit.Key("enter", "read it", s.readIt), kit.Key("ctrl+u", "empty it", empty), way("esc", "home", GoHome),
	}
}

// Typed takes what is pasted or typed.
func (s *Screen) Typed(msg tea.Msg) tea.Cmd {
	if !s.IsTyping() {
		return nil
	}
	switch msg := msg.(type) {
	case tea.PasteMsg:
		s.add(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(msg.Content)) // terminals paste line ends as \r
	case tea.KeyPressMsg:
		s.typed = s.typed || msg.Text != ""
		s.more = s.more || s.read != nil && strings.TrimSpace(msg.Text) != ""
		s.add(msg.Text)
		if k := msg.String(); k == "backspace" && len(s.text) > 0 {
			s.text = s.text[:len(s.text)-1]
		}
	}
	return nil
}

var errTooLong = errors.New("that is more than a request can be (1 MiB); ctrl+u empties it")

func (s *Screen) add(text string) {
	if s.tooLong = s.tooLong || len(s.text)+len(text) > convert.MaxBytes; s.tooLong {
		s.wrong = errTooLong
		return
	}
	s.text, s.wrong = append(s.text, text...), nil
}

// readIt reads the text. What a terminal that does not mark its pastes sends comes
// line by line, each with an enter: such a text goes on.
func (s *Screen) readIt() tea.Cmd { return s.readItem("") }

// readItem reads one of several requests of the text.
func (s *Screen) readItem(item string) tea.Cmd {
	if s.tooLong {
		return nil
	}
	s.read, s.several, s.more = nil, nil, false
	s.number++
	n, text := s.number, bytes.Clone(s.text)
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
		s.add("\n")
	}
	s.reading = true
	return func() tea.Msg {
		read, err := convert.ReadItem(text, item)
		return readMsg{s, n, read, err}
	}
}

// Heard takes what was read.
func (s *Screen) Heard(msg tea.Msg) tea.Cmd {
	if r, ok := msg.(readMsg); ok && r.of == s && r.number == s.number {
		s.reading, s.wrong = false, r.err
		if several, is := errors.AsType[*convert.ItemsError](r.err); is {
			s.several, s.place, s.wrong = several.Items, 0, nil
		} else if r.err == nil {
			s.read = &r.read
		}
	}
	return nil
}

// View draws how much there is, and once it is read what was understood.
func (s *Screen) View(st *kit.Styles, width, height int) string {
	switch {
	case s.several != nil:
		return s.list(st, width, height)
	case s.read != nil:
		return s.told(st, width)
	}
	intro := "Paste a request as JSON of any version, a whole curl command, a program, or an export of Postman, of a browser (HAR) or of n8n. "
	if s.offered {
		intro = "This looks like a request, and not like an answer. "
	}
	intro += "Nothing is sent, and no command is run."
	lines := append([]string{""}, kit.Paragraph(st.Text, intro, min(width-6, 76), 4)...)
	lines = append(lines, "", kit.Margin+st.Dim.Render(string(terminal.Safe(s.amount(), width-4))))
	if s.wrong != nil {
		wrong := kit.Lines(s.wrong.Error(), min(width-8, 76), 4)
		lines = append(lines, kit.Marked(st.Error, st.Marks.Error, kit.Margin, wrong)...)
		if s.wrong != errTooLong {
			lines = append(lines, kit.Paragraph(st.Text, howToMend, min(width-6, 76), 3)...)
		}
	}
	return strings.Join(lines, "\n")
}

// howToMend is the way on from a text that can't be read: it is not edited here, as it is
// not shown.
const howToMend = "Put it right where you copied it, empty this with ctrl+u, and paste it again."

func (s *Screen) amount() string {
	switch n := len(bytes.TrimRight(s.text, "\n")); {
	case s.reading:
		return "reading it " + s.world.Sign()
	case n > 0:
		lines := bytes.Count(bytes.TrimSpace(s.text), []byte("\n")) + 1
		return fmt.Sprintf("%s, %s; it is not shown, since there may be secrets in it",
			words.Count(lines, "line"), words.Count(n, "character"))
	}
	return "nothing yet"
}

// told draws what was understood, and everything else that a person should know.
func (s *Screen) told(st *kit.Styles, width int) string {
	lines := []string{"", kit.Margin + st.Good.Render(st.Marks.Done+" "+s.summary())}
	if s.offered && s.world.HasAnswers() {
		lines = append(lines, kit.Margin+st.Dim.Render("It takes the place of the answers so far."))
	}
	for _, words := range s.world.Notes(*s.read) {
		note := kit.Lines(words, min(width-8, 90), 6)
		lines = append(lines, kit.Noted(st.Warning.Render(st.Marks.Warning), st.Text, kit.Margin, note)...)
	}
	return strings.Join(lines, "\n")
}

func (s *Screen) summary() string {
	told := words.Count(len(s.read.Values), "value")
	if n := len(s.read.Secrets); n > 0 {
		told += " and " + words.Count(n, "secret")
	}
	return told + " understood"
}
