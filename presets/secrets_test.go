package presets

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/secret"
	"sttwizard/internal/strictyaml"
)

const storageKey = agora.PathSecretKey + ": "

func TestAPresetSaysWhereItsSecretsAre(t *testing.T) {
	p := FromRequest(full(t))
	p.Ask = []string{agora.PathChannelName}
	p.Keep(map[string]secret.Ref{
		agora.PathSecretKey: secret.Keyring("acme-storage"), agora.PathAccessKey: secret.Env("ACME_KEY"),
		agora.PathSecret: secret.Age("acme.secret"), agora.PathSalt: secret.Ask(), agora.PathSubBotToken: {},
	})
	data, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	const want = `
ask: [rtcConfig.channelName, rtcConfig.salt]
secrets:
  rtcConfig.secret: "age:acme.secret"
  captionConfig.storage.accesskey: "env:ACME_KEY"
  captionConfig.storage.secretkey: "keyring:acme-storage"
request:
`
	if !strings.Contains(string(data), want) || bytes.Contains(data, []byte("canary")) {
		t.Errorf("got\n%s", data)
	}
	if back := reread(t, p); !maps.Equal(back.Secrets, p.Secrets) || !slices.Equal(back.Ask, p.Ask) {
		t.Errorf("got %v and %v", back.Secrets, back.Ask)
	}
}

