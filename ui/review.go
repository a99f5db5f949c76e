package ui

import (
	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	usecases "sttwizard/internal/tasks"
	"sttwizard/presets"
)

// review shows what would be sent, line by line, and sends it.
type review struct {
	groups           []form.ReviewGroup
	unsent           []form.Unsent // kept, and not sent by this version
	errors, warnings int
	at               int // among the lines that can be edited
	json             bool
	trouble          error // the journal can't be written: nothing may be sent
	sending          bool  // s was pressed and the checks before it run
}

// showReview shows the review of the draft, and makes ready for sending: the
// journal is tried and the connection opened while the person reads.
func (m *Model) showReview() tea.Cmd {
	m.nextOp()
	m.draft.Renew()
	m.tellDraftTheTime()
	r := &review{}
	r.refresh(m)
	m.show(r)
	if m.mustAsk(m.conn) {
		return nil // the secret is asked for when it is needed
	}
	return m.withClient(m.makeReady)
}

// refreshReview draws up the lines of the review again, if that is shown.
func (m *Model) refreshReview() {
	if r, ok := m.screen.(*review); ok {
		r.refresh(m)
	}
}

func (r *review) refresh(m *Model) {
	r.groups, r.unsent = form.Review(m.draft), m.draft.NotSent()
	r.errors, r.warnings = form.Count(r.groups)
	if r.at == 0 && r.errors > 0 {
		r.at = r.firstWrong()
	}
}

// lines gives the lines that can be gone to, in order, by the paths that enter
// edits; a section that is off is its switch. What is not sent comes last.
func (r *review) lines() []string {
	var out []string
	for _, g := range r.groups {
		if g.Step.Section() != "" && len(g.Rows) == 0 {
			out = append(out, string(g.Step.Section()))
		}
		for _, row := range g.Rows {
			out = append(out, row.Question.Key)
		}
	}
	for _, u := range r.unsent {
		out = append(out, unsentLine+u.Path)
	}
	return out
}

// unsentLine begins the lines of answers that are kept and not sent.
const unsentLine = "not sent: "

func (r *review) firstWrong() int {
	i := 0
	for _, g := range r.groups {
		if g.Step.Section() != "" && len(g.Rows) == 0 {
			i++
		}
		for _, row := range g.Rows {
			if len(row.Errors) > 0 {
				return i
			}
			i++
		}
	}
	return 0
}

func (r *review) title(*Model) string {
	if r.json {
		return "Review: the exact request"
	}
	return "Review"
}

// waits reports whether what s began has not come to the next screen yet.
func (r *review) waits(*Model) bool { return r.sending }

// isReading lets the exact request be scrolled.
func (r *review) isReading() bool { return r.json }

func (r *review) bindings(m *Model) []binding {
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { r.at = max(0, min(r.at+by, len(r.lines())-1)); return nil }
	}
	if r.json {
		return []binding{
			key("v esc", "back to the lines", func() tea.Cmd { r.json = false; return nil }),
			key("s", "send", func() tea.Cmd { return r.send(m) }).Held(),
			key("c", "copy as curl", m.copyCurl),
			key("w", "write curl to a file", m.writeCurl),
			key("o", "export as a program", m.askToExport),
		}
	}
	return []binding{
		key("s", "send", func() tea.Cmd { return r.send(m) }).Held(),
		key("enter", "edit line", func() tea.Cmd { return r.edit(m) }),
		key("ctrl+s", "save as preset", m.askToSave),
		key("v", "JSON", func() tea.Cmd { r.json = true; m.screenText.Top(); return nil }),
		key("c", "copy as curl", m.copyCurl),
		key("esc shift+tab", "back", func() tea.Cmd { return m.showWizard(form.StepTranslation) }),
		key("w", "write curl to a file", m.writeCurl).Rare(),
		key("o", "export as a program", m.askToExport).Rare(),
		key("p", "reminder", func() tea.Cmd { return m.askPlannedEnd(nil) }),
		key("n", "connection", m.showConnectionsForReview).Rare(),
		key("down j", "next line", move(1)).As("↓").Rare(),
		key("up k", "line before", move(-1)).As("↑").Rare(),
		key("home", "first line", move(-1000)).Rare(),
		key("end", "last line", move(1000)).Rare(),
		key("h q", "home, answers are kept", m.goHome).Rare(),
	}
}

// edit goes to the question of the line, if the version asks it.
func (r *review) edit(m *Model) tea.Cmd {
	lines := r.lines()
	if r.at >= len(lines) {
		return nil
	}
	for _, u := range r.unsent {
		if lines[r.at] == unsentLine+u.Path {
			m.say(u.Title+" is kept for another version and not sent: "+u.Why, nil)
			return nil
		}
	}
	return m.editKey(lines[r.at])
}

// send checks what can be checked without Agora, then goes on step by step: the
// client, the attempts that are open for the channel, the attempt itself.
func (r *review) send(m *Model) tea.Cmd {
	switch {
	case r.errors > 0:
		r.at = r.firstWrong()
		m.say("", errText("not sent: the line marked "+m.styles.Marks.Error+" is wrong; enter edits it"))
		return nil
	case r.trouble != nil:
		m.say("", errText(sentenceOf(r.trouble, agora.OpStart)))
		return nil
	case r.sending:
		return nil
	}
	return m.sureOfProduction("start", m.draft.Request().RTC.ChannelName, func() tea.Cmd { return r.begin(m) })
}

// begin goes on to the attempt with what the person agreed to.
func (r *review) begin(m *Model) tea.Cmd {
	return m.withCertificate(func() tea.Cmd {
		return m.withClient(func(client *usecases.Caller) tea.Cmd {
			r.sending = true
			return m.beginIfClear(client)
		})
	})
}

func (r *review) typed(*Model, tea.Msg) tea.Cmd { return nil }

func (r *review) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case readyCheckedMsg:
		r.trouble = msg.err
		if msg.err != nil {
			m.say("", errText(sentenceOf(msg.err, agora.OpStart)))
		}
	case attemptBegunMsg:
		if r.sending {
			r.sending = false
			if isLocked(msg.err) {
				return m.unlockThen(func() tea.Cmd { return r.begin(m) })
			}
			return m.startWith(msg)
		}
	case conflictsReadMsg:
		if r.sending {
			r.sending = false
			return m.conflictsRead(msg)
		}
	}
	return nil
}

func (r *review) failed(*Model, error) tea.Cmd {
	r.sending = false
	return nil
}

// presetOf makes a preset of the draft.
func (m *Model) presetOf(name, title, note string) presets.Preset {
	connection := m.conn.Name
	if m.conn.Sandbox {
		connection = ""
	}
	p := presets.FromAnswers(m.draft.Answered(), name, connection, m.conn.Version)
	p.Title, p.Note = title, note
	p.Keep(m.draft.Refs())
	return p
}
