package explain

import (
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/words"
)

func TestATaskThatStaysStartedSaysWhatThatMeans(t *testing.T) {
	now := clocktest.At(14, 0, 0)
	j := attempt.Open(t.TempDir(), attempt.Options{Now: func() time.Time { return now }})
	runs := func(url string) *attempt.Attempt {
		in := attempt.Intent{Version: agora.V6, Channel: "hall", AppID: "app", BaseURL: url}
		a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-1", BuilderToken: "t"}, agora.Task{})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	real, pretended := runs("https://a.example"), runs("")
	come := CaptionWords{Health: words.Well, Line: "captions arriving"}
	const begins = "Agora has called it STARTED since 14:00:00 and has not said that it transcribes; some tasks stay so all their life"
	const look = ". Look into the channel whether text comes; if none does, w says what to look at, and x stops it."
	for _, test := range []struct {
		a        *attempt.Attempt
		status   agora.Status
		after    time.Duration
		captions CaptionWords
		want     string
	}{
		{real, agora.StatusStarted, agora.StartedRuns - time.Second, come, ""},
		{real, agora.StatusInProgress, time.Hour, come, ""},
		{real, agora.StatusStarted, agora.StartedRuns, CaptionWords{}, begins + ", and are billed all the same" + look},
		{real, agora.StatusStarted, time.Hour, come, begins + ", and are billed all the same. Captions come, so it does."},
		{pretended, agora.StatusStarted, time.Hour, CaptionWords{}, begins + look},
	} {
		now = clocktest.At(14, 0, 0).Add(test.after)
		if got := StaysStarted(test.a, test.status, "14:00:00", "w says", test.captions); got != test.want {
			t.Errorf("%s after %s: it says %q, want %q", test.status, test.after, got, test.want)
		}
	}
}
