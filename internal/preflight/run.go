package preflight

import (
	"context"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/storage"
)

// Agora asks Agora about a connection's project. Nothing of it starts or bills anything.
type Agora interface {
	// Try makes the harmless call that tests a connection.
	Try(ctx context.Context) error
	// Users tells who is in a channel.
	Users(ctx context.Context, channel string) (agora.ChannelUsers, error)
	// Others returns the tasks that may run in a channel: those of the journal, after
	// asking for each, and those that are in none.
	Others(ctx context.Context, channel string) ([]attempt.Conflict, []agora.Task, error)
	// Bots returns the uids of the bots of the journal's open tasks in a channel.
	Bots(channel string) []string
	// Clock tells how far this machine's clock is off, by the answers so far.
	Clock() (o agora.Offset, known bool)
}

// Input is what is checked, and by whom.
type Input struct {
	Now   func() time.Time
	Limit time.Duration // of each check; 0: Limit

	Request  agora.Request // with the secrets that are at hand
	Project  agora.Project
	Problems []agora.FieldError // broken rules of the request
	Warnings []agora.Warning    // what a start warns of
	Untold   []Untold           // secrets that are not at hand
	Until    time.Time          // until when the task is to run; zero: it is not said

	Agora    Agora // nil: it can't be asked, see NoAgora
	NoAgora  error
	NoUsers  bool // the connection says that nobody is asked who is in a channel
	Writable func() error
	// Fill makes the bot tokens that are made when the task is sent; nobody is asked.
	Fill func(ctx context.Context, r *agora.Request, until time.Time) error
	// Verifies reports whether Fill compares tokens that were given with the project's App
	// Certificate; nil: it does not.
	Verifies func(context.Context) bool
	// Probe tries the storage of captions; ErrPretend: a pretend Agora does not write there.
	Probe func(context.Context, storage.Place, storage.Keys) (storage.Probed, error)
}

// Untold is a secret that would have to be typed.
type Untold struct {
	Path string
	Err  error // why it is not at hand
}

// Limit is how long a check may take.
const Limit = 5 * time.Second

// Run is a preflight that is under way.
type Run struct {
	rows chan Row
	stop context.CancelFunc
}

// Begin looks at everything at once. Whoever gives it up cancels the context, or calls
// Stop.
func Begin(ctx context.Context, in Input) *Run {
	if in.Limit == 0 {
		in.Limit = Limit
	}
	in.Request = in.Request.Sent(in.Project.Version)
	ctx, stop := context.WithCancel(ctx)
	// There is room for every row, so that nobody who looks away holds a check up.
	r := &Run{rows: make(chan Row, len(Checks(in.Project.Version))), stop: stop}
	var all, answers sync.WaitGroup
	look := func(f func(context.Context) []Row) {
		all.Go(func() { r.take(in, in.limited(ctx, f)) })
	}
	answering := func(f func(context.Context) []Row) {
		answers.Add(1)
		all.Go(func() {
			rows := in.limited(ctx, f)
			answers.Done()
			r.take(in, rows)
		})
	}
	answering(in.credentials)
	answering(in.inChannel)
	look(in.request)
	look(in.journal)
	look(in.tokens)
	look(in.others)
	look(in.storage)
	all.Go(func() { answers.Wait(); r.take(in, in.clock()) })
	go func() { all.Wait(); stop(); close(r.rows) }()
	return r
}

// take hands rows out as what is known now.
func (r *Run) take(in Input, rows []Row) {
	for _, row := range rows {
		row.At = in.Now()
		r.rows <- row
	}
}

// Next waits for the next row, in the order in which they are known; ok is false after
// the last.
func (r *Run) Next() (row Row, ok bool) {
	row, ok = <-r.rows
	return row, ok
}

// Stop ends what is under way. Next goes on to give what is left.
func (r *Run) Stop() { r.stop() }

// limited does a check within its time.
func (in Input) limited(ctx context.Context, f func(context.Context) []Row) []Row {
	ctx, cancel := context.WithTimeout(ctx, in.Limit)
	defer cancel()
	return f(ctx)
}
