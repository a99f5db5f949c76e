package secret

import (
	"context"
	"fmt"
	"strings"

	"sttwizard/agora"
)

// Sources are where values come from in this run. A nil func is a source that
// is not there.
type Sources struct {
	// Getenv reads an environment variable.
	Getenv func(name string) string
	// Ask lets the person type the secret. What is its name in words. Its error
	// is given on as it is.
	Ask func(ctx context.Context, what string) (agora.Secret, error)
}

// Found says where a value came from.
type Found struct {
	What  string // "customer secret"
	Where string // "the environment variable AGORA_CUSTOMER_SECRET"
}

// String gives the sentence that announces the source.
func (f Found) String() string { return f.What + " from " + f.Where }

// MissingError is a secret that is not where its reference says.
type MissingError struct {
	What  string // "customer secret"
	Tried string // where it was looked for
	Do    string // what to do about it
}

// Error says what is missing, where it was looked for and what to do.
func (e *MissingError) Error() string {
	return fmt.Sprintf("the %s is missing: %s; %s", e.What, e.Tried, e.Do)
}

// finder gets a value for one form of reference.
type finder func(ctx context.Context, r Ref, what string, from Sources) (agora.Secret, Found, error)

// Resolve gets the secret that the reference stands for, without the white
// space round it that copying adds. What names the secret in words, such as
// "customer secret". The error is *MissingError, or that of Sources.Ask.
func (r Ref) Resolve(ctx context.Context, what string, from Sources) (agora.Secret, Found, error) {
	f, ok := formOf(r.form)
	if !ok {
		return "", Found{}, &MissingError{what, "nothing says where it is", "choose " + Forms()}
	}
	value, found, err := f.find(ctx, r, what, from)
	if err != nil {
		return "", Found{}, err
	}
	return value, found, nil
}

func trimmed(s string) agora.Secret { return agora.Secret(strings.TrimSpace(s)) }

func fromEnv(_ context.Context, r Ref, what string, from Sources) (agora.Secret, Found, error) {
	var value agora.Secret
	if from.Getenv != nil {
		value = trimmed(from.Getenv(r.name))
	}
	if value == "" {
		return "", Found{}, &MissingError{what,
			"the environment variable " + r.name + " is not set or empty",
			"set it and start sttwizard again from there, or choose " + others(r.form)}
	}
	return value, Found{what, "the environment variable " + r.name}, nil
}

func fromAsk(ctx context.Context, r Ref, what string, from Sources) (agora.Secret, Found, error) {
	if from.Ask == nil {
		return "", Found{}, &MissingError{what,
			"it is asked for each time, and there is no terminal to ask on",
			"use one, or choose " + others(r.form)}
	}
	typed, err := from.Ask(ctx, what)
	if err != nil {
		return "", Found{}, err
	}
	value := trimmed(typed.Reveal())
	if value == "" {
		return "", Found{}, &MissingError{what, "nothing was typed", "type it, or choose " + others(r.form)}
	}
	return value, Found{what, "what you typed"}, nil
}

// others names the forms besides one.
func others(name string) string {
	var words []string
	for _, f := range forms() {
		if f.name != name {
			words = append(words, fmt.Sprintf("%s (%s)", f.spell, f.meaning))
		}
	}
	return strings.Join(words, " or ") + " instead"
}
