package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form/page"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/session"
	connectionlist "sttwizard/ui/connections"
)

// connectionForm adds a connection or changes one. What was typed stays until it
// is saved.
type connectionForm struct {
	of    *connectionlist.Form
	entry *entry
	old   connections.Connection // of no name: a new one
}

func (w connectionsWorld) Stores(was secret.Ref) []page.Choice { return storingPlaces(w.m, was) }
func (w connectionsWorld) Called(field string) string          { return string(connections.KindOf(field)) }

// editConnection asks for a connection, line by line; one without a name is new.
func (m *Model) editConnection(c connections.Connection) tea.Cmd {
	f := &connectionForm{of: connectionlist.NewForm(c, connectionsWorld{m}), old: c}
	f.entry = newEntry(m, f.of.Title(), "save", f.of.Lines(), nil, f.of.WrongAt)
	f.entry.done = func([]string) tea.Cmd { return f.save(m) }
	f.entry.hears = func(msg tea.Msg) tea.Cmd { return f.heard(m, msg) }
	return together(m.ask(f.entry), m.readPlaces())
}

// save keeps what was typed and writes the connection, unless a line is wrong that
// is further up than the person was.
func (f *connectionForm) save(m *Model) tea.Cmd {
	made, secrets, wrong := f.of.Made()
	if wrong != nil {
		f.entry.focus(wrong.Line)
		f.entry.wrong = wrong.Err
		return nil
	}
	typed := make([]keep.Typed, len(secrets))
	for i, t := range secrets {
		typed[i] = keep.Typed{Which: connections.KindOf(t.Field), Form: t.Form, Value: t.Value}
	}
	return m.sureOfRename(f.old, made, func() tea.Cmd {
		f.entry.busy = "saving"
		return m.keepConnection(f.entry, f.old, made, typed)
	})
}

// heard follows the saving. A file of secrets that is locked, or not there yet, is
// opened first; any other error leaves everything as it was typed.
func (f *connectionForm) heard(m *Model, msg tea.Msg) tea.Cmd {
	kept, ok := msg.(connectionKeptMsg)
	if !ok || kept.of != f.entry {
		return nil
	}
	f.entry.busy = ""
	if isLocked(kept.err) {
		return m.unlockThen(func() tea.Cmd { return f.save(m) })
	}
	if kept.err != nil {
		f.entry.wrong = kept.err
		return nil
	}
	m.close()
	return m.connectionKept(kept)
}

// askToMove asks which secret of a connection goes where.
func (m *Model) askToMove(c connections.Connection) tea.Cmd {
	v := connectionlist.NewMove(c, connectionsWorld{m})
	e := newEntry(m, v.Title(), "move", v.Lines(), nil, v.WrongAt)
	line, intro := v.Begin()
	e.focus(line)
	e.intro = intro
	e.done = func([]string) tea.Cmd {
		field, to, err := v.Target()
		if err != nil {
			e.wrong = err
			return nil
		}
		m.close()
		return m.moveSecret(c.Name, connections.KindOf(field), to)
	}
	return together(m.ask(e), m.readPlaces())
}

// moveSecret moves a secret of a connection unseen.
func (m *Model) moveSecret(name string, which connections.SecretKind, to secret.Ref) tea.Cmd {
	words := string(which) + " moved to " + connectionlist.WhereTo(to)
	return m.changeConnection(name, words, func(ctx context.Context, s *session.Session) error {
		if err := s.NeedsFile(to.Form()); err != nil {
			return err
		}
		return s.MoveSecret(ctx, name, which, to, nil)
	})
}
