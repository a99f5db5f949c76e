package explain

import (
	"strings"
	"testing"

	"sttwizard/internal/attempt"
	"sttwizard/internal/store/filestore"
)

func TestPersonsAreNamedWithTheirMachine(t *testing.T) {
	for _, c := range [][3]string{{"dana", "laptop-7", "dana on laptop-7"}, {"dana", "", "dana"}, {"", "laptop-7", "laptop-7"}, {"", "", ""}} {
		if got := Person(c[0], c[1]); got != c[2] {
			t.Errorf("%q", got)
		}
	}
}

func TestWhoStopsAnothersTaskIsToldWhoseItIs(t *testing.T) {
	team := t.TempDir()
	machine := func(who string) *attempt.Journal {
		return attempt.Open(t.TempDir(), attempt.Options{Who: who, Host: "laptop", Team: filestore.Open(team, t.TempDir())})
	}
	a, err := machine("dana").Begin(attempt.Intent{Channel: "hall", BaseURL: "https://api.agora.io"})
	if err != nil {
		t.Fatal(err)
	}
	if got := StopOf(a, "hall"); strings.Contains(got, "started it") {
		t.Errorf("of one's own: %s", got)
	}
	theirs, err := machine("maria").Find(a.ID())
	if err != nil {
		t.Fatal(err)
	}
	if got := StopOf(theirs, "hall"); got != "Stop the task in hall? Subtitles end at once. dana on laptop started it." {
		t.Errorf("%s", got)
	}
}
