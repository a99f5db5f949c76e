package explain

import (
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
)

func TestWhatANoToAStopLeavesIsSaid(t *testing.T) {
	now := clocktest.At(14, 0, 0)
	j := attempt.Open(t.TempDir(), attempt.Options{Now: func() time.Time { return now }})
	runs := func(url string) *attempt.Attempt {
		in := attempt.Intent{Version: agora.V7, Channel: "hall", AppID: "app", BaseURL: url}
		a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-1"}, agora.Task{})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	real, pretended, ended := runs("https://a.example"), runs(""), runs("https://a.example")
	if err := ended.Ended(attempt.HowGone); err != nil {
		t.Fatal(err)
	}
	for want, list := range map[string][]*attempt.Attempt{
		"not stopped: it runs on and costs money": {real},
		"not stopped: it runs on":                 {pretended},
		"":                                        {ended},
		"not stopped: all 2 run on and cost money": {real, pretended, ended},
	} {
		if got := LeftToRun(list...); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}
