package attempt

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// stories is how many random stories are lived through; STTWIZARD_STORIES asks for more.
func stories() int {
	if n, err := strconv.Atoi(os.Getenv("STTWIZARD_STORIES")); err == nil {
		return n
	}
	return 400
}

// fastDir returns a directory in memory where there is one: a story writes often.
func fastDir(t testing.TB) string {
	if dir, err := os.MkdirTemp("/dev/shm", "sttwizard-test-"); err == nil {
		t.Cleanup(func() { os.RemoveAll(dir) })
		return dir
	}
	return t.TempDir()
}

// life is one attempt in a world, through as many processes as it takes.
type life struct {
	t     *testing.T
	w     *world
	seed  uint64
	dir   string
	id    string
	early int      // how many builder tokens were got before it was begun
	said  []string // what happened, for a failing story
}

// TestNoStoryLosesATask lives through thousands of stories of one attempt each:
// lost requests and answers, kills, sleeps, restarts, clocks that are set, stops,
// kicks. After every process the journal is held against the truth.
//
// What can't be proved, and is left out: what a person set aside; and a server
// that starts a second task for one token where nobody may ask for the bots.
func TestNoStoryLosesATask(t *testing.T) {
	dir := fastDir(t)
	for seed := range uint64(stories()) {
		l := &life{t: t, w: newWorld(seed), seed: seed, dir: filepath.Join(dir, strconv.FormatUint(seed, 10), "attempts")}
		l.live()
		if t.Failed() {
			for _, line := range l.said {
				t.Log(line)
			}
			t.Fatalf("story %d: %+v", seed, *l.w)
		}
	}
}

// TestNoStoryOfV7LosesATask is the same with names instead of builder tokens, and
// with tasks of other machines in the channel, which must never be claimed.
func TestNoStoryOfV7LosesATask(t *testing.T) {
	dir := fastDir(t)
	for seed := range uint64(stories()) {
		w := newWorld(seed)
		w.named = true
		l := &life{t: t, w: w, seed: seed, dir: filepath.Join(dir, strconv.FormatUint(seed, 10), "attempts")}
		l.live()
		if t.Failed() {
			for _, line := range l.said {
				t.Log(line)
			}
			t.Fatalf("story %d: %+v", seed, *l.w)
		}
	}
}

func (l *life) live() {
	l.process("start", l.start)
	for range 2 + l.w.random.IntN(5) {
		l.happen()
		switch l.w.random.IntN(8) {
		case 0:
			l.process("stop", func(ctx context.Context, a *Attempt) error { return Stop(ctx, l.w, a) })
		case 1:
			l.process("check", func(ctx context.Context, a *Attempt) error { _, err := Check(ctx, l.w, a); return err })
		case 2:
			l.process("remove bots", func(ctx context.Context, a *Attempt) error { return RemoveBots(ctx, l.w, a) })
		default:
			l.recovery()
		}
	}
	l.end()
}

// recovery is a run of tasks recover.
func (l *life) recovery() {
	o := SettleOptions{Goal: pick(l.w, Find, End), NoSend: l.w.chance(0.2)}
	if l.w.chance(0.3) {
		o.Request = &agora.Request{}
	}
	l.process("recovery", func(ctx context.Context, a *Attempt) error { return l.settle(ctx, a, o) })
}

// settle runs a Settler, and watches that it comes to an end.
func (l *life) settle(ctx context.Context, a *Attempt, o SettleOptions) error {
	steps := 0
	err := NewSettler(a, l.w, o).Run(ctx, func(p Pause, _ error) {
		if steps++; p.Wait < stepGap || p.Wait > 6*time.Minute || p.Next == "" || steps > 150 {
			l.t.Fatalf("story %d: step %d is followed by %+v: %s, left %s, %+v, now %v", l.seed, steps, p, a.State(), a.view().left(a.moment()), a.view().proof, a.moment())
		}
	})
	if owned := a.mine(); owned {
		l.t.Errorf("the lock is still held")
	}
	return err
}

