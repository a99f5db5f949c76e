package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"sttwizard/internal/attempt"
)

// note is what the test needs to know of one line of a journal.
type note struct {
	Event    attempt.Event `json:"event"`
	At       time.Time     `json:"at"`
	N        int           `json:"n"`
	Acquired time.Time     `json:"acquired"`
	Present  bool          `json:"present"`
	Intent   struct {
		InstanceID string `json:"instanceId"`
		UniqueUIDs bool   `json:"uniqueUids"`
	} `json:"intent"`
}

// readNotes reads the lines of a journal. Whether they are whole is the
// program's business: it says so in its list.
func readNotes(path string) []note {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	var out []note
	for line := range strings.Lines(string(data)) {
		_, text, ok := strings.Cut(line, " ")
		var n note
		if ok && json.Unmarshal([]byte(text), &n) == nil {
			out = append(out, n)
		}
	}
	return out
}

// settling returns how long it took from the builder token to the moment in which
// it was known what became of an attempt whose outcome was in doubt; ok is false
// for one that never was, or still is.
func settling(notes []note) (took time.Duration, ok bool) {
	var acquired time.Time
	doubt, unique := false, false
	for _, n := range notes {
		switch n.Event {
		case attempt.EventIntent:
			unique = n.Intent.UniqueUIDs
		case attempt.EventSending:
			if !n.Acquired.IsZero() {
				acquired = n.Acquired
			}
		case attempt.EventUnknown:
			doubt = doubt || n.N > 0
		case attempt.EventStarted, attempt.EventRunningNoID, attempt.EventFound, attempt.EventStopped, attempt.EventAbandoned:
			ok = doubt
		case attempt.EventProbe:
			ok = doubt && n.Present && unique
		}
		if ok {
			return n.At.Sub(acquired), !acquired.IsZero()
		}
	}
	return 0, false
}

var tokenForm = regexp.MustCompile(`("token(?:Name)?"\s*:\s*")[^"]{8}[^"]*(")`)

// masked hides builder tokens.
func masked(text string) string { return tokenForm.ReplaceAllString(text, "${1}(builder token)${2}") }

// journals returns the text of every journal in a directory, hidden ones too, builder tokens masked.
func journals(dir string) string {
	paths, _ := filepath.Glob(filepath.Join(dir, "*.jnl")) // the pattern is right
	var b strings.Builder
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		b.WriteString(filepath.Base(path) + "\n" + masked(strings.TrimRight(string(data), " \n")) + "\n")
	}
	return b.String()
}
