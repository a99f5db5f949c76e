package tasklist

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/ui/kit/kittest"
)

// spoken adds a running task of a channel, in a language.
func (w *world) spoken(t *testing.T, channel, language string) {
	t.Helper()
	in := attempt.Intent{
		AppID: "app", Version: agora.V7, Channel: channel, Connection: "acme", BaseURL: "https://a.example", PubBotUID: "2",
		Request: []byte(`{"languages":["` + language + `"]}`),
	}
	j := attempt.Open(t.TempDir(), attempt.Options{Now: w.Now})
	a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-" + language}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	w.attempts = append(w.attempts, a)
	w.set(a, func(mine *Work) { mine.Status = agora.StatusRunning })
}

func TestTasksOfOneChannelAreToldApartWhereverTheyAreNamed(t *testing.T) {
	s, w, told := listing(t)
	w.spoken(t, "hall", "en-US")
	w.spoken(t, "gala", "en-US")
	w.spoken(t, "hall", "de-DE")
	s.Reload()
	const first, other = "hall (en-US)", "hall (de-DE)"
	kittest.Press(t, s, "x", "X")
	one, all := (*told)[0].(Ask), (*told)[1].(Ask)
	if !strings.Contains(one.Text, first) {
		t.Errorf("it asks %q", one.Text)
	}
	if named := strings.Join(all.More, " "); !strings.Contains(named, first+", gala, "+other) {
		t.Errorf("of all it says %q", named)
	}
}

func TestRowsOfOneChannelSayWhatTellsThemApart(t *testing.T) {
	s, w, _ := listing(t)
	w.spoken(t, "town-hall-of-1128", "en-US")
	w.spoken(t, "town-hall-of-1128", "de-DE")
	s.Reload()
	for _, width := range []int{60, 80, 120} {
		drawn := kittest.Text(s, width, 20)
		for _, a := range w.attempts {
			if apart := s.among().Apart(a); !strings.Contains(drawn, apart) {
				t.Errorf("in %d columns there is no %q in\n%s", width, apart, drawn)
			}
		}
	}
}

func TestWhatIsAlikeStandsByItsReminder(t *testing.T) {
	s, w, _ := listing(t, "late", "none", "soon")
	for i, after := range map[int]time.Duration{0: 3 * time.Hour, 2: time.Hour} {
		if err := w.attempts[i].Plan(w.Now().Add(after)); err != nil {
			t.Fatal(err)
		}
	}
	s.Reload()
	var rows []string
	for _, r := range s.rows {
		rows = append(rows, r.attempt.Intent().Channel)
	}
	if want := []string{"soon", "late", "none"}; !slices.Equal(rows, want) {
		t.Errorf("the rows are %v, want %v", rows, want)
	}
}
