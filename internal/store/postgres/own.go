package postgres

import (
	"context"
	"errors"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"sttwizard/internal/store"
)

// lockSeed tells our advisory locks from those of other programs in the database.
const lockSeed = 7379874

// releaseLimit is how long a release is waited for; it goes on by itself.
const releaseLimit = time.Second

// keeper knows which attempts this program owns, whatever session it has.
type keeper struct {
	mu    sync.Mutex
	owned map[string]*ownership
}

// ownership is of one attempt. It is one lock, however many hold it here.
type ownership struct {
	holds map[*hold]bool
	lost  bool // somebody else took it while there was no session
}

// hold implements store.Hold.
type hold struct {
	store    *Store
	id       string
	released atomic.Bool
}

// add counts a hold, unless it was given up meanwhile.
func (k *keeper) add(h *hold) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if h.released.Load() {
		return false
	}
	o := k.owned[h.id]
	if o == nil || o.lost { // who lost it holds nothing any more
		o = &ownership{holds: map[*hold]bool{}}
		k.owned[h.id] = o
	}
	o.holds[h] = true
	return true
}

// remove gives up a hold.
func (k *keeper) remove(h *hold) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if o := k.owned[h.id]; o != nil {
		delete(o.holds, h)
		if len(o.holds) == 0 {
			delete(k.owned, h.id)
		}
	}
}

// has reports whether an attempt is owned, and whether it was and is lost.
func (k *keeper) has(id string) (owned, lost bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	o := k.owned[id]
	return o != nil && !o.lost, o != nil && o.lost
}

// taken locks what is owned in a new session. What is somebody else's now is lost.
func (k *keeper) taken(ctx context.Context, c *session) error {
	k.mu.Lock()
	owned := maps.Clone(k.owned)
	k.mu.Unlock()
	for id, o := range owned {
		got, err := c.lock(ctx, id)
		if err != nil {
			return err
		}
		k.mu.Lock()
		if o.lost = o.lost || !got; o.lost || k.owned[id] != o {
			got = false
		}
		k.mu.Unlock()
		if !got {
			err = c.unlock(ctx, id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// lock takes an attempt's lock once, and reports whether it is held.
func (c *session) lock(ctx context.Context, id string) (bool, error) {
	if c.held[id] { // locks of a session count: one is enough
		return true, nil
	}
	var got bool
	err := c.conn.QueryRow(ctx, `SELECT pg_try_advisory_lock(hashtextextended($1, $2))`, id, lockSeed).Scan(&got)
	if err == nil && got {
		c.held[id] = true
	}
	return got, err
}

func (c *session) unlock(ctx context.Context, id string) error {
	if !c.held[id] {
		return nil
	}
	delete(c.held, id)
	_, err := c.conn.Exec(ctx, `SELECT pg_advisory_unlock(hashtextextended($1, $2))`, id, lockSeed)
	return err
}

// Release implements store.Hold.
func (h *hold) Release() {
	if h.released.Swap(true) {
		return
	}
	h.store.keeper.remove(h)
	free := h.store.start(context.Background(), func(ctx context.Context, c *session) error {
		if owned, _ := h.store.keeper.has(h.id); owned {
			return nil // somebody here holds it still, or again
		}
		return c.unlock(ctx, h.id)
	})
	wait, cancel := context.WithTimeout(context.Background(), releaseLimit)
	defer cancel()
	select {
	case <-free: // where it failed the session is over, and the lock with it
	case <-wait.Done():
	}
}

// Own implements store.Store.
func (s *Store) Own(ctx context.Context, id string) (store.Hold, error) {
	h := &hold{store: s, id: id}
	who := ""
	err := s.again(ctx, func(ctx context.Context, c *session) error {
		got, err := c.lock(ctx, id)
		switch {
		case err != nil:
			return err
		case got && s.keeper.add(h):
			return nil
		case got:
			return c.unlock(ctx, id) // the caller left
		}
		owners, err := c.owners(ctx, []string{id})
		who = owners[id]
		return errors.Join(&store.Error{Kind: store.ErrOwned}, err)
	})
	switch {
	case err == nil:
		return h, nil
	case errors.Is(err, store.ErrOwned):
		return nil, failed(store.ErrOwned, "%s works on attempt %s; end that, or wait until it is done", somebody(who), id)
	}
	go h.Release()
	return nil, err
}

func somebody(who string) string {
	if who == "" {
		return "somebody else"
	}
	return who
}

// Owned implements store.Store.
func (s *Store) Owned(ctx context.Context, id string) (who string, err error) {
	err = s.again(ctx, func(ctx context.Context, c *session) error {
		owners, err := c.owners(ctx, []string{id})
		who = owners[id]
		return err
	})
	return who, err
}

// owners returns who else holds the locks of attempts.
func (c *session) owners(ctx context.Context, ids []string) (map[string]string, error) {
	rows, err := c.conn.Query(ctx, `SELECT i.id, coalesce(nullif(s.application_name, ''), s.usename, 'somebody else')
		FROM unnest($1::text[]) AS i(id)
		JOIN pg_locks l ON l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted AND l.pid <> pg_backend_pid()
		 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
		 AND (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(i.id, $2)
		LEFT JOIN pg_stat_activity s ON s.pid = l.pid`, ids, lockSeed)
	if err != nil {
		return nil, err
	}
	owners := map[string]string{}
	var id, name string
	_, err = pgx.ForEachRow(rows, []any{&id, &name}, func() error {
		owners[id] = nameOf(name)
		return nil
	})
	return owners, err
}
