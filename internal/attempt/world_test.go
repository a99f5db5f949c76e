package attempt

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"sttwizard/agora"
)

// world is a small model of everything an attempt meets: an Agora with builder
// tokens, tasks and bots in a channel, a network that loses requests and answers,
// a machine that sleeps, is restarted and has its clock set, and a process that is
// killed at any call. It knows the truth, which the journal must never contradict.
type world struct {
	random *rand.Rand

	passed  time.Duration // the true time
	skew    time.Duration // what the clock on the wall is wrong by
	boot    int           // which start of the machine this is
	bootAt  time.Duration
	unclear bool // the machine has no clock but the one on the wall

	reuse    string // how a used token is answered: "200", "201", "409", "409-no-id", "none"
	presence string // "works", "refused", "off"
	kickEnds bool   // a task ends when a bot of it is kept out of the channel
	unique   bool
	stranger bool // somebody else with a bot's uid is in the channel

	faults float64 // how often a call goes wrong
	deaths float64 // how often the process is killed in a call
	sleeps float64 // how often the machine sleeps for long in a call
	blinks float64 // how often a bot is not there for a moment
	slow   bool    // calls take time

	named  bool         // it is v7: names instead of tokens, and a list
	guests []agora.Task // tasks that other machines run in the channel

	gateway bool // query and stop say that there is no such task, whatever runs
	lied    bool // they did so once

	tokens  map[agora.Secret]time.Duration // when each was given
	got     time.Duration                  // when the last one came to the process
	tasks   []*worldTask
	late    []arrival // starts that are still on their way
	starts  int
	onStart func(token agora.Secret) // looks at the journal at each start
}

// worldTask is a task at Agora, with two bots.
type worldTask struct {
	id      string
	token   agora.Secret
	started time.Duration
	joins   time.Duration // when the bots are in the channel
	ended   bool
	leaves  time.Duration // when the bots of an ended task are gone
	keptOut time.Duration // until when
	blinked bool          // its bots have changed their server once
	blinks  time.Duration // until when
}

// arrival is a start whose sender has given up.
type arrival struct {
	at    time.Duration
	token agora.Secret
}

// killed is what a process that is killed panics with.
type killed struct{}

func newWorld(seed uint64) *world {
	w := &world{random: rand.New(rand.NewPCG(seed, 3)), tokens: map[agora.Secret]time.Duration{}}
	w.reuse = pick(w, "200", "201", "409", "409-no-id", "none")
	w.presence = pick(w, "works", "works", "works", "refused", "off")
	w.kickEnds, w.unique = w.chance(0.5), w.chance(0.6)
	w.unclear = w.chance(0.2)
	w.slow, w.blinks = w.chance(0.7), pick(w, 0.0, 0.2)
	w.faults, w.deaths, w.sleeps = pick(w, 0.0, 0.3, 0.6), pick(w, 0.0, 0.05, 0.2), pick(w, 0.0, 0.0, 0.05)
	return w
}

func pick[T any](w *world, of ...T) T { return of[w.random.IntN(len(of))] }

func (w *world) chance(p float64) bool { return w.random.Float64() < p }

// upTo returns a random time.
func (w *world) upTo(d time.Duration) time.Duration { return time.Duration(w.random.Int64N(int64(d))) }

// Now is the clock on the wall.
func (w *world) Now() time.Time { return at.Add(w.passed + w.skew) }

// Up is the machine's own clock.
func (w *world) Up() (string, time.Duration) {
	if w.unclear {
		return "", 0
	}
	return fmt.Sprint("boot-", w.boot), w.passed - w.bootAt
}

// Sleep passes time, in which the process may be killed.
func (w *world) Sleep(ctx context.Context, d time.Duration) error {
	w.pass(d)
	w.maybeDie()
	return ctx.Err()
}

// pass lets time go by, and requests arrive meanwhile.
func (w *world) pass(d time.Duration) {
	end := w.passed + d
	for len(w.late) > 0 && w.late[0].at <= end {
		next := w.late[0]
		w.late = w.late[1:]
		w.passed = max(w.passed, next.at)
		_, _ = w.serve(next.token)
	}
	w.passed = end
}

