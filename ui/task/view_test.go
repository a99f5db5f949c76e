package task

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

// mustShow looks for texts on the screen, whatever is between their words.
func mustShow(t *testing.T, s *Screen, texts ...string) {
	t.Helper()
	shown := strings.Join(strings.Fields(kittest.Text(s, 100, 40)), " ")
	for _, text := range texts {
		if !strings.Contains(shown, text) {
			t.Errorf("there is no %q in %q", text, shown)
		}
	}
}

func TestTheHeadSaysHowATaskStands(t *testing.T) {
	s, w := running(t)
	clean := w.Work
	for want, change := range map[string]func(){
		"▸ Not asked yet It was started; Agora was not asked yet":             func() {},
		"● Running IN_PROGRESS Listening to English. While it runs, it costs": func() { w.Status = agora.StatusInProgress },
		"✗ Not stopped FAILURE_STOP":                                          func() { w.Status = agora.StatusFailureStop },
		"▸ Stopping…":                                                         func() { w.Ending = true },
		"asked 3 s ago, asking":                                               func() { w.Answered, w.Asking = w.now.Add(-3*time.Second), true },
		"asked 0 s ago, next in 12 s":                                         func() { w.Answered, w.Next = w.now, w.now.Add(12*time.Second) },
		"no answer since 1 min 01 s":                                          func() { w.Answered, w.Silent = w.now, w.now.Add(-61*time.Second) },
	} {
		w.Work = clean
		change()
		mustShow(t, s, want)
	}
	w.Work = clean
	end(t, w.Attempt, attempt.HowStopped)
	mustShow(t, s, "– Ended 14:00:00")
}

// A task that began yesterday does not look like one of an hour ago.
func TestTheStoryOfAnotherDayHasItsDate(t *testing.T) {
	s, w := running(t)
	today := kittest.Text(s, 100, 24)
	if !strings.Contains(today, "14:00:00") || strings.Contains(today, "Nov 14:00:00") {
		t.Errorf("a story of today has another time:\n%s", today)
	}
	w.now = w.now.Add(24 * time.Hour)
	for _, size := range [][2]int{{120, 40}, {100, 24}, {80, 24}, {60, 20}, {40, 12}} {
		shown := kittest.Text(s, size[0], size[1])
		if day := w.now.Add(-24*time.Hour).Format("2 Jan 15:04:05") + "  "; size[0] > 40 && !strings.Contains(shown, day) {
			t.Errorf("at %v there is no %q:\n%s", size, day, shown)
		}
	}
}

func TestSentencesSayHowATaskStands(t *testing.T) {
	s, w := running(t)
	clean := w.Work
	for want, change := range map[string]func(){
		"it runs, it costs money. x stops it again.": func() { w.StopErr = errors.New("refused") },
		"Telling Agora to stop, then watching":       func() { w.Ending, w.Wished, w.Told = true, true, w.now },
		"Watching until the task is gone.":           func() { w.Ending, w.Told = true, w.now },
		"The task itself goes on.":                   func() { w.Err = errors.New("silence") },
		"proves no end. It may still run. While it runs, it costs money. x stops it. It is asked for again by itself in 7 s.": func() {
			w.Err, w.Next = &agora.APIError{Op: agora.OpQuery, Status: 404, Kind: agora.KindNotFound}, w.now.Add(7*time.Second)
		},
		"The change is sent; waiting":            func() { w.Change = Changing{Wanted: true, Sent: true} },
		"The change is sent in 0 s: Agora wants": func() { w.Change.Wanted = true },
		"Reminder at tea time":                   func() {},
		"via acme, v7, REAL":                     func() { w.mark = "REAL" },
	} {
		w.Work, w.mark = clean, ""
		change()
		mustShow(t, s, want)
	}
}

func TestADoubtSaysWhatGoesOn(t *testing.T) {
	s, w := lost(t)
	clean := w.Work
	for want, change := range map[string]func(){
		"x finds out and stops what runs; r only looks": func() {},
		"Asking Agora.": func() { w.Stepping = true },
		"Looking for its bots in the channel in 3 s.": func() { w.Settles, w.StepAt = true, w.now.Add(3*time.Second) },
		"this can't start a second task.":             func() { w.Settles, w.Step = true, attempt.NextSend },
		"It was found; stopping it.":                  func() { w.Settles, w.Step = true, attempt.NextStop },
		"is stopped as soon as its id is known.":      func() { w.Settles, w.ToEnd = true, true },
		"Not asked: c adds one.":                      func() { w.Barred, w.Needs = true, "c adds one" },
		"It could not be settled.":                    func() { w.Given = true },
		"Nobody knows whether it runs: its start was": func() {},
		"Certain at the latest at 14:":                func() {},
		"What runs of it ends by itself":              func() {},
	} {
		w.Work = clean
		change()
		mustShow(t, s, want)
	}
}

