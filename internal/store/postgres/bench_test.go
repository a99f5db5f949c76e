package postgres

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sttwizard/internal/clock"
	"sttwizard/internal/store/postgrestest"
	"sttwizard/internal/store/storetest"
)

// many fills a journal with attempts of eight events, of which every 3,000th is open,
// past the trigger, and in a twentieth of the time.
func many(b *testing.B, journal *team, attempts int) {
	b.Helper()
	conn, err := pgx.Connect(b.Context(), journal.server.Address(postgrestest.Superuser, journal.database))
	ok(b, err)
	defer conn.Close(b.Context())
	_, err = conn.Exec(b.Context(), "SET session_replication_role = replica; SET search_path = sttwizard")
	ok(b, err)
	now := clock.Now()
	id := func(i int) string { return fmt.Sprintf("20261122T140000Z-%08d", i) }
	columns := []string{"id", "last", "open", "changed"}
	_, err = conn.CopyFrom(b.Context(), pgx.Identifier{"sttwizard", "attempts"}, columns,
		pgx.CopyFromSlice(attempts, func(i int) ([]any, error) {
			return []any{id(i), 8, i%3000 == 0, now.UnixMicro()}, nil
		}))
	ok(b, err)
	columns = []string{"attempt", "n", "key", "at", "who", "host", "kind", "payload", "open", "sum", "login", "stored"}
	_, err = conn.CopyFrom(b.Context(), pgx.Identifier{"sttwizard", "events"}, columns,
		pgx.CopyFromSlice(8*attempts, func(i int) ([]any, error) {
			attempt, n := i/8, i%8+1
			e := storetest.With(storetest.Event("note", n < 8 || attempt%3000 == 0), fmt.Sprintf(`"long":"%0400d"`, i))
			return []any{
				id(attempt), n, e.Key, e.At.UnixMicro(), e.Who, e.Host, e.Kind, string(e.Payload), e.Open,
				sum(id(attempt), n, e), "dana", now,
			}, nil
		}))
	ok(b, err)
}

// BenchmarkListOpen is what home asks for, in a journal of 100,000 attempts: what is
// held to is 150 ms.
func BenchmarkListOpen(b *testing.B) {
	const attempts = 100_000
	journal := newTeam(b, postgrestest.Shared(b))
	many(b, journal, attempts)
	s := journal.open(b, "dana")
	began := clock.Now()
	first, err := s.ListOpen(b.Context())
	ok(b, err)
	cold := clock.Since(began)
	for b.Loop() {
		got, err := s.ListOpen(b.Context())
		if err != nil || len(got) != len(first) || len(got) != (attempts+2999)/3000 {
			b.Fatalf("%d attempts, %v", len(got), err)
		}
		if events := got[0].Events; len(events) != 8 || events[7].Damage != "" {
			b.Fatalf("%+v", events)
		}
	}
	b.ReportMetric(float64(cold.Microseconds())/1000, "ms-first")
}

// BenchmarkOpen is a program that begins: connect, greet, and the first list.
func BenchmarkOpen(b *testing.B) {
	journal := newTeam(b, postgrestest.Shared(b))
	for b.Loop() {
		s := journal.open(b, "dana")
		if _, err := s.ListOpen(b.Context()); err != nil {
			b.Fatal(err)
		}
		_ = s.Close()
	}
}

// BenchmarkAppend is an event from its writing to its being durable.
func BenchmarkAppend(b *testing.B) {
	journal := newTeam(b, postgrestest.Shared(b))
	s := journal.open(b, "dana")
	_, err := s.Begin(b.Context(), "one", storetest.Event("intent", true))
	ok(b, err)
	var times []time.Duration
	for n := 2; b.Loop(); n++ {
		e := storetest.Event("note", true)
		began := clock.Now()
		ok(b, s.Append(b.Context(), "one", n, e))
		times = append(times, clock.Since(began))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms-p50")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "ms-p99")
}
