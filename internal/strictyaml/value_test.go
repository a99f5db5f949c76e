package strictyaml

import (
	"slices"
	"strings"
	"testing"
)

// one parses "v: TEXT" with an empty line before it and gives the value.
func one(t *testing.T, text string) *Value {
	t.Helper()
	m, err := Parse([]byte("\nv: " + text + "\n"))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	v, ok := m.Get("v")
	if !ok || v.Line != 2 || v.Path != "v" {
		t.Fatalf("%s: got %+v", text, v)
	}
	return v
}

func TestTextIsTakenAsItStandsAndTrapsAreNot(t *testing.T) {
	for text, want := range map[string]string{
		"demo": "demo", `"12"`: "12", "'true'": "true", `""`: "", "'null'": "null", "'~'": "~",
		"yes": "yes", "no": "no", "on": "on", "NO": "NO", "n": "n", // YAML 1.1 saw booleans here
		"47091": "47091", "012": "012", "4294967295": "4294967295", "007": "007", "1e3": "1e3", "0x1F": "0x1F", "1_000": "1_000", "+5": "+5",
		"12:30:45": "12:30:45", "2026-11-22": "2026-11-22", "1.10": "1.10", "!!str 012": "012", "|-\n  a\n  b": "a\nb",
	} {
		got, err := one(t, text).String()
		if err != nil || got != want {
			t.Errorf("%s: got %q, %v", text, got, err)
		}
	}
	for text, words := range map[string]string{
		"true": "quotes", "False": "quotes", "": "has no value", "~": "has no value", "null": "has no value", "NULL": "has no value",
		"[a]": "must be text, it is a list", "{a: b}": "must be text, it is a map", "!!null x": "has no value",
	} {
		got, err := one(t, text).String()
		wantError(t, text, err, "line 2: v ", words)
		if got != "" {
			t.Errorf("%s: got %q beside the error", text, got)
		}
	}
}

func TestNumbersAreWrittenInPlainDigits(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "30": 30, "-1": -1, "2592000": 2592000, "!!int '5'": 5} {
		if got, err := one(t, text).Int(); err != nil || got != want {
			t.Errorf("%s: got %d, %v", text, got, err)
		}
	}
	for text, words := range map[string]string{
		"012": "plain digits", "0x10": "plain digits", "0o7": "plain digits", "1e3": "plain digits", "1.0": "plain digits",
		"1_000": "plain digits", "+5": "plain digits", ".inf": "plain digits", ".nan": "plain digits", "99999999999999999999": "plain digits",
		"'30'": "without quotes", "thirty": "without quotes", "30 s": "without quotes", "12:30": "without quotes",
		"true": "it is true or false", "": "has no value", "[1]": "it is a list", "!!int x": "plain digits",
	} {
		_, err := one(t, text).Int()
		wantError(t, text, err, "line 2: v ", words)
	}
}

func TestTrueAndFalseAreWrittenOut(t *testing.T) {
	for text, want := range map[string]bool{"true": true, "True": true, "false": false, "FALSE": false} {
		if got, err := one(t, text).Bool(); err != nil || got != want {
			t.Errorf("%s: got %v, %v", text, got, err)
		}
	}
	for text, words := range map[string]string{
		"yes": "must be true or false", "off": "must be true or false", "1": "must be true or false", "'true'": "without quotes",
		"": "has no value", "!!bool x": "must be true or false", "[true]": "must be true or false",
	} {
		_, err := one(t, text).Bool()
		wantError(t, text, err, "line 2: v ", words)
	}
}