func TestReferencesOfAFileAreReadAsPeopleWriteThem(t *testing.T) {
	p, err := Decode([]byte("schema: 1\nask: [rtcConfig.secret]\nsecrets:\n  " + storageKey + "keyring:acme-storage # ours\n" +
		"  captionConfig.storage.accesskey: 'env:ACME_KEY'\n  rtcConfig.secret: ask\n  rtcConfig.salt: ask\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]secret.Ref{agora.PathSecretKey: secret.Keyring("acme-storage"), agora.PathAccessKey: secret.Env("ACME_KEY")}
	if !maps.Equal(p.Secrets, want) || !slices.Equal(p.Ask, []string{agora.PathSecret, agora.PathSalt}) {
		t.Errorf("got %v and %v", p.Secrets, p.Ask)
	}
	if got := p.SecretPaths(); !slices.Equal(got, []string{agora.PathAccessKey, agora.PathSecretKey}) {
		t.Errorf("in the order %v", got)
	}
}

func TestAPresetCannotReadAFileRunACommandOrHoldASecret(t *testing.T) {
	for name, c := range map[string]struct{ lines, words string }{
		"a literal secret":                   {storageKey + "canary", "not the secret itself"},
		"a literal secret with a colon":      {storageKey + `"canary:canary"`, "not the secret itself"},
		"a literal number":                   {storageKey + "4711004711", "not the secret itself"},
		"a command":                          {storageKey + `"cmd:touch canary"`, "must not read a file or run a command"},
		"a command with space before it":     {storageKey + `" cmd:touch canary"`, "must not read a file or run a command"},
		"a command in capitals":              {storageKey + `"CMD:touch canary"`, "not the secret itself"},
		"a file":                             {storageKey + `"file:/etc/canary"`, "must not read a file or run a command"},
		"a file of the home directory":       {storageKey + `"file:~/.ssh/canary"`, "must not read a file or run a command"},
		"a path as a name":                   {storageKey + `"keyring:../canary"`, "1 to 64"},
		"a name with a control character":    {storageKey + `"keyring:a\e[2Jcanary"`, ""},
		"a name with a line break":           {storageKey + `"keyring:a\ncanary"`, ""},
		"a variable that is a command":       {storageKey + `"env:$(touch canary)"`, "name of a variable"},
		"the passphrase":                     {storageKey + "env:STTWIZARD_PASSPHRASE", "passphrase"},
		"a customer secret of a variable":    {storageKey + "env:AGORA_CUSTOMER_SECRET", "connection's own"},
		"a customer secret in the keyring":   {storageKey + "keyring:acme-customer-secret", "connection's own"},
		"an App Certificate in the age file": {storageKey + "age:acme-App-Certificate", "connection's own"},
		"nothing after the colon":            {storageKey, "not the secret itself"},
		"a list":                             {storageKey + "[canary]", "not the secret itself"},
		"a map":                              {storageKey + "{canary: canary}", "not the secret itself"},
		"ask with more":                      {storageKey + `"ask:canary"`, "nothing after it"},
		"a tag":                              {storageKey + "!!binary canary", ""},
		"a path of no secret":                {"captionConfig.storage.bucket: keyring:acme", "path of a secret"},
		"a path in another spelling":         {"captionConfig.storage.secretKey: keyring:acme", "did you mean " + agora.PathSecretKey},
		"a path that nobody knows":           {"canary: keyring:acme", "path of a secret"},
		"nested objects":                     {"captionConfig: {storage: {secretkey: keyring:acme}}", "path of a secret"},
	} {
		file := "schema: 1\ntitle: a\nsecrets:\n  " + c.lines + "\nrequest: {}\n"
		_, err := Decode([]byte(file))
		var wrong *strictyaml.Error
		if !errors.As(err, &wrong) || wrong.Line != 4 || !strings.Contains(err.Error(), c.words) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, file := range map[string]string{
		"a list of secrets":       "schema: 1\nsecrets: [canary]\n",
		"a text as secrets":       "schema: 1\nsecrets: canary\n",
		"one path twice":          "schema: 1\nsecrets:\n  " + storageKey + "ask\n  " + storageKey + "env:canary\n",
		"an alias":                "schema: 1\ntitle: &a canary\nsecrets:\n  " + storageKey + "*a\n",
		"a merge":                 "schema: 1\nsecrets:\n  <<: {canary: ask}\n",
		"a secret at the top":     "schema: 1\nsecretkey: canary\n",
		"a host":                  "schema: 1\nbase_url: https://canary.example\n",
		"a host as connection":    "schema: 1\nconnection: https://canary.example\n",
		"a command at the top":    "schema: 1\ncmd: touch canary\n",
		"a path as connection":    "schema: 1\nconnection: ../../canary\n",
		"a token among the asked": "schema: 1\nask: [canary]\n",
	} {
		if _, err := Decode([]byte(file)); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatMayNotStandInAPresetIsNotWritten(t *testing.T) {
	refOf := func(text string) secret.Ref {
		ref, err := secret.ParseRef(text)
		if err != nil {
			t.Fatal(err)
		}
		return ref
	}
	for name, c := range map[string]struct {
		path string
		ref  secret.Ref
	}{
		"a command":                {agora.PathSecretKey, refOf("cmd:touch canary")},
		"a file":                   {agora.PathSecretKey, refOf("file:~/canary")},
		"what is asked for":        {agora.PathSecretKey, secret.Ask()},
		"nothing":                  {agora.PathSecretKey, secret.Ref{}},
		"a bad name":               {agora.PathSecretKey, secret.Keyring("canary canary")},
		"a connection's secret":    {agora.PathSecretKey, secret.Keyring("canary-customer-secret")},
		"a reference for a bucket": {agora.PathBucket, secret.Keyring("acme")},
		"a path that nobody knows": {"rtcConfig.color", secret.Keyring("acme")},
	} {
		_, err := Preset{Secrets: map[string]secret.Ref{c.path: c.ref}}.Encode()
		if _, ok := errors.AsType[*ValueError](err); !ok || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadingAHostilePresetTouchesNothingElse(t *testing.T) {
	dir := t.TempDir()
	mark, private := filepath.Join(dir, "mark"), filepath.Join(dir, "private")
	if err := os.WriteFile(private, []byte("canary"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"cmd:touch " + mark, "file:" + filepath.ToSlash(private), "env:$(touch " + mark + ")", "keyring:`touch " + mark + "`"} {
		path := filepath.Join(dir, "hostile.yaml")
		if err := os.WriteFile(path, []byte("schema: 1\nsecrets:\n  "+storageKey+"'"+value+"'\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadFile(path); err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", value, err)
		}
		if _, err := os.Stat(mark); err == nil {
			t.Errorf("%s was run", value)
		}
	}
}

func TestKeepingASecretElsewhereStopsAskingForIt(t *testing.T) {
	p := Preset{Ask: []string{agora.PathChannelName, agora.PathSecretKey}}
	before := slices.Clone(p.Ask)
	asked := p.Ask
	p.Keep(map[string]secret.Ref{agora.PathSecretKey: secret.Keyring("acme")})
	if !slices.Equal(p.Ask, []string{agora.PathChannelName}) || p.Secrets[agora.PathSecretKey] != secret.Keyring("acme") {
		t.Errorf("got %+v", p)
	}
	if !slices.Equal(asked, before) {
		t.Error("the list of another preset was changed")
	}
	p.Keep(map[string]secret.Ref{agora.PathSecretKey: secret.Ask()})
	if !slices.Equal(p.Ask, []string{agora.PathChannelName, agora.PathSecretKey}) || len(p.Secrets) != 0 {
		t.Errorf("got %+v", p)
	}
}

func TestSuggestedNamesFitEveryKeyringAndPreset(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range agora.Fields() {
		if !f.Secret {
			continue
		}
		for _, preset := range []string{"town-hall", strings.Repeat("a", 64), ""} {
			name := NameFor(preset, f.Path)
			if err := secret.CheckName(name); err != nil || seen[name] || CheckRef(secret.Keyring(name)) != nil {
				t.Errorf("%q for %s: %v", name, f.Path, err)
			}
			seen[name] = true
		}
	}
	if got := NameFor("town-hall", agora.PathSecretKey); got != "town-hall-secretkey" {
		t.Errorf("got %s", got)
	}
}
