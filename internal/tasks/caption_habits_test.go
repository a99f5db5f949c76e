package tasks_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/seal"
	"sttwizard/internal/session"
	"sttwizard/internal/storage"
	"sttwizard/internal/tasks"
)

// evenings are runs of the program in one home, whose Agora is not known to be the sandbox.
type evenings struct {
	t    *testing.T
	home string
	url  string
	now  time.Time
	last *session.Session
}

func newEvenings(t *testing.T) *evenings {
	_, tunnel := tunnelled(t)
	return &evenings{t: t, home: t.TempDir(), url: tunnel, now: clocktest.At(14, 0, 0)}
}

// next is an event in a run of its own, so many days later.
func (v *evenings) next(days int, mode captions.Mode) *event {
	v.t.Helper()
	v.now = v.now.Add(time.Duration(days) * 24 * time.Hour)
	w := &world{t: v.t, now: v.now}
	vars := map[string]string{"STTWIZARD_HOME": v.home, "SECRET": sandbox.DefaultSecret.Reveal()}
	w.Session = open(v.t, vars, func(o *session.Options) {
		o.Now, o.Sleep = w.time, func(ctx context.Context, d time.Duration) error { w.pass(d); return ctx.Err() }
	})
	v.last = w.Session
	w.by = callerAt(v.t, w.Session, "run-"+v.now.Format("0102"), v.url)
	return newEventOf(v.t, w, "hall-"+v.now.Format("0102"), mode)
}

func TestWhereSilenceWasStoredItProvesSomethingAtTheNextEvent(t *testing.T) {
	t.Parallel()
	v := newEvenings(t)
	if e := v.next(0, captions.ModeDenied); e.until(8).State == arriving.Stopped {
		t.Error("stopped without proof")
	}
	v.next(1, captions.ModeQuiet).is(7.5, arriving.Arriving, "")
	r := v.next(7, captions.ModeDenied).until(8)
	if r.State != arriving.Stopped || r.Why != arriving.SilenceStored || !r.Earlier {
		t.Errorf("a week later: %s (%s), earlier %v", r.State, r.Why, r.Earlier)
	}
	e := v.next(1, captions.ModeDenied)
	e.files.host = arriving.HostAbsent
	e.is(8, arriving.Quiet, arriving.NobodyThere)
	if e := v.next(30, captions.ModeDenied); e.until(8).State == arriving.Stopped {
		t.Error("Agora may have changed its ways in a month")
	}
}

func TestWhatIsSeenNowCountsForMoreThanAnEarlierDay(t *testing.T) {
	t.Parallel()
	v := newEvenings(t)
	v.next(0, captions.ModeQuiet).until(7.5)
	e := v.next(7, captions.ModeFine)
	e.is(2.2, arriving.Arriving, "")
	e.written = 9 // seven minutes of which nothing is stored
	e.is(11, arriving.Arriving, "")
	if r := v.next(1, captions.ModeDenied).until(8); r.State == arriving.Stopped {
		t.Errorf("it was seen that silence is not stored: %s (%s)", r.State, r.Why)
	}
}

func TestHabitsOfTheSandboxAreNotKept(t *testing.T) {
	t.Parallel()
	e := newEvent(t, captions.ModeQuiet)
	e.is(7.5, arriving.Arriving, "")
	if _, err := os.Stat(e.Home.Habits()); err == nil {
		t.Error("they are")
	}
}

func TestDamagedHabitsAreToldAndDoneWithout(t *testing.T) {
	t.Parallel()
	whole := seal.Kept([]byte(`{"v5": "2026-01-01T00:00:00Z"}`))
	for why, content := range map[string]string{
		"its end is missing": string(whole[:len(whole)-1]), "no list of what was seen": string(seal.Kept([]byte(`{"v5": 7}`))), "it is empty": "",
	} {
		v := newEvenings(t)
		v.next(0, captions.ModeQuiet).until(7.5)
		path := v.last.Home.Habits()
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		e := v.next(1, captions.ModeDenied)
		told := v.last.Damage()
		if len(told) != 1 || !strings.Contains(told[0].Error(), why) || !strings.Contains(told[0].Error(), "lost: where Agora was seen") {
			t.Errorf("%s: %v", why, told)
		}
		if r := e.until(8); r.State == arriving.Stopped {
			t.Errorf("%s: stopped without proof", why)
		}
	}
}

func TestALookOfAnotherRunSaysWhatOneSaysThatLookedForLong(t *testing.T) {
	t.Parallel()
	v := newEvenings(t)
	e := v.next(0, captions.ModeQuiet)
	e.until(7.5)
	e.script.Mode = "stop-after-7"
	if r := e.until(13); r.State != arriving.Stopped || r.Why != arriving.SilenceStored {
		t.Fatalf("%s (%s)", r.State, r.Why)
	}
	other := e.elsewhere(v, tasks.StorageKeys{})
	if r, _ := other.Next(t.Context()); r.State != arriving.Stopped || r.Why != arriving.SilenceStored || r.Earlier {
		t.Errorf("the other run: %s (%s, %v)", r.State, r.Why, r.Doubt)
	}
	e.pass(10 * time.Minute) // nobody looks
	if r, _ := e.elsewhere(v, tasks.StorageKeys{}).Next(t.Context()); r.State != arriving.Quiet || !r.Doubt {
		t.Errorf("after nobody looked: %s (%s)", r.State, r.Why)
	}
	if r, _ := e.Next(t.Context()); r.State != arriving.Quiet || !r.Doubt {
		t.Errorf("after it slept itself: %s (%s)", r.State, r.Why)
	}
}

func TestARefusedWriteIsKnownToOtherRunsWhileItIsNew(t *testing.T) {
	t.Parallel()
	v := newEvenings(t)
	e := v.next(0, captions.ModeDenied)
	e.files.refuses = storage.Denied
	if r := e.until(8); r.Why != arriving.WriteRefused {
		t.Fatalf("%s (%s)", r.State, r.Why)
	}
	other := e.elsewhere(v, tasks.StorageKeys{})
	if r, _ := other.Next(t.Context()); r.State != arriving.Stopped || r.Why != arriving.WriteRefused {
		t.Errorf("the other run: %s (%s)", r.State, r.Why)
	}
	e.files.refuses = storage.OK
	e.until(9)
	if r, _ := other.Next(t.Context()); r.State != arriving.Waiting || !r.Doubt {
		t.Errorf("after it was mended: %s (%s)", r.State, r.Why)
	}
}

// elsewhere is the event as another run of the program sees it, in the same home.
func (e *event) elsewhere(v *evenings, keys tasks.StorageKeys) *tasks.CaptionWatch {
	e.t.Helper()
	s := open(e.t, map[string]string{"STTWIZARD_HOME": v.home}, func(o *session.Options) { o.Now = e.time })
	at, err := s.Journal.Find(e.at.ID())
	if err != nil {
		e.t.Fatal(err)
	}
	w, err := s.Tasks.WatchCaptions(e.t.Context(), at, tasks.CaptionOptions{
		Keys: keys, Files: func() (tasks.CaptionFiles, error) { return e.files, nil }, Host: func(context.Context) arriving.Host { return e.files.host },
	})
	if err != nil {
		e.t.Fatal(err)
	}
	return w
}
