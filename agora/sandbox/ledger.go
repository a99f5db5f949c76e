package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
)

// schema is the version of the ledger's form.
const schema = 1

// Ledger keeps a State. Update runs change on it while nobody else reads or
// writes it; the change is kept only when it gives no error. The state must not
// be used after change returned.
type Ledger interface {
	Update(change func(*State) error) error
}

// Read returns a copy of what a ledger holds.
func Read(l Ledger) (State, error) {
	var out State
	err := l.Update(func(st *State) error {
		out = st.clone()
		return nil
	})
	return out, err
}

// clone copies the lists. The requests in them are shared: nobody changes one.
func (st State) clone() State {
	st.Tokens, st.Tasks = slices.Clone(st.Tokens), slices.Clone(st.Tasks)
	st.Kicks, st.ChannelShut = slices.Clone(st.Kicks), slices.Clone(st.ChannelShut)
	return st
}

// MemoryLedger keeps the state in memory; the zero value is empty.
type MemoryLedger struct {
	mu    sync.Mutex
	state State
}

// Update changes the state under a lock.
func (l *MemoryLedger) Update(change func(*State) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	next := l.state.clone()
	if err := change(&next); err != nil {
		return err
	}
	l.state = next
	return nil
}

// LedgerError is a ledger file that is not what a sandbox writes. It is never
// overwritten: somebody has to look at it or move it away.
type LedgerError struct {
	Path string
	Why  string
}

// Error names the file, what is wrong with it and what to do.
func (e *LedgerError) Error() string {
	return fmt.Sprintf("%s %s; move it away to begin with an empty ledger", e.Path, e.Why)
}

// FileLedger keeps the state in a file, so that it outlives the process and
// several processes share it.
type FileLedger struct {
	path string
	o    FileOptions
}

// FileOptions is what the caller of NewFileLedger brings: how files are read, written
// and locked is not known here.
type FileOptions struct {
	Lock  func(func() error) error             // runs a function while no other process does so
	Read  func(path string) ([]byte, error)    // what was written; fs.ErrNotExist: begin with an empty ledger
	Write func(path string, data []byte) error // replaces the file as a whole
}

// NewFileLedger keeps a ledger at path; the file need not exist yet.
func NewFileLedger(path string, o FileOptions) *FileLedger { return &FileLedger{path, o} }

// Update changes the state under the lock, and writes the file if anything
// changed. A file that can't be read as a ledger gives *LedgerError.
func (l *FileLedger) Update(change func(*State) error) error {
	return l.o.Lock(func() error {
		st, before, err := l.read()
		if err != nil {
			return err
		}
		if err := change(&st); err != nil {
			return err
		}
		after, err := encode(st)
		if err != nil || bytes.Equal(before, after) {
			return err
		}
		return l.o.Write(l.path, after)
	})
}

// read returns the state of the file and its text as encode would write it.
func (l *FileLedger) read() (State, []byte, error) {
	var st State
	data, err := l.o.Read(l.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return st, nil, err
	}
	if err == nil {
		if err := json.Unmarshal(data, &st); err != nil {
			return st, nil, &LedgerError{l.path, "is not a sandbox's ledger"}
		}
		if st.Schema != schema {
			return st, nil, &LedgerError{l.path, fmt.Sprintf("has the form %d of another release, this one knows %d", st.Schema, schema)}
		}
	}
	before, err := encode(st)
	return st, before, err
}

func encode(st State) ([]byte, error) {
	st.Schema = schema
	data, err := json.MarshalIndent(st, "", "  ")
	return append(data, '\n'), err
}
