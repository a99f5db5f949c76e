package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/terminal"
	"sttwizard/presets"
	"sttwizard/ui/kit"
)

// home lists the presets, says what runs, and leads everywhere.
type home struct {
	entries []presets.Entry
	stored  *stored
	filter  kit.Filter
	at      int // in the entries shown
}

func newHome(s *stored) *home { return &home{stored: s, filter: kit.NewFilter()} }

// reload takes the presets again, and stays on the chosen one.
func (h *home) reload() {
	selected := h.selected()
	h.entries = h.stored.presets
	if selected != nil {
		h.choose(selected.Name)
	}
	h.at = max(0, min(h.at, len(h.shown())-1))
}

// goHome shows the home screen and reads anew what it lists, after the draft
// that is left is kept.
func (m *Model) goHome() tea.Cmd {
	m.nextOp()
	keep := m.keepDraft()
	m.draft, m.preset = nil, ""
	m.show(m.home)
	read := m.readHome()
	if keep == nil {
		return read
	}
	return func() tea.Msg {
		kept, home := keep(), read()
		if failed, ok := kept.(draftKeptMsg); ok && failed.err != nil {
			return tea.BatchMsg{func() tea.Msg { return home }, func() tea.Msg { return failed }}
		}
		return home
	}
}

func (h *home) choose(name string) {
	if i := slices.IndexFunc(h.shown(), func(e presets.Entry) bool { return e.Name == name }); i >= 0 {
		h.at = i
	}
}

// shown returns the presets that the filter lets through.
func (h *home) shown() []presets.Entry {
	if h.filter.Words() == "" {
		return h.entries
	}
	var out []presets.Entry
	for _, e := range h.entries {
		if h.filter.LetsThrough(e.Name + " " + e.Preset.Title + " " + e.Preset.Note) {
			out = append(out, e)
		}
	}
	return out
}

func (h *home) selected() *presets.Entry {
	shown := h.shown()
	if h.at < 0 || h.at >= len(shown) {
		return nil
	}
	return &shown[h.at]
}

// only returns the attempt that can be stopped, where there is just one.
func (h *home) only(m *Model) *attempt.Attempt {
	var found []*attempt.Attempt
	for _, a := range m.back.open() {
		if a.Can(attempt.ActStop) && !m.back.of(a).ending() {
			found = append(found, a)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// watchAndStop goes to the task's screen with the question whether to stop it.
func (m *Model) watchAndStop(a *attempt.Attempt) tea.Cmd {
	return m.showTask(a).askToStop(m)
}

// counts reports whether a task is shown that may be running: since when is said.
func (h *home) counts(m *Model) bool { return len(m.back.open()) > 0 }

func (h *home) title(m *Model) string {
	if h.filter.IsOpen() {
		return "Presets with: " + h.filter.Words()
	}
	return "Home"
}

func (h *home) isTyping() bool  { return h.filter.IsOpen() }
func (h *home) isEditing() bool { return h.filter.IsOpen() }

func (h *home) bindings(m *Model) []binding {
	if h.filter.IsOpen() {
		return append(h.filter.Bindings("all presets", func() { h.at = 0 }),
			key("down", "move", func() tea.Cmd { h.move(1); return nil }).As("↓").Rare(),
			key("up", "move", func() tea.Cmd { h.move(-1); return nil }).As("↑").Rare(),
		)
	}
	var out []binding
	if h.selected() != nil {
		out = append(out, key("enter", "use", func() tea.Cmd { return h.use(m) }))
	}
	out = append(out, key("n", "new task", m.newTask))
	if a := h.only(m); a != nil {
		out = append(out, key("x", "stop "+string(terminal.Safe(a.Intent().Channel, 16)), func() tea.Cmd { return m.watchAndStop(a) }))
	}
	out = append(out, h.resumeBindings(m)...)
	if len(m.back.attempts)+len(m.back.broken) > 0 {
		out = append(out, key("t", "tasks", m.showTasks))
	}
	if !m.hasConn {
		out = append(out, key("s", "sandbox", m.takeSandbox))
	}
	if !h.stored.hasOwn() {
		out = append(out, key("a", "connect to Agora", m.addConnection))
	}
	out = append(out, key("c", "connections", m.showConnections), key("q ctrl+c", "quit", func() tea.Cmd { return m.leaveWith(exitDone) }))
	if h.selected() != nil {
		out = append(out, h.presetBindings(m)...)
	}
	return append(out,
		key("p", "paste a request", m.showPaste).Rare(),
		key("i", "import a preset's file", func() tea.Cmd { return h.importFile(m) }).Rare(),
		key("down j", "next preset", func() tea.Cmd { h.move(1); return nil }).As("↓").Rare(),
		key("up k", "preset before", func() tea.Cmd { h.move(-1); return nil }).As("↑").Rare(),
		key("r", "read again", func() tea.Cmd { return together(m.readHome(), m.readChoices()) }).Rare(),
	)
}

func (h *home) resumeBindings(m *Model) []binding {
	var out []binding
	if h.stored.unsent != nil {
		out = append(out, key("g", "go on", func() tea.Cmd { return m.resume(h.stored.unsent) }))
	}
	if h.stored.last != nil {
		out = append(out, key("l", "last answers", func() tea.Cmd { return m.resume(h.stored.last) }))
	}
	return out
}

func (h *home) presetBindings(m *Model) []binding {
	return []binding{
		key("e", "edit", func() tea.Cmd { return h.edit(m) }),
		key("d", "delete", func() tea.Cmd { return h.remove(m) }),
		key("/", "filter", func() tea.Cmd { h.filter.Open(); return nil }),
		key("m", "rename", func() tea.Cmd { return h.rename(m) }).Rare(),
		key("y", "duplicate", func() tea.Cmd { return h.duplicate(m) }).Rare(),
	}
}

func (h *home) typed(m *Model, msg tea.Msg) tea.Cmd {
	if h.filter.IsOpen() {
		h.filter.Typed(msg)
		h.at = 0
	}
	return nil
}

func (h *home) move(by int) { h.at = max(0, min(h.at+by, len(h.shown())-1)) }

func (h *home) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case presetChangedMsg:
		return m.sayAfter(m.readHome(), msg.words, msg.err)
	case presetUsedMsg:
		return m.readHome()
	case connectionChangedMsg:
		return m.connectionChanged(msg)
	case connectionKeptMsg:
		return m.keptBehind(msg)
	case choicesReadMsg:
		m.followConnection(msg)
	}
	return nil
}

// takeSandbox tries everything with the pretend Agora.
func (m *Model) takeSandbox() tea.Cmd {
	c, err := m.s.Choose(connections.SandboxName)
	if err != nil {
		m.say("", err)
		return nil
	}
	m.useConnection(c)
	m.say("the sandbox: nothing is real, "+explain.SandboxBills, nil)
	return nil
}

// use asks what the preset leaves open and stands on the review then.
func (h *home) use(m *Model) tea.Cmd {
	e := *h.selected()
	if e.Err != nil {
		m.say("", errText("can't be used: "+reason(e.Err)))
		return nil
	}
	return m.withPreset(e.Preset, func() tea.Cmd { return m.useDraft(e.Preset.Ask) })
}

// edit opens all steps with the preset's values.
func (h *home) edit(m *Model) tea.Cmd {
	e := *h.selected()
	if e.Err != nil {
		m.say("", errText("can't be edited here: "+reason(e.Err)))
		return nil
	}
	return m.withPreset(e.Preset, func() tea.Cmd { return m.showWizard(form.StepChannel) })
}
