package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/files"
)

// trial is one trial on its way.
type trial struct {
	plan     plan
	usual    usual
	program  string
	home     string
	server   *server
	stranger *stranger

	mu     sync.Mutex
	runs   []*run
	claims []claim

	found []finding
}

// outcome is what a trial has shown.
type outcome struct {
	plan    plan
	kills   int // runs of it that were killed
	tasks   int // started by the server
	found   []finding
	settled []time.Duration // how long it took for each attempt in doubt, measured
	report  string          // all about it, where something was found
	home    string          // where that is
	err     error           // the test itself failed
}

// runTrial runs a trial with a program in a new directory below dir, which is
// removed unless something was found that must never be.
func runTrial(p plan, u usual, program, dir string, speed int) (o outcome, runs []*run) {
	o = outcome{plan: p, home: filepath.Join(dir, fmt.Sprintf("trial-%d", p.Trial))}
	if o.err = os.MkdirAll(o.home, 0o700); o.err != nil {
		return o, nil
	}
	t := &trial{plan: p, usual: u, program: program, home: o.home}
	if t.server, o.err = newServer(p, clock{time.Now(), speed}); o.err != nil {
		return o, nil
	}
	t.stranger = newStranger(p.Version)
	defer t.stranger.server.Close()
	var list []listed
	err := t.introduce()
	if err == nil {
		list, err = t.walk()
	}
	t.find(t.stranger.strayed()...)
	err = errors.Join(err, t.finish(&o, list), t.server.close())
	if o.err = err; err == nil && len(fatal(o)) == 0 {
		o.err = os.RemoveAll(o.home)
	}
	return o, t.runs
}

// walk does what the plan says and gives the last list.
func (t *trial) walk() ([]listed, error) {
	if err := t.start(); err != nil {
		return nil, err
	}
	if _, err := t.check(); err != nil {
		return nil, err
	}
	t.goAround(false)
	if t.plan.StopFrom {
		t.fine(t.exec(t.plan.StopKill, t.usual.stop, "tasks", "stop", "--channel", t.channel(0), "--yes", "--json"), 0, 1, 2, 3, 7)
	}
	t.recover()
	t.goAround(true)
	if _, err := t.check(); err != nil {
		return nil, err
	}
	if t.plan.Remove {
		if err := t.remove(); err != nil {
			return nil, err
		}
	}
	t.server.heal()
	if _, err := t.settle(); err != nil {
		return nil, err
	}
	t.server.drain()
	return t.check()
}

// remove takes the last road for what can't be stopped by a task's id.
func (t *trial) remove() error {
	list, err := t.check()
	if err != nil {
		return err
	}
	for _, l := range list {
		switch l.State {
		case attempt.RunningNoID, attempt.Unknown, attempt.Stopping:
			t.fine(t.exec(t.plan.RemKill, t.usual.recovery, "tasks", "stop", l.Attempt, "--remove-bots", "--yes", "--json"), 0, 1, 3, 7)
		}
	}
	return nil
}

// lastTries is how often the last recovery is run while something is not known:
// on a machine that does many things at once, calls run into their time limits.
const lastTries = 3

// settle runs the last recovery and gives the last list.
func (t *trial) settle() (list []listed, err error) {
	for range lastTries {
		t.fine(t.exec(kill{}, 0, t.recovery()...), 0, 7)
		if list, err = t.check(); err != nil || t.plan.Blind || len(open(list)) == 0 {
			return list, err
		}
	}
	return list, nil
}

// start makes the plan's starts, several at the same time.
func (t *trial) start() error {
	if t.plan.Wizard {
		return t.wizard()
	}
	var all sync.WaitGroup
	for i := range t.plan.Starts {
		all.Go(func() {
			r := t.exec(t.plan.Kill, t.usual.start, t.startArgs(i)...)
			t.fine(r, 0, 1, 3)
			var c claim
			if json.Unmarshal([]byte(r.Out), &c) == nil {
				t.mu.Lock()
				defer t.mu.Unlock()
				t.claims = append(t.claims, c)
			}
		})
	}
	all.Wait()
	return nil
}

func (t *trial) channel(i int) string { return fmt.Sprintf("crash-%d-%d", t.plan.Trial, i) }

// startArgs are the arguments of the ith start. Its bots' uids are nobody else's.
func (t *trial) startArgs(i int) []string {
	args := []string{"start", "--set", "rtcConfig.channelName=" + t.channel(i), "--set", "languages=en-US"}
	if !t.plan.Auto {
		uid := 1000 + 2*i
		args = append(args, "--set", "rtcConfig.subBotUid="+strconv.Itoa(uid), "--set", "rtcConfig.pubBotUid="+strconv.Itoa(uid+1))
	}
	return append(args, "--yes", "--json")
}

