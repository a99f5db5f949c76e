package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/session"
	"sttwizard/internal/words"
	"sttwizard/presets"
)

// askToSave asks for the title of the preset that the draft becomes, and whether the
// secrets that were typed are kept on this machine.
func (m *Model) askToSave() tea.Cmd {
	typed := m.typedSecrets()
	if len(typed) == 0 || m.stored.places.best != "" {
		return m.askHowToSave(typed)
	}
	l := &looking{text: "Looking for this machine's keyring", then: func() tea.Cmd { return m.askHowToSave(typed) }}
	l.take = func(msg tea.Msg) tea.Cmd {
		found, ok := msg.(placesReadMsg)
		if !ok {
			return nil
		}
		m.stored.places = found.places
		return l.goOn(m)
	}
	m.ask(l)
	return m.readPlaces()
}

// typedSecrets returns the paths of secrets that would be sent, that nothing but
// the draft holds, and that are worth keeping. A bot token lives a day at most.
func (m *Model) typedSecrets() []string {
	return slices.DeleteFunc(m.unplaced(), isBotToken)
}

// unplaced returns the paths of secrets that nothing but the draft holds.
func (m *Model) unplaced() []string {
	_, paths := m.draft.Answered().WithoutSecrets()
	return slices.DeleteFunc(paths, func(path string) bool { return !m.draft.Ref(path).IsZero() })
}

func isBotToken(path string) bool {
	return path == agora.PathSubBotToken || path == agora.PathPubBotToken
}

// asBefore is the choice to leave a secret where the preset says that it is,
// although it was typed this time.
const asBefore = "as before"

// savingPlaces returns where a secret of a preset may go, the best first.
func (m *Model) savingPlaces(path string) []choice {
	stored := storingPlaces(m, secret.Ref{})
	for i := range stored {
		stored[i].Help += " Another machine looks for the same name, or asks."
	}
	out := append(stored, option(secret.FormAsk, "asked each time", "Kept nowhere: it is typed at each use."))
	if m.stored.places.why != "" {
		out = append(out[len(out)-1:], stored...)
	}
	if ref := m.namedBefore(path); !ref.IsZero() {
		out = append([]choice{option(asBefore, "as before", "The preset goes on to name "+ref.Words()+"; what was typed is not kept.")}, out...)
	}
	return out
}

// namedBefore returns where the draft's preset says that a secret is; zero: nowhere.
func (m *Model) namedBefore(path string) secret.Ref {
	if e := m.stored.preset(m.preset); e != nil && e.Err == nil {
		return e.Preset.Secrets[path]
	}
	return secret.Ref{}
}

// askHowToSave shows the lines to fill in.
func (m *Model) askHowToSave(typed []string) tea.Cmd { return m.ask(m.newSaving(typed).entry) }

// agreed is what may be written over, each after a yes of its own.
type agreed struct {
	preset  bool
	secrets []secret.Ref
}

// save keeps the secrets, then writes the preset; one of that name, and another secret
// under a name, are replaced only after a yes. The lines stay until it is done.
func (m *Model) save(w *saving, v []string, replace agreed) tea.Cmd {
	refs := w.refs(m, v)
	if wrong := append(m.draft.Misplaced(), m.draft.Placeholders()...); len(wrong) > 0 {
		w.entry.wrong = errText("not saved: " + m.draft.Sentence(wrong[0]))
		return nil
	}
	name, title := w.file(v), v[titleLine]
	if title == name {
		title = "" // it says no more
	}
	p := m.presetOf(name, title, v[w.name+1])
	p.Keep(refs)
	replace.preset = replace.preset || name == w.preset
	if old := m.stored.preset(w.preset); old != nil && old.Err == nil {
		p.Ask = keepAsk(old.Preset.Ask, p)
		p = p.Keeping(old.Preset, presets.Fill{Now: m.now()})
	}
	values := map[string]keptSecret{}
	for path, ref := range refs {
		if ref.Stored() && ref != m.namedBefore(path) {
			values[path] = keptSecret{secret.Unbroken(agora.Secret(m.draft.Text(path))), ref, ref, m.draft.NameOf(path)}
		}
	}
	w.entry.busy, w.entry.wrong = "saving", nil
	s, ctx := m.s, m.ctx
	return func() tea.Msg { return presetSavedMsg{w, p, v, values, replace, saveWith(ctx, s, p, values, replace)} }
}

