package cli

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/tasks"
)

// stops are words that make a reminder read as a stop that comes by itself.
var stops = regexp.MustCompile(`(?i)planned end|ends? planned|shall have ended|should be over|(ends|stops|ended) (at|by|on)\b[^.;\n]{0,40}\breminder|reminder\b[^.;,\n]{0,30}\b(ends (at|by)|stops (at|it))\b`)

// commands returns every command.
func commands(env Env) []*cobra.Command {
	var out []*cobra.Command
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		out = append(out, cmd)
		for _, below := range cmd.Commands() {
			walk(below)
		}
	}
	walk((&app{env: env.withDefaults()}).rootCommand())
	return out
}

func TestNoHelpAndNoDocumentReadsAsAStopThatComesByItself(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, cmd := range commands(w.env) {
		path := strings.Fields(cmd.CommandPath())[1:]
		if strings.HasPrefix(strings.Join(path, " "), "completion") {
			continue
		}
		help := w.want(exitDone, append(path, "--help")...).out
		if found := stops.FindString(strings.Join(strings.Fields(help), " ")); found != "" {
			t.Errorf("sttwizard %s --help says %q", strings.Join(path, " "), found)
		}
	}
	mustHold(t, w.want(exitDone, "start", "--help").out, "--reminder", "--planned-end is the", "Nothing stops then")
	mustHold(t, w.want(exitDone, "tasks", "recover", "--help").out, "the one thing that stops a task for that")
	documents, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(documents) < 3 {
		t.Fatal(documents, err)
	}
	for _, path := range append(documents, "../../README.md") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if found := stops.FindString(strings.Join(strings.Fields(string(text)), " ")); found != "" {
			t.Errorf("%s says %q", path, found)
		}
	}
}

func TestBothNamesOfTheReminderWork(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, flag := range []string{"--reminder", "--planned-end"} {
		channel := strings.TrimLeft(flag, "-")
		r := w.want(exitDone, append([]string{"start", "--sandbox", "--yes", flag, "2h"}, legal(channel)...)...)
		mustHold(t, r.out, "reminder: ", "it stops nothing")
		if r := w.run("", append([]string{"start", "--sandbox", "--yes", flag, "soon"}, legal("none")...)...); r.code != exitWrong {
			t.Errorf("%s soon: exit code %d", flag, r.code)
		}
	}
	for _, args := range [][]string{{"tasks", "list"}, {"tasks", "show"}, {"tasks", "watch"}, {"tasks", "bundle"}} {
		if args[1] != "list" {
			args = append(args, w.journalled()[0].ID())
		}
		if args[1] == "watch" {
			interrupted(w).c <- os.Interrupt
		}
		r := w.run("", args...)
		if found := stops.FindString(r.out + r.err); found != "" || r.out+r.err == "" { // who leaves at once sees nothing of the task
			t.Errorf("%v says %q:\n%s", args, found, r.out)
		}
	}
}

// journalled returns all attempts of the world.
func (w *world) journalled() []*attempt.Attempt {
	w.t.Helper()
	all, _, err := w.journal().List()
	if err != nil || len(all) == 0 {
		w.t.Fatal(all, err)
	}
	return all
}

// said runs every command that tells of attempts, as text and as JSON, and gives
// what each printed by its command line.
func (w *world) said(more ...[]string) map[string]ran {
	w.t.Helper()
	out := map[string]ran{}
	run := func(args ...string) { out[strings.Join(args, " ")] = w.run("", args...) }
	run("tasks", "list", "--all", "--live")
	run("tasks", "list", "--all", "--json")
	for _, at := range w.journalled() {
		id := at.ID()
		for _, args := range [][]string{
			{"tasks", "show", id}, {"tasks", "show", id, "--json"}, {"tasks", "bundle", id}, {"tasks", "plan", id, "2h"},
			{"tasks", "update", id, "--set", "languages=de-DE", "--yes"}, {"tasks", "recover", id}, {"tasks", "recover", "--wait", "--json", id},
			{"tasks", "stop", id}, {"tasks", "stop", id, "--remove-bots", "--yes"}, {"tasks", "watch", id}, {"tasks", "forget", id, "--channel", at.Intent().Channel},
			{"tasks", "show", id},
		} {
			run(args...)
		}
	}
	for _, args := range append(more, []string{"tasks", "recover", "--stop", "--json"}, []string{"tasks", "stop", "--all", "--yes"}, []string{"tasks", "list", "--all"}) {
		run(args...)
	}
	return out
}

