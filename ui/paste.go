package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/convert"
	"sttwizard/internal/terminal"
	"sttwizard/ui/kit"
)

// paste takes a request that somebody has already: pasted, as JSON of any version
// or as a curl command. It is read, told, and becomes a draft. The text itself is
// never shown, since there may be secrets in it.
type paste struct {
	text    []byte
	tooLong bool
	reading bool
	read    *convert.Import // nil: not read yet
	wrong   error
	number  int // of the reading
}

// pasteReadMsg: what was pasted was read, or not.
type pasteReadMsg struct {
	of     *paste
	number int
	read   convert.Import
	err    error
}

func (m *Model) showPaste() tea.Cmd {
	m.nextOp()
	m.show(&paste{})
	return nil
}

func (p *paste) title(*Model) string { return "Paste a request" }

// Letters belong to the text until it is read.
func (p *paste) isTyping() bool    { return p.read == nil }
func (p *paste) waits(*Model) bool { return p.reading }
func (p *paste) isReading() bool   { return p.read != nil }

func (p *paste) bindings(m *Model) []binding {
	if p.read != nil {
		return []binding{
			key("enter", "go on with it", func() tea.Cmd { return m.useImport(*p.read) }),
			key("esc", "paste another", func() tea.Cmd { return m.showPaste() }),
			key("h", "home", m.goHome).Rare(),
		}
	}
	return []binding{
		key("enter", "read it", p.readIt),
		key("ctrl+u", "empty it", func() tea.Cmd { *p = paste{number: p.number}; return nil }),
		key("esc", "home", m.goHome),
	}
}

func (p *paste) typed(_ *Model, msg tea.Msg) tea.Cmd {
	if p.read != nil {
		return nil
	}
	switch msg := msg.(type) {
	case tea.PasteMsg:
		p.add(msg.Content)
	case tea.KeyPressMsg:
		p.add(msg.Text)
		if k := msg.String(); k == "backspace" && len(p.text) > 0 {
			p.text = p.text[:len(p.text)-1]
		}
	}
	return nil
}

func (p *paste) add(text string) {
	if p.tooLong = p.tooLong || len(p.text)+len(text) > convert.MaxBytes; p.tooLong {
		p.wrong = errText("that is more than a request can be (1 MiB); ctrl+u empties it")
		return
	}
	p.text, p.wrong = append(p.text, text...), nil
}

// readIt reads the text. What a terminal that does not mark its pastes sends comes
// line by line, each with an enter: such a text goes on.
func (p *paste) readIt() tea.Cmd {
	if p.tooLong {
		return nil
	}
	p.number++
	n, text := p.number, append([]byte(nil), p.text...)
	p.add("\n")
	p.reading = true
	return func() tea.Msg {
		im, err := convert.Read(text)
		return pasteReadMsg{p, n, im, err}
	}
}

func (p *paste) heard(_ *Model, msg tea.Msg) tea.Cmd {
	if r, ok := msg.(pasteReadMsg); ok && r.of == p && r.number == p.number {
		p.reading, p.wrong = false, r.err
		if r.err == nil {
			p.read = &r.read
		}
	}
	return nil
}

func (p *paste) view(m *Model, width, _ int) string {
	if p.read != nil {
		return p.told(m, width)
	}
	s := m.styles
	lines := []string{""}
	const intro = "Paste a request as JSON of any version, or a whole curl command. Nothing is sent, and no command is run."
	lines = append(lines, kit.Paragraph(s.Text, intro, min(width-6, 76), 4)...)
	amount := "nothing yet"
	if n := len(p.text); n > 0 {
		amount = fmt.Sprintf("%s, %s; it is not shown, since there may be secrets in it", count(strings.Count(strings.TrimSpace(string(p.text)), "\n")+1, "line"), count(n, "character"))
	}
	if p.reading {
		amount = "reading it " + m.busy.Sign()
	}
	lines = append(lines, "", "   "+s.Dim.Render(string(terminal.Safe(amount, width-4))))
	if p.wrong != nil {
		lines = append(lines, kit.Marked(s.Error, s.Marks.Error, kit.Margin, kit.Lines(sentence(p.wrong), min(width-8, 76), 4))...)
	}
	return strings.Join(lines, "\n")
}

// told draws what was understood, and everything else that a person should know.
func (p *paste) told(m *Model, width int) string {
	s, im := m.styles, *p.read
	lines := []string{"", "   " + s.Good.Render(s.Marks.Done+" "+p.summary())}
	for _, words := range m.importNotes(im) {
		lines = append(lines, kit.Noted(s.Warning.Render(s.Marks.Warning), s.Text, kit.Margin, kit.Lines(words, min(width-8, 90), 6))...)
	}
	return strings.Join(lines, "\n")
}

func (p *paste) summary() string {
	words := count(len(p.read.Values), "value")
	if n := len(p.read.Secrets); n > 0 {
		words += " and " + count(n, "secret")
	}
	return words + " understood"
}