// saveWith keeps a preset's secrets and writes its file. Nothing is kept where the
// file would not be written: what is there may belong to the preset of that name.
func saveWith(ctx context.Context, s *session.Session, p presets.Preset, values map[string]keptSecret, replace agreed) error {
	if path, err := s.Presets.Path(p.Name); err == nil && !replace.preset {
		if _, taken := os.Lstat(path); taken == nil {
			return &presets.ExistsError{Name: p.Name}
		}
	}
	for _, f := range values {
		err := s.KeepShared(ctx, f.at, f.Value, slices.Contains(replace.secrets, f.at))
		if _, taken := errors.AsType[*keep.TakenError](err); taken || isLocked(err) {
			return err
		} else if err != nil {
			return fmt.Errorf("the %s was not kept, so nothing was saved: %w", f.name, err)
		}
	}
	return s.Presets.Save(p, replace.preset)
}

// heard closes the lines when the preset is saved, and keeps them where it is not.
func (w *saving) heard(m *Model, msg tea.Msg) tea.Cmd {
	saved, ok := msg.(presetSavedMsg)
	if !ok || saved.of != w {
		return nil
	}
	w.entry.busy = ""
	again := func(replace agreed) func() tea.Cmd {
		return func() tea.Cmd { m.ask(w.entry); return m.save(w, saved.values, replace) }
	}
	_, exists := errors.AsType[*presets.ExistsError](saved.err)
	taken, isTaken := errors.AsType[*keep.TakenError](saved.err)
	switch {
	case exists:
		return w.askToReplace(m, w.file(saved.values), again(agreed{true, saved.replace.secrets}))
	case isTaken:
		replace := append(saved.replace.secrets, taken.Ref)
		return w.askToReplaceSecret(m, taken.Ref, again(agreed{saved.replace.preset, replace}))
	case isLocked(saved.err):
		return m.unlockThen(again(saved.replace))
	case saved.err != nil:
		w.entry.wrong = saved.err
		return nil
	}
	m.close()
	told := m.presetSaved(saved)
	if !m.editsPreset() {
		m.say(told, nil)
		return m.readHome()
	}
	m.edits = nil
	drop := m.dropUnsent()
	if _, reviewed := m.screen.(*reviewScreen); reviewed { // that was all that was to be done
		drop = together(drop, m.goHome())
	}
	m.say(told, nil)
	return together(drop, m.readHome())
}

// savedBehind says what became of saving whose lines were closed meanwhile.
func (m *Model) savedBehind(msg presetSavedMsg) {
	switch {
	case m.over == screen(msg.of.entry):
	case msg.err != nil:
		m.say("", msg.err)
	default:
		m.say("saved as preset "+msg.preset.Name, nil)
	}
}

// presetSaved takes in that the preset is there, and returns it in words; the draft counts
// as that preset's now.
func (m *Model) presetSaved(msg presetSavedMsg) (told string) {
	m.preset = msg.preset.Name
	m.stored.keep(msg.preset)
	for path, f := range msg.kept {
		m.draft.SetSecret(path, f.Value, f.ref, form.FromPreset(m.preset, ""))
	}
	m.draft.Begin(m.preset)
	m.refreshReview()
	told = "saved as preset " + m.preset
	if n := len(msg.kept); n > 0 {
		told += ", " + words.Count(n, "secret") + " kept on this machine"
	}
	return told
}

// keepAsk keeps what a preset asked before, and adds the secrets that it must ask now.
func keepAsk(old []string, p presets.Preset) []string {
	out := slices.DeleteFunc(slices.Clone(old), func(path string) bool { _, kept := p.Secrets[path]; return kept })
	for _, path := range p.Ask {
		if !slices.Contains(out, path) && agora.IsSecret(path) {
			out = append(out, path)
		}
	}
	return out
}

// askToReplace asks before a preset's file is written over.
func (w *saving) askToReplace(m *Model, name string, replace func() tea.Cmd) tea.Cmd {
	return m.ask(&question{
		name: "Replace preset", text: "There is a preset " + name + " already. Replace it? The old file is kept as a backup.",
		answers: []binding{
			key("y", "replace", replace).Held(),
			key("o", "another name", func() tea.Cmd { w.entry.focus(0); return m.ask(w.entry) }),
			key("n esc", "keep the old one", m.close),
		},
	})
}

// askToReplaceSecret asks before another secret that is stored under a name is written
// over.
func (w *saving) askToReplaceSecret(m *Model, ref secret.Ref, replace func() tea.Cmd) tea.Cmd {
	return m.ask(&question{
		name: "Replace secret",
		text: "There is another secret in " + ref.Words() + ". Replace it? Something else may need it.",
		answers: []binding{
			key("y", "replace", replace).Held(),
			key("o", "another name", func() tea.Cmd { w.entry.focus(0); return m.ask(w.entry) }),
			key("n esc", "keep the old one", m.close),
		},
	})
}
