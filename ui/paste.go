package ui

import (
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/connections"
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

// importNotes gives all that is to know of an import, a sentence each.
func (m *Model) importNotes(im convert.Import) []string {
	if !m.hasConn {
		return im.Against(convert.Target{Version: m.project().Version})
	}
	return im.Against(ImportTarget(m.conn))
}

// ImportTarget gives what an import is compared with before a connection sends it.
// The sandbox's address is another one in each run, so it is not compared.
func ImportTarget(c connections.Connection) convert.Target {
	t := convert.Target{Name: c.Name, Version: c.Version, AppID: c.AppID}
	if !c.Sandbox {
		t.Address = c.Address()
	}
	return t
}

// useImport makes a draft of an import: what is wrong or open in it is asked for,
// else it stands on the review.
func (m *Model) useImport(im convert.Import) tea.Cmd {
	return m.withConnection(func() tea.Cmd {
		m.nextOp()
		m.draft, m.preset = form.NewDraft(m.project()), ""
		wrong := FillImport(m.draft, im)
		m.draft.Begin("")
		return m.lookUpSecrets(func() tea.Cmd {
			cmd := m.goOnOpen(im)
			if len(wrong) > 0 {
				m.say("", wrong[0])
			}
			return cmd
		})
	})
}

// goOnOpen goes on with the draft of an import. Where nothing is wrong with it, the
// fields that the text left open are shown first: they may be empty, but the text
// had something there.
func (m *Model) goOnOpen(im convert.Import) tea.Cmd {
	var open []string
	for _, e := range ImportOpen(im) {
		if m.asks(e.Path) {
			open = append(open, e.Path)
		}
	}
	if len(open) == 0 || len(m.draft.Problems()) > 0 {
		return m.goOn()
	}
	return m.askFor(open, "The text had placeholders here: give the real values, or leave empty what is not needed")
}

// FillImport puts an import into a draft, and gives an error for each secret that
// it says is at a place that no text of somebody else may name.
func FillImport(d *form.Draft, im convert.Import) []agora.FieldError {
	var wrong []agora.FieldError
	im.Fill(func(path, text string) {
		if e, ok := errors.AsType[agora.FieldError](d.Give(path, text, form.Imported)); ok {
			wrong = append(wrong, e)
		}
	})
	return wrong
}

// ImportOpen gives an error for each field that an import leaves open: where its
// value was a placeholder, and where a secret is only said to be asked for.
func ImportOpen(im convert.Import) []agora.FieldError {
	var out []agora.FieldError
	for _, f := range agora.Fields() {
		if why, ok := im.Open[f.Path]; ok {
			out = append(out, agora.FieldError{Path: f.Path, Rule: agora.RulePlaceholder, Text: why})
		}
	}
	return append(out, form.AskedFor(im.Request())...)
}
