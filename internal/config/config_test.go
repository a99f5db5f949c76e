package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/internal/secret"
)

const team = "postgres://dana@db.example.com/sttwizard"

// write makes a config.yaml; an empty text makes none.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.yaml")
	if text == "" {
		return path
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheFlagGoesBeforeTheVariableAndThatBeforeTheFile(t *testing.T) {
	const other = "postgres://other.example.com/sttwizard"
	for name, c := range map[string]struct {
		file, variable, flag string
		want                 Config
	}{
		"nothing":                         {"", "", "", Config{Who: "dana"}},
		"an empty file":                   {"\n", "", "", Config{Who: "dana"}},
		"the file":                        {"store: " + team + "\n", "", "", Config{Store: team, Who: "dana"}},
		"files by name":                   {"store: files\n", "", "", Config{Who: "dana"}},
		"a password and a name":           {"store: " + team + "\npassword: env:PW\nwho: maria\n", "", "", Config{Store: team, Password: secret.Env("PW"), Who: "maria"}},
		"the variable":                    {"store: " + team + "\n", other, "", Config{Store: other, Who: "dana"}},
		"another server, no password":     {"store: " + team + "\npassword: env:PW\n", other, "", Config{Store: other, Who: "dana"}},
		"the same server, its password":   {"store: " + team + "\npassword: env:PW\n", team, "", Config{Store: team, Password: secret.Env("PW"), Who: "dana"}},
		"the variable against it":         {"store: " + team + "\n", "files", "", Config{Who: "dana"}},
		"the flag":                        {"", team, other, Config{Store: other, Who: "dana"}},
		"the team's left aside":           {"store: " + team + "\n", "", "local", Config{Store: team, Local: true, Who: "dana"}},
		"left aside, and taken after all": {"store: " + team + "\n", "local", team, Config{Store: team, Who: "dana"}},
	} {
		t.Run(name, func(t *testing.T) {
			vars := map[string]string{StoreVariable: c.variable, "USER": "dana"}
			got, err := Read(write(t, c.file), func(name string) string { return vars[name] }, c.flag)
			if err != nil || got != c.want {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

func TestASettingThatCannotBeUsedIsNamedWithItsLineAndWithoutItsPassword(t *testing.T) {
	for text, want := range map[string]string{
		"store: mysql://x\n":                            "line 1",
		"who: dana\nstore: postgres://d:canary@x/y\n":   "line 2",
		"store: postgres://d@x/y?password=canary\n":     "PGPASSFILE",
		"password: canary\n":                            "line 1",
		"stor: files\n":                                 "stor",
		"store: [files]\n":                              "line 1",
		"store:\n  - x\n":                               "line",
		"store: " + strings.Repeat("x", maxSize) + "\n": "64 KiB",
	} {
		_, err := Read(write(t, text), func(string) string { return "" }, "")
		e, ok := errors.AsType[*Error](err)
		if !ok || !strings.Contains(e.Error(), want) || !strings.Contains(e.From, "config.yaml") || strings.Contains(e.Error(), "canary") {
			t.Errorf("%.60q: %v", text, err)
		}
	}
	_, err := Read(write(t, ""), func(string) string { return "" }, "postgres://d:canary@x/y")
	if e, ok := errors.AsType[*Error](err); !ok || e.From != "--store" || strings.Contains(e.Error(), "canary") {
		t.Errorf("of the flag: %v", err)
	}
}
