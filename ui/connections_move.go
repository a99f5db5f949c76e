package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/words"
)

// moving asks which secret of a connection goes to which place. The secret itself
// is not seen.
type moving struct {
	of      connections.Connection
	secrets []connectionSecret // at least one
	entry   *entry
}

// The lines of the entry.
const (
	moveWhich = iota
	moveTo
	moveVariable
)

// askToMove asks which secret goes where.
func (m *Model) askToMove(c connections.Connection) tea.Cmd {
	v := &moving{of: c, secrets: movable(c)}
	v.entry = newEntry(m, "Move a secret of "+c.Name, "move", []*entryField{
		{Label: "Which", Choices: v.which, When: func() bool { return len(v.secrets) > 1 }},
		{Label: "To", Choices: func() []choice { return v.places(m) }},
		{Label: "Variable", Help: "The name of the environment variable, such as ACME_SECRET", When: v.toVariable},
	}, nil, func(i int, _ []string) error { return v.wrongAt(i) })
	v.entry.done = func([]string) tea.Cmd { return v.move(m) }
	if len(v.secrets) == 1 {
		v.entry.focus(moveTo)
		v.entry.intro = words.Capital(v.which()[0].Words) + ". " + v.which()[0].Help
	}
	return together(m.ask(v.entry), m.readPlaces())
}

func (v *moving) which() []choice {
	out := make([]choice, len(v.secrets))
	for i, s := range v.secrets {
		out[i] = option(string(s.which), string(s.which), "Now from "+s.ref.Words()+".")
	}
	return out
}

func (v *moving) places(m *Model) []choice {
	ref := v.secret().ref
	out := slices.DeleteFunc(storingPlaces(m, ref), func(c choice) bool { return c.Value == ref.Form() })
	return append(out, option(secret.FormEnv, "variable", "Set the variable first, sttwizard can't. Once it has the same secret, the one that is kept is taken away."))
}

// secret returns the one that is chosen.
func (v *moving) secret() connectionSecret {
	at := v.entry.Value(moveWhich)
	for _, s := range v.secrets {
		if string(s.which) == at {
			return s
		}
	}
	return v.secrets[0]
}

func (v *moving) toVariable() bool { return v.entry.Value(moveTo) == secret.FormEnv }

// target returns the reference to where it goes.
func (v *moving) target() (secret.Ref, error) {
	switch v.entry.Value(moveTo) {
	case secret.FormEnv:
		return secret.ParseRef("env:" + v.entry.Value(moveVariable))
	case secret.FormAge:
		return secret.Age(""), nil // under a name that is free
	}
	return secret.Keyring(""), nil
}

func (v *moving) wrongAt(i int) error {
	if i != moveVariable {
		return nil
	}
	_, err := v.target()
	return err
}

func (v *moving) move(m *Model) tea.Cmd {
	ref, err := v.target()
	if err != nil {
		v.entry.wrong = err
		return nil
	}
	s, name := v.secret(), v.of.Name
	m.close()
	words := ref.Words()
	if ref.Stored() {
		words = placeNames[ref.Form()]
	}
	return m.changeConnection(name, string(s.which)+" moved to "+words, func(ctx context.Context, session *session.Session) error {
		if err := ageFileFor(session, ref.Form()); err != nil {
			return err
		}
		return session.MoveSecret(ctx, name, s.which, ref, nil)
	})
}

// placeNames are the places that sttwizard keeps secrets in.
var placeNames = map[string]string{secret.FormKeyring: "the keyring", secret.FormAge: "the file of secrets"}
