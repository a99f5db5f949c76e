package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// plan is what happens in one trial. It follows from the seed and the trial's
// number alone.
type plan struct {
	Version  agora.Version
	Trial    int
	Reuse    sandbox.Reuse // how the server answers a used token
	Blind    bool          // nobody may ask for presence
	Faults   []fault
	Late     late
	Auto     bool // the bots' uids are automatic
	Starts   int  // how many starts at the same time
	Wizard   bool // the one start is made on the screens
	Kill     kill // of the starts
	StopFrom bool // tasks stop is run after the start
	StopKill kill
	Recovery recovery
	RecKill  kill // of the recovery that is killed
	Stop     bool // the recoveries stop what runs
	Remove   bool // the bots of what could not be settled or stopped are removed at last
	RemKill  kill
	Gateway  bool     // until the end, every query and stop is told that there is no such task
	Detours  []detour // runs that name another place
	Same     bool     // two starts are for one channel, and nobody says yes to that
	Team     team     // of a team's journal
}

// fault is a way in which the first calls of a kind go wrong.
type fault struct {
	Call  string
	Fault sandbox.Fault
	Times int
}

// late says that the first starts are worked on late and never answered.
type late struct {
	Times int
	Part  float64 // of the life of a builder token
}

// recovery is how many recoveries there are before the last one.
type recovery string

const (
	recoverOnce   recovery = "once"
	recoverTwice  recovery = "two at once"
	recoverKilled recovery = "one killed"
)

// kill is when a run is killed.
type kill struct {
	How    killing
	Part   float64       // killTime: of the usual duration
	Call   string        // killCall: when this call arrives
	Nth    int           // killCall: which of them, from 1
	Jitter time.Duration // killCall: after its arrival
}

type killing string

const (
	killNever killing = "never"
	killTime  killing = "after a time"
	killCall  killing = "at a call"
)

// reuses are the server's behaviours, one row of the table each.
var reuses = []sandbox.Reuse{
	sandbox.Reuse200, sandbox.Reuse201, sandbox.Reuse201NoID, sandbox.Reuse409, sandbox.Reuse409NoID,
	sandbox.Reuse49, sandbox.Reuse49NoID, sandbox.ReuseNone,
}

// deduplicates reports whether a server with that behaviour starts at most one
// task for one builder token.
func deduplicates(u sandbox.Reuse) bool { return u != sandbox.ReuseNone }

// newPlan draws the plan of a trial.
func newPlan(seed uint64, trial int) plan {
	r := rand.New(rand.NewPCG(seed, uint64(trial)))
	p := plan{
		Trial: trial, Reuse: reuses[trial%len(reuses)], Starts: 1,
		Blind: r.Float64() < 0.05, Auto: r.Float64() < 0.6,
		Wizard: r.Float64() < 0.1, StopFrom: r.Float64() < 0.25, Stop: r.Float64() < 0.5,
		Recovery: recoverOnce,
	}
	if !p.Wizard && r.Float64() < 0.15 {
		p.Starts = 2
	}
	for range []int{0, 1, 1, 1, 2, 2, 3}[r.IntN(7)] {
		p.Faults = append(p.Faults, newFault(r))
	}
	p.Kill = newKill(r, agora.OpAcquire, agora.OpStart, agora.OpStart, agora.OpStart)
	p.StopKill = newKill(r, agora.OpStop, agora.OpQuery)
	switch x := r.Float64(); {
	case x < 0.2:
		p.Recovery = recoverTwice
	case x < 0.5:
		p.Recovery = recoverKilled
	}
	p.RecKill = newKill(r, agora.OpStart, agora.OpPresence, agora.OpQuery, agora.OpStop)
	if part := r.Float64(); r.Float64() < 0.15 {
		p.Late = late{1 + r.IntN(3), 1.1 * part}
	}
	p.Gateway, p.Detours = r.Float64() < 0.15, newDetours(r)
	p.Remove, p.RemKill = p.Stop && r.Float64() < 0.7, newKill(r, agora.OpKick, agora.OpKick, agora.OpPresence)
	p.Same = p.Starts == 2 && r.Float64() < 0.5
	return p
}