// TestNoCommandSpeaksOfABuilderTokenOnV7 starts in every way that can fail, and runs
// every command that tells of it.
func TestNoCommandSpeaksOfABuilderTokenOnV7(t *testing.T) {
	t.Parallel()
	answers := map[string]http.HandlerFunc{
		"lost":            breakOff,
		"taken":           answerWith(409, `{"detail":"TaskConflict","reason":"TaskConflict"}`),
		"refused":         answerWith(400, `{"detail":"InvalidFieldValue","reason":"InvalidFieldValue"}`),
		"busy":            answerWith(429, `{"detail":"busy","reason":"busy"}`),
		"failing":         answerWith(503, `{"detail":"ServiceUnavailable","reason":"ServiceUnavailable"}`),
		"not json":        html,
		"a 404":           answerWith(404, `{"detail":"TaskNotFound","reason":"TaskNotFound"}`),
		"as it should be": nil,
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
				if answer == nil || r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/join") {
					return false
				}
				answer(rw, r)
				return true
			})
			w.vars["AGORA_API_VERSION"] = "v7"
			args := []string{"start", "--yes", "--give-up-after", "20s", "--set", "rtcConfig.channelName=hall", "--set", "languages=en-US"}
			runs := []ran{w.run("", args...), w.run("", append(args, "--dry-run")...), w.run("", "connections", "test")}
			for _, r := range w.said([]string{"tasks", "take-up", "--channel", "hall", "unknown-task"}) {
				runs = append(runs, r)
			}
			runs = append(runs, w.run(typed("plain", "88222", "", "", "", "", "en-US", ":review", "yes", "leave"), "--plain"))
			for _, r := range runs {
				if strings.Contains(r.out+r.err, "builder token") {
					t.Errorf("it says:\n%s%s", r.out, r.err)
				}
			}
		})
	}
	for _, mode := range sandbox.Modes() {
		w := newWorld(t)
		r := w.run("", "start", "--yes", "--api", "v7", "--sandbox="+string(mode.Name), "--give-up-after", "20s", "--set", "rtcConfig.channelName=hall", "--set", "languages=en-US")
		if strings.Contains(r.out+r.err, "builder token") {
			t.Errorf("%s: it says:\n%s%s", mode.Name, r.out, r.err)
		}
	}
}

// gap is what is left in a text where a value is blank.
var gap = regexp.MustCompile(`\S  \S.*\bare\b|\(\)|""|\(, |, \)| , |: ;|; ;|\bare +and\b|\bbots? +(and|listens|writes|would)\b|\bof +and\b|by +;|channel +(:|;|,|\()`)

