package ui

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret/keep"
	"sttwizard/internal/session"
	usecases "sttwizard/internal/tasks"
	connectionlist "sttwizard/ui/connections"
)

// The commands and facts of the connections screen.

// connectionKeptMsg: a connection and its secrets were saved, or not.
type connectionKeptMsg struct {
	of    *entry // that asked for it
	old   connections.Connection
	saved connections.Connection
	stays string // secrets that it does not refer to any more, in words
	left  error  // it was saved, but what it does not need any more is still there
	err   error
}

// connectionTestedMsg: a connection was tried with Agora, or could not even be.
type connectionTestedMsg struct {
	number int // of the trial
	conn   connections.Connection
	result usecases.ConnectionTest
	err    error
}

// connectionChangedMsg: something was done to a connection, in words, or not.
type connectionChangedMsg struct {
	words string
	name  string // the connection that is another one now
	again func() tea.Cmd
	err   error
}

// keepConnection writes the connection and keeps the secrets that were typed for
// it; then it takes away what stood there before: the old name, and secrets that
// nothing refers to any more.
func (m *Model) keepConnection(of *entry, old, made connections.Connection, typed []keep.Typed) tea.Cmd {
	s, ctx := m.s, m.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, secretLimit)
		defer cancel()
		if stored, err := s.Connections.Get(old.Name); err == nil && made.BaseURL == old.BaseURL {
			made.BaseURL = stored.BaseURL // without the address of --api-url
		}
		for _, t := range typed {
			if err := s.NeedsFile(t.Form); err != nil {
				return connectionKeptMsg{of: of, old: old, saved: made, err: err}
			}
		}
		saved, err := s.SaveConnection(ctx, made, made.Name == old.Name, typed...)
		msg := connectionKeptMsg{of: of, old: old, saved: saved, stays: staying(old, saved, typed)}
		if msg.left, msg.err = leftover(err); msg.err == nil && old.Name != "" {
			msg.left = errors.Join(msg.left, leaveNothing(ctx, s, old, saved, typed))
		}
		return msg
	}
}

// leftover tells what could not be deleted after all was done from what failed.
func leftover(err error) (left, failed error) {
	if e, ok := errors.AsType[*keep.LeftoverError](err); ok {
		return e, nil
	}
	return nil, err
}

// leaveNothing takes away the old name of a renamed connection, and the secrets
// that only it had and that were typed anew. One that the connection merely does
// not refer to any more stays, as with connections edit: it may be the only copy.
func leaveNothing(
	ctx context.Context, s *session.Session, old, saved connections.Connection, typed []keep.Typed,
) error {
	if old.Name != saved.Name {
		if err := renameDefault(s, old.Name, saved.Name); err != nil {
			return err
		}
	}
	s.Forget(old.Name)
	only, err := s.OwnSecrets(old)
	for _, ref := range only {
		replaced := slices.ContainsFunc(typed, func(t keep.Typed) bool { return *t.Which.Of(&old) == ref })
		if replaced && ref != saved.Secret && ref != saved.AppCertificate && ref != saved.Token {
			err = errors.Join(err, s.Drop(ctx, ref))
		}
	}
	return err
}

// staying names the stored secrets that a connection referred to and does not any
// more, which stay where they are.
func staying(old, saved connections.Connection, typed []keep.Typed) string {
	var out []string
	for _, s := range connectionlist.Secrets(old) {
		which := connections.KindOf(s.Field)
		replaced := slices.ContainsFunc(typed, func(t keep.Typed) bool { return t.Which == which })
		if s.Ref.Stored() && !replaced && *which.Of(&saved) != s.Ref {
			out = append(out, "the old "+string(which)+" stays in "+s.Ref.Words())
		}
	}
	return strings.Join(out, ", ")
}

// renameDefault removes the old name; where it was the default, the new one is.
func renameDefault(s *session.Session, old, now string) error {
	was, err := s.Connections.Default()
	if err != nil {
		return err
	}
	if err := s.Connections.Remove(old); err != nil || was != old {
		return err
	}
	return s.Connections.SetDefault(now)
}

// changeConnection does one change within its time and says it in words; where the
// file of secrets is locked it is opened first and the change is done again.
func (m *Model) changeConnection(name, words string, change func(context.Context, *session.Session) error) tea.Cmd {
	s, ctx := m.s, m.ctx
	again := func() tea.Cmd { return m.changeConnection(name, words, change) }
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, secretLimit)
		defer cancel()
		return connectionChangedMsg{words, name, again, change(ctx, s)}
	}
}

// testLimit is how long testing a connection may take.
const testLimit = 30 * time.Second

// testConnection tries the connection with Agora.
func (m *Model) testConnection(number int, c connections.Connection, typed agora.Secret) tea.Cmd {
	s, ctx := m.s, m.ctx
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, testLimit)
		defer cancel()
		ask := func(context.Context, string) (agora.Secret, error) { return typed, nil }
		result, err := s.Tasks.TestConnection(ctx, c, ask)
		return connectionTestedMsg{number, c, result, err}
	}
}
