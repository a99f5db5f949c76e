package home

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/ui/kit/kittest"
)

// spoken are tasks of one channel, one for each language.
func spoken(t *testing.T, languages ...string) []*attempt.Attempt {
	t.Helper()
	j := attempt.Open(t.TempDir(), attempt.Options{Now: oneOClock})
	var out []*attempt.Attempt
	for _, language := range languages {
		in := attempt.Intent{
			AppID: "app", Version: agora.V7, Channel: "town-hall-of-1128", Connection: "acme", PubBotUID: "2",
			Request: []byte(`{"languages":["` + language + `"]}`),
		}
		a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-" + language}, agora.Task{})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

func TestTasksOfOneChannelAreToldApartAtEveryWidth(t *testing.T) {
	w := &world{open: spoken(t, "en-US", "de-DE")}
	s, _ := opened(w)
	for _, size := range [][2]int{{40, 12}, {60, 20}, {80, 24}, {96, 24}, {100, 16}, {120, 40}} {
		text := kittest.Text(s, size[0], size[1])
		english, german := strings.Contains(text, "en"), strings.Contains(text, "de")
		if rows := strings.Count(text, "● town"); rows != 2 || !english || !german {
			t.Errorf("in %v it shows\n%s", size, text)
		}
	}
}
