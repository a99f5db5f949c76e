package ui

import (
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
)

// withPreset makes a draft of a preset and goes on; the preset's connection is
// taken where this machine has it.
func (m *Model) withPreset(p presets.Preset, then func() tea.Cmd) tea.Cmd {
	m.takeConnectionOf(p)
	return m.withConnection(func() tea.Cmd {
		m.nextOp()
		m.draft = draftOf(p, m.project())
		m.preset = p.Name
		m.recallSecrets()
		return m.lookUpSecrets(func() tea.Cmd {
			cmd := then()
			m.sayBesides(explain.OtherVersion(p.Name, p.Version, m.conn.Version), false)
			m.sayEdited(p)
			return cmd
		})
	})
}

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

func draftOf(p presets.Preset, project agora.Project) *form.Draft {
	d := form.NewDraft(project)
	usecases.FillDraft(d, p, form.FromPreset(p.Name))
	return d
}

// takeConnectionOf chooses the preset's connection, unless the person named one
// on the command line or the sandbox is in use, which is left only on purpose.
func (m *Model) takeConnectionOf(p presets.Preset) {
	if p.Connection == "" || m.hasConn && (m.o.Named || m.conn.Sandbox || m.conn.Name == p.Connection) {
		return
	}
	i := slices.IndexFunc(m.stored.choices, func(c connections.Connection) bool { return c.Name == p.Connection })
	switch {
	case i >= 0 && len(m.stored.choices[i].Validate()) == 0:
		m.useConnection(m.stored.choices[i])
		m.say("the preset's connection is in use now: "+p.Connection, nil)
	case m.hasConn:
		m.say(fmt.Sprintf("this machine has no connection %q; using %s", p.Connection, m.conn.Name), nil)
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

// remove asks before a preset's file is taken away.
func (h *home) remove(m *Model) tea.Cmd {
	name := h.selected().Name
	return m.ask(&question{
		name: "Delete preset", text: fmt.Sprintf("Delete the preset %s? Its file is kept as a backup in the state directory.", name),
		answers: []binding{
			key("y", "delete", func() tea.Cmd {
				m.close()
				return m.changePreset("deleted "+name, func(s *presets.Store) error { return s.Delete(name) })
			}).Held(),
			key("n esc", "keep", m.close),
		},
	})
}

func (h *home) rename(m *Model) tea.Cmd {
	name := h.selected().Name
	return m.ask(newEntry(m, "Rename preset", "rename", []*entryField{{Label: "New name", Text: name, Help: "a-z, 0-9 and -, at most 64"}}, func(values []string) tea.Cmd {
		m.close()
		return m.changePreset(name+" is now "+values[0], func(s *presets.Store) error { return s.Rename(name, values[0]) })
	}, func(_ int, values []string) error { return presets.CheckName(values[0]) }))
}

func (h *home) duplicate(m *Model) tea.Cmd {
	name := h.selected().Name
	return m.ask(newEntry(m, "Duplicate preset", "duplicate", []*entryField{{Label: "Name of the copy", Text: name + "-copy", Help: "a-z, 0-9 and -, at most 64"}}, func(values []string) tea.Cmd {
		m.close()
		return m.changePreset("made "+values[0], func(s *presets.Store) error { return s.Duplicate(name, values[0]) })
	}, func(_ int, values []string) error { return presets.CheckName(values[0]) }))
}

// importFile copies a preset's file from elsewhere among the presets.
func (h *home) importFile(m *Model) tea.Cmd {
	fields := []*entryField{
		{Label: "File", Help: "The path of a preset's file, such as ~/Downloads/town-hall.yaml"},
		{Label: "Name", Help: "The name it gets here; empty: the file's own"},
	}
	return m.ask(newEntry(m, "Import a preset", "import", fields, func(v []string) tea.Cmd {
		m.close()
		path := homePath(v[0], m.s.Getenv("HOME"))
		return m.changePreset("imported "+v[0], func(s *presets.Store) error {
			_, err := s.Import(path, v[1], false)
			return err
		})
	}, func(i int, v []string) error {
		switch {
		case i == 0 && v[0] == "":
			return errText("type the path of the file")
		case i == 1 && v[1] != "":
			return presets.CheckName(v[1])
		}
		return nil
	}))
}

// homePath puts the home directory in place of a leading ~, as a shell would.
func homePath(path, home string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok && home != "" {
		return filepath.Join(home, rest)
	}
	return path
}
