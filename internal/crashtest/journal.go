package main

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
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
	Token    string        `json:"token"`
	Intent   struct {
		InstanceID string `json:"instanceId"`
		UniqueUIDs bool   `json:"uniqueUids"`
	} `json:"intent"`
}

// readNotes reads the lines of an attempt. Whether they are whole is the program's
// business: it says so in its list.
func readNotes(lines []string) []note {
	var out []note
	for _, line := range lines {
		var n note
		if json.Unmarshal([]byte(line), &n) == nil {
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

// textOf returns the lines of every attempt, builder tokens masked.
func textOf(logs map[string][]string) string {
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(logs)) {
		b.WriteString(id + "\n" + masked(strings.Join(logs[id], "\n")) + "\n")
	}
	return b.String()
}
