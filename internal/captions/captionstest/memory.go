// Package captionstest has a storage in memory, for tests of what reads captions.
//
//	files := &captionstest.Memory{}
//	files.Put(script.Uploads(0, 3), now)
//
// The package is for development only, and knows package captions alone.
package captionstest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"sttwizard/internal/captions"
)

// Memory is a storage in memory; the zero value is empty. It is safe for concurrent use.
type Memory struct {
	Err error // what every call gives; nil: its answer

	mu    sync.Mutex
	files map[string]captions.Upload
	calls []string
}

// Put stores files, each at its own time.
func (m *Memory) Put(uploads ...captions.Upload) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.files = map[string]captions.Upload{}
	}
	for _, u := range uploads {
		m.files[u.Key] = u
	}
}

// Remove takes a file away.
func (m *Memory) Remove(key string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.files, key)
}

// Keys returns what is stored, sorted.
func (m *Memory) Keys() (out []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for key := range m.files {
		out = append(out, key)
	}
	slices.Sort(out)
	return out
}

// Calls returns what was asked for since it was asked last.
func (m *Memory) Calls() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.calls
	m.calls = nil
	return out
}

func (m *Memory) called(ctx context.Context, call, key string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls = append(m.calls, call+" "+key)
	if err := ctx.Err(); err != nil {
		return err
	}
	return m.Err
}

// List lists the keys with a prefix.
func (m *Memory) List(ctx context.Context, prefix, after string, max int) (out []captions.Object, err error) {
	if err := m.called(ctx, "list", prefix); err != nil {
		return nil, err
	}
	for _, key := range m.Keys() {
		if strings.HasPrefix(key, prefix) && key > after && len(out) < max {
			out = append(out, m.object(key))
		}
	}
	return out, nil
}

func (m *Memory) object(key string) captions.Object {
	m.mu.Lock()
	defer m.mu.Unlock()
	u := m.files[key]
	return captions.Object{Key: key, Size: int64(len(u.Body)), ETag: fmt.Sprintf("%x", bytes.Clone(u.Body[max(0, len(u.Body)-40):])), Modified: u.At.Truncate(1e9)}
}

func (m *Memory) body(key string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	u, ok := m.files[key]
	if !ok {
		return nil, captions.ErrMissing
	}
	return u.Body, nil
}

// Look returns the end of a file.
func (m *Memory) Look(ctx context.Context, key, etag string, n int64) (captions.Tail, error) {
	if err := m.called(ctx, "look", key); err != nil {
		return captions.Tail{}, err
	}
	body, err := m.body(key)
	if err != nil {
		return captions.Tail{}, err
	}
	tail := captions.Tail{Object: m.object(key)}
	if tail.ETag != etag {
		tail.Changed, tail.Text = true, body[max(0, int64(len(body))-n):]
	}
	return tail, nil
}

// Read returns a part of a file.
func (m *Memory) Read(ctx context.Context, key string, from, n int64) ([]byte, error) {
	if err := m.called(ctx, "read", key); err != nil {
		return nil, err
	}
	body, err := m.body(key)
	if err != nil {
		return nil, err
	}
	from = min(from, int64(len(body)))
	return body[from:min(from+n, int64(len(body)))], nil
}
