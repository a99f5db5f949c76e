package ui

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
)

// storiesVariable says how many random stories are told; see internal/cli.
const storiesVariable = "STTWIZARD_STORIES"

// pretends are what calls about a task may come to: the first one is the truth.
var pretends = []struct {
	name   string
	answer map[string]int // statuses by operation, before anything reaches the server
}{
	{"the truth", nil},
	{"a gateway without routes", map[string]int{"query": 404, "stop": 404, "presence": 404, "list": 404}},
	{"a service that has lost sight of it", map[string]int{"query": 404, "stop": 404}},
	{"nobody may ask for the bots", map[string]int{"query": 404, "presence": 403, "list": 403}},
	{"a service in trouble", map[string]int{"query": 503, "stop": 503, "presence": 503}},
}

// ending are the words by which the screens say that nothing runs.
var ending = []string{
	"has ended", "– ended", ": ended", " ended at", "is gone", "nothing is running", "nothing runs", "not billed", "nothing is billed", "nothing was started",
	"costs nothing any more", "given up",
}

// harmless are sentences with such words that say the contrary.
var harmless = strings.NewReplacer("Agora says that the task has ended", "", "hether the task has ended", "", "not seen to have ended", "", "until it has ended", "")

// TestNoScreenSaysThatWhatRunsIsOver tells random stories of an attempt. Right after
// its own place has said that the task runs, no screen says that it is over.
func TestNoScreenSaysThatWhatRunsIsOver(t *testing.T) {
	t.Parallel()
	n := 12
	if text := os.Getenv(storiesVariable); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	for _, v := range []agora.Version{agora.V5, agora.V7} {
		for seed := range n {
			t.Run(fmt.Sprintf("%s story %d", v, seed), func(t *testing.T) {
				t.Parallel()
				tellStory(t, v, rand.New(rand.NewPCG(uint64(seed), 7)))
			})
		}
	}
}

func tellStory(t *testing.T, v agora.Version, r *rand.Rand) {
	c := newCrossroads(t, v, otherways[r.IntN(2)])
	c.bring([]attempt.State{attempt.Started, attempt.Started, attempt.Unknown, attempt.Stopped}[r.IntN(4)])
	var told []string
	c.press("r")
	for range 12 {
		p := pretends[r.IntN(len(pretends))]
		c.pretend(p.answer)
		c.clock.Pass([]time.Duration{time.Second, 15 * time.Second, time.Minute, time.Hour}[r.IntN(4)])
		for range 1 + r.IntN(6) {
			key := []string{"h", "t", "r", "enter", "esc", "r", "d"}[r.IntN(7)]
			if c.m.over == nil {
				c.press(key)
				told = append(told, key)
			}
			c.ringOne()
		}
		told = append(told, p.name)
		c.esc()
		if p.answer != nil {
			continue
		}
		asked := c.wire.Calls("query")
		for _, key := range []string{"h", "r", "t", "r", "enter"} {
			c.press(key)
			for range 6 {
				c.ringOne()
			}
			if words := c.saysOver(); words != "" && c.wire.Calls("query") > asked && c.runsOn() {
				t.Fatalf("it runs, its place has just said so, and %q is told after %v:\n%s", words, told, c.text())
			}
			c.esc()
		}
	}
}

// esc leaves whatever is asked.
func (c *crossroads) esc() {
	for range 3 {
		if c.m.over != nil {
			c.press("esc")
		}
	}
}

// pretend lets calls end with those statuses.
func (c *crossroads) pretend(answers map[string]int) {
	for _, op := range []string{"query", "stop", "presence", "list"} {
		c.wire.Answer(op, answers[op], "", `{"message":"Not Found"}`)
	}
}

// runsOn reports whether the task runs and was not told to stop.
func (c *crossroads) runsOn() bool {
	c.t.Helper()
	state, err := sandbox.Read(c.ledger)
	if err != nil || len(state.Tasks) != 1 {
		c.t.Fatalf("%d tasks, %v", len(state.Tasks), err)
	}
	task := state.Tasks[0]
	return task.StopRequestedAt.IsZero() && c.clock.Now().Before(task.EndedAt)
}

// saysOver returns the words on the screen that say that nothing runs. What the time
// line tells is the past.
func (c *crossroads) saysOver() string {
	text, _, _ := strings.Cut(c.text(), "attempt  ")
	text = harmless.Replace(strings.Join(strings.Fields(text), " "))
	for _, words := range ending {
		if strings.Contains(text, words) {
			return words
		}
	}
	return ""
}
