package ui

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/presets"
)

// askToSave asks for name, title and note of the preset that the draft becomes.
func (m *Model) askToSave() tea.Cmd {
	name := m.preset
	if name == "" {
		name = presets.Slug(m.draft.Request().RTC.ChannelName)
	}
	e := newEntry(m, "Save as preset", "save", []*entryField{
		{label: "Name", kept: name, help: "The file's name: a-z, 0-9 and -, at most 64."},
		{label: "Title", help: "A line for people; may stay empty."},
		{label: "Note", help: "What it is for; may stay empty."},
	}, nil, func(i int, values []string) error {
		if i == 0 {
			return presets.CheckName(values[0])
		}
		return nil
	})
	e.intro = "Secrets are never saved: those given here, and the channel, are asked for at each use."
	if i := m.home.entryNamed(m.preset); i != nil {
		e.fields[1].text, e.fields[2].text = i.Preset.Title, i.Preset.Note // to be edited
		e.fields[1].input.Value(&e.fields[1].text)
		e.fields[2].input.Value(&e.fields[2].text)
	}
	e.done = func(v []string) tea.Cmd { return m.save(v[0], v[1], v[2]) }
	return m.ask(e)
}

// save writes the preset; one of that name is replaced only after a yes.
func (m *Model) save(name, title, note string) tea.Cmd {
	p := m.presetOf(name, title, note)
	if old := m.home.entryNamed(name); old != nil && name == m.preset && old.Err == nil {
		p.Ask = keepAsk(old.Preset.Ask, p.Ask)
	}
	write := m.savePreset(p, false)
	m.close()
	return func() tea.Msg {
		msg := write()
		if saved, ok := msg.(presetSavedMsg); ok {
			if _, exists := errors.AsType[*presets.ExistsError](saved.err); exists {
				return presetExistsMsg{p}
			}
		}
		return msg
	}
}

// keepAsk keeps what a preset asked before, and adds what it must ask now.
func keepAsk(old, now []string) []string {
	out := slices.Clone(old)
	for _, path := range now {
		if !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	return out
}

// askToReplace asks before a preset's file is written over.
func (m *Model) askToReplace(p presets.Preset) tea.Cmd {
	return m.ask(&question{
		name: "Replace preset", text: "There is a preset " + p.Name + " already. Replace it? The old file is kept as a backup.",
		answers: []binding{
			key("y", "replace", func() tea.Cmd { m.close(); return m.savePreset(p, true) }).held(),
			key("o", "another name", func() tea.Cmd { return m.askToSave() }),
			key("n esc", "keep the old one", m.close),
		},
	})
}

// entryNamed gives the preset with that name as home has read it.
func (h *home) entryNamed(name string) *presets.Entry {
	for i := range h.entries {
		if h.entries[i].Name == name && name != "" {
			return &h.entries[i]
		}
	}
	return nil
}
