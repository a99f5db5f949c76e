package cli

import (
	"cmp"
	"context"
	"errors"

	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
)

// The values of the places that are no reference.
const (
	placeTyped = "typed"
	placeNone  = "none"
)

// places are where a secret can be.
func (x *connectionAsker) places(q connectionQuestion, asked connections.Question) []connections.Choice {
	out := []connections.Choice{
		{Value: placeTyped, Words: "typed now", Help: "Once, without being shown; kept in this system's keyring, or in a file that a passphrase opens."},
		{Value: secret.FormAsk, Words: "asked each time", Help: "Typed when it is needed, and forgotten when sttwizard ends."},
	}
	if x.mayMiss(q) {
		out = append(out, connections.Choice{Value: placeNone, Words: "not given", Help: asked.Without})
	}
	return out
}

// mayMiss reports whether a secret may be nowhere.
func (x *connectionAsker) mayMiss(q connectionQuestion) bool {
	return q.field != connections.FieldSecret || byToken(*x.c)
}

// secret asks where a secret is, and for itself where sttwizard is to keep it.
func (x *connectionAsker) secret(ctx context.Context, q connectionQuestion, places []connections.Choice) error {
	which := connections.KindOf(q.field)
	ref := which.Of(x.c)
	if x.flags.store != "" {
		return x.keep(ctx, q, which)
	}
	x.app.say("  or a reference that says where it is: env:NAME, file:PATH, cmd:COMMAND, keyring:NAME, age:NAME")
	usual := placeTyped
	switch {
	case !ref.IsZero():
		usual = ref.String()
	case q.field == connections.FieldToken, q.field == connections.FieldSecret && x.mayMiss(q):
		usual = placeNone
	}
	for {
		answer, err := x.typed(ctx, q, kept(places, usual))
		if err != nil {
			return err
		}
		switch answer = chosenOf(places, cmp.Or(answer, usual)); {
		case answer == placeTyped:
			err = x.keep(ctx, q, which)
			if errors.Is(err, errNowhere) {
				x.app.say("  then say another place, or 2: it is asked for each time")
				continue
			}
			return err
		case answer == placeNone && x.mayMiss(q):
			*ref = secret.Ref{}
			return nil
		}
		made, err := secret.ParseRef(answer)
		if err == nil {
			*ref = made
			return nil
		}
		x.app.say("  wrong: %s", err) // never what was typed: it may be the secret
	}
}

// keep takes a secret that sttwizard is to keep. A reference stands in its place until it
// is saved.
func (x *connectionAsker) keep(ctx context.Context, q connectionQuestion, which connections.SecretKind) error {
	given, err := x.secrets.ask(ctx, which, x.mayMiss(q))
	if err == nil && given {
		*which.Of(x.c) = secret.Keyring("typed-" + q.field)
	}
	return err
}
