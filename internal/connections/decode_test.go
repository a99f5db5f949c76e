package connections

import (
	"errors"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/secret"
	"sttwizard/internal/strictyaml"
)

func TestWhatPeopleWriteByHandIsRead(t *testing.T) {
	c, err := decode([]byte(`# ours
schema: 1
default: events
connections:
- name: events
  version: 5
  appId: 01234567890123456789012345678901
  customerKey: 12ab
  certificate: on
  secret: env:EVENTS_SECRET
  baseUrl: https://api.agora.io
  storageKeys: camel
  presence: off
  lookAhead: off
  appCertificate: keyring:events-app-certificate
  production: on
- {name: other, secret: ask}
`))
	if err != nil {
		t.Fatal(err)
	}
	want := Connection{Name: "events", Version: agora.V5, AppID: "01234567890123456789012345678901", CustomerKey: "12ab",
		Certificate: agora.CertificateOn, Secret: secret.Env("EVENTS_SECRET"), BaseURL: "https://api.agora.io", StorageKeys: agora.CamelKeys, NoProbe: true, NoLookAhead: true,
		AppCertificate: secret.Keyring("events-app-certificate"), Production: true}
	if len(c.connections) != 2 || c.connections[0] != want || c.byDefault != "events" {
		t.Errorf("got %+v", c)
	}
	// The second is not complete. It is given all the same, to be completed.
	if other := c.connections[1]; other.Name != "other" || other.Secret != secret.Ask() || len(other.Validate()) != 3 {
		t.Errorf("got %+v, %v", other, other.Validate())
	}
}

func TestFilesAreRefusedWithTheirLine(t *testing.T) {
	const head = "schema: 1\nconnections:\n- name: a\n"
	for name, c := range map[string]struct {
		file  string
		line  int
		words string
	}{
		"an empty file":             {"", 0, "empty"},
		"no schema":                 {"connections: []\n", 1, "schema is missing"},
		"a newer schema":            {"schema: 2\nsecrets: []\n", 1, "newer sttwizard"},
		"schema 0":                  {"schema: 0\n", 1, "must be 1"},
		"a schema in words":         {"schema: one\n", 1, "whole number"},
		"another document":          {"schema: 1\n---\na: 1\n", 2, "second document"},
		"an unknown key":            {"schema: 1\nconnection: []\n", 2, "did you mean connections?"},
		"an unknown field":          {head + "  appid: a\n", 4, "did you mean appId?"},
		"the secret under its name": {head + "  customerSecret: canary\n", 4, "unknown key"},
		"no list":                   {"schema: 1\nconnections: {}\n", 2, "must be a list"},
		"a text in the list":        {"schema: 1\nconnections:\n- a\n", 3, "must be a map"},
		"no name":                   {"schema: 1\nconnections:\n- version: v5\n", 3, "name is missing"},
		"a bad name":                {"schema: 1\nconnections:\n- name: A b\n", 3, "a-z, 0-9 and -"},
		"a built-in name":           {"schema: 1\nconnections:\n- name: sandbox\n", 3, "built in"},
		"a name twice":              {head + "- version: v5\n  name: a\n", 5, "twice"},
		"a list as value":           {head + "  appId: [a]\n", 4, "must be text"},
		"a switch as certificate":   {head + "  certificate: true\n", 4, "in quotes"},
		"another certificate":       {head + "  certificate: perhaps\n", 4, "on, off or unknown"},
		"another spelling":          {head + "  storageKeys: upper\n", 4, "lower or camel"},
		"another presence":          {head + "  presence: maybe\n", 4, "must be on or off"},
		"another look ahead":        {head + "  lookAhead: never\n", 4, "must be on or off"},
		"a literal secret":          {head + "  secret: canary\n", 4, "must say where the secret is"},
		"a secret that is a number": {head + "  secret: 1234\n", 4, "must say where the secret is"},
		"a variable with a dash":    {head + "  secret: env:CANARY-1\n", 4, "name of a variable"},
		"a literal certificate":     {head + "  appCertificate: canary\n", 4, "must say where the secret is"},
		"an empty certificate":      {head + "  appCertificate: \"\"\n", 4, "must say where the secret is"},
		"a misspelt certificate":    {head + "  app_certificate: env:CANARY\n", 4, "unknown key"},
		"a switch as production":    {head + "  production: true\n", 4, "in quotes"},
		"another production":        {head + "  production: yes\n", 4, "must be on or off"},
		"plain http to others":      {head + "  baseUrl: http://example.org\n", 4, "https://"},
		"an address with password":  {head + "  baseUrl: https://a:canary@example.org\n", 4, "password"},
		"a default that is none":    {"schema: 1\ndefault: a\n", 2, "name of a connection below"},
		"a default that is a list":  {"schema: 1\ndefault: []\n", 2, "must be text"},
	} {
		_, err := decode([]byte(c.file))
		var wrong *strictyaml.Error
		if !errors.As(err, &wrong) || wrong.Line != c.line || !strings.Contains(wrong.Text, c.words) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(strings.ToLower(err.Error()), "canary") {
			t.Errorf("%s: a value is repeated: %v", name, err)
		}
	}
}

// FuzzDecode holds that a file is refused with a *strictyaml.Error, or can be
// changed and is read as the same connections afterwards.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("schema: 1\nconnections: []\n"))
	f.Add([]byte("schema: 1\ndefault: a\nconnections:\n# c\n- name: a # d\n  secret: ask\n\n- {name: b, version: v5}\n"))
	f.Add([]byte("{schema: 1, connections: [{name: a, appId: '12', certificate: on}]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		before, err := decode(data)
		if err != nil {
			var wrong *strictyaml.Error
			if !errors.As(err, &wrong) {
				t.Fatalf("not a strictyaml.Error: %v", err)
			}
			return
		}
		if before.index("added") >= 0 {
			return
		}
		p, err := open(data)
		if err != nil {
			t.Fatal(err)
		}
		p.put(good("added"))
		p.setDefault("added")
		written, err := p.bytes()
		if err != nil {
			t.Fatal(err)
		}
		after, err := decode(written)
		if err != nil {
			t.Fatalf("%v\nbefore\n%s\nafter\n%s", err, data, written)
		}
		if len(after.connections) != len(before.connections)+1 || after.byDefault != "added" {
			t.Fatalf("got %+v", after)
		}
		for i, c := range before.connections {
			if after.connections[i] != c {
				t.Fatalf("%+v became %+v", c, after.connections[i])
			}
		}
	})
}
