package form

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// storage are legal answers of captions but for the two keys.
var storage = with(legal, string(Captions), "on", agora.PathBucket, "captions", agora.PathVendor, "1", agora.PathRegion, "0")

const canary = "canary-7f3a-value"

var acme = secret.Keyring("acme-storage")

func TestASecretKeepsItsReferenceUntilAnotherIsGiven(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(*Draft)
		want secret.Ref
	}{
		"left alone":             {func(*Draft) {}, acme},
		"confirmed as it is":     {func(d *Draft) { d.Set(agora.PathSecretKey, canary, Typed) }, acme},
		"typed anew":             {func(d *Draft) { d.Set(agora.PathSecretKey, "other", Typed) }, secret.Ref{}},
		"emptied":                {func(d *Draft) { d.Set(agora.PathSecretKey, "", Typed) }, secret.Ref{}},
		"given with another one": {func(d *Draft) { d.SetSecret(agora.PathSecretKey, "other", secret.Env("KEY"), Env) }, secret.Env("KEY")},
		"given with none":        {func(d *Draft) { d.SetSecret(agora.PathSecretKey, canary, secret.Ref{}, Typed) }, secret.Ref{}},
		"asked for and then told": {func(d *Draft) {
			d.SetSecret(agora.PathSecretKey, "", secret.Ask(), Typed)
			d.Set(agora.PathSecretKey, "other", Typed)
		}, secret.Ask()},
		"its section off": {func(d *Draft) { d.Set(string(Captions), "off", Typed) }, acme},
	} {
		d := draftWith(t, storage)
		d.SetSecret(agora.PathSecretKey, canary, acme, FromPreset("weekly", ""))
		c.do(d)
		if d.Ref(agora.PathSecretKey) != c.want {
			t.Errorf("%s: it comes from %s", name, d.Ref(agora.PathSecretKey))
		}
	}
	d := NewDraft(v5)
	d.SetSecret(agora.PathBucket, "captions", acme, Typed)
	if d.Text(agora.PathBucket) != "" || len(d.Refs()) != 0 || !d.Empty() {
		t.Error("what is no secret has a reference")
	}
	d.SetSecret(agora.PathSecretKey, "", acme, Typed)
	if d.Empty() || !d.On(Captions) || d.Source(agora.PathSecretKey) != Typed {
		t.Error("a reference alone is no answer")
	}
}

func TestWhatIsNotFoundYetIsToldAndKeepsTheRequestBack(t *testing.T) {
	d := draftWith(t, storage)
	d.SetSecret(agora.PathSecretKey, "", acme, FromPreset("weekly", ""))
	d.SetSecret(agora.PathAccessKey, "", secret.Env("ACME_KEY"), FromPreset("weekly", ""))
	d.SetSecret(agora.PathSubBotToken, "", secret.Age("token"), FromPreset("weekly", ""))
	if got := d.Unresolved(); !slices.Equal(got, []string{agora.PathSubBotToken, agora.PathAccessKey, agora.PathSecretKey}) {
		t.Errorf("not found are %v", got)
	}
	words := ""
	for _, e := range d.Problems() {
		if words += e.Path + " " + e.Text + "\n"; e.Rule != "required" {
			t.Errorf("got %v", e)
		}
	}
	mustContain(t, "the problems", words, agora.PathSecretKey+" has not been found in the keyring (acme-storage)", "the environment variable ACME_KEY", "the file of secrets (token)")
	if strings.Count(words, "\n") != 3 {
		t.Errorf("each is told once, not\n%s", words)
	}
	clone := d.Clone()
	clone.SetSecret(agora.PathSecretKey, canary, acme, FromPreset("weekly", ""))
	clone.Set(string(Captions), "off", Typed)
	if got := clone.Unresolved(); !slices.Equal(got, []string{agora.PathSubBotToken}) || len(clone.Refs()) != 1 {
		t.Errorf("with captions off, %v are not found of %v", got, clone.Refs())
	}
	if d.Text(agora.PathSecretKey) != "" || len(d.Refs()) != 3 {
		t.Error("a copy changed the draft")
	}
	d.ForgetSecrets()
	if d.Reuse(LastUsed); len(d.Refs()) != 3 || d.Source(agora.PathSecretKey) != LastUsed {
		t.Errorf("left are %v", d.Refs())
	}
}

