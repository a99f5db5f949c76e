package cli

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
)

func TestTheLogTellsWhoDidWhatAndWhen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.vars["USER"] = "dana"
	w.serve(nil)
	w.want(exitDone, startArgs("town-hall")...)
	w.vars["USER"] = "maria"
	w.want(exitDone, startArgs("board")...)
	w.want(exitDone, "tasks", "stop", "--channel", "town-hall", "--yes")
	got := entriesOf(t, w.want(exitDone, "tasks", "log", "--json").out)
	var story []string
	for _, e := range got {
		story = append(story, e.Who+" "+e.Channel+" "+string(e.Event))
		if e.Host == "" || e.At.IsZero() || e.What == "" || e.Attempt == "" {
			t.Errorf("something is missing: %+v", e)
		}
	}
	for _, want := range []string{"dana town-hall intent", "dana town-hall started", "maria board sending", "maria town-hall stopping", "maria town-hall stopped"} {
		if !slices.Contains(story, want) {
			t.Errorf("%q is not in %q", want, story)
		}
	}
	if !slices.IsSortedFunc(got, func(x, y entryJSON) int { return x.At.Compare(y.At) }) {
		t.Error("it is not in order")
	}
	for _, e := range entriesOf(t, w.want(exitDone, "tasks", "log", "--channel", "board", "--json").out) {
		if e.Channel != "board" {
			t.Errorf("another channel's: %+v", e)
		}
	}
	text := w.want(exitDone, "tasks", "log").out
	mustHold(t, text, "WHO", "dana on ", "maria on ", "asked to stop", "town-hall")
	mustHold(t, w.want(exitWrong, "tasks", "log", "--since", "soon").err, "a length of time such as 8h")
}

func TestATimeInThePastIsReadInThreeWays(t *testing.T) {
	now := time.Date(2031, 3, 2, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"90m": now.Add(-90 * time.Minute), "2031-03-01": time.Date(2031, 3, 1, 0, 0, 0, 0, time.UTC),
		"08:30": time.Date(2031, 3, 2, 8, 30, 0, 0, time.UTC), "22:15": time.Date(2031, 3, 1, 22, 15, 0, 0, time.UTC),
	} {
		if got, ok := since(text, now); !ok || !got.Equal(want) {
			t.Errorf("%s: %v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "soon", "-2h", "25:00", "2031-13-01"} {
		if _, ok := since(text, now); ok {
			t.Errorf("%q was taken", text)
		}
	}
}

func entriesOf(t *testing.T, out string) []entryJSON {
	t.Helper()
	var l logJSON
	if err := json.Unmarshal([]byte(out), &l); err != nil {
		t.Fatal(err)
	}
	return l.Entries
}
