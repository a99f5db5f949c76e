package explain

import (
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
)

func TestTasksOfOneChannelAreToldApart(t *testing.T) {
	now := clocktest.At(21, 44, 0)
	j := attempt.Open(t.TempDir(), attempt.Options{Now: func() time.Time { return now }})
	begin := func(channel, language, id string) *attempt.Attempt {
		in := attempt.Intent{AppID: "app", Version: agora.V7, Channel: channel, Request: []byte(`{"languages":["` + language + `"]}`)}
		a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: id}, agora.Task{})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	all := []*attempt.Attempt{begin("hall", "en-US", "1NT29X11-A"), begin("hall", "en-US", "1NT29X11-B"), begin("hall", "de-DE", "1NT29X11-C"), begin("gala", "en-US", "1NT29X11-D")}
	now = now.Add(20 * time.Second)
	all = append(all, begin("hall", "en-US", "1NT29X11-E"))
	now = now.Add(5 * time.Minute)
	all = append(all, begin("hall", "en-US", "1NT29X11-F"))
	among := Among{All: all, Now: now}
	for i, want := range []string{
		"hall (task 1NT29X11-A)", "hall (task 1NT29X11-B)", "hall (de-DE)", "gala", "hall (since 21:44:20)", "hall (since 21:49)",
	} {
		if got := among.NameOf(all[i]); got != want {
			t.Errorf("%d of many is %q, want %q", i, got, want)
		}
	}
	alone := Among{All: all[3:5], Now: now}
	if got := alone.NameOf(all[4]); got != "hall" {
		t.Errorf("alone in its channel it is %q", got)
	}
	titled := Among{All: all[2:4], Now: now, Name: func(*attempt.Attempt) string { return "Weekly" }}
	if got := titled.NameOf(all[2]); got != "Weekly (hall)" {
		t.Errorf("under one title it is %q", got)
	}
}