func (w *world) maybeDie() {
	if w.chance(w.deaths) {
		panic(killed{})
	}
}

// travel is a request or an answer under way.
func (w *world) travel() {
	if w.slow {
		w.pass(w.upTo(3 * time.Second))
	}
	if w.chance(w.sleeps) {
		w.pass(w.upTo(3 * time.Hour))
	}
	w.maybeDie()
}

func (w *world) net(op string, sent bool) error {
	return &agora.NetError{Op: op, Cause: agora.CauseTimeout, Sent: sent, Err: errors.New("lost")}
}

// Place is the sandbox's, as that of all intents here.
func (w *world) Place() agora.Place { return agora.Place{} }

// Acquire returns a builder token.
func (w *world) Acquire(context.Context, string) (agora.BuilderToken, error) {
	if w.named {
		w.tokens["name-1"], w.got = w.passed, w.passed
		return agora.BuilderToken{Name: "name-1"}, nil
	}
	w.travel()
	if w.chance(w.faults / 4) {
		return agora.BuilderToken{}, w.net(agora.OpAcquire, true)
	}
	token := agora.Secret(fmt.Sprint("token-canary-", len(w.tokens)))
	w.tokens[token] = w.passed
	w.travel()
	w.got = w.passed
	return agora.BuilderToken{Name: token}, nil
}

// Start starts a task, or loses the request or its answer.
func (w *world) Start(_ context.Context, token agora.Secret, _ agora.Request) (agora.Task, error) {
	w.starts++
	w.onStart(token)
	w.travel()
	if w.chance(w.faults) {
		return agora.Task{}, w.faultyStart(token)
	}
	task, err := w.serve(token)
	w.travel()
	return task, err
}

// faultyStart is a start that goes wrong in one of the ways of the matrix.
func (w *world) faultyStart(token agora.Secret) error {
	switch w.random.IntN(8) {
	case 0:
		return w.net(agora.OpStart, false)
	case 1:
		return &agora.APIError{Op: agora.OpStart, Status: 429, Kind: agora.KindBusy, RetryAfter: w.upTo(20 * time.Second)}
	case 2:
		return &agora.APIError{Op: agora.OpStart, Status: 503, Kind: agora.KindServer}
	case 3: // it arrives after its sender has given up
		w.late = append(w.late, arrival{w.passed + w.upTo(8*time.Second), token})
		return w.net(agora.OpStart, true)
	case 4:
		if w.chance(0.2) {
			return &agora.APIError{Op: agora.OpStart, Status: 401, Kind: agora.KindCredentials}
		}
		return w.net(agora.OpStart, true)
	}
	_, err := w.serve(token)
	if refused, ok := errors.AsType[*agora.APIError](err); ok && refused.Kind == agora.KindTokenExpired && w.chance(0.5) {
		return err
	}
	w.travel()
	return w.net(agora.OpStart, true)
}

// serve is what Agora does with a start that arrives.
func (w *world) serve(token agora.Secret) (agora.Task, error) {
	given, known := w.tokens[token]
	if !known {
		panic("a token that was never given")
	}
	for _, task := range w.tasks {
		if task.token == token && w.reuse != "none" {
			return w.again(task)
		}
	}
	if used := len(w.tasks) > 0; !used && w.passed-given > 300*time.Second && !w.named {
		return agora.Task{}, &agora.APIError{Op: agora.OpStart, Status: 400, Kind: agora.KindTokenExpired}
	}
	task := &worldTask{id: fmt.Sprint("task-", len(w.tasks)), token: token, started: w.passed}
	task.joins = w.passed + 2*time.Second + w.upTo(3*time.Second)
	w.tasks = append(w.tasks, task)
	return agora.Task{ID: task.id, Status: agora.StatusStarting}, nil
}

// again is the answer to a used token.
func (w *world) again(task *worldTask) (agora.Task, error) {
	e := &agora.APIError{Op: agora.OpStart, Status: 409, Kind: agora.KindAlreadyStarted, TaskID: task.id}
	switch w.reuse {
	case "200":
		return agora.Task{ID: task.id, Status: agora.StatusInProgress}, nil
	case "201":
		e.Status = 201
	case "409-no-id":
		e.TaskID = ""
	}
	return agora.Task{}, e
}

