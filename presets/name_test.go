package presets

import (
	"errors"
	"strings"
	"testing"
)

func TestATitleMakesALegalName(t *testing.T) {
	for title, want := range map[string]string{
		"Weekly Town Hall!":             "weekly-town-hall",
		"  -- a  b --":                  "a-b",
		"Réunion générale & Fête":       "reunion-generale-and-fete",
		"Größe":                         "groesse",
		"日本語":                           "preset",
		"":                              "preset",
		"../../etc/passwd":              "etc-passwd",
		"con.yaml":                      "con-yaml",
		strings.Repeat("a", 63) + " bc": strings.Repeat("a", 63),
		strings.Repeat("x", 100):        strings.Repeat("x", 64),
	} {
		got := Slug(title)
		if got != want || CheckName(got) != nil {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
}

func TestABadNameSaysTheRuleAndALegalOne(t *testing.T) {
	store := testStore(t)
	for _, name := range []string{"", "Town Hall", "..", "a/b", `a\b`, "a.yaml", strings.Repeat("a", 65), "a\n", "é", "a\x1b[2J"} {
		_, loaded := store.Load(name)
		for what, err := range map[string]error{
			"check": CheckName(name), "load": loaded, "save": store.Save(Preset{Name: name}, true), "rename from": store.Rename(name, "a"),
			"rename to": store.Rename("a", name), "duplicate": store.Duplicate("a", name), "delete": store.Delete(name), "used": store.Used(name, Use{}),
		} {
			var bad *BadNameError
			if !errors.As(err, &bad) || bad.Name != name || CheckName(bad.Suggest) != nil || !strings.Contains(err.Error(), "a-z, 0-9 and -") {
				t.Errorf("%s %q: %v", what, name, err)
			}
			if err != nil && strings.ContainsAny(err.Error(), "\x1b\n") {
				t.Errorf("%s %q: a control character is repeated", what, name)
			}
		}
	}
}

func TestAPresetIsCalledByItsNameOrItsTitle(t *testing.T) {
	for called, want := range map[string][2]string{
		"town-hall":       {"town-hall", ""},
		"My support call": {"my-support-call", "My support call"},
		"Größe":           {"groesse", "Größe"},
		"Don't, please!":  {"don-t-please", "Don't, please!"},
		"../town-hall":    {"../town-hall", ""},
		"town-hall.yaml":  {"town-hall.yaml", ""},
		"a\x1b[2Jb":       {"a\x1b[2Jb", ""},
		"東京":              {"東京", ""}, // nothing is left for a name
		" hall":           {" hall", ""},
		"":                {"", ""},
	} {
		if name, title := Named(called); name != want[0] || title != want[1] {
			t.Errorf("%q is %q, %q", called, name, title)
		}
	}
}
