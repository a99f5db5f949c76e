package strictyaml

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzParse checks that no file panics, that every error is one of ours, and
// that whatever is taken can be walked and keeps the limits.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "a: b", "schema: 1\nask: [rtcConfig.channelName]\nrequest:\n  languages: [en-US]\n", "a: &x 1\nb: *x\n",
		"a: 1\na: 2\n", "<<: {}\n", "--- a\n--- b\n", "a: \"\\x1b[2J\"\n", "? [a]\n: b\n", "a: !!set {b}\n", "%TAG ! x\n---\na: !y z\n",
		"a: |\n  b\n", "a: [[[[[[", "\xff\xfe", "a:\n\t- b", "a: 012\nb: 1e3\nc: yes\nd: ~\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Parse(data)
		if err == nil {
			walk(t, m, 1)
			return
		}
		var own *Error
		if !errors.As(err, &own) || own.Line < 0 || own.Text == "" || m != nil {
			t.Fatalf("got %v, %#v", m, err)
		}
		for _, r := range own.Error() {
			if r < ' ' || r > '~' {
				t.Fatalf("the error holds %U: %q", r, own.Error())
			}
		}
	})
}

func walk(t *testing.T, m *Map, depth int) {
	if depth > MaxDepth {
		t.Fatal("deeper than allowed")
	}
	seen := map[string]bool{}
	for _, key := range m.Keys() {
		if seen[key.Name] || !utf8.ValidString(key.Name) {
			t.Fatalf("key %q twice or broken", key.Name)
		}
		seen[key.Name] = true
		v, ok := m.Get(key.Name)
		if !ok || v.Line != key.Line {
			t.Fatalf("key %q on line %d: %v, %+v", key.Name, key.Line, ok, v)
		}
		walkValue(t, v, depth)
	}
	if err := m.Unknown(); (err == nil) != (len(seen) == 0) {
		t.Fatalf("%d keys, %v", len(seen), err)
	}
}

func walkValue(t *testing.T, v *Value, depth int) {
	if !utf8.ValidString(v.Text()) || strings.ContainsAny(v.Path, "\x1b\n\r") {
		t.Fatalf("%q, %q", v.Path, v.Text())
	}
	if s, err := v.String(); (err == nil) != (v.Kind == KindText || v.Kind == KindNumber) || (err == nil && s != v.Text()) {
		t.Fatalf("%s: %q, %v", v.Kind, s, err)
	}
	_, _ = v.Int()
	_, _ = v.Bool()
	if inner, err := v.Map(); err == nil {
		walk(t, inner, depth+1)
	}
	if items, err := v.List(); err == nil {
		for _, item := range items {
			walkValue(t, item, depth+1)
		}
	}
}