func TestAKeptDraftHasReferencesAndNoValues(t *testing.T) {
	d := draftWith(t, storage)
	d.SetSecret(agora.PathSecretKey, canary, acme, FromPreset("weekly", ""))
	d.SetSecret(agora.PathAccessKey, canary, secret.Ask(), FromPreset("weekly", ""))
	d.Set(agora.PathPubBotToken, canary, Typed)
	data, err := json.Marshal(d)
	if err != nil || strings.Contains(string(data), canary) {
		t.Fatalf("%v\n%s", err, data)
	}
	mustContain(t, "the file", string(data), `"keyring:acme-storage"`)
	back, err := ReadDraft(data, v5)
	if err != nil {
		t.Fatal(err)
	}
	if back.Ref(agora.PathSecretKey) != acme || back.Source(agora.PathSecretKey) != FromPreset("weekly", "") || !slices.Equal(back.Unresolved(), []string{agora.PathSecretKey}) {
		t.Errorf("it has %v", back.Refs())
	}
	if got := back.Lost(); !slices.Equal(got, []string{agora.PathPubBotToken, agora.PathAccessKey}) {
		t.Errorf("lost are %v", got)
	}
	for _, bad := range []string{"cmd:touch " + canary, "file:/" + canary, canary, ""} {
		quoted, _ := json.Marshal(bad)
		file := strings.Replace(string(data), `"keyring:acme-storage"`, string(quoted), 1)
		if _, err := ReadDraft([]byte(file), v5); err == nil || strings.Contains(err.Error(), canary) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	file := strings.Replace(string(data), agora.PathSecretKey, agora.PathBucket, -1)
	if _, err := ReadDraft([]byte(file), v5); err == nil {
		t.Error("a bucket has a reference")
	}
}

func reviewOf(d *Draft, path string) ReviewRow {
	for _, g := range Review(d) {
		for _, row := range g.Rows {
			if row.Question.Path == path {
				return row
			}
		}
	}
	return ReviewRow{}
}

func TestTheReviewSaysWhereSecretsComeFrom(t *testing.T) {
	seal := agora.Secret(canary).Masked()
	for name, c := range map[string]struct {
		value agora.Secret
		ref   secret.Ref
		want  string
	}{
		"in the keyring":            {canary, acme, seal + " (keyring acme-storage)"},
		"in a variable":             {canary, secret.Env("KEY"), seal + " (env KEY)"},
		"typed":                     {canary, secret.Ref{}, seal + " (fingerprint)"},
		"typed each time":           {canary, secret.Ask(), seal + " (asked each time)"},
		"to be typed":               {"", secret.Ask(), "asked each time"},
		"in the keyring, not found": {"", acme, "keyring acme-storage, not found yet"},
	} {
		d := draftWith(t, storage)
		d.SetSecret(agora.PathSecretKey, c.value, c.ref, Typed)
		row := reviewOf(d, agora.PathSecretKey)
		if row.Value != c.want || len(row.Errors) > 0 != (c.value == "") {
			t.Errorf("%s: %q, %v", name, row.Value, row.Errors)
		}
	}
}

func TestPlainModeKeepsASecretThatWasFoundAndAsksForOneThatWasNot(t *testing.T) {
	d := draftWith(t, storage)
	d.SetSecret(agora.PathAccessKey, canary, acme, FromPreset("weekly", ""))
	d.SetSecret(agora.PathSecretKey, "", acme, FromPreset("weekly", ""))
	s := &script{lines: []string{"", "", "found-elsewhere"}}
	if err := s.secretly().AskOnly(d, []string{agora.PathAccessKey, agora.PathSecretKey}); err != nil {
		t.Fatal(err)
	}
	if d.Ref(agora.PathAccessKey) != acme || d.Text(agora.PathSecretKey) != "found-elsewhere" || !d.Ref(agora.PathSecretKey).IsZero() {
		t.Errorf("got %v", d.Refs())
	}
	mustContain(t, "the prompts", strings.Join(s.secrets, "\n"), "Access key ID [•••• ", "(keyring acme-storage)]", "Secret access key [keyring acme-storage, not found yet]")
	mustContain(t, "the walk", s.out.String(), "wrong: Secret access key: has not been found in the keyring (acme-storage)")
}
