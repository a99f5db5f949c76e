package tasks_test

import (
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/tasks"
)

func TestTheLastRunIsTheNewestTaskThatStarted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.ModeOK)
	s := w.Session
	start := func(channel, preset string, sent bool) {
		t.Helper()
		x, err := w.by.Begin(t.Context(), tasks.BeginOptions{Request: request(channel), Beside: true,
			StartOptions: tasks.StartOptions{Preset: preset, UniqueUIDs: channel == "drawn"}})
		if err != nil {
			t.Fatal(err)
		}
		if !sent {
			if err := x.Cancel(); err != nil {
				t.Fatal(err)
			}
			return
		}
		if err := x.Acquire(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := x.Send(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.pass(time.Minute)
	}
	if _, ok, err := s.Tasks.LastRun(""); ok || err != nil {
		t.Fatalf("before any: %v, %v", ok, err)
	}
	start("first", "gala", true)
	start("drawn", "", true)
	start("given-up", "gala", false)
	for preset, want := range map[string]string{"": "drawn", "gala": "first", "other": ""} {
		run, ok, err := s.Tasks.LastRun(preset)
		if err != nil || ok != (want != "") || run.Request.RTC.ChannelName != want {
			t.Errorf("of %q: %+v, %v, %v", preset, run, ok, err)
		}
		if want == "drawn" && (run.Request.RTC.PubBotUID != "" || run.Request.Name != "" || run.At.IsZero()) {
			t.Errorf("%+v", run)
		}
		if want == "first" && (run.Request.RTC.PubBotUID == "" || run.Preset != "gala" || run.Version != agora.V5) {
			t.Errorf("%+v", run)
		}
	}
}
