//go:build crashtest

package session

import (
	"context"
	"sync"

	"sttwizard/internal/store"
	"sttwizard/internal/store/postgres"
	"sttwizard/internal/tempo"
)

// teamStore returns the team's journal; in the build without a journal one that
// writes an attempt down only when the answer to its start is there.
func teamStore(s *postgres.Store) store.Store {
	if tempo.Journal {
		return s
	}
	return &unwritten{Store: s, kept: map[string][]store.Event{}}
}

// unwritten keeps the events of attempts in memory until there is an answer.
type unwritten struct {
	*postgres.Store
	mu   sync.Mutex
	kept map[string][]store.Event
}

// Begin implements store.Store.
func (u *unwritten) Begin(ctx context.Context, id string, first store.Event) (store.Hold, error) {
	u.mu.Lock()
	u.kept[id] = []store.Event{first}
	u.mu.Unlock()
	return u.Store.Own(ctx, id)
}

// Append implements store.Store.
func (u *unwritten) Append(ctx context.Context, id string, n int, e store.Event) error {
	u.mu.Lock()
	events := u.kept[id]
	if events == nil {
		u.mu.Unlock()
		return u.Store.Append(ctx, id, n, e)
	}
	events = append(events, e)
	u.kept[id] = events
	early := e.Kind == "sending" || e.Kind == "probe" || e.Kind == "planned"
	if !early {
		delete(u.kept, id)
	}
	u.mu.Unlock()
	if early {
		return nil
	}
	for i, e := range events {
		if err := u.Store.Append(ctx, id, i+1, e); err != nil {
			return err
		}
	}
	return nil
}

// Load implements store.Store.
func (u *unwritten) Load(ctx context.Context, id string) (store.Log, error) {
	u.mu.Lock()
	events := u.kept[id]
	u.mu.Unlock()
	if events == nil {
		return u.Store.Load(ctx, id)
	}
	return store.Log{ID: id, Where: u.Where(id), Events: events}, nil
}
