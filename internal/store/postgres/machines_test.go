package postgres

import (
	"flag"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/store/postgrestest"
	"sttwizard/internal/store/storetest"
)

var span = flag.Duration("span", 5*time.Second, "how long the fifty machines work")

// BenchmarkFiftyMachines is a large team: each machine writes an event a second, and
// has a screen that listens. Run it for a minute with -args -span 1m.
func BenchmarkFiftyMachines(b *testing.B) {
	const machines = 50
	journal := newTeam(b, postgrestest.New(b, "max_connections=120"))
	stores := make([]*Store, machines)
	for i := range stores {
		stores[i] = journal.open(b, fmt.Sprint("machine ", i))
		changes, err := stores[i].Watch(b.Context())
		ok(b, err)
		go func() {
			for range changes { // a screen that reads along
			}
		}()
	}
	var mu sync.Mutex
	var times []time.Duration
	var wg sync.WaitGroup
	b.ResetTimer()
	for i, s := range stores {
		wg.Go(func() {
			began := clock.Now()
			for n := 1; clock.Since(began) < *span; n++ {
				clock.Pause(time.Duration(n-1)*time.Second + time.Duration(i)*time.Second/machines - clock.Since(began))
				sent := clock.Now()
				if err := s.Append(b.Context(), fmt.Sprint("attempt ", i), n, storetest.Event("note", true)); err != nil {
					b.Error(err)
					return
				}
				mu.Lock()
				times = append(times, clock.Since(sent))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	report, err := stores[0].Verify(b.Context())
	if err != nil || report.Events != len(times) || len(report.Problems) > 0 {
		b.Errorf("of %d events %d are there: %+v, %v", len(times), report.Events, report.Problems, err)
	}
	slices.Sort(times)
	for name, at := range map[string]int{"ms-p50": len(times) / 2, "ms-p99": len(times) * 99 / 100, "ms-max": len(times) - 1} {
		b.ReportMetric(float64(times[at].Microseconds())/1000, name)
	}
	b.ReportMetric(float64(len(times)), "events")
}
