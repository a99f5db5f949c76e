package connections

import (
	"slices"

	"sttwizard/form/page"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
	"sttwizard/internal/words"
)

// SecretPlace is where one of the secrets of a connection is, and which field says so.
type SecretPlace struct {
	Field string
	Ref   secret.Ref
}

// Secrets returns the secrets of a connection that can be moved and removed.
func Secrets(c connections.Connection) []SecretPlace {
	return []SecretPlace{{connections.FieldSecret, c.Secret}, {connections.FieldAppCertificate, c.AppCertificate}}
}

// movable returns the secrets that can be moved unseen; one that is typed each time
// is given to the form.
func movable(c connections.Connection) []SecretPlace {
	return slices.DeleteFunc(Secrets(c), func(s SecretPlace) bool { return s.Ref.IsZero() || s.Ref.Asks() })
}

// Move asks which secret of a connection goes to which place. The secret itself is
// not seen.
type Move struct {
	world   FormWorld
	name    string        // of the connection
	secrets []SecretPlace // at least one
	lines   []*page.Line
}

// The lines of the dialog.
const (
	moveWhich = iota
	moveTo
	moveVariable
)

// NewMove makes the lines for a connection that has a secret to be moved.
func NewMove(c connections.Connection, world FormWorld) *Move {
	v := &Move{world: world, name: c.Name, secrets: movable(c)}
	v.lines = []*page.Line{
		{Label: "Which", Choices: v.which, When: func() bool { return len(v.secrets) > 1 }},
		{Label: "To", Choices: v.places},
		{
			Label: "Variable", Help: "The name of the environment variable, such as ACME_SECRET",
			When: func() bool { return v.lines[moveTo].Value() == secret.FormEnv },
		},
	}
	return v
}

// Title names the connection.
func (v *Move) Title() string { return "Move a secret of " + v.name }

// Lines are the lines, for a dialog.
func (v *Move) Lines() []*page.Line { return v.lines }

// Begin returns the line to begin with, and what is to be said above where there is
// only one secret.
func (v *Move) Begin() (line int, intro string) {
	if len(v.secrets) > 1 {
		return moveWhich, ""
	}
	only := v.which()[0]
	return moveTo, words.Capital(only.Words) + ". " + only.Help
}

func (v *Move) which() []page.Choice {
	out := make([]page.Choice, len(v.secrets))
	for i, s := range v.secrets {
		out[i] = option(s.Field, v.world.Called(s.Field), "Now from "+s.Ref.Words()+".")
	}
	return out
}

func (v *Move) places() []page.Choice {
	ref := v.secret().Ref
	out := slices.DeleteFunc(v.world.Stores(ref), func(c page.Choice) bool { return c.Value == ref.Form() })
	return append(out, option(secret.FormEnv, "variable", "Set the variable first, sttwizard can't. "+
		"Once it has the same secret, the one that is kept is taken away."))
}

// secret returns the one that is chosen.
func (v *Move) secret() SecretPlace {
	at := v.lines[moveWhich].Value()
	for _, s := range v.secrets {
		if s.Field == at {
			return s
		}
	}
	return v.secrets[0]
}

// Target returns which field goes where.
func (v *Move) Target() (field string, to secret.Ref, err error) {
	field = v.secret().Field
	switch v.lines[moveTo].Value() {
	case secret.FormEnv:
		to, err = secret.ParseRef("env:" + v.lines[moveVariable].Value())
	case secret.FormAge:
		to = secret.Age("") // under a name that is free
	default:
		to = secret.Keyring("")
	}
	return field, to, err
}

// WrongAt returns what is wrong with one line; nil: nothing.
func (v *Move) WrongAt(i int, _ []string) error {
	if i != moveVariable {
		return nil
	}
	_, _, err := v.Target()
	return err
}

// WhereTo says to which place a secret goes.
func WhereTo(to secret.Ref) string {
	switch {
	case !to.Stored():
		return to.Words()
	case to.Form() == secret.FormAge:
		return "the file of secrets"
	}
	return "the keyring"
}