func TestListsNameTheItemThatIsWrong(t *testing.T) {
	got, err := one(t, "[en-US, 47091, 'no']").Strings()
	if err != nil || !slices.Equal(got, []string{"en-US", "47091", "no"}) {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err = one(t, "[]").Strings(); err != nil || len(got) != 0 {
		t.Errorf("an empty list: %q, %v", got, err)
	}
	_, err = one(t, "\n  - a\n  - ~\n").Strings()
	wantError(t, "null in a list", err, "line 4: v[2] has no value")
	_, err = one(t, "en-US").Strings()
	wantError(t, "text for a list", err, "line 2: v must be a list, like [a, b], it is text")
	_, err = one(t, "").List()
	wantError(t, "nothing for a list", err, "line 2: v has no value")
}

func TestMapsKnowTheirPathAndOrder(t *testing.T) {
	m, err := Parse([]byte("b: 1\na:\n  - x\n  - c:\n      d: ~\n      \"e\\e\": ~\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Keys(); !slices.Equal(got, []Key{{"b", 1}, {"a", 2}}) {
		t.Errorf("keys: %v", got)
	}
	a, _ := m.Get("a")
	items, err := a.List()
	if err != nil || len(items) != 2 {
		t.Fatal(items, err)
	}
	_, err = items[0].Map()
	wantError(t, "text for a map", err, `line 3: a[1] must be a map of "key: value" lines, it is text`)
	inner := mapAt(t, mapOf(t, items[1]), "c")
	d, _ := inner.Get("d")
	wantError(t, "a rule of the caller", d.Errorf("must be %d", 5), "line 5: a[2].c.d must be 5")
	e, _ := inner.Get("e\x1b")
	wantError(t, "a key that can't be shown", e.Errorf("is odd"), `line 6: a[2].c."e\x1b" is odd`)
	wantError(t, "a missing key", inner.Missing("z"), "line 4: a[2].c.z is missing")
	wantError(t, "a missing key at the top", m.Missing("schema"), "line 1: schema is missing")
	if _, ok := m.Get("c"); ok || d.Text() != "~" || a.Text() != "" {
		t.Errorf("c is %v, d is %q, a is %q", ok, d.Text(), a.Text())
	}
}

func mapOf(t *testing.T, v *Value) *Map {
	t.Helper()
	m, err := v.Map()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func mapAt(t *testing.T, m *Map, key string) *Map {
	t.Helper()
	v, ok := m.Get(key)
	if !ok {
		t.Fatalf("%s is not there", key)
	}
	return mapOf(t, v)
}

func TestAnUnknownKeyIsNamedWithTheNearestKnownOne(t *testing.T) {
	for name, c := range map[string]struct {
		file  string
		known []string
		want  string
	}{
		"a slip":                 {"title: a\nchanel: b\n", []string{"title", "channel", "note"}, `line 2: unknown key "chanel"; did you mean channel?`},
		"other capitals":         {"Title: a\n", []string{"title"}, `line 1: unknown key "Title"; did you mean title?`},
		"nothing near":           {"password: a\n", []string{"title", "note"}, `line 1: unknown key "password"; known here: title, note`},
		"nothing known":          {"a: 1\n", nil, `line 1: unknown key "a"; remove it`},
		"the first of two":       {"note: a\nx: 1\ny: 2\n", []string{"note"}, `line 2: unknown key "x"; known here: note`},
		"a look-alike letter":    {"tіtle: a\n", []string{"title"}, `line 1: unknown key "t\u0456tle"; did you mean title?`},
		"a control character":    {"\"a\\e[2J\": a\n", nil, `line 1: unknown key "a\x1b[2J"; remove it`},
		"a very long name":       {strings.Repeat("k", 500) + ": a\n", []string{"title"}, `line 1: unknown key "` + strings.Repeat("k", 40) + `..."; known here: title`},
		"a nested map by itself": {"{}", []string{"title"}, ""},
	} {
		m, err := Parse([]byte(c.file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		err = m.Unknown(c.known...)
		if (err == nil) != (c.want == "") || (err != nil && err.Error() != c.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	m, err := Parse([]byte("rtcConfig:\n  subBotUd: 1\n"))
	if err != nil {
		t.Fatal(err)
	}
	err = mapAt(t, m, "rtcConfig").Unknown("subBotUid", "pubBotUid")
	wantError(t, "in a nested map", err, `line 2: unknown key "subBotUd" in rtcConfig; did you mean subBotUid?`)
}

func TestKindsHaveWords(t *testing.T) {
	for text, want := range map[string]Kind{
		"a": KindText, "1": KindNumber, "true": KindBool, "": KindNull, "{}": KindMap, "[]": KindList,
	} {
		if v := one(t, text); v.Kind != want || v.Kind.String() == "something else" {
			t.Errorf("%q is %s", text, v.Kind)
		}
	}
	if Kind(99).String() != "something else" {
		t.Error("a kind that is none has a word")
	}
}

func wantError(t *testing.T, name string, err error, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%s: got %v, want %q", name, err, part)
		}
	}
}