func (t *trial) recovery() []string {
	args := []string{"tasks", "recover", "--wait", "--json"}
	if t.plan.Stop {
		args = append(args, "--stop")
	}
	return args
}

// recover runs the plan's recoveries.
func (t *trial) recover() {
	switch t.plan.Recovery {
	case recoverTwice:
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() { t.fine(t.exec(kill{}, 0, t.recovery()...), 0, 7) })
		}
		both.Wait()
		return
	case recoverKilled:
		t.fine(t.exec(t.plan.RecKill, t.usual.recovery, t.recovery()...), 0, 7)
	}
	t.fine(t.exec(kill{}, 0, t.recovery()...), 0, 7)
}

// fine looks whether a run ended as it may: killed, or with one of the codes.
func (t *trial) fine(r *run, codes ...int) {
	why := ""
	switch {
	case r.Hung:
		why = "did not end"
	case strings.Contains(r.Err, "panic") || strings.Contains(r.Err, "goroutine "):
		why = "panicked: " + firstLines(r.Err, 5)
	case !r.Killed && !slices.Contains(codes, r.Code):
		why = fmt.Sprintf("ended with exit code %d: %s", r.Code, firstLines(r.Err+r.Out, 5))
	}
	if why != "" {
		t.find(finding{crashed, "sttwizard " + strings.Join(r.Args, " ") + " " + why})
	}
}

func (t *trial) find(all ...finding) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, f := range all {
		if !slices.Contains(t.found, f) {
			t.found = append(t.found, f)
		}
	}
}

// check compares what the program lists at this moment with what was started.
func (t *trial) check() ([]listed, error) {
	list, broken, err := t.list()
	if err != nil {
		return nil, err
	}
	ledger, now, err := t.server.state()
	if err != nil {
		return nil, err
	}
	t.find(broken...)
	t.find(compare(ledger, list, now)...)
	for _, c := range t.claims {
		t.find(believe(ledger, c)...)
	}
	return list, nil
}

// list asks the program for all attempts and finds out their instance ids.
func (t *trial) list() ([]listed, []finding, error) {
	r := t.exec(kill{}, 0, "tasks", "list", "--all", "--json")
	var said struct {
		Tasks      []listed `json:"tasks"`
		Unreadable []struct {
			Attempt string `json:"attempt"`
			Reason  string `json:"reason"`
		} `json:"unreadable"`
	}
	if err := json.Unmarshal([]byte(r.Out), &said); err != nil || r.Code != 0 {
		return nil, nil, fmt.Errorf("%s\n%s%s", r, r.Out, r.Err)
	}
	for i, l := range said.Tasks {
		if notes := readNotes(t.journal(l.Attempt)); len(notes) > 0 {
			said.Tasks[i].InstanceID = notes[0].Intent.InstanceID
			said.Tasks[i].Removed = slices.ContainsFunc(notes, func(n note) bool { return n.Event == attempt.EventKicking })
		}
	}
	var broken []finding
	for _, u := range said.Unreadable {
		broken = append(broken, finding{unread, "attempt " + u.Attempt + ": " + u.Reason})
	}
	return said.Tasks, broken, nil
}

// attempts is the directory of the journals.
func (t *trial) attempts() string {
	home, _ := files.Locate(func(string) string { return t.home }) // an absolute directory is taken
	return home.Attempts()
}

// journal is the file of an attempt.
func (t *trial) journal(id string) string { return filepath.Join(t.attempts(), id+".jnl") }

// finish fills in the outcome.
func (t *trial) finish(o *outcome, list []listed) error {
	ledger, now, err := t.server.state()
	if err != nil {
		return err
	}
	o.tasks = len(ledger.Tasks)
	for _, r := range t.runs {
		if r.Killed {
			o.kills++
		}
	}
	if !t.plan.Blind {
		t.find(open(list)...)
	}
	if t.plan.Stop {
		t.find(runningOf(ledger, now)...)
	}
	for _, l := range list {
		if took, ok := settling(readNotes(t.journal(l.Attempt))); ok {
			o.settled = append(o.settled, took)
		}
	}
	if o.found = t.found; len(o.found) > 0 {
		o.report = t.report(ledger)
	}
	return nil
}

func firstLines(text string, n int) string {
	lines := strings.SplitN(strings.TrimSpace(text), "\n", n+1)
	return strings.Join(lines[:min(n, len(lines))], " | ")
}
