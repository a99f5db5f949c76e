package explain

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

func TestAgainIsSaidInTheWordsOfTheVersion(t *testing.T) {
	for _, v := range agora.Versions() {
		words := AskAgain(v)
		if strings.Contains(words, "builder token") == v.Named() || strings.Contains(words, "under the same name") != v.Named() {
			t.Errorf("%s: %s", v, words)
		}
		for _, outcome := range []agora.Outcome{agora.OutcomeUnknown, agora.OutcomeRunningNoID, ""} {
			e := Failure(&attempt.NoHandleError{}, Context{Outcome: outcome, Project: agora.Project{Version: v}})
			if v.Named() && strings.Contains(e.Do, "builder token") {
				t.Errorf("%s, %q: %s", v, outcome, e.Do)
			}
		}
	}
}

func TestAnAttemptThatWasNotSentIsNotSaidToRun(t *testing.T) {
	j := attempt.Open(filepath.Join(t.TempDir(), "attempts"), attempt.Options{Now: func() time.Time { return time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC) }})
	for _, v := range agora.Versions() {
		a, err := j.Begin(attempt.Intent{Version: v, Channel: "hall", AppID: strings.Repeat("0", 32), InstanceID: "sttw-1", BaseURL: "https://a.example"})
		if err != nil {
			t.Fatal(err)
		}
		if what := Unsettled(a); OutcomeOf(a) != agora.OutcomeNotSent || RunsUnknown(a) || !strings.Contains(what, a.Meaning()) || Billing(a) != billedNothing {
			t.Errorf("%s: %s, %q, %q", v, OutcomeOf(a), what, Billing(a))
		}
		a.Release()
	}
}