// find returns the task of a handle, or nothing where Agora does not know it (yet).
func (w *world) find(h agora.Handle) *worldTask {
	for _, task := range w.tasks {
		if task.id == h.TaskID && (task.token == h.BuilderToken || w.named) && (w.passed-task.started > 2*time.Second || w.chance(0.5)) {
			return task
		}
	}
	return nil
}

// Query tells a task's status; of an ended one sometimes that there is none.
func (w *world) Query(_ context.Context, h agora.Handle) (agora.Task, error) {
	w.travel()
	if w.chance(w.faults) {
		return agora.Task{}, w.net(agora.OpQuery, true)
	}
	task := w.find(h)
	w.travel()
	w.lied = w.lied || w.gateway
	switch {
	case task == nil, w.gateway, task.ended && w.chance(0.5):
		return agora.Task{}, &agora.APIError{Op: agora.OpQuery, Status: 404, Kind: agora.KindNotFound}
	case task.ended:
		return agora.Task{ID: task.id, Status: agora.StatusStopped}, nil
	}
	return agora.Task{ID: task.id, Status: agora.StatusInProgress}, nil
}

// Stop ends a task.
func (w *world) Stop(_ context.Context, h agora.Handle) error {
	w.travel()
	if w.chance(w.faults / 2) {
		return w.net(agora.OpStop, true)
	}
	task := w.find(h)
	w.lied = w.lied || w.gateway
	if task == nil || w.gateway || task.ended {
		return &agora.APIError{Op: agora.OpStop, Status: 404, Kind: agora.KindNotFound}
	}
	w.end(task)
	w.travel()
	if w.chance(w.faults / 2) {
		return w.net(agora.OpStop, true)
	}
	return nil
}

func (w *world) end(task *worldTask) {
	if !task.ended {
		task.ended, task.leaves = true, w.passed+w.upTo(8*time.Second)
	}
}

// Present reports whether a uid is in the channel.
func (w *world) Present(context.Context, uint32, string) (bool, error) {
	w.travel()
	switch {
	case w.presence == "refused":
		return false, &agora.APIError{Op: agora.OpPresence, Status: 403, Kind: agora.KindForbidden}
	case w.presence == "off":
		panic("the bots were asked for")
	case w.chance(w.faults / 2):
		return false, w.net(agora.OpPresence, true)
	}
	in := w.stranger
	for _, task := range w.tasks {
		if !task.blinked && w.chance(w.blinks) {
			task.blinked, task.blinks = true, w.passed+w.upTo(5*time.Second)
		}
		in = in || w.passed >= max(task.joins, task.keptOut, task.blinks) && (!task.ended || w.passed < task.leaves)
	}
	w.travel()
	return in, nil
}

// List tells the channel's tasks.
func (w *world) List(context.Context, agora.ListQuery) ([]agora.Task, error) {
	w.travel()
	if w.chance(w.faults / 2) {
		return nil, w.net(agora.OpList, true)
	}
	out := slices.Clone(w.guests)
	for _, task := range w.tasks {
		if !task.ended {
			out = append(out, agora.Task{ID: task.id, CreatedAt: at.Add(task.started), Status: agora.StatusRunning})
		}
	}
	w.travel()
	return out, nil
}

// Kick keeps the bots out for a minute.
func (w *world) Kick(context.Context, agora.KickRule) (int64, error) {
	w.travel()
	if w.chance(w.faults / 2) {
		return 0, w.net(agora.OpKick, true)
	}
	for _, task := range w.tasks {
		if w.kickEnds {
			w.end(task)
		}
		task.leaves, task.keptOut = w.passed, w.passed+kickLasts
	}
	w.travel()
	return 1, nil
}

// running returns how many tasks run, or are about to.
func (w *world) running() int {
	n := 0
	for _, task := range w.tasks {
		if !task.ended {
			n++
		}
	}
	return n
}