// happen lets something happen while no process runs.
func (l *life) happen() {
	w := l.w
	if w.named && w.unique && w.chance(0.3) {
		w.guests = append(w.guests[:0:0], pick(w, []agora.Task{}, []agora.Task{{ID: "guest-1"}}, []agora.Task{{ID: "guest-1"}, {ID: "guest-2"}})...)
	}
	switch w.random.IntN(10) {
	case 9:
		w.gateway = !w.gateway
		l.note("a gateway answers for the tasks: " + strconv.FormatBool(w.gateway))
	case 0:
		w.pass(w.upTo(2 * time.Second))
	case 1:
		w.pass(w.upTo(time.Minute))
	case 2:
		w.pass(w.upTo(6 * time.Minute))
	case 3:
		w.pass(w.upTo(3 * time.Hour))
	case 4:
		w.stranger = !w.stranger && !w.unique
	case 5:
		for _, task := range w.tasks {
			w.end(task)
		}
	case 6: // a restart tells nothing of a clock that was set before it
		if w.skew == 0 {
			w.pass(5*time.Second + w.upTo(time.Minute))
			w.boot++
			w.bootAt = w.passed
			l.note("the machine was restarted")
		}
	default:
		if !w.unclear && w.boot == 0 {
			w.skew += time.Duration(pick(w, -1, 1)) * w.upTo(2*time.Hour)
			l.note("the clock was set, it is wrong by " + w.skew.String())
		}
	}
}

// process opens the journal as a new process, does f with the attempt, and ends.
func (l *life) process(name string, f func(context.Context, *Attempt) error) {
	j := Open(l.dir, Options{Now: l.w.Now, Up: l.w.Up, Sleep: l.w.Sleep})
	l.w.onStart = l.onStart
	err := func() (err error) {
		defer func() {
			if r := recover(); r == (killed{}) {
				err = errors.New("killed")
			} else if r != nil {
				panic(r)
			}
		}()
		var a *Attempt
		if l.id != "" {
			if a, err = j.Find(l.id); err != nil {
				l.t.Error(err)
				return err
			}
		}
		return f(l.t.Context(), a)
	}()
	j.Close()
	l.note(name + ": " + l.truth())
	if err != nil {
		l.note("  " + err.Error())
	}
	l.check()
}

func (l *life) note(what string) { l.said = append(l.said, l.w.passed.String()+" "+what) }

func (l *life) truth() string {
	f := onDisk(l.t, &Attempt{in: Open(l.dir, Options{}).local, id: l.id})
	return string(f.state) + " with " + strconv.Itoa(l.w.running()) + " running of " + strconv.Itoa(len(l.w.tasks))
}

// start is what a person sees who starts a task.
func (l *life) start(ctx context.Context, _ *Attempt) error {
	j := Open(l.dir, Options{Now: l.w.Now, Up: l.w.Up, Sleep: l.w.Sleep})
	defer j.Close()
	in := *intent.Intent
	in.AppID = "0123456789abcdef0123456789abcdef"
	in.SubBotUID, in.PubBotUID, in.UniqueUIDs, in.NoProbe = "47091", "88222", l.w.unique, l.w.presence == "off"
	in.Request = []byte(`{}`)
	if l.w.named {
		in.Version, in.SubBotUID = agora.V7, ""
	}
	if l.w.chance(0.3) {
		in.Lacks = []string{agora.PathSubBotToken}
	}
	ahead := l.ahead(ctx, j, in)
	a, err := j.Begin(in)
	if err != nil {
		return err
	}
	l.id = a.ID()
	run := NewRunner(a, l.w, agora.Request{})
	if err := run.TakeOver(ctx, ahead); err != nil {
		return err
	}
	for {
		outcome, err := run.Send(ctx)
		wait, again := run.Again()
		switch {
		case l.w.chance(0.1): // the person leaves
			return err
		case outcome == agora.OutcomeUnknown || outcome == agora.OutcomeRunningNoID:
			return l.settle(ctx, a, SettleOptions{Request: &agora.Request{}, Goal: pick(l.w, Find, Find, End)})
		case !again:
			return err
		}
		if err := j.o.Sleep(ctx, wait); err != nil {
			return err
		}
	}
}

