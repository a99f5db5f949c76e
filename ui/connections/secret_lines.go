package connections

import (
	"cmp"
	"errors"
	"slices"

	"sttwizard/agora"
	"sttwizard/form/page"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
)

// Typed is a secret that was typed for a connection, and the form of the place that
// is to keep it.
type Typed struct {
	Field string // of the connection
	Form  string
	Value agora.Secret
}

// secretLines are the lines of a form for one secret: which place has it, and what
// that place needs: the secret itself, the name of a variable, or a reference.
type secretLines struct {
	form     *Form
	field    string // of the connection
	at       int    // the first of its lines
	was      secret.Ref
	optional func() bool // whether it may be nowhere; nil: it may not
	none     string      // the word for being nowhere; empty: "not given"
	when     func() bool // whether it is asked for; nil: always
}

// The lines of one secret, counted from its first.
const (
	secretPlace = iota
	secretValue
	secretVariable
	secretElsewhere
	secretLineCount
)

// The places that are no form of reference.
const (
	placeNone      = "none"
	placeElsewhere = "elsewhere"
)

func (s *secretLines) isCertificate() bool { return s.field == connections.FieldAppCertificate }

func (s *secretLines) has(w Wrong) bool { return w.Line >= s.at && w.Line < s.at+secretLineCount }

func (s *secretLines) lines() []*page.Line {
	variable, elsewhere := "", ""
	switch s.was.Form() {
	case secret.FormEnv:
		variable = s.was.Name()
	case secret.FormFile, secret.FormCommand:
		elsewhere = s.was.String()
	}
	asked := connections.QuestionFor(s.field)
	help := asked.Help + " Typed once."
	if s.was.Stored() {
		help = "Left empty it stays as it is. " + asked.Help
	}
	is := func(places ...string) func() bool { return func() bool { return s.is(places...) } }
	return []*page.Line{
		{Label: asked.Label, Text: s.place(), Choices: s.places, When: s.when},
		{Label: "  typed or pasted", Secret: true, Help: help, When: is(secret.FormKeyring, secret.FormAge)},
		{
			Label: "  variable", Kept: variable, When: is(secret.FormEnv),
			Help: "The name of the environment variable, such as ACME_SECRET",
		},
		{
			Label: "  reference", Kept: elsewhere, When: is(placeElsewhere),
			Help: "file:~/secrets/acme, or cmd:pass show acme: what the command prints",
		},
	}
}

// place returns the choice that the lines begin with: the best place for a secret
// that was not asked for yet, and nowhere for one that the connection goes without.
func (s *secretLines) place() string {
	if s.isCertificate() && s.was.IsZero() && s.form.old.Certificate == agora.CertificateOn {
		return placeNone
	}
	return placeOf(s.was)
}

// placeOf returns the value of the choice that a reference is of.
func placeOf(ref secret.Ref) string {
	switch ref.Form() {
	case secret.FormFile, secret.FormCommand:
		return placeElsewhere
	}
	return ref.Form()
}

// is reports whether the secret is asked for and one of the places is chosen.
func (s *secretLines) is(places ...string) bool {
	return (s.when == nil || s.when()) && slices.Contains(places, s.form.value(s.at))
}

// mayMiss reports whether the secret may be nowhere, as the lines stand.
func (s *secretLines) mayMiss() bool { return s.optional != nil && s.optional() }

// places are what can be chosen here, the best first. The App Certificate is best
// given, what else may be missing is best left out.
func (s *secretLines) places() []page.Choice {
	out := append(s.form.world.Stores(s.was),
		option(secret.FormEnv, "variable", "An environment variable has it; only its name is noted here."),
		option(secret.FormAsk, "asked each time", "Typed when it is needed, and forgotten when sttwizard ends."),
		option(placeElsewhere, "elsewhere", "In a file of yours, or printed by a command."))
	nowhere := option(placeNone, cmp.Or(s.none, "not given"), connections.QuestionFor(s.field).Without)
	switch {
	case !s.mayMiss():
		return out
	case s.isCertificate():
		return append(out, nowhere)
	}
	return append([]page.Choice{nowhere}, out...)
}

// build makes the reference, gives the secret that was typed for it, and what is
// wrong.
func (s *secretLines) build(v []string) (secret.Ref, *Typed, *Wrong) {
	if s.when != nil && !s.when() {
		return secret.Ref{}, nil, nil
	}
	place, line := v[s.at], s.at
	text := place
	switch place {
	case placeNone:
		return secret.Ref{}, nil, nil
	case secret.FormKeyring, secret.FormAge:
		return s.stored(place, agora.Secret(v[s.at+secretValue]))
	case secret.FormEnv:
		text, line = "env:"+v[s.at+secretVariable], s.at+secretVariable
		if agora.CheckAppID(v[line]) == nil { // both secrets have the form of an App ID, and this line is no secret
			return secret.Ref{}, nil, &Wrong{line, errors.New("this looks like the secret itself: empty this line, " +
				"and choose the keyring or the encrypted file above")}
		}
	case placeElsewhere:
		text, line = v[s.at+secretElsewhere], s.at+secretElsewhere
	}
	ref, err := secret.ParseRef(text)
	if err != nil {
		return ref, nil, &Wrong{line, err}
	}
	return ref, nil, nil
}

// stored takes a secret that sttwizard is to keep. A reference stands in its
// place until it is saved under a name that is free.
func (s *secretLines) stored(place string, value agora.Secret) (secret.Ref, *Typed, *Wrong) {
	switch {
	case value != "" && s.isCertificate() && agora.CheckAppID(value.Reveal()) != nil: // it has the same form
		why := errors.New("must be 32 hexadecimal digits, as Agora's console shows it")
		return s.was, nil, &Wrong{s.at + secretValue, why}
	case value != "":
		return secret.Keyring("typed-" + s.field), &Typed{Field: s.field, Form: place, Value: value}, nil
	case s.was.Form() == place:
		return s.was, nil, nil
	}
	words := "type or paste the " + s.form.world.Called(s.field)
	switch {
	case s.mayMiss() && s.was.IsZero():
		words += `; without it choose "not given" on the line above`
	case s.was.Stored():
		words += "; to move it unseen, leave this form and press m"
	}
	return s.was, nil, &Wrong{s.at + secretValue, errors.New(words)}
}