// of returns the plan for a version. v7 acquires nothing and has a list instead.
func (p plan) of(v agora.Version) plan {
	p.Version = v
	if !v.Named() {
		return p
	}
	for i := range p.Faults {
		if p.Faults[i].Call == agora.OpAcquire {
			p.Faults[i].Call = agora.OpList
		}
	}
	if p.Kill.Call == agora.OpAcquire {
		p.Kill.Call = agora.OpStart
	}
	return p
}

// bite makes the plan one in which a program without a journal loses its task:
// it is killed while the answer to a start is on its way.
func (p plan) bite() plan {
	p.Team = team{Two: p.Team.Two}
	p.Wizard, p.Kill = false, kill{How: killCall, Call: agora.OpStart, Nth: 1, Jitter: p.Kill.Jitter}
	return p
}

// newFault draws a fault; most are the start's.
func newFault(r *rand.Rand) fault {
	calls := []string{
		agora.OpStart, agora.OpStart, agora.OpStart, agora.OpStart, agora.OpStart,
		agora.OpAcquire, agora.OpQuery, agora.OpStop, agora.OpPresence, agora.OpPresence, agora.OpKick,
	}
	open, fixed := sandbox.Faults()
	f := fault{Call: calls[r.IntN(len(calls))], Times: 1 + r.IntN(4)}
	if i := r.IntN(2*len(open) + len(fixed)); i < 2*len(open) {
		f.Fault = sandbox.Fault(open[i/2].Name) + sandbox.Fault([]string{"-before", "-after"}[i%2])
	} else {
		f.Fault = sandbox.Fault(fixed[i-2*len(open)].Name)
	}
	return f
}

// newKill draws a moment. Half of them are spread over the usual duration of a
// run, some far beyond it, as a run with faults takes longer, and some lie close
// to a call, where something can be lost.
func newKill(r *rand.Rand, calls ...string) kill {
	part, call, nth, jitter := r.Float64(), calls[r.IntN(len(calls))], 1+r.IntN(2), r.Float64()
	switch x := r.Float64(); {
	case x < 0.5:
		return kill{How: killTime, Part: 1.3 * part}
	case x < 0.6:
		return kill{How: killTime, Part: 12 * part}
	case x < 0.9:
		return kill{How: killCall, Call: call, Nth: nth, Jitter: time.Duration(3 * jitter * float64(time.Millisecond))}
	}
	return kill{How: killNever}
}

// String says the plan in one line.
func (p plan) String() string {
	words := []string{"used=" + string(p.Reuse)}
	if p.Blind {
		words = append(words, string(sandbox.PresenceOff))
	}
	for _, f := range p.Faults {
		words = append(words, f.String())
	}
	text := fmt.Sprintf("trial %d: server %s; ", p.Trial, strings.Join(words, ","))
	if p.Gateway {
		text += "a gateway that knows no task; "
	}
	if p.Late.Times > 0 {
		text += fmt.Sprintf("%d start(s) worked on late, after %.2f of the token's life; ", p.Late.Times, p.Late.Part)
	}
	text += p.starts() + ", killed " + p.Kill.String()
	if p.StopFrom {
		text += "; tasks stop, killed " + p.StopKill.String()
	}
	text += "; recovery: " + string(p.Recovery)
	if p.Recovery == recoverKilled {
		text += " " + p.RecKill.String()
	}
	if p.Stop {
		text += ", with --stop"
	}
	if p.Remove {
		text += "; the bots are removed, killed " + p.RemKill.String()
	}
	for _, d := range p.Detours {
		text += "; detour: " + d.String()
	}
	return text + p.Team.String()
}

// starts says who starts what.
func (p plan) starts() string {
	text := "the wizard"
	if !p.Wizard {
		text = fmt.Sprintf("%d start(s)", p.Starts)
	}
	if p.Same {
		text += " for one channel"
	}
	if p.Auto {
		text += " with automatic uids"
	}
	return text
}

// String writes the fault as the sandbox's scripts do.
func (f fault) String() string { return fmt.Sprintf("%s:%s*%d", f.Call, f.Fault, f.Times) }

// String says when the run is killed.
func (k kill) String() string {
	switch k.How {
	case killTime:
		return fmt.Sprintf("after %.2f of the usual time", k.Part)
	case killCall:
		return fmt.Sprintf("%s after %s no. %d arrived", k.Jitter, k.Call, k.Nth)
	}
	return string(killNever)
}
