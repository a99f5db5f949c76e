package strictyaml

import (
	"errors"
	"strings"
	"testing"
)

// canary stands for a secret that lies somewhere in the broken files below.
const canary = "hunter2canary"

func TestBrokenFilesAreRefusedWithTheirLineInOwnWords(t *testing.T) {
	for name, c := range map[string]struct {
		file, words string
		line        int
	}{
		"an empty file":                      {"", "is empty", 0},
		"only comments":                      {"# " + canary + "\n", "is empty", 0},
		"only a document mark":               {"---\n", "is empty", 0},
		"a second document":                  {"a: hunter2canary\n---\nb: 1\n", "second document", 2},
		"a second empty document":            {"a: 1\n---\n", "second document", 2},
		"a list at the top":                  {"- hunter2canary\n", "key: value", 1},
		"text at the top":                    {"hunter2canary\n", "key: value", 1},
		"an anchor":                          {"a: 1\nb: &x hunter2canary\n", "anchors", 2},
		"an anchor on a key":                 {"a: 1\n&x b: hunter2canary\n", "anchors", 2},
		"an anchor on the top":               {"&x\na: 1\n", "anchors", 1},
		"an anchor on nothing":               {"&x\n", "anchors", 1},
		"an alias":                           {"a: &x 1\nb: *x\n", "anchors", 1},
		"an alias as a key":                  {"a: {}\n*hunter2canary : 1\n", "anchors", 2},
		"an unknown alias":                   {"a: 1\nb: *hunter2canary\n", "anchors", 2},
		"a merge key":                        {"a: 1\n<<: {b: hunter2canary}\n", "merge keys", 2},
		"an own tag":                         {"a: 1\nb: !run hunter2canary\n", "tag", 2},
		"an own tag by its long name":        {"a: !<tag:example.org,2026:x> hunter2canary\n", "tag", 1},
		"a binary tag":                       {"a: !!binary aHVudGVyMg==\n", "tag", 1},
		"a date tag":                         {"a: !!timestamp 2026-01-01\n", "tag", 1},
		"a set":                              {"a: !!set {hunter2canary}\n", "tag", 1},
		"a tag on a key":                     {"!run a: hunter2canary\n", "key must be text", 1},
		"a text tag on a map":                {"a: !!str {b: hunter2canary}\n", "tag", 1},
		"a doubled key":                      {"a: hunter2canary\nb: 2\na: 3\n", `"a" stands here twice, first on line 1`, 3},
		"a doubled key deep inside":          {"x:\n  - y:\n      a: 1\n      'a': hunter2canary\n", "twice", 4},
		"a number as a key":                  {"a: 1\n12: hunter2canary\n", "key must be text", 2},
		"a boolean as a key":                 {"a: 1\ntrue: hunter2canary\n", "key must be text", 2},
		"nothing as a key":                   {"a: 1\n: hunter2canary\n", "indentation", 2},
		"a list as a key":                    {"? [hunter2canary]\n: 1\n", "not a map or list", 1},
		"a map as a key":                     {"{{hunter2canary: 1}: 2}\n", "not a map or list", 1},
		"a byte that is not UTF-8":           {"a: 1\nb: hunter2canary\xff\n", "UTF-8", 2},
		"another encoding":                   {"\xff\xfea\x00:\x00 \x001\x00", "UTF-8", 1},
		"a control character":                {"a: 1\nb: \x07hunter2canary\n", "control character", 2},
		"nesting without end":                {"a: " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000), "inside one another", 1},
		"nesting beyond the library's limit": {"a: " + strings.Repeat("[", 20000), "inside one another", 1},
		"a quote that is not closed":         {"a: 1\nb: \"hunter2canary\nc: 3\n", "quote", 2},
		"a bracket that is not closed":       {"a: 1\nb: [hunter2canary,\nc: 3\n", "bracket", 2},
		"a colon in plain text":              {"a: 1\nb: 2\nc: hunter2canary: x\n", "second \":\"", 3},
		"a line without a colon":             {"a: 1\nhunter2canary\nb: 3\n", "missing", 2},
		"wrong indentation":                  {"a:\n    b: 1\n  c: hunter2canary\n", "indentation", 3},
		"a list that slips":                  {"a:\n  - 1\n - hunter2canary\n", "", 3},
		"a tab as indentation":               {"a:\n\tb: hunter2canary\n", "YAML wants spaces only", 2},
		"a tab behind spaces":                {"a:\n  b: 1\n  \tc: hunter2canary\n", "YAML wants spaces only", 3},
		"a tab in a value":                   {"a:\n  b: 1\n  c: \t- hunter2canary\tx: y\n", "", 3},
		"an unknown escape":                  {"a: 1\nb: \"\\q hunter2canary\"\n", "\\", 2},
		"a value that begins with a percent": {"a: 1\nb: %hunter2canary\n", "quotes", 2},
		"an unknown tag handle":              {"a: 1\nb: !x!hunter2canary 1\n", "", 2},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := Parse([]byte(c.file))
			var own *Error
			if !errors.As(err, &own) || m != nil {
				t.Fatalf("got %v, %v", m, err)
			}
			if own.Line != c.line || !strings.Contains(own.Text, c.words) {
				t.Errorf("got line %d, %q, want line %d, %q", own.Line, own.Text, c.line, c.words)
			}
			if strings.Contains(err.Error(), canary) || strings.Contains(err.Error(), "yaml:") {
				t.Errorf("the file or the library speaks: %v", err)
			}
		})
	}
}

func TestAFileAboveTheLimitIsRefused(t *testing.T) {
	file := []byte("a: '" + strings.Repeat("x", MaxSize-6) + "'\n")
	if _, err := Parse(file); err != nil {
		t.Errorf("at the limit: %v", err)
	}
	if _, err := Parse(append(file, '\n')); err == nil || !strings.Contains(err.Error(), "256 KiB") {
		t.Errorf("above the limit: %v", err)
	}
}

func TestTwentyLevelsAreAllowedAndNoMore(t *testing.T) {
	nested := func(n int) []byte {
		return []byte("a: " + strings.Repeat("[", n) + "x" + strings.Repeat("]", n))
	}
	if _, err := Parse(nested(MaxDepth - 1)); err != nil {
		t.Errorf("20 levels: %v", err)
	}
	if _, err := Parse(nested(MaxDepth)); err == nil {
		t.Error("21 levels were taken")
	}
}

func TestALongBrokenFileIsAnsweredSoon(t *testing.T) {
	file := "a: \"open\n" + strings.Repeat("x\n", (MaxSize-100)/2)
	_, err := Parse([]byte(file))
	var own *Error
	if !errors.As(err, &own) || own.Line != 0 {
		t.Errorf("got %v", err)
	}
}

func TestWhatPeopleWriteIsRead(t *testing.T) {
	for name, file := range map[string]string{
		"a byte order mark":         "\xef\xbb\xbfa: b\n",
		"lines from Windows":        "# note\r\na: b\r\n",
		"no line feed at the end":   "a: b",
		"document marks around it":  "---\na: b\n...\n",
		"braces":                    "{a: b}",
		"a core tag":                "a: !!str b",
		"a note after the value":    "a: b # note",
		"a folded text":             "a: >-\n  b\n",
		"a quoted key":              "\"a\": b",
		"a quoted key that merges":  "a: b\n'<<': c\n",
		"a key that YAML 1.1 turns": "a: b\nyes: 1\non: 2\n",
	} {
		m, err := Parse([]byte(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		v, ok := m.Get("a")
		if !ok || v.Text() != "b" {
			t.Errorf("%s: got %+v", name, v)
		}
	}
}