func TestABarStandsWhileTheDoubtHasAnEnd(t *testing.T) {
	s, w := lost(t)
	bar := strings.Repeat("░", kit.BarWidth)
	mustShow(t, s, bar)
	w.Fault = &agora.NetError{Op: agora.OpQuery, Cause: agora.CauseTimeout}
	if text := kittest.Text(s, 100, 30); strings.Contains(text, "░") || strings.Contains(text, "Certain at the latest") {
		t.Errorf("while Agora is not reached it shows\n%s", text)
	}
}

func TestTheTimeLineIsTheJournalAndWhatAgoraSaid(t *testing.T) {
	s, w := lost(t)
	w.Seen = []Point{{w.now.Add(time.Second), "IDLE"}, {w.now.Add(2 * time.Second), "IDLE"}}
	var told []string
	for _, p := range w.story() {
		told = append(told, p.Words)
	}
	if got := strings.Join(told, ", "); got != "sent, no clear answer, starting" {
		t.Errorf("it is %q", got)
	}
	mustShow(t, s, "14:00:00 sent", "14:00:01 starting")
	for width := 30; width < 140; width += 7 {
		for height := 1; height < 30; height += 4 {
			kittest.Text(s, width, height) // any size is drawn
		}
	}
}

func TestATaskThatRanBeforeIsOnlySeenRunning(t *testing.T) {
	s, w := lost(t)
	w.Seen = []Point{{w.now.Add(time.Minute), "IN_PROGRESS"}}
	mustShow(t, s, "14:01:00 seen running")
	w.Seen = slices.Insert(w.Seen, 0, Point{w.now.Add(time.Second), "STARTED"})
	mustShow(t, s, "14:00:01 starting", "14:01:00 running")
}

func TestTheConnectionIsTheTasksOwn(t *testing.T) {
	s, _ := running(t)
	want := connections.Connection{Name: "acme", Version: agora.V7, BaseURL: "https://acme.example"}
	if got := s.By(); got != want {
		t.Errorf("it is %+v, want %+v", got, want)
	}
	if !by(attempt.Intent{Connection: connections.SandboxName}).Sandbox {
		t.Error("the sandbox's costs money")
	}
}

func TestATaskThatWaitsForASecretStandsAsOnHome(t *testing.T) {
	s, w := running(t)
	w.Doing = explain.Doing{Awaits: true}
	mustShow(t, s, "! Not asked")
	w.Doing = explain.Doing{Barred: true}
	mustShow(t, s, "✗ Can't be asked")
}

// What the journal does not keep is seen to be missing, and named.
func TestSecretsThatAreLeftOutAreSaid(t *testing.T) {
	w := &world{}
	in := intent()
	in.Request = []byte(`{"languages":["en-US"],"rtcConfig":{"channelName":"hall"},"captionConfig":{"storage":{"vendor":1,"region":0,"bucket":"b"}}}`)
	in.Lacks = []string{agora.PathPubBotToken, agora.PathSecretKey, agora.PathSubBotToken}
	a, err := attempt.TakeUp(journal(t, w), in, agora.Handle{TaskID: "task-1"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	text := kittest.Text(screen(w, a), 160, 60)
	shown := strings.Join(strings.Fields(strings.ReplaceAll(text, "│", "")), " ")
	for _, want := range []string{`"secretKey": "••••"`, `"pubBotToken": "••••"`} {
		if !strings.Contains(shown, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
	left := "2 secrets left out: the bot's token and secret access key"
	if got := screen(w, a).leftOut; got != left {
		t.Errorf("it says %q, want %q", got, left)
	}
	if !strings.Contains(text, "2 secrets left out: ") {
		t.Errorf("the pane does not say it:\n%s", text)
	}
	in.Lacks = nil
	if a, err = attempt.TakeUp(journal(t, w), in, agora.Handle{TaskID: "task-1"}, agora.Task{}); err != nil {
		t.Fatal(err)
	}
	if text := kittest.Text(screen(w, a), 160, 60); strings.Contains(text, "left out") || strings.Contains(text, "••••") {
		t.Errorf("without secrets it shows\n%s", text)
	}
}

func TestSinceWhenATaskIsStartedIsSaid(t *testing.T) {
	s, w := running(t)
	w.now = w.now.Add(time.Hour)
	w.Status, w.Seen = agora.StatusStarted, []Point{{w.now.Add(-time.Minute), "STARTED"}}
	mustShow(t, s, "called it STARTED since 14:00:00") // the first that was seen of it is no beginning
	w.Seen = []Point{{w.now.Add(-2 * time.Minute), "IN_PROGRESS"}, {w.now.Add(-time.Minute), "STARTED"}}
	mustShow(t, s, "called it STARTED since 14:59:00")
}
