package ui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/secret"
	"sttwizard/internal/words"
	"sttwizard/presets"
)

// saving is a draft on its way into a preset: what is asked for it, and where the
// secrets go that were typed for it. Only the title is asked; what else may be changed
// is folded.
type saving struct {
	entry   *entry
	title   string   // the one that is offered
	preset  string   // the preset that is saved again while the title stays; empty: none
	secrets []string // the paths, in the order of the lines from firstSecret on
	name    int      // the line of the file's name; the note is the one below, the fold above
}

// The first lines, and what they can have.
const (
	titleLine = iota
	secretsLine
	firstSecret

	oneByOne = "each"
	changed  = "change"
)

// newSaving makes the lines to fill in.
func (m *Model) newSaving(typed []string) *saving {
	w := &saving{secrets: typed, title: m.draft.Request().RTC.ChannelName}
	title, note := &entryField{Label: "Title"}, &entryField{Label: "Note", Long: true, Help: "What it is for; may stay empty."}
	if e := m.stored.preset(m.preset); e != nil {
		w.preset, w.title = m.preset, m.preset
		if note.Text = e.Preset.Note; e.Preset.Title != "" {
			w.title = e.Preset.Title
		}
	}
	title.Kept = w.title
	title.Told = func() string { return w.fileWords() }
	fields := []*entryField{title, {
		Label: words.Count(len(typed), "secret"), Choices: func() []choice { return m.waysToSave(typed) },
		When: func() bool { return len(typed) > 0 },
	}}
	for _, path := range typed {
		fields = append(fields, &entryField{
			Label:   "Where the " + m.draft.NameOf(path) + " goes",
			Choices: func() []choice { return m.savingPlaces(path) },
			When:    func() bool { return w.entry.Value(secretsLine) == oneByOne },
		})
	}
	w.name = len(fields) + 1
	more := func() bool { return w.entry.Value(w.name-1) == changed }
	file := &entryField{Label: "File name", When: more, Help: "a-z, 0-9 and -, at most 64. Empty: made of the title."}
	note.When = more
	w.fill(m, append(fields, foldOfMore(), file, note))
	return w
}

// foldOfMore is the line behind which the file's name and the note are.
func foldOfMore() *entryField {
	return &entryField{Label: "More", Choices: func() []choice {
		return []choice{
			option("", "file name, note", "Enter opens them; they may stay as they are."), option(changed, "change them", ""),
		}
	}}
}

// fill makes the entry of the lines.
func (w *saving) fill(m *Model, fields []*entryField) {
	w.entry = newEntry(m, "Save as preset", "save", fields, nil, w.wrong)
	w.entry.intro = "The file never holds a secret. " + m.askedWords()
	w.entry.quick = func() bool { return w.entry.At() != w.name-1 || w.entry.Value(w.name-1) == changed }
	w.entry.opens = func() { w.entry.Update(tea.KeyPressMsg{Code: tea.KeyRight}) }
	w.entry.done = func(v []string) tea.Cmd { return m.save(w, v, agreed{}) }
	w.entry.hears = func(msg tea.Msg) tea.Cmd { return w.heard(m, msg) }
}

// askedWords say what each use asks of the preset that is saved, besides the secrets that
// have a line.
func (m *Model) askedWords() string {
	out := "Each use asks for the channel."
	if e := m.stored.preset(m.preset); e != nil && e.Err == nil && !slices.Contains(e.Preset.Ask, agora.PathChannelName) {
		out = "The channel is taken without a question, as before."
	}
	tokens := slices.DeleteFunc(m.unplaced(), func(path string) bool { return !isBotToken(path) })
	if n := len(tokens); n > 0 {
		out += " " + words.Count(n, "bot token") + ": asked each time, as they live a day at most."
	}
	return out
}

// wrong says what is wrong with a line.
func (w *saving) wrong(i int, values []string) error {
	switch {
	case i == titleLine && values[titleLine] == "" && values[w.name] == "":
		return errText("type a title: the preset is listed by it")
	case i == w.name && values[w.name] != "":
		return presets.CheckName(values[w.name])
	}
	return nil
}

// file returns the name of the preset's file: the one that was typed, that of the preset
// which is saved again, or one made of the title.
func (w *saving) file(values []string) string {
	switch {
	case values[w.name] != "":
		return values[w.name]
	case w.preset != "" && values[titleLine] == w.title:
		return w.preset
	}
	return presets.Slug(values[titleLine])
}

// fileWords says which file is written.
func (w *saving) fileWords() string {
	values := w.entry.Values()
	name := w.file(values)
	switch {
	case values[titleLine] == "" && values[w.name] == "":
		return ""
	case name == w.preset:
		return fmt.Sprintf("Will replace %s.yaml, of which a backup is kept; another title makes another preset.", name)
	}
	return "Will be saved as " + name + ".yaml."
}

// waysToSave returns where all secrets of a preset may go: as before, nowhere, or each to
// the same place.
func (m *Model) waysToSave(typed []string) []choice {
	var out []choice
	for _, path := range typed {
		if !m.namedBefore(path).IsZero() {
			out = append(out, option(asBefore, "as before",
				"The preset goes on to name where they are; what was typed is not kept."))
			break
		}
	}
	out = append(out, option(secret.FormAsk, "asked each time", "Kept nowhere: typed at each use."))
	for _, place := range storingPlaces(m, secret.Ref{}) {
		what := "put into the "
		if len(typed) > 1 {
			what = "put all into the "
		}
		out = append(out, option(place.Value, what+place.Words, place.Help+" Another machine looks for the same names, or asks."))
	}
	if len(typed) > 1 {
		out = append(out, option(oneByOne, "one by one", "Each has a line below."))
	}
	return out
}

// refs returns where each secret of the entry goes.
func (w *saving) refs(m *Model, values []string) map[string]secret.Ref {
	out := map[string]secret.Ref{}
	for i, path := range w.secrets {
		name, place := presets.NameFor(w.file(values), path), values[secretsLine]
		if place == oneByOne {
			place = values[firstSecret+i]
		}
		switch before := m.namedBefore(path); {
		case place == asBefore && !before.IsZero():
			out[path] = before
		case place == secret.FormKeyring:
			out[path] = secret.Keyring(name)
		case place == secret.FormAge:
			out[path] = secret.Age(name)
		default:
			out[path] = secret.Ask()
		}
	}
	return out
}
