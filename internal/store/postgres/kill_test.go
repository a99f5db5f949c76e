package postgres

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/store"
	"sttwizard/internal/store/postgrestest"
	"sttwizard/internal/store/storetest"
)

var kills = flag.Int("kills", 4, "how often the server is killed under load")

// load is several programs that write as fast as they can.
type load struct {
	t     *testing.T
	stop  chan struct{}
	wg    sync.WaitGroup
	mu    sync.Mutex
	acked map[string][]string // payloads in their order, by attempt
	times []time.Duration
}

func (l *load) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.times)
}

// write appends events to attempts, each again until it is settled.
func (l *load) write(s *Store, writer int) {
	for a := 0; ; a++ {
		id := fmt.Sprintf("%d-%d", writer, a)
		for n := 1; n <= 8; n++ {
			e := storetest.Event("note", n < 8)
			began := clock.Now()
			for {
				select {
				case <-l.stop:
					return
				default:
				}
				err := s.Append(l.t.Context(), id, n, e)
				if err == nil {
					break
				}
				if !errors.Is(err, store.ErrInDoubt) && !errors.Is(err, store.ErrUnavailable) {
					l.t.Errorf("%s %d: %v", id, n, err)
					return
				}
			}
			l.mu.Lock()
			l.acked[id] = append(l.acked[id], string(e.Payload))
			l.times = append(l.times, clock.Since(began))
			l.mu.Unlock()
		}
	}
}

// TestKillingTheServerLosesNothingThatWasConfirmed kills all processes of the server
// at once, under the load of several writers.
func TestKillingTheServerLosesNothingThatWasConfirmed(t *testing.T) {
	t.Parallel()
	server := postgrestest.New(t)
	journal := newTeam(t, server)
	l := &load{t: t, stop: make(chan struct{}), acked: map[string][]string{}}
	for writer := range 8 {
		s := journal.open(t, fmt.Sprint(writer))
		l.wg.Go(func() { l.write(s, writer) })
	}
	for range *kills {
		before := l.count()
		for began := clock.Now(); l.count() < before+200; clock.Pause(time.Millisecond) {
			if clock.Since(began) > clocktest.Patience() {
				t.Fatal("nobody writes any more")
			}
		}
		server.Kill()
		ok(t, server.Start())
	}
	close(l.stop)
	l.wg.Wait()
	logs, err := journal.open(t, "check").List(t.Context(), time.Time{})
	ok(t, err)
	lost, total := 0, 0
	there := map[string]store.Log{}
	for _, log := range logs {
		there[log.ID] = log
	}
	for id, payloads := range l.acked {
		for n, payload := range payloads {
			total++
			if log := there[id]; len(log.Events) <= n || string(log.Events[n].Payload) != payload {
				lost++
			}
		}
	}
	slices.Sort(l.times)
	t.Logf("%d kills, %d confirmed, %d lost; p50 %s, p99 %s, max %s", *kills, total, lost,
		l.times[total/2], l.times[total*99/100], l.times[total-1])
	if lost > 0 || total < *kills*200 {
		t.Errorf("%d of %d confirmed events are lost", lost, total)
	}
}
