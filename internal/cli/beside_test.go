package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"sttwizard/agora"
)

// speaking returns a start in the channel demo for a language, with uids of its own.
func speaking(language string, v agora.Version, args ...string) []string {
	return append([]string{"start", "--sandbox", "--api", string(v), "--set", "rtcConfig.channelName=demo", "--set", "languages=" + language}, args...)
}

func TestASecondTaskIsAskedAboutByItsLanguages(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		t.Run(string(v), func(t *testing.T) {
			w := newWorld(t)
			w.want(exitDone, speaking("en-US", v, "--yes")...)
			for _, test := range []struct {
				language string
				says     []string
				not      string
				question string
			}{
				{"en-US", []string{"for en-US too (en-US: task ", "two tasks may be billed for the same", "; or add --beside"}, "usual", "Start another one all the same?"},
				{"fr-FR", []string{"for en-US; this one is for fr-FR (en-US: task ", ", since ", "started here by the connection sandbox",
					"a task for each language is the usual way to have several, and each task is billed", "add --beside to start this one too"}, "for the same", "Start this one beside it?"},
			} {
				r := w.want(exitWrong, speaking(test.language, v, "--yes", "--json")...)
				var got struct{ Error errorJSON }
				if err := json.Unmarshal([]byte(r.out), &got); err != nil || got.Error.Kind != kindConflict {
					t.Fatalf("%v: %s", err, r.out)
				}
				mustHold(t, got.Error.Message+" "+got.Error.Next, test.says...)
				mustLack(t, got.Error.Message, test.not)

				w.env.CanAsk = true
				asked := w.run("yes\nno\n", speaking(test.language, v)...)
				w.env.CanAsk = false
				if asked.code != exitWrong {
					t.Errorf("exit code %d", asked.code)
				}
				mustHold(t, asked.err, test.question)
			}
			if n := len(w.ledger().Tasks); n != 1 {
				t.Fatalf("%d tasks", n)
			}
			r := w.want(exitDone, speaking("fr-FR", v, "--yes", "--beside")...)
			mustHold(t, r.err, "note: a task may be running in the channel demo already, for en-US; this one is for fr-FR")
			r = w.want(exitDone, speaking("de-DE", v, "--yes", "--even-if-running")...)
			mustHold(t, r.err, "note: 2 tasks may be running in the channel demo already, for fr-FR, en-US; this one is for de-DE")
			if n := len(w.ledger().Tasks); n != 3 {
				t.Errorf("%d tasks", n)
			}
			if n := strings.Count(w.want(exitDone, "tasks", "list").out, "demo"); n != 3 {
				t.Errorf("%d tasks are listed", n)
			}
		})
	}
}

func TestTheOldNameOfBesideIsNotListed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	help := w.want(exitDone, "start", "--help").out
	mustHold(t, help, "--beside ")
	_, flags, _ := strings.Cut(help, "\nFlags:")
	mustLack(t, flags, "even-if-running")
}

func TestTwoTasksWithOneBotsUidAreWarnedOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, startArgs("demo", "--sandbox")...)
	r := w.want(exitWrong, startArgs("demo", "--sandbox", "--set", "languages=fr-FR")...)
	mustHold(t, r.err, "for en-US; this one is for fr-FR", "both would have a bot with the uid 88222", "; or add --beside")
}

func TestPlainModeAsksCalmlyBeforeATaskOfAnotherLanguage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, speaking("fr-FR", agora.V5, "--yes")...)
	r := w.run(typed(append(shortAnswers("demo"), "yes", "yes", "leave")...), "--plain", "--sandbox")
	if n := len(w.ledger().Tasks); r.code != exitDone || n != 2 {
		t.Errorf("exit code %d, %d tasks\n%s", r.code, n, r.out)
	}
	mustHold(t, r.out, "A task may be running in the channel demo already, for fr-FR; this one is for en-US.",
		"A task for each language is the usual way", "  fr-FR: task ", "Start this one beside it?")
}
