package tasks

import (
	"context"
	"io"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock"
	"sttwizard/internal/connections"
	"sttwizard/internal/files"
	"sttwizard/internal/report"
	"sttwizard/internal/seal"
	"sttwizard/internal/secret"
	"sttwizard/internal/storage"
	"sttwizard/presets"
)

// Ask lets the person type a secret; what is its name in words, such as
// "customer secret". Nil means that nobody can be asked.
type Ask = func(ctx context.Context, what string) (agora.Secret, error)

// Run is what the use cases take of a run of the program; *session.Session has it.
type Run interface {
	// Choices gives the connections that can be chosen in this run.
	Choices() ([]connections.Connection, error)
	// Lookup gives a connection of the file or of the environment by its name.
	Lookup(name string) (connections.Connection, error)
	// Client makes a client for a connection; nothing is sent.
	Client(ctx context.Context, c connections.Connection, ask Ask) (*agora.Client, error)
	// ClientFrom also says where the secret was found.
	ClientFrom(ctx context.Context, c connections.Connection, ask Ask) (*agora.Client, secret.Found, error)
	// Resolve gets the secret that a reference stands for, which is called what.
	Resolve(ctx context.Context, ref secret.Ref, what string, ask Ask) (agora.Secret, secret.Found, error)
	// ResolveShared is Resolve for the references of presets, without asking.
	ResolveShared(ctx context.Context, ref secret.Ref, what string) (agora.Secret, secret.Found, error)
	// Forget drops the secrets that were typed for a connection: Agora refused them.
	Forget(connection string)
	// Project gives what the rules of a request depend on for a connection.
	Project(c connections.Connection) agora.Project
	// FillTokens makes the bot tokens that a request lacks, where the connection says
	// where its App Certificate is; until is the reminder.
	FillTokens(ctx context.Context, c connections.Connection, r *agora.Request, until time.Time, ask Ask) error
	// KnowsCertificate reports whether tokens that were given can be compared with the
	// App Certificate of a connection.
	KnowsCertificate(ctx context.Context, c connections.Connection) bool
}

// Options is what Tasks is made of.
type Options struct {
	Run     Run
	Journal *attempt.Journal
	Presets *presets.Store
	Home    files.Home
	Now     func() time.Time
	Sleep   func(context.Context, time.Duration) error // nil: clock.Sleep
	Rand    io.Reader                                  // nil: the system's
	Log     *report.Log
	// Probe tries the storage of captions in a preflight; nil: it is really tried.
	Probe func(context.Context, storage.Place, storage.Keys) (storage.Probed, error)

	// Pretends tells this program's own sandbox from any other Agora: see pretend.Known.
	Pretends func(ctx context.Context, address, task string) bool
	// StorageURL is where the storages of the sandbox's tasks are instead of at their
	// vendors, on this machine; empty: where the requests say.
	StorageURL string

	// Damaged is told of each file of the home that is found damaged; nil: nobody is.
	Damaged func(*seal.DamagedError)

	Sandbox bool   // the person named the sandbox
	APIURL  string // the address that the person named by a flag; empty: none
}

// Tasks has the use cases of one run. It is safe for concurrent use.
type Tasks struct {
	o     Options
	pacer *attempt.Pacer
	keys  sync.Map // by the attempts' ids: the StorageKeys that they were started with, or that were typed, in this run
	habit sync.Map // by the storages and versions: the arriving.Habit that was learnt in this run
}

// New returns the use cases of a run.
func New(o Options) *Tasks {
	if o.Sleep == nil {
		o.Sleep = clock.Sleep
	}
	return &Tasks{o: o, pacer: o.Journal.NewPacer()}
}

// Paced returns an API that makes at most 10 requests a second together with all
// others of the run: for watching and settling many attempts.
func (t *Tasks) Paced(api attempt.API) attempt.API { return t.pacer.Paced(api) }
