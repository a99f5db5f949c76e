package explain

import (
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

func TestEveryRecordIsSaidInWords(t *testing.T) {
	until := time.Date(2026, 11, 22, 16, 30, 0, 0, time.Local)
	const token = "builder-token-canary"
	for _, test := range []struct {
		record attempt.Record
		want   string
	}{
		{attempt.Record{Event: attempt.EventIntent}, "written down, nothing sent yet"},
		{attempt.Record{Event: attempt.EventSending, N: 1, Token: token}, "the start request is sent"},
		{attempt.Record{Event: attempt.EventSending, N: 1, Token: token, Early: 2 * time.Minute}, "the start request is sent, with a builder token that was got 2 min before"},
		{attempt.Record{Event: attempt.EventSending, N: 3}, "start request 3 is sent, with the same builder token"},
		{attempt.Record{Event: attempt.EventStarted, N: 1, TaskID: "t1"}, "starting: task t1"},
		{attempt.Record{Event: attempt.EventTakenUp, TaskID: "t1", Token: token}, "taken up: task t1, started elsewhere"},
		{attempt.Record{Event: attempt.EventRunningNoID, N: 1, Why: "already-started"}, "Agora says that it runs, without its task id: already started"},
		{attempt.Record{Event: attempt.EventRejected, N: 1, Why: "body-refused"}, "refused by Agora: body refused"},
		{attempt.Record{Event: attempt.EventBusy, N: 1, Why: "busy"}, "Agora was busy, nothing was started"},
		{attempt.Record{Event: attempt.EventNotSent, N: 1, Why: "dns"}, "the request never left this machine: the server's name was not found"},
		{attempt.Record{Event: attempt.EventUnknown, N: 2, Why: attempt.WhySenderEnded}, "start request 2: no answer that proves anything, it may be running: the sttwizard that sent it ended without writing an answer"},
		{attempt.Record{Event: attempt.EventUnknown, Why: attempt.WhyDamaged, Note: "line 2 is damaged"}, "the journal is damaged here (line 2 is damaged): something may be missing"},
		{attempt.Record{Event: attempt.EventProbe, Present: true}, "looked into the channel: a bot is there"},
		{attempt.Record{Event: attempt.EventProbe}, "looked into the channel: no bot is there"},
		{attempt.Record{Event: attempt.EventStopping, N: 1}, "asked to stop"},
		{attempt.Record{Event: attempt.EventStopRefused, N: 1}, "Agora refused to stop it, so it runs on"},
		{attempt.Record{Event: attempt.EventStopNotSent, N: 1, Why: "dns"}, "that never left this machine, so it was not asked and runs on: the server's name was not found"},
		{attempt.Record{Event: attempt.EventStopped, How: attempt.HowStopped}, "ended: Agora says that it has stopped"},
		{attempt.Record{Event: attempt.EventStopped, How: attempt.HowGone}, "ended: Agora has no such task any more"},
		{attempt.Record{Event: attempt.EventStopped, How: attempt.HowAbsent}, "ended: its bots are gone from the channel"},
		{attempt.Record{Event: attempt.EventStopped, How: attempt.HowRemoved}, "ended: its bots were removed from the channel"},
		{attempt.Record{Event: attempt.EventAbandoned, Why: attempt.WhyAbsent}, "given up, nothing runs: nothing can start any more, and no bot was in the channel, twice"},
		{attempt.Record{Event: attempt.EventAcknowledged}, "set aside by you"},
		{attempt.Record{Event: attempt.EventKicking, Until: until}, "both bots removed from the channel, until 22 Nov 16:30:00"},
		{attempt.Record{Event: attempt.EventPlanned, Until: until}, "reminder set to 22 Nov 16:30:00"},
		{attempt.Record{Event: attempt.EventUpdating, N: 2, Mask: []string{agora.PathLanguages, agora.PathTranslateOn, agora.PathTranslatedPairs}}, "change 2 is sent: languages, translation"},
		{attempt.Record{Event: attempt.EventUpdated, N: 2}, "change 2 is in force"},
		{attempt.Record{Event: attempt.EventNotUpdated, N: 2, Why: "busy"}, "change 2 is not in force: busy"},
		{attempt.Record{Event: attempt.EventUpdateLost, N: 2, Why: "timeout"}, "change 2: no answer that proves anything, it may be in force: no answer in time"},
		{attempt.Record{Event: attempt.EventPlanned}, "no reminder any more"},
	} {
		got := Record(agora.V5, test.record)
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.record.Event, got, test.want)
		}
		if strings.Contains(got, token) {
			t.Errorf("%s tells the builder token", test.record.Event)
		}
	}
	for _, cause := range []agora.NetCause{agora.CauseDNS, agora.CauseProxy, agora.CauseRefused, agora.CauseTLS, agora.CauseTimeout, agora.CauseReset} {
		if reason(string(cause)) == string(cause) {
			t.Errorf("no words for the cause %s", cause)
		}
	}
}
