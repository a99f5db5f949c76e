package preflight

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/preflight"
	"sttwizard/ui/kit"
	"sttwizard/ui/kit/kittest"
)

// world has a time, and asks one question.
type world struct {
	now  time.Time
	asks string
}

func (w *world) Now() time.Time         { return w.now }
func (w *world) Version() agora.Version { return agora.V6 }
func (w *world) Asks(path string) bool  { return path == w.asks }
func (w *world) BackTo() string         { return "home" }
func (w *world) Sign() string           { return "*" }

func (w *world) Words(r preflight.Row) explain.Checked {
	return explain.Preflight(r, explain.Checking{Connection: connections.Connection{Name: "acme"}, Project: agora.Project{Version: agora.V6}, Now: w.now})
}

// shown makes a screen that knows rows, and returns what was chosen on it.
func shown(w *world, rows ...preflight.Row) (*Screen, *[]Outcome) {
	var told []Outcome
	s := New(w, func(o Outcome) tea.Cmd { told = append(told, o); return nil })
	for _, r := range rows {
		r.At = w.now
		s.Know(r)
	}
	return s, &told
}

// allGreen are the rows of a task for which everything is in place.
func allGreen() []preflight.Row {
	var out []preflight.Row
	for _, c := range preflight.Checks(agora.V6) {
		out = append(out, preflight.Row{Check: c, Verdict: preflight.Green, Why: preflight.InPlace})
	}
	return out
}

func TestEnterLeadsToWhatPutsARowRight(t *testing.T) {
	for name, c := range map[string]struct {
		row  preflight.Row
		want Outcome
	}{
		"a field":                   {preflight.Row{Check: preflight.UIDs, Verdict: preflight.Red, Why: preflight.Taken, Mend: preflight.MendField, Field: agora.PathPubBotUID}, Edit{agora.PathPubBotUID}},
		"a field that is not asked": {preflight.Row{Check: preflight.UIDs, Verdict: preflight.Red, Why: preflight.Taken, Mend: preflight.MendField, Field: agora.PathSubBotUID}, nil},
		"the connection":            {preflight.Row{Check: preflight.Credentials, Verdict: preflight.Grey, Why: preflight.Secret, Mend: preflight.MendConnection}, Connection},
		"the reminder":              {preflight.Row{Check: preflight.Life, Verdict: preflight.Red, Why: preflight.TooLong, Mend: preflight.MendReminder}, Remind},
		"what runs":                 {preflight.Row{Check: preflight.Others, Verdict: preflight.Amber, Why: preflight.Running, Mend: preflight.MendTasks}, Tasks},
		"nothing here":              {preflight.Row{Check: preflight.Clock, Verdict: preflight.Red, Why: preflight.Wrong, Mend: preflight.MendOutside}, nil},
		"nothing is wrong":          {preflight.Row{Check: preflight.Request, Verdict: preflight.Green, Why: preflight.InPlace}, nil},
	} {
		s, told := shown(&world{now: clocktest.At(12, 0, 0), asks: agora.PathPubBotUID}, c.row)
		b, ok := kit.Find(s.Keys(), "enter")
		if ok != (c.want != nil) {
			t.Errorf("%s: enter does something: %v", name, ok)
			continue
		}
		if ok {
			b.Do()
			if !slices.Equal(*told, []Outcome{c.want}) {
				t.Errorf("%s: enter tells %v", name, *told)
			}
		}
	}
}

func TestEachKeyTellsOneOutcome(t *testing.T) {
	s, told := shown(&world{now: clocktest.At(12, 0, 0)}, allGreen()...)
	for k, want := range map[string]Outcome{"f": Again, "esc": Back, "c": Connection, "e": Remind, "t": Tasks} {
		*told = nil
		kittest.Do(t, s.Keys(), k)
		if !slices.Equal(*told, []Outcome{want}) {
			t.Errorf("%s tells %v", k, *told)
		}
	}
}

func TestWhatIsWrongHasTheFocusUntilSomebodyChooses(t *testing.T) {
	s, _ := shown(&world{now: clocktest.At(12, 0, 0)})
	s.Know(preflight.Row{Check: preflight.Clock, Verdict: preflight.Grey, Why: preflight.Unanswered})
	s.Know(preflight.Row{Check: preflight.Host, Verdict: preflight.Amber, Why: preflight.Nobody})
	if s.checks[s.at] != preflight.Host {
		t.Errorf("the focus is on %s", s.checks[s.at])
	}
	s.Know(preflight.Row{Check: preflight.Journal, Verdict: preflight.Red, Why: preflight.Slow})
	if s.checks[s.at] != preflight.Journal {
		t.Errorf("the focus is on %s", s.checks[s.at])
	}
	kittest.Do(t, s.Keys(), "up")
	s.Know(preflight.Row{Check: preflight.Storage, Verdict: preflight.Red, Why: preflight.Slow})
	if s.checks[s.at] != preflight.Request {
		t.Errorf("it left the row that was chosen for %s", s.checks[s.at])
	}
}

