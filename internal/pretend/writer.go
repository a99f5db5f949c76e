package pretend

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/captions"
	"sttwizard/internal/clock"
	"sttwizard/internal/storage"
)

// Options is what a writer is made of.
type Options struct {
	Mode   captions.Mode
	Ledger sandbox.Ledger   // says when tasks end
	Now    func() time.Time // nil: clock.Now
	// Endpoint is where all storages are instead of where requests say, on this machine;
	// empty: only requests that name such an address get captions. With Azure it ends with
	// the account's name.
	Endpoint string
	Tell     func(string) // told once of each task whose captions can't be stored, and why; nil: nobody is
}

// Writer stores pretend captions. It is safe for concurrent use.
type Writer struct {
	o         Options
	transport *http.Transport

	mu       sync.Mutex
	speeches []*speech

	writing sync.Mutex // one writes at a time
}

// speech is what is said in one task.
type speech struct {
	captions.Script
	reader *storage.Reader
	tried  int // how many slices are stored, or were not taken
	ended  bool
	failed bool // the last one was not taken, and that was told
}

// New makes a writer. Nothing is sent.
func New(o Options) *Writer {
	if o.Now == nil {
		o.Now = clock.Now
	}
	if o.Tell == nil {
		o.Tell = func(string) {}
	}
	return &Writer{o: o, transport: here()}
}

// Started takes note of a task: see sandbox.Options. In channels where nobody is, nothing
// is said.
func (w *Writer) Started(t sandbox.Task, r agora.Request) {
	place, stored := storage.PlaceOf(r)
	if !stored || w.o.Mode == captions.ModeDenied || strings.HasPrefix(t.Channel, "idle-") {
		return
	}
	reader, err := w.open(place, storage.KeysOf(r), r)
	if err != nil {
		w.o.Tell(fmt.Sprintf("no pretend captions for task %s: %v", t.ID, err))
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.speeches = append(w.speeches, &speech{reader: reader, Script: captions.Script{
		Task:    captions.Task{Folder: place.Prefix, ID: t.ID, Languages: languages(r, t.Version)},
		Channel: t.Channel, Speakers: []string{strconv.Itoa(sandbox.PretendHost), "1274918203"},
		Begin: t.StartedAt.Truncate(time.Millisecond), Slice: slice(r, t.Version), Mode: w.o.Mode, Seed: uint64(len(w.speeches)), Lost: map[int]bool{},
	}})
}

// ErrElsewhere is a storage that is not on this machine.
var ErrElsewhere = errors.New("its storage is not on this machine, and pretend captions are stored nowhere else")

// open opens a storage on this machine.
func (w *Writer) open(place storage.Place, keys storage.Keys, r agora.Request) (*storage.Reader, error) {
	e, known := agora.EndpointOf(*r.Caption)
	at := e.URL
	if w.o.Endpoint != "" {
		at, known = w.o.Endpoint, true
	}
	if !known || !agora.OnThisMachine(at) {
		return nil, ErrElsewhere
	}
	return storage.Open(place, keys, storage.Options{Now: w.o.Now, Endpoint: w.o.Endpoint, Transport: w.transport})
}

// here dials this machine and no other, whatever a name stands for.
func here() *http.Transport {
	d := net.Dialer{Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !to.Addr().IsLoopback() {
			return ErrElsewhere
		}
		return nil
	}}
	return &http.Transport{DialContext: d.DialContext, DisableCompression: true}
}

// languages are those of the copies: spoken first, then what is translated into.
func languages(r agora.Request, v agora.Version) []string {
	out := r.Spoken(v)
	seen := map[string]bool{}
	for _, l := range out {
		seen[l] = true
	}
	if r.Translate != nil {
		for _, pair := range r.Translate.Languages {
			for _, l := range pair.Target {
				if !seen[l] {
					seen[l] = true
					out = append(out, l)
				}
			}
		}
	}
	return out
}

// slice is how long a slice of a request is.
func slice(r agora.Request, v agora.Version) time.Duration {
	if s := r.Caption.SliceDuration; s != nil {
		return time.Duration(*s) * time.Second
	}
	return time.Duration(v.Limits().SliceDuration.Default) * time.Second
}

// pause is how long Run waits between two writes.
const pause = time.Second

// Run stores what is due until the context ends, and drops the connections then.
func (w *Writer) Run(ctx context.Context) {
	defer w.transport.CloseIdleConnections()
	for {
		w.Write(ctx)
		if clock.Sleep(ctx, pause) != nil {
			return
		}
	}
}

// Write stores what is due and was not stored yet. That a storage takes nothing is told
// once, and so is that it takes files again: each slice is tried, and what was not taken
// is lost, as it is of Agora.
func (w *Writer) Write(ctx context.Context) {
	w.writing.Lock()
	defer w.writing.Unlock()
	w.mu.Lock()
	all := append([]*speech(nil), w.speeches...)
	w.mu.Unlock()
	if len(all) == 0 {
		return
	}
	state, err := sandbox.Read(w.o.Ledger)
	if err != nil {
		return // whoever serves the ledger says so
	}
	ends := map[string]time.Time{}
	for _, t := range state.Tasks {
		ends[t.ID] = t.EndedAt
	}
	for _, s := range all {
		tried := s.tried
		err := s.store(ctx, w.o.Now(), ends[s.Task.ID])
		switch {
		case ctx.Err() != nil || s.tried == tried:
		case err != nil && !s.failed:
			s.failed = true
			w.o.Tell(fmt.Sprintf("no pretend captions for task %s for now, each further slice is tried: %v", s.Task.ID, err))
		case err == nil && s.failed:
			s.failed = false
			w.o.Tell(fmt.Sprintf("pretend captions for task %s are stored again", s.Task.ID))
		}
	}
}

// store stores the slices of a task that are over; end is when it ends, zero where it is
// not known any more.
func (s *speech) store(ctx context.Context, now, end time.Time) error {
	if s.ended {
		return nil
	}
	due := s.Due(now)
	if over := int(end.Sub(s.Begin) / s.Slice); due >= over { // a slice that the task did not live through
		due, s.ended = max(0, over), true
	}
	for ; s.tried < due; s.tried++ {
		for _, u := range s.Uploads(s.tried, s.tried+1) {
			if err := s.reader.Put(ctx, u.Key, u.Body); err != nil {
				s.Lost[s.tried] = true
				s.tried++
				return err
			}
		}
	}
	return nil
}