// gapsIn returns what a run left open. Texts in JSON are looked at one by one, since
// keys with an empty value are meant to be there.
func gapsIn(r ran) []string {
	var found []string
	look := func(text string) {
		if hole := gap.FindString(text); hole != "" || strings.HasPrefix(text, ", ") || strings.HasSuffix(text, ", ") {
			found = append(found, text)
		}
	}
	var value any
	if err := json.Unmarshal([]byte(r.out), &value); err == nil {
		eachText(value, func(text string) {
			look(text)
			if strings.Contains(text, "  ") {
				found = append(found, text)
			}
		})
	} else {
		for _, line := range strings.Split(r.out, "\n") {
			look(line)
			if label, rest, ok := strings.Cut(line, "  "); ok && strings.HasPrefix(strings.TrimSpace(rest), ", ") {
				found = append(found, label+": "+rest)
			}
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(r.err), "\n") {
		if line = strings.TrimSpace(line); strings.Contains(line, "  ") {
			found = append(found, line)
		}
		look(line)
	}
	return found
}

func eachText(value any, look func(string)) {
	switch v := value.(type) {
	case string:
		look(v)
	case []any:
		for _, x := range v {
			eachText(x, look)
		}
	case map[string]any:
		for _, x := range v {
			eachText(x, look)
		}
	}
}

// startingBy answers every start in one way.
type startingBy struct {
	attempt.API
	task  agora.Task
	err   error
	place agora.Place
}

func (s startingBy) Place() agora.Place { return s.place }

func (startingBy) Acquire(context.Context, string) (agora.BuilderToken, error) {
	return agora.BuilderToken{Name: "t"}, nil
}

func (s startingBy) Start(context.Context, agora.Secret, agora.Request) (agora.Task, error) {
	return s.task, s.err
}

// TestABlankValueLeavesNoHole tells of attempts of which all, or almost all, is
// blank that may be.
func TestABlankValueLeavesNoHole(t *testing.T) {
	t.Parallel()
	ways := map[string]startingBy{
		"lost":   {err: &agora.NetError{Op: agora.OpStart, Cause: agora.CauseTimeout, Sent: true, Err: errors.New("x")}},
		"no id":  {err: &agora.APIError{Op: agora.OpStart, Status: 409, Kind: agora.KindAlreadyStarted}},
		"refuse": {err: &agora.APIError{Op: agora.OpStart, Status: 400, Kind: agora.KindInvalid}},
		"runs":   {task: agora.Task{ID: "0a1b2c3d4e5f"}},
	}
	for _, v := range agora.Versions() {
		for name, way := range ways {
			for uids := range 4 {
				w := newWorld(t)
				w.serve(nil)
				w.vars["AGORA_API_VERSION"] = string(v)
				in := attempt.Intent{InstanceID: "sttw-1", AppID: sandbox.DefaultAppID, BaseURL: w.vars["STTWIZARD_API_URL"], Version: v, Channel: "hall"}
				if uids&1 != 0 {
					in.PubBotUID = "88222"
				}
				if uids&2 != 0 && v != agora.V7 {
					in.SubBotUID = "47091"
				}
				w.write(in, way)
				for args, r := range w.said() {
					for _, hole := range gapsIn(r) {
						t.Errorf("%s, %s, uids %d: sttwizard %s says %q", v, name, uids, args, hole)
					}
				}
			}
		}
	}
}

// write writes an attempt down and sends it in that way.
func (w *world) write(in attempt.Intent, way startingBy) {
	w.t.Helper()
	j := w.journal()
	in.PlannedEnd = w.env.Now().Add(time.Hour)
	a, err := j.Begin(in)
	if err != nil {
		w.t.Fatal(err)
	}
	way.place = in.Place()
	r := attempt.NewRunner(a, way, agora.Request{})
	if err := r.Acquire(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	_, _ = r.Send(context.Background()) // the journal tells
	a.Release()
	j.Close()
}

func TestATaskThatWasTakenUpHasNoHoles(t *testing.T) {
	t.Parallel()
	for _, v := range agora.Versions() {
		w := newWorld(t)
		w.serve(nil)
		w.vars["AGORA_API_VERSION"] = string(v)
		at, err := attempt.TakeUp(w.journal(), attempt.Intent{InstanceID: "sttw-1", AppID: sandbox.DefaultAppID, BaseURL: w.vars["STTWIZARD_API_URL"], Version: v, Channel: "hall"},
			agora.Handle{TaskID: "0a1b2c3d4e5f", BuilderToken: "t"}, agora.Task{})
		if err != nil {
			t.Fatal(err)
		}
		at.Release()
		for args, r := range w.said() {
			for _, hole := range gapsIn(r) {
				t.Errorf("%s: sttwizard %s says %q", v, args, hole)
			}
		}
	}
}

// noWrites lets nobody write to a journal, root neither: its lock is a directory.
func (w *world) noWrites() {
	w.t.Helper()
	lock := filepath.Join(w.home, "state", "locks", "attempts.lock")
	if err := os.Remove(lock); err != nil {
		w.t.Fatal(err)
	}
	if err := os.Mkdir(lock, 0o700); err != nil {
		w.t.Fatal(err)
	}
}

// TestAJournalThatCantBeWrittenIsNoEnd runs every command about a task that runs
// while nothing can be written down.
func TestAJournalThatCantBeWrittenIsNoEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodDelete {
			answerWith(500, `{"message":"no"}`)(rw, r)
		}
		return r.Method == http.MethodDelete
	})
	w.vars["AGORA_API_VERSION"] = "v6"
	w.want(exitDone, startArgs("hall")...)
	id := w.journalled()[0].Task().ID
	w.noWrites()
	for _, args := range [][]string{
		{"tasks", "stop", id}, {"tasks", "stop", id, "--json"}, {"tasks", "stop", "--all", "--yes"}, {"tasks", "plan", id, "2h"},
		{"tasks", "update", id, "--set", "languages=de-DE", "--yes"}, {"tasks", "recover", "--stop"}, {"tasks", "recover", "--stop", "--json"}, {"tasks", "watch", id},
	} {
		if args[1] == "watch" {
			interrupted(w).c <- os.Interrupt
		}
		r := w.run("", args...)
		for _, wrong := range []string{"nothing was started", "nothing is billed", "task has ended", "channel hall has ended", "ended:", "send again", "STTWIZARD_HOME"} {
			if strings.Contains(r.out+r.err, wrong) {
				t.Errorf("sttwizard %s says %q of a task that runs:\n%s%s", strings.Join(args, " "), wrong, r.out, r.err)
			}
		}
	}
	stop := w.run("", "tasks", "stop", id)
	if stop.code == exitDone {
		t.Errorf("a stop that was not made: exit code %d", stop.code)
	}
	mustHold(t, stop.err, "cost: the task may still be running and cost money")
	at := w.journalled()[0]
	if at.State() != attempt.Started {
		t.Errorf("it is %s", at.State())
	}
	// Nor is one that can't even be locked, as on a disk that is read-only.
	x := &stopping{progress: progress{app: &app{env: w.env.withDefaults(), leaving: &leaving{}}, attempt: at}}
	x.Settling = new(tasks.Tasks).Settle(at, nil, tasks.SettleOptions{})
	x.Err = &attempt.JournalError{Path: at.Where(), Err: syscall.EROFS}
	f, told := errors.AsType[*failure](x.ended(context.Background()))
	if !told {
		t.Fatal("it counts as ended")
	}
	if f.code == exitDone || f.billed != "the task may still be running and cost money" || strings.Contains(f.what+f.next, "nothing was s") {
		t.Errorf("%d: %s; cost: %s; next: %s", f.code, f.what, f.billed, f.next)
	}
}