func TestItSaysEachVerdictInWordsWhileItIsLooked(t *testing.T) {
	w := &world{now: clocktest.At(12, 0, 0)}
	s, _ := shown(w,
		preflight.Row{Check: preflight.Request, Verdict: preflight.Green, Why: preflight.InPlace},
		preflight.Row{Check: preflight.Host, Verdict: preflight.Amber, Why: preflight.Nobody},
		preflight.Row{Check: preflight.Clock, Verdict: preflight.Red, Why: preflight.Wrong, Offset: agora.Offset{Low: -20 * time.Minute, High: -19 * time.Minute}},
		preflight.Row{Check: preflight.UIDs, Verdict: preflight.Grey, Why: preflight.Slow},
		preflight.Row{Check: preflight.Storage, Verdict: preflight.Off, Why: preflight.NotWanted},
	)
	text := kittest.Text(s, 80, 24)
	for _, want := range []string{
		" * Looking at 6 things more; nothing is started, nothing is billed.",
		"   ✓ Request          ready", "   ! Host             look", " ❯ ✗ Clock            wrong      19 min 30 s behind (± 30 s)",
		"   ○ Bots' uids       not known", "   – Storage          off", "   · Credentials      …", "→ Set this machine's clock",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("it does not say %q:\n%s", want, text)
		}
	}
	if !s.Waits() || !s.Counts() {
		t.Errorf("it waits %v, it counts %v", s.Waits(), s.Counts())
	}
}

func TestWhatWasInPlaceIsNotKnownTenMinutesLater(t *testing.T) {
	w := &world{now: clocktest.At(12, 0, 0)}
	s, told := shown(w, allGreen()...)
	if text := kittest.Text(s, 80, 24); !strings.Contains(text, "✓ Everything is in place.") || s.Waits() {
		t.Errorf("it says\n%s", text)
	}
	w.now = w.now.Add(10 * time.Minute)
	text := kittest.Text(s, 80, 24)
	if strings.Contains(text, "ready") || !strings.Contains(text, "○ Host             not known  was in place at 12:00, too long ago") || s.Counts() {
		t.Errorf("it says\n%s", text)
	}
	kittest.Do(t, s.Keys(), "enter")
	if !slices.Equal(*told, []Outcome{Again}) {
		t.Errorf("enter tells %v", *told)
	}
}

func TestAllAboutARowIsReadAlone(t *testing.T) {
	s, told := shown(&world{now: clocktest.At(12, 0, 0)}, append(allGreen(),
		preflight.Row{Check: preflight.Clock, Verdict: preflight.Red, Why: preflight.Wrong, Offset: agora.Offset{Low: time.Hour, High: time.Hour}})...)
	kittest.Do(t, s.Keys(), "d")
	text := kittest.Text(s, 40, 12)
	if !s.IsReading() || strings.Contains(text, "Journal") || !strings.Contains(text, "minutes off.") || !slices.Equal(*told, []Outcome{OtherText}) {
		t.Errorf("it tells %v and says\n%s", *told, text)
	}
	kittest.Do(t, s.Keys(), "esc")
	if text := kittest.Text(s, 40, 12); s.IsReading() || !strings.Contains(text, "Clock") {
		t.Errorf("it says\n%s", text)
	}
}

func TestWhatPutsARowRightIsSeenOnSmallScreensToo(t *testing.T) {
	s, _ := shown(&world{now: clocktest.At(12, 0, 0)}, append(allGreen(),
		preflight.Row{Check: preflight.Clock, Verdict: preflight.Red, Why: preflight.Wrong, Offset: agora.Offset{Low: time.Hour, High: time.Hour}})...)
	for _, size := range [][2]int{{60, 16}, {80, 20}, {120, 36}} {
		if text := kittest.Text(s, size[0], size[1]); !strings.Contains(text, "→ Set this machine's clock") {
			t.Errorf("at %v it says\n%s", size, text)
		}
	}
}
