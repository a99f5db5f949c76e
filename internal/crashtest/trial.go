package main

import (
	"context"
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
	journal  journal
	team     *teamJournal // nil: the journal is in files
	server   *server
	stranger *stranger

	mu     sync.Mutex
	runs   []*run
	claims []claim

	found   []finding
	crashes int // of the journal's server
}

// outcome is what a trial has shown.
type outcome struct {
	plan    plan
	kills   int // runs of it that were killed
	crashes int // of the journal's server
	cuts    int // of the line to it
	tasks   int // started by the server
	found   []finding
	settled []time.Duration // how long it took for each attempt in doubt, measured
	report  string          // all about it, where something was found
	home    string          // where that is
	err     error           // the test itself failed
}

// runTrial runs a trial with a program in a new directory below dir, which is
// removed unless something was found that must never be. Its journal is in files
// where there is no lane.
func runTrial(p plan, u usual, program, dir string, speed int, l *lane) (o outcome, runs []*run) {
	o = outcome{plan: p, home: filepath.Join(dir, fmt.Sprintf("trial-%d", p.Trial))}
	if o.err = os.MkdirAll(o.home, 0o700); o.err != nil {
		return o, nil
	}
	t := &trial{plan: p, usual: u, program: program, home: o.home}
	if t.server, o.err = newServer(p, clock{time.Now(), speed}); o.err != nil {
		return o, nil
	}
	t.server.tells = t.written
	if o.err = t.openJournal(l); o.err != nil {
		return o, nil
	}
	defer t.journal.close()
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
	starts := func() error { return t.besides(t.start) }
	if err := t.disturbed(false, t.usual.start, starts); err != nil {
		return nil, err
	}
	if _, err := t.check(); err != nil {
		return nil, err
	}
	t.goAround(false)
	if t.plan.StopFrom {
		t.fine(t.later(t.plan.StopKill, t.usual.stop, "tasks", "stop", "--channel", t.channel(0), "--yes", "--json"), 0, 1, 2, 3, 7)
	}
	recoveries := func() error { t.recover(); return nil }
	if err := t.disturbed(true, t.usual.recovery, recoveries); err != nil {
		return nil, err
	}
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
			t.fine(t.later(t.plan.RemKill, t.usual.recovery, "tasks", "stop", l.Attempt, "--remove-bots", "--yes", "--json"), 0, 1, 3, 7)
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
		t.fine(t.later(kill{}, 0, t.recovery()...), 0, 3, 7)
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
			machine := firstMachine
			if i > 0 {
				machine = t.other()
			}
			r := t.execOn(machine, t.server.url, t.plan.Kill, t.usual.start, t.startArgs(i)...)
			t.fine(r, t.startCodes()...)
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

// startCodes are how a start may end. One of two for a channel asks, and nobody is
// there to answer.
func (t *trial) startCodes() []int {
	if t.plan.Same {
		return []int{0, 1, 2, 3}
	}
	return []int{0, 1, 3}
}

// channel is that of the ith start.
func (t *trial) channel(i int) string {
	if t.plan.Same {
		i = 0
	}
	return fmt.Sprintf("crash-%d-%d", t.plan.Trial, i)
}

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
		args = append(args, "--stop", "--everybody")
	}
	return args
}

// recoverCodes are how a recovery may end; 1 is one whose journal could not be reached, 3 one
// that another one, or a lock that a dead line still holds, kept from an attempt.
func (t *trial) recoverCodes() []int {
	if t.plan.Team.Crash.Recovers || len(t.plan.Team.Cuts) > 0 {
		return []int{0, 1, 3, 7}
	}
	return []int{0, 3, 7}
}

// recover runs the plan's recoveries.
func (t *trial) recover() {
	switch t.plan.Recovery {
	case recoverTwice:
		var both sync.WaitGroup
		for _, machine := range []int{firstMachine, t.other()} {
			both.Go(func() { t.fine(t.execOn(machine, t.server.url, kill{}, 0, t.recovery()...), t.recoverCodes()...) })
		}
		both.Wait()
		return
	case recoverKilled:
		t.fine(t.later(t.plan.RecKill, t.usual.recovery, t.recovery()...), t.recoverCodes()...)
	}
	t.fine(t.later(kill{}, 0, t.recovery()...), t.recoverCodes()...)
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
	r := t.later(kill{}, 0, "tasks", "list", "--all", "--json")
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
	logs, err := t.journal.logs(context.Background())
	if err != nil {
		return nil, nil, err
	}
	for i, l := range said.Tasks {
		if notes := readNotes(logs[l.Attempt]); len(notes) > 0 {
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

// openJournal makes the journal of the trial.
func (t *trial) openJournal(l *lane) (err error) {
	if l == nil {
		home, err := files.Locate(func(string) string { return t.home })
		t.journal = fileJournal{home.Attempts()}
		return err
	}
	if t.plan.Team.Two {
		err = os.MkdirAll(t.homeOf(secondMachine), 0o700)
	}
	if err == nil {
		t.team, err = l.open(t.plan, t.server.note)
	}
	t.journal = t.team
	return err
}

// homeOf is the home of a machine.
func (t *trial) homeOf(machine int) string {
	if machine == firstMachine {
		return t.home
	}
	return filepath.Join(t.home, "second")
}

// journalText is all that is in the journal, for a report.
func (t *trial) journalText() string {
	logs, err := t.journal.logs(context.Background())
	if err != nil {
		return err.Error()
	}
	return textOf(logs)
}

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
	if t.plan.Same {
		t.find(sideBySide(ledger.Tasks)...)
	}
	if o.crashes = t.crashes; t.team != nil {
		o.cuts = t.team.proxy.cutsMade()
	}
	logs, err := t.journal.logs(context.Background())
	if err != nil {
		return err
	}
	for _, l := range list {
		if took, ok := settling(readNotes(logs[l.Attempt])); ok {
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
