package sandbox

import (
	"strings"
	"testing"
	"time"
)

func TestAUsedTokenIsAnsweredInTheChosenWay(t *testing.T) {
	const text = "The task has been started, current status is STARTED, taskId is "
	for _, tt := range []struct {
		reuse        Reuse
		status, code int
		id           bool // in taskId
		text         string
	}{
		{"", 409, 0, false, text},
		{Reuse409, 409, 0, false, text},
		{Reuse409NoID, 409, 0, false, "The task has already been started"},
		{Reuse201, 201, 0, true, ""},
		{Reuse201NoID, 201, 0, false, "The service is already running"},
		{Reuse49, 400, 49, false, text},
		{Reuse49NoID, 400, 49, false, "repeated request"},
		{Reuse200, 200, 0, true, ""},
	} {
		for _, by := range []string{"option", "script"} {
			t.Run(by+" "+string(tt.reuse), func(t *testing.T) {
				o := Options{Reuse: tt.reuse}
				if by == "script" && tt.reuse != "" {
					o = Options{Reuse: ReuseNone, Mode: Mode("used=" + string(tt.reuse))}
				}
				w := newWorld(t, o)
				task, token := w.running(legalBody(t))
				r := w.start(token, legalBody(t))
				said := r.Message + r.Reason
				if r.status != tt.status || r.Code != tt.code || (r.TaskID == task) != tt.id || !strings.HasPrefix(said, tt.text) {
					t.Errorf("answered %d %s", r.status, r.text)
				}
				if want := tt.text == text; strings.Contains(said, task) != want {
					t.Errorf("the id %s is in the text: %v; %s", task, !want, r.text)
				}
				if st := w.state(); len(st.Tasks) != 1 || st.Tokens[0].Starts != 2 {
					t.Errorf("the ledger shows %+v", st)
				}
			})
		}
	}
}

func TestWithoutDeduplicationEachStartMakesATaskWhileTheTokenLives(t *testing.T) {
	w := newWorld(t, Options{Reuse: ReuseNone})
	first, token := w.running(legalBody(t))
	second := w.start(token, legalBody(t))
	if second.status != 200 || second.TaskID == "" || second.TaskID == first {
		t.Errorf("answered %d %s", second.status, second.text)
	}
	for _, task := range []string{first, second.TaskID} {
		w.expect(w.query(task, token), 200, "")
		w.expect(w.stop(task, token), 200, "")
	}
	w.clock.pass(5 * time.Minute)
	w.expect(w.start(token, legalBody(t)), 400, "resourceId reaches out the limited time interval!")
	if n := len(w.state().Tasks); n != 2 {
		t.Errorf("%d tasks", n)
	}
}

func TestOnlyTheStartThatMadeATaskIsLost(t *testing.T) {
	w := newWorld(t, Options{Mode: ModeLost, Reuse: Reuse200})
	token := w.acquire()
	if r := w.start(token, legalBody(t)); r.err == nil {
		t.Errorf("the first start answered %d", r.status)
	}
	if r := w.start(token, legalBody(t)); r.status != 200 || r.TaskID != w.state().Tasks[0].ID {
		t.Errorf("the second start answered %d %s %v", r.status, r.text, r.err)
	}
}

func TestATokensLifeCanBeChosen(t *testing.T) {
	w := newWorld(t, Options{TokenLife: time.Second})
	young, old := w.acquire(), w.acquire()
	w.clock.pass(time.Second - 1)
	w.expect(w.start(young, legalBody(t)), 200, "")
	w.clock.pass(1)
	w.expect(w.start(old, legalBody(t)), 400, "resourceId reaches out the limited time interval!")
	if r := w.start(young, legalBody(t)); r.status != 409 {
		t.Errorf("a used token past its life is answered %d %s", r.status, r.text)
	}
}

func TestAReuseThatDoesNotExistIsAMistakeOfTheProgram(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("New took it")
		}
	}()
	New(Options{Reuse: "418"})
}
