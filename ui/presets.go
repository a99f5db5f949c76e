package ui

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	usecases "sttwizard/internal/tasks"
	"sttwizard/presets"
	"sttwizard/ui/home"
)

// withPreset makes a draft of a preset and goes on; the preset's connection is
// taken where this machine has it.
func (m *Model) withPreset(p presets.Preset, then func() tea.Cmd) tea.Cmd {
	m.takeConnectionOf(p)
	return m.withConnection(func() tea.Cmd {
		m.nextOp()
		m.draft = draftOf(p, m.project())
		m.preset, m.planned = p.Name, p.Reminder
		m.recallSecrets()
		return m.lookUpSecrets(func() tea.Cmd {
			cmd := then()
			m.sayBesides(explain.OtherVersion(p.Name, p.Version, m.conn.Version), false)
			m.sayEdited(p)
			return cmd
		})
	})
}

// editPreset opens all questions with a preset's values, which are to be saved.
func (m *Model) editPreset(p presets.Preset) tea.Cmd {
	return m.withPreset(m.filled(p), func() tea.Cmd {
		m.edits = m.draft
		return m.showWizard(form.StepChannel)
	})
}

// editsPreset reports whether the draft is a preset's that is edited.
func (m *Model) editsPreset() bool { return m.draft != nil && m.edits == m.draft }

// sayEdited tells of a preset that is not as it was saved, besides what was told.
func (m *Model) sayEdited(p presets.Preset) {
	if p.Edited {
		m.sayBesides(explain.Edited(p.Name), true)
	}
}

// sayBesides adds words, if there are any, to what was told.
func (m *Model) sayBesides(words string, bad bool) {
	if words == "" {
		return
	}
	if m.note != "" {
		words, bad = m.note+"; "+words, bad || m.noteBad
	}
	m.note, m.noteBad = words, bad
}

// withVariables asks for the variables of a preset that have no value, and goes on with
// the preset as it is filled in then. A variable that is left empty leaves the whole text
// to be asked for.
func (m *Model) withVariables(p presets.Preset, then func(presets.Preset) tea.Cmd) tea.Cmd {
	fill := presets.Fill{Now: m.now(), Vars: map[string]string{}}
	var names []string
	var lines []*entryField
	for _, text := range p.Unfilled(fill) {
		for _, name := range text.Vars {
			if !slices.Contains(names, name) {
				names = append(names, name)
				lines = append(lines, &entryField{Label: name, Help: "A variable of the preset, for " + text.Path + ": " + text.Text})
			}
		}
	}
	if len(names) == 0 {
		return then(m.filled(p))
	}
	check := func(i int, values []string) error {
		if values[i] == "" {
			return nil
		}
		return p.CheckVars(map[string]string{names[i]: values[i]})
	}
	return m.ask(newEntry(m, "Variables of "+p.Name, "go on", lines, func(values []string) tea.Cmd {
		for i, name := range names {
			fill.Vars[name] = values[i]
		}
		m.close()
		p, _ := p.Filled(fill)
		return then(p)
	}, check))
}

// filled returns a preset with its variables filled in for a use now.
func (m *Model) filled(p presets.Preset) presets.Preset {
	p, _ = p.Filled(presets.Fill{Now: m.now()})
	return p
}

func draftOf(p presets.Preset, project agora.Project) *form.Draft {
	d := form.NewDraft(project)
	usecases.FillDraft(d, p, form.FromPreset)
	return d
}

// takeConnectionOf chooses the preset's connection, unless the person named one
// on the command line or the sandbox is in use, which is left only on purpose.
func (m *Model) takeConnectionOf(p presets.Preset) {
	m.takeConnection(p.Connection, "the preset's")
}

// takeConnection chooses a connection by its name, by the same rule; whose it is is
// said.
func (m *Model) takeConnection(name, whose string) {
	if name == "" || m.hasConn && (m.o.Named || m.conn.Sandbox || m.conn.Name == name) {
		return
	}
	i := slices.IndexFunc(m.stored.choices, func(c connections.Connection) bool { return c.Name == name })
	switch {
	case i >= 0 && len(m.stored.choices[i].Validate()) == 0:
		m.useConnection(m.stored.choices[i])
		m.say(whose+" connection is in use now: "+name, nil)
	case m.hasConn:
		m.say(fmt.Sprintf("this machine has no connection %q; using %s", name, m.conn.Name), nil)
		m.noteBad = true
	}
}

// withConnection goes on once a connection is chosen.
func (m *Model) withConnection(then func() tea.Cmd) tea.Cmd {
	if m.hasConn {
		return then()
	}
	m.show(newConnections(m, then, nil))
	m.say("choose where the task is to run", nil)
	return m.readChoices()
}

// changePresets does to a preset's file what a person chose on home.
func (m *Model) changePresets(c home.Change) tea.Cmd {
	switch c.What {
	case home.Delete:
		return m.changePreset("deleted "+c.Name, func(s *presets.Store) error { return s.Delete(c.Name) })
	case home.Rename:
		return m.changePreset(c.Name+" is now "+c.To, func(s *presets.Store) error { return s.Rename(c.Name, c.To) })
	case home.Duplicate:
		return m.changePreset("made "+c.To, func(s *presets.Store) error { return s.Duplicate(c.Name, c.To) })
	case home.Import:
		path := homePath(c.Name, m.s.Getenv("HOME"))
		return m.importPreset(c.Name, path, c.To)
	}
	return nil
}

// importPreset takes a preset over from a file, and says what became of what it extends.
func (m *Model) importPreset(typed, path, to string) tea.Cmd {
	s := m.s
	return func() tea.Msg {
		words := "imported " + typed
		if p, err := presets.LoadFile(path); err == nil && len(p.Extends) > 0 {
			words += "; what it extends was written into it, so it stands alone here"
		}
		_, err := s.Presets.Import(path, to, false)
		return presetChangedMsg{words, err}
	}
}

// fillIn asks for what changes a preset. What fails leaves the lines as they were typed,
// with the reason at the line that it is about.
func (m *Model) fillIn(o home.Fill) tea.Cmd {
	e := newEntry(m, o.Name, o.Verb, o.Lines, nil, o.Wrong)
	e.done = func(values []string) tea.Cmd {
		change, is := o.Filled(values).(home.Change)
		if !is {
			return m.afterHome(o.Filled(values))
		}
		e.busy = "one moment"
		return m.changePresets(change)
	}
	e.hears = func(msg tea.Msg) tea.Cmd {
		changed, is := msg.(presetChangedMsg)
		if !is || e.busy == "" {
			return nil
		}
		if e.busy = ""; changed.err == nil {
			m.close()
			return nil
		}
		e.focus(0)
		if _, taken := errors.AsType[*presets.ExistsError](changed.err); taken {
			e.focus(len(e.fields) - 1)
		}
		e.wrong = changed.err
		return nil
	}
	return m.ask(e)
}

// saysWhy reports whether lines that are being filled in tell why a preset was not changed.
func (m *Model) saysWhy(changed presetChangedMsg) bool {
	e, is := m.over.(*entry)
	return is && changed.err != nil && e.wrong != nil
}

// homePath puts the home directory in place of a leading ~, as a shell would.
func homePath(path, home string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok && home != "" {
		return filepath.Join(home, rest)
	}
	return path
}
