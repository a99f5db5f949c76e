package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"sttwizard/agora"
)

// team is what happens in a trial because the journal is a team's: the server and the
// line to it fail, and somebody else is at work from another machine.
type team struct {
	Two    bool   // there are two machines, with a home each
	Beside beside // what the second does while the first starts
	Crash  crash
	Cuts   []cut
	Lax    bool // the server confirms what a crash of it loses
}

// beside is a run on the second machine, at the same time as the start.
type beside struct {
	Command string  // empty: none
	Part    float64 // when it begins, of the usual duration of a start
	Kill    kill
}

// besides are its commands; CHANNEL is that of the start.
var besides = []string{
	"tasks stop --channel CHANNEL --yes", "tasks recover --wait",
	"tasks recover --stop --wait --yes", "tasks recover --stop --wait --yes --everybody",
}

// crash is a moment in which every process of the server is killed.
type crash struct {
	Kill     kill
	Recovers bool          // while the recoveries run, not the starts
	Down     time.Duration // how long it is then left
}

// callAppend is an append to the journal, as a moment to kill at.
const callAppend = "append"

// onTeam returns the plan with what a team's journal adds to it.
func (p plan) onTeam(seed uint64) plan {
	r := rand.New(rand.NewPCG(seed, uint64(p.Trial)^1<<63))
	t := &p.Team
	if t.Two = r.Float64() < 0.5; t.Two {
		t.Beside = newBeside(r)
	}
	if r.Float64() < 0.25 {
		t.Crash = crash{
			newKill(r, agora.OpStart, agora.OpAcquire, agora.OpStop, agora.OpPresence, callAppend, callAppend, callAppend),
			r.Float64() < 0.4, time.Duration(200 * r.Float64() * float64(time.Millisecond)),
		}
		if p.Version.Named() && t.Crash.Kill.Call == agora.OpAcquire {
			t.Crash.Kill.Call = agora.OpStart
		}
	}
	for range []int{0, 0, 1, 1, 2}[r.IntN(5)] {
		t.Cuts = append(t.Cuts, cut{1 + r.IntN(8), r.Float64() < 0.5, r.Float64()})
	}
	if r.Float64() < 0.2 { // killed in the middle of an append
		jitter := time.Duration(3 * r.Float64() * float64(time.Millisecond))
		p.Kill = kill{How: killCall, Call: callAppend, Nth: []int{1, 2, 2, 3, 3, 4}[r.IntN(6)], Jitter: jitter}
	}
	return p
}

// lax makes the plan one in which a program whose events are confirmed too early loses
// its task: it is killed, and the server with it, while the answer to a start is on its
// way.
func (p plan) lax() plan {
	p = p.bite()
	p.Team.Lax, p.Team.Crash = true, crash{Kill: p.Kill}
	return p
}

// newBeside draws what the second machine does.
func newBeside(r *rand.Rand) beside {
	b := beside{Part: 1.2 * r.Float64(), Kill: newKill(r, agora.OpStart, agora.OpPresence, agora.OpQuery, agora.OpStop)}
	if r.Float64() < 0.6 {
		b.Command = besides[r.IntN(len(besides))]
	}
	return b
}

// String says it in words, with a mark before each.
func (t team) String() string {
	text := ""
	if t.Two {
		text += "; two machines"
	}
	if t.Beside.Command != "" {
		text += fmt.Sprintf(", the second at %.2f of a start: %s, killed %s", t.Beside.Part, t.Beside.Command, t.Beside.Kill)
	}
	if t.Crash.Kill.How != killNever && t.Crash.Kill.How != "" {
		while := "starts"
		if t.Crash.Recovers {
			while = "recoveries"
		}
		down := t.Crash.Down.Round(time.Millisecond)
		text += fmt.Sprintf("; during the %s the server is killed %s, for %s", while, t.Crash.Kill, down)
	}
	for _, c := range t.Cuts {
		text += "; cut: " + c.String()
	}
	return text
}

// besideArgs are the arguments of the run on the second machine.
func (t *trial) besideArgs() []string {
	return append(strings.Fields(strings.ReplaceAll(t.plan.Team.Beside.Command, "CHANNEL", t.channel(0))), "--json")
}

// disturbed does f while the server is killed in its moment and comes back.
func (t *trial) disturbed(recovers bool, usual time.Duration, f func() error) error {
	c := t.plan.Team.Crash
	if t.team == nil || c.Recovers != recovers {
		return f()
	}
	moment, calm := t.moment(c.Kill, usual)
	over, done := make(chan struct{}), make(chan error, 1)
	go func() {
		select {
		case <-moment:
			done <- t.crashServer(c.Down)
		case <-over:
			done <- nil
		}
	}()
	err := f()
	close(over)
	calm()
	return errors.Join(err, <-done)
}

// crashServer kills the server and starts it again.
func (t *trial) crashServer(down time.Duration) error {
	t.server.note("the server of the journal is killed")
	t.team.lane.server.Kill()
	time.Sleep(down)
	err := t.team.lane.server.Start()
	t.server.note("the server of the journal is back")
	t.mu.Lock()
	defer t.mu.Unlock()
	t.crashes++
	return err
}

// besides does f while the second machine does what the plan says.
func (t *trial) besides(f func() error) error {
	b := t.plan.Team.Beside
	if b.Command == "" {
		return f()
	}
	var second sync.WaitGroup
	second.Go(func() {
		time.Sleep(time.Duration(b.Part * float64(t.usual.start)))
		t.fine(t.execOn(secondMachine, t.server.url, b.Kill, t.usual.recovery, t.besideArgs()...), 0, 1, 2, 3, 7)
	})
	defer second.Wait()
	return f()
}
