package keep_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/secret"
	"sttwizard/internal/secret/keep"
)

func TestADraftsSecretsAreFoundWithoutWhiteSpace(t *testing.T) {
	s, k := withKeyring(t, nil)
	k.kept["broken"], k.kept["whole"] = " storage-\n  canary\t", "AKIA"
	var got []string
	for l := range s.LookUp(t.Context(), []secret.Wanted{
		{Path: agora.PathSecretKey, What: "secret key", Ref: secret.Keyring("broken")},
		{Path: agora.PathSubBotToken, What: "bot token", Ref: secret.Keyring("none")},
		{Path: agora.PathAccessKey, What: "access key", Ref: secret.Keyring("whole")},
	}) {
		if l.Err != nil {
			got = append(got, l.What+": "+l.Tried())
			continue
		}
		got = append(got, l.Found.String()+": "+l.Value.Reveal())
	}
	want := []string{"secret key from the keyring (broken): storage-canary", "bot token: the keyring has nothing named none",
		"access key from the keyring (whole): AKIA"}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Errorf("got %q", got)
	}
}

func TestADraftsSecretReplacesNoOtherUnasked(t *testing.T) {
	s, k := withKeyring(t, nil)
	k.kept["another"], k.kept["same"] = "somebody's", "mine"
	for _, test := range []struct {
		name    string
		replace bool
		taken   bool
		want    agora.Secret
	}{
		{"new", false, false, "mine"},
		{"same", false, false, "mine"},
		{"another", false, true, "somebody's"},
		{"another", true, false, "mine"},
	} {
		err := s.KeepShared(t.Context(), secret.Keyring(test.name), "mi\nne ", test.replace)
		if taken := errors.As(err, new(*keep.TakenError)); taken != test.taken || err != nil && !taken || k.kept[test.name] != test.want {
			t.Errorf("%s, to be replaced %t: %v, the keyring has %s", test.name, test.replace, err, k.names())
		}
	}
	err := s.KeepShared(t.Context(), secret.Age("new"), "mine", true)
	if !errors.As(err, new(*secret.LockedError)) {
		t.Errorf("a file of secrets that is not there: %v", err)
	}
}

func TestSecretsThatWereTypedAreNotWrittenByAccident(t *testing.T) {
	s := open(t, nil, nil)
	s.Remember(connection("acme"), "hunter2-canary")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		if text := fmt.Sprintf(verb+verb, s, s.Secrets); strings.Contains(text, "canary") || text == "" {
			t.Errorf("%s: %q", verb, text)
		}
	}
}
