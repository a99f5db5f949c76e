package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const lines = `11111111 {"event":"intent","at":"2026-11-22T12:00:00Z","intent":{"instanceId":"sttw-1","uniqueUids":true}}
22222222 {"event":"sending","at":"2026-11-22T12:00:01Z","n":1,"token":"a-builder-token-that-is-long","acquired":"2026-11-22T12:00:01Z"}
33333333 {"event":"unknown","at":"2026-11-22T12:00:02Z","n":1,"why":"timeout"}
`

func TestHowLongSettlingTookIsReadFromTheJournal(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want time.Duration
		ok   bool
	}{
		"still in doubt":                 {lines, 0, false},
		"never sent":                     {lines[:strings.Index(lines, "\n")+1], 0, false},
		"found by its id":                {lines + `x {"event":"started","at":"2026-11-22T12:00:09Z","n":2}`, 8 * time.Second, true},
		"seen in the channel":            {lines + `x {"event":"probe","at":"2026-11-22T12:00:05Z","present":true}`, 4 * time.Second, true},
		"not seen in the channel":        {lines + `x {"event":"probe","at":"2026-11-22T12:00:05Z"}`, 0, false},
		"proved absent":                  {lines + `x {"event":"abandoned","at":"2026-11-22T12:05:41Z"}`, 340 * time.Second, true},
		"refused, which settles nothing": {lines + `x {"event":"rejected","at":"2026-11-22T12:00:05Z","n":2}`, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "2-a.jnl"), []byte(c.text+"\n    "), 0o600); err != nil {
				t.Fatal(err)
			}
			logs, err := fileJournal{dir}.logs(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if took, ok := settling(readNotes(logs["2-a"])); took != c.want || ok != c.ok {
				t.Errorf("%s, %t; want %s, %t", took, ok, c.want, c.ok)
			}
		})
	}
}

func TestNoReportShowsABuilderToken(t *testing.T) {
	text := textOf(map[string][]string{"a": strings.Split(lines, "\n"), "b": strings.Split(lines, "\n")}) +
		masked(`{"tokenName": "another-long-builder-token", "token":"a-third-builder-token"}`)
	for _, token := range []string{"a-builder-token-that-is-long", "another-long-builder-token", "a-third-builder-token"} {
		if strings.Contains(text, token) {
			t.Errorf("%s is shown in\n%s", token, text)
		}
	}
	if strings.Count(text, "sttw-1") != 2 || strings.Count(text, "(builder token)") != 4 {
		t.Errorf("%s", text)
	}
}

func TestAHiddenJournalIsNotThere(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"2-a.jnl", ".2-b.jnl"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(lines), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	logs, err := fileJournal{dir}.logs(t.Context())
	if err != nil || len(logs) != 1 || len(logs["2-a"]) != 3 {
		t.Errorf("%v, %v", logs, err)
	}
}

func TestSendsAreCountedByTokenAndByName(t *testing.T) {
	again := `{"event":"sending","n":2}`
	logs := map[string][]string{
		"a": {
			`{"event":"intent","intent":{"instanceId":"sttw-1"}}`, `{"event":"sending","n":1,"token":"t"}`,
			`{"event":"unknown","n":1}`, again,
		},
		"b": {`{"event":"intent","intent":{"instanceId":"sttw-2"}}`},
	}
	for key, want := range map[string]int{"t": 2, "sttw-1": 2, "sttw-2": 0, "never written": 0} {
		if n := sendings(logs, key); n != want {
			t.Errorf("%s: %d sends, want %d", key, n, want)
		}
	}
}
