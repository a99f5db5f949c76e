package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock"
)

const (
	// Limit is how long a call may take in all, unless the options say otherwise.
	Limit = 5 * time.Second
	// ReadLimit is the most that one call reads of an object, in bytes.
	ReadLimit = 16 << 20

	pageSize = 1000 // objects of one answer
	spare    = 100  // requests of a listing besides those that full pages would take
)

// ErrMany says that a listing has more objects than were asked for.
var ErrMany = errors.New("there are more objects than were asked for")

// Options are what a reader is made with. The zero value is right for the product.
type Options struct {
	Transport http.RoundTripper // nil: one of its own
	Now       func() time.Time  // nil: the system's clock; only compared with the storage's
	Limit     time.Duration     // of one call; 0: Limit
	// Endpoint is taken for that of the place. It must be on this machine: it is for
	// tests and for the captions of a pretend Agora. With Azure it ends with the name
	// of the account.
	Endpoint string
}

// Object is what a storage says of one object.
type Object struct {
	Key      string    // whole, with the folder; any text, as the storage has it
	Size     int64     // bytes
	ETag     string    // another one when the contents are others; without quotes
	Modified time.Time // by the storage's clock
}

// Seen is what a look found.
type Seen struct {
	Object
	Tail    []byte // the last bytes; none where nothing changed
	Changed bool   // it is not the one with the ETag that was given
}

// Reader reads one place. It is safe for use by several goroutines.
type Reader struct {
	place Place
	limit time.Duration
	plain bool // spoken to without TLS
	back  backend
	own   *http.Transport // nil: the options had one

	mu    sync.Mutex
	sizes map[string]int64 // of objects that were looked at
	ahead time.Duration
}

// span is a part of an object: n bytes from from on, or the last n.
type span struct {
	from, n int64
	last    bool
}

// part is an object of which a part is read. Its body must be closed.
type part struct {
	Object
	from int64 // where the body begins
	body io.ReadCloser
}

// backend is one of the two clients.
type backend interface {
	put(ctx context.Context, key string, data []byte) error
	remove(ctx context.Context, key string) error
	// list calls add for each object until that returns false.
	list(ctx context.Context, prefix, after string, max int, add func(Object) bool) error
	// get returns errSame where the object is still the one with the ETag, and
	// errBeyond where it has none of the bytes.
	get(ctx context.Context, key, etag string, s span) (part, error)
	tails() bool         // whether get can give the last bytes
	cause(error) Finding // of the client's own errors; Unknown for others
}

// Answers that are no failures.
var (
	errSame   = errors.New("nothing changed")
	errBeyond = errors.New("the object ends before")
)

// Open makes a reader, and sends nothing. It fails where place or keys can't be right, or
// where it is not known how the place is reached.
func Open(p Place, k Keys, o Options) (*Reader, error) {
	if o.Limit <= 0 {
		o.Limit = Limit
	}
	if o.Now == nil {
		o.Now = clock.Now
	}
	r := &Reader{place: p, limit: o.Limit, sizes: map[string]int64{}}
	e, err := p.endpoint(o.Endpoint)
	if err == nil {
		err = r.connect(e, k, o)
	}
	if err != nil {
		return nil, r.failure(context.Background(), &call{}, err)
	}
	return r, nil
}

func (r *Reader) connect(e agora.StorageEndpoint, k Keys, o Options) error {
	next := o.Transport
	if next == nil {
		r.own = newTransport(o.Limit)
		next = r.own
	}
	t := &tap{next: next, now: o.Now}
	switch {
	case k.Access == "" || k.Secret == "":
		return found(NoKeys)
	case r.place.Bucket == "":
		return found(BucketName)
	}
	var err error
	if r.place.Vendor == agora.VendorAzure {
		r.back, r.plain, err = openAzure(e, r.place, k, t)
	} else {
		r.back, r.plain, err = openS3(e, r.place, k, t)
	}
	return err
}

