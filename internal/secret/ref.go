package secret

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// Ref says where a secret is. The zero Ref says nothing and can't be resolved.
type Ref struct {
	form string // the part before the colon, a key of forms
	name string // the part after it; empty for forms without one
}

// Env gives the reference to an environment variable.
func Env(name string) Ref { return Ref{form: "env", name: name} }

// Ask gives the reference to what the person types each time.
func Ask() Ref { return Ref{form: "ask"} }

// form is one kind of reference.
type form struct {
	name    string
	spell   string // as a person writes it
	meaning string
	check   func(name string) error // nil: the form takes no name
	find    finder
}

// forms has a row for each kind of reference, in the order of telling.
func forms() []form {
	return []form{
		{"env", "env:NAME", "an environment variable", checkVariable, fromEnv},
		{"ask", "ask", "typed each time", nil, fromAsk},
	}
}

func formOf(name string) (form, bool) {
	for _, f := range forms() {
		if f.name == name {
			return f, true
		}
	}
	return form{}, false
}

// Forms says in words which references there are: "env:NAME (an environment
// variable) or ask (typed each time)".
func Forms() string {
	var words []string
	for _, f := range forms() {
		words = append(words, fmt.Sprintf("%s (%s)", f.spell, f.meaning))
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// ParseRef reads a reference such as env:NAME or ask. The error says which
// forms there are and never repeats the text.
func ParseRef(text string) (Ref, error) {
	name, rest, hasRest := strings.Cut(strings.TrimSpace(text), ":")
	f, ok := formOf(name)
	switch {
	case !ok:
		return Ref{}, errors.New("must say where the secret is, not the secret itself: " + Forms())
	case f.check == nil && hasRest:
		return Ref{}, fmt.Errorf("%s takes nothing after it", f.name)
	case f.check == nil:
		return Ref{form: name}, nil
	}
	if err := f.check(rest); err != nil {
		return Ref{}, err
	}
	return Ref{form: name, name: rest}, nil
}

// variable is a name that every system and shell takes.
var variable = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`) })

func checkVariable(name string) error {
	if !variable().MatchString(name) {
		return errors.New("env: needs the name of a variable after it, as env:NAME: letters, digits and _, no digit first")
	}
	return nil
}

// String gives the text that ParseRef reads; nothing for the zero Ref.
func (r Ref) String() string {
	if r.name == "" {
		return r.form
	}
	return r.form + ":" + r.name
}

// IsZero tells whether the reference says nothing.
func (r Ref) IsZero() bool { return r.form == "" }

// Asks tells whether a person is asked for the value, so that a screen can do
// the asking.
func (r Ref) Asks() bool { return r.form == "ask" }
