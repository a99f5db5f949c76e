package filestore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"sttwizard/internal/files"
	"sttwizard/internal/store"
)

// ListOpen returns all attempts: which are open their events tell.
func (s *Store) ListOpen(ctx context.Context) ([]store.Log, error) { return s.List(ctx, time.Time{}) }

// List reads all files, as many at a time as there are processors. A directory that
// does not exist holds none.
func (s *Store) List(ctx context.Context, since time.Time) ([]store.Log, error) {
	entries, err := os.ReadDir(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &store.Error{Kind: store.ErrUnavailable, Err: err}
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool {
		return !strings.HasSuffix(e.Name(), suffix) || strings.HasPrefix(e.Name(), ".")
	})
	logs := make([]store.Log, len(entries))
	beside(len(entries), func(i int) { logs[i] = s.listed(ctx, entries[i], since) })
	return slices.DeleteFunc(logs, func(l store.Log) bool { return l.ID == "" }), nil
}

// listed returns an attempt; without an id: it is none of the list.
func (s *Store) listed(ctx context.Context, entry fs.DirEntry, since time.Time) store.Log {
	id, read := strings.TrimSuffix(entry.Name(), suffix), listedFile
	if !entry.Type().IsRegular() {
		read = oneFile
	}
	l, err := s.look(s.path(id), id, read)
	if l.Err = err; errors.Is(err, store.ErrNone) { // removed meanwhile
		return store.Log{}
	}
	if err != nil {
		return l
	}
	if last := l.Events[len(l.Events)-1]; l.Tail == "" && last.Final() {
		if !since.IsZero() && written(last).Before(since) {
			return store.Log{}
		}
		return l
	}
	if l.Owner, err = s.Owned(ctx, id); err != nil {
		l.Owner = store.Somebody // better than nobody
	}
	return l
}

// written returns when an event says that it was written.
func written(e store.Event) time.Time {
	var w struct{ At time.Time }
	_ = json.Unmarshal(e.Payload, &w) // nobody knows: it is listed only without a time
	return w.At
}

// beside does f for each of n numbers, as many at a time as there are processors.
func beside(n int, f func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}

// Load reads an attempt's file without keeping anybody from writing.
func (s *Store) Load(_ context.Context, id string) (store.Log, error) {
	return s.look(s.standing(id), id, oneFile)
}

// look reads a file. A write that is met halfway looks like damage, so that is read
// once more while nobody writes.
func (s *Store) look(path, id string, read reader) (store.Log, error) {
	c, err := kept(path, read)
	if (err != nil || c.damage != "") && !errors.Is(err, fs.ErrNotExist) {
		again := func() error {
			c, err = kept(path, read)
			return nil
		}
		_ = s.locked(again) // without the lock, what was read counts
	}
	l := c.log()
	l.ID, l.Where = id, path
	return l, readError(path, err)
}

// reader reads a file into a buffer where that is large enough.
type reader func(buffer []byte, path string, max int64) ([]byte, error)

// How a file is read that somebody asks for, and one that its directory lists as such.
var (
	oneFile    reader = func(_ []byte, path string, max int64) ([]byte, error) { return files.Read(path, max) }
	listedFile reader = files.ReadListed
)

// buffers are what files are looked at in: a list looks at thousands of them.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// kept reads the file at path as load does, and keeps nothing of it but its events.
func kept(path string, read reader) (content, error) {
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	data, err := read(*buffer, path, maxFile)
	if err != nil {
		return content{}, err
	}
	*buffer = data
	c, err := parse(data)
	rest := bytes.Clone(data[:c.used])
	for i, p := range c.payloads {
		_, after, _ := bytes.Cut(rest, []byte(" "))
		c.payloads[i], rest = after[:len(p):len(p)], after[len(p)+1:]
	}
	c.tail = nil
	return c, err
}