// ahead gets the builder token while the review is read, perhaps, and reads on.
func (l *life) ahead(ctx context.Context, j *Journal, in Intent) func(context.Context) (*Early, error) {
	if l.w.named || l.w.chance(0.5) {
		return nil
	}
	deaths := l.w.deaths
	l.w.deaths = 0 // whoever is killed here has begun nothing
	defer func() { l.w.deaths = deaths }()
	e, err := j.AcquireEarly(ctx, l.w, in.InstanceID)
	if err != nil {
		return nil
	}
	l.early = 1
	l.w.pass(l.w.upTo(6 * time.Minute))
	return given(e)
}

// onStart holds a start against the journal and the token's life.
func (l *life) onStart(token agora.Secret) {
	f := onDisk(l.t, &Attempt{in: Open(l.dir, Options{}).local, id: l.id})
	if f.state != Sending || f.token != token || f.sends[len(f.sends)-1] != pending {
		l.t.Errorf("a start was sent while the journal says %s", f.state)
	}
	age := l.w.passed - l.w.got
	if !l.w.unclear && l.w.boot == 0 && age >= 300*time.Second && age < 330*time.Second {
		l.t.Errorf("a start was sent with a token of %s", age)
	}
}

// check holds the journal against the truth.
func (l *life) check() {
	w := l.w
	f := onDisk(l.t, &Attempt{in: Open(l.dir, Options{}).local, id: l.id})
	unprovable := (w.reuse == "none" || w.lied && !w.named) && w.presence != "works"
	if f.state.Final() && (w.running() > 0 || len(w.late) > 0 && len(w.tasks) == 0) && !unprovable {
		l.t.Errorf("the journal says %s (%s, %s), and %d tasks run", f.state, f.why, f.how, w.running())
	}
	if strings.HasPrefix(f.task.ID, "guest") {
		l.t.Errorf("another machine's task %s was claimed", f.task.ID)
	}
	if w.reuse != "none" && len(w.tasks) > 1 {
		l.t.Errorf("%d tasks of one attempt", len(w.tasks))
	}
	if len(w.tokens) > 1+l.early {
		l.t.Errorf("%d builder tokens", len(w.tokens))
	}
}

// end lets the world become kind, and wants the attempt settled then.
func (l *life) end() {
	w := l.w
	w.faults, w.deaths, w.sleeps, w.stranger, w.gateway = 0, 0, 0, false, false
	if w.skew < 0 && w.boot > 0 {
		w.pass(-w.skew)
	}
	var state State
	for try := range 6 {
		w.pass(400 * time.Second)
		if try == 3 {
			l.process("remove bots at last", func(ctx context.Context, a *Attempt) error { return RemoveBots(ctx, w, a) })
		}
		l.process("recovery at last", func(ctx context.Context, a *Attempt) error {
			return l.settle(ctx, a, SettleOptions{Goal: End})
		})
		if state = onDisk(l.t, &Attempt{in: Open(l.dir, Options{}).local, id: l.id}).state; state.Final() {
			break
		}
	}
	l.process("look", func(_ context.Context, a *Attempt) error {
		if a.Alive() {
			l.t.Error("somebody still works on it")
		}
		if w.presence == "works" && w.kickEnds && a.Open() {
			l.t.Errorf("it is still %s", a.State())
		}
		if acts := a.Actions(); a.Open() && (a.Needs(w.Now()) != NeedPerson || !slices.Contains(acts, ActForget) && !slices.Contains(acts, ActStop)) {
			l.t.Errorf("a person should look at it: %q, %v, %s", a.Needs(w.Now()), acts, a.State())
		}
		return nil
	})
}