// Close drops the connections that are idle.
func (r *Reader) Close() {
	if r.own != nil {
		r.own.CloseIdleConnections()
	}
}

// Place returns where the reader reads.
func (r *Reader) Place() Place { return r.place }

// Format writes the place for every verb: the clients behind a reader hold the keys.
func (r *Reader) Format(f fmt.State, _ rune) {
	if r == nil {
		_, _ = io.WriteString(f, "<nil>")
		return
	}
	_, _ = io.WriteString(f, r.place.String())
}

// do makes a call of at most so many requests.
func (r *Reader) do(ctx context.Context, requests int, ask func(context.Context) error) error {
	limited, stop := context.WithTimeout(ctx, r.limit)
	defer stop()
	c := &call{left: requests}
	err := ask(within(limited, c))
	if skew, known := c.dates(); known {
		r.mu.Lock()
		if (skew - r.ahead).Abs() > jitter {
			r.ahead = skew
		}
		r.mu.Unlock()
	}
	return r.failure(ctx, c, err)
}

// jitter is by how much two answers of one storage may tell its clock differently: a Date
// is in whole seconds, some servers make it once a second, and the way takes its time. What
// is stored at a moment must not come at another one by each look.
const jitter = 2 * time.Second

// Ahead returns how far this machine's clock is ahead of the storage's, in whole seconds,
// by the Date of the answers; 0: not known, or no more than two seconds.
func (r *Reader) Ahead() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ahead
}

// Put writes one object, which takes the place of one with that key.
func (r *Reader) Put(ctx context.Context, key string, data []byte) error {
	return r.do(ctx, 2, func(ctx context.Context) error { return r.back.put(ctx, key, data) })
}

// Remove takes an object away. That there is none is no failure.
func (r *Reader) Remove(ctx context.Context, key string) error {
	return r.do(ctx, 2, func(ctx context.Context) error { return r.back.remove(ctx, key) })
}

// pageOf returns how many objects to ask for at a time: whole pages where a server that
// knows no beginning would give all that come before, too.
func pageOf(max int, after string) int {
	if after != "" {
		return pageSize
	}
	return min(max+1, pageSize)
}

// List returns the objects whose keys begin with prefix and come after another key, in
// the storage's order, at most max of them; with them [ErrMany] where there are more, or
// what the listing failed with.
func (r *Reader) List(ctx context.Context, prefix, after string, max int) ([]Object, error) {
	var out []Object
	many := false
	err := r.do(ctx, max/pageSize+spare, func(ctx context.Context) error {
		return r.back.list(ctx, prefix, after, max, func(o Object) bool {
			switch {
			case !strings.HasPrefix(o.Key, prefix) || o.Key <= after: // what was not asked for
			case len(out) == max:
				many = true
			default:
				out = append(out, o)
			}
			return !many
		})
	})
	if err == nil && many {
		err = ErrMany
	}
	return out, err
}

// Read returns n bytes of an object from an offset on; fewer where it ends before, none
// where it ends before the offset. n is at most [ReadLimit].
func (r *Reader) Read(ctx context.Context, key string, from, n int64) ([]byte, error) {
	var data []byte
	err := r.do(ctx, 2, func(ctx context.Context) error {
		if from < 0 || n <= 0 || n > ReadLimit {
			return errTooBig
		}
		p, err := r.back.get(ctx, key, "", span{from: from, n: n})
		if errors.Is(err, errBeyond) {
			return nil
		}
		if err != nil {
			return err
		}
		defer p.body.Close()
		if p.from > from {
			return errNoStorage
		}
		if _, err = io.CopyN(io.Discard, p.body, from-p.from); err != nil && !errors.Is(err, io.EOF) { // a server that knows no ranges
			return err
		}
		data, err = io.ReadAll(io.LimitReader(p.body, n))
		return err
	})
	if err != nil {
		return nil, err
	}
	return data, nil
}
