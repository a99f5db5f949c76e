package secret

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestReferencesReadBackAsTheirText(t *testing.T) {
	for text, want := range map[string]Ref{
		"env:AGORA_CUSTOMER_SECRET": Env("AGORA_CUSTOMER_SECRET"),
		"env:_a1":                   Env("_a1"),
		" env:A\n":                  Env("A"),
		"ask":                       Ask(),
	} {
		got, err := ParseRef(text)
		if err != nil || got != want || got.String() != strings.TrimSpace(text) || got.IsZero() {
			t.Errorf("%q: got %q, %v", text, got, err)
		}
	}
	if !(Ref{}).IsZero() || (Ref{}).String() != "" || !Ask().Asks() || Env("A").Asks() {
		t.Error("a reference is taken for another")
	}
}

func TestWhatIsNoReferenceIsRefusedWithTheFormsAndNeverRepeated(t *testing.T) {
	for text, words := range map[string]string{
		"canary":            "env:NAME (an environment variable) or ask (typed each time)",
		"":                  "env:NAME",
		"canary:canary":     "not the secret itself",
		"cmd:canary":        "env:NAME",
		"env:":              "name of a variable",
		"env":               "name of a variable",
		"env:canary canary": "name of a variable",
		"env:1canary":       "name of a variable",
		"env:canary=1":      "name of a variable",
		"env:$canary":       "name of a variable",
		"ask:canary":        "nothing after it",
		"ENV:canary":        "env:NAME",
	} {
		ref, err := ParseRef(text)
		if err == nil || !ref.IsZero() || !strings.Contains(err.Error(), words) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%q: %v, %v", text, ref, err)
		}
	}
}

// world is where secrets come from in these tests.
var world = Sources{
	Getenv: func(name string) string {
		return map[string]string{"GOOD": " canary\r\n", "BLANK": " \n"}[name]
	},
	Ask: func(_ context.Context, what string) (agora.Secret, error) {
		return agora.Secret("canary for " + what + "\n"), nil
	},
}

func TestASecretIsFoundAndItsSourceAnnounced(t *testing.T) {
	for name, c := range map[string]struct {
		ref         Ref
		value, said string
	}{
		"in a variable": {Env("GOOD"), "canary", "customer secret from the environment variable GOOD"},
		"typed":         {Ask(), "canary for customer secret", "customer secret from what you typed"},
	} {
		value, found, err := c.ref.Resolve(t.Context(), "customer secret", world)
		if err != nil || value.Reveal() != c.value || found.String() != c.said {
			t.Errorf("%s: %q, %q, %v", name, value.Reveal(), found, err)
		}
		if strings.Contains(fmt.Sprintf("%v %+v %q", value, found, found), "canary") {
			t.Errorf("%s: the value is shown", name)
		}
	}
}

func TestAMissingSecretSaysWhatWasTriedAndWhatToDo(t *testing.T) {
	blank := Sources{Ask: func(context.Context, string) (agora.Secret, error) { return " ", nil }}
	for name, c := range map[string]struct {
		ref  Ref
		from Sources
		want string
	}{
		"a variable that is not set": {Env("NONE"), world, "the customer secret is missing: the environment variable NONE is not set or empty; set it"},
		"a blank variable":           {Env("BLANK"), world, "is not set or empty"},
		"no environment":             {Env("GOOD"), Sources{}, "or choose ask (typed each time) instead"},
		"nobody to ask":              {Ask(), Sources{}, "no terminal to ask on; use one, or choose env:NAME (an environment variable) instead"},
		"nothing typed":              {Ask(), blank, "nothing was typed"},
		"no reference":               {Ref{}, world, "nothing says where it is; choose env:NAME"},
	} {
		value, found, err := c.ref.Resolve(t.Context(), "customer secret", c.from)
		var missing *MissingError
		if !errors.As(err, &missing) || value != "" || found != (Found{}) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnAskThatFailsIsGivenOn(t *testing.T) {
	left := errors.New("the person left")
	from := Sources{Ask: func(ctx context.Context, _ string) (agora.Secret, error) { return "canary", left }}
	if value, _, err := Ask().Resolve(t.Context(), "customer secret", from); !errors.Is(err, left) || value != "" {
		t.Errorf("got %v, %v", value, err)
	}
}
