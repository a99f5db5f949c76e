package postgres

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/store"
	"sttwizard/internal/store/postgrestest"
	"sttwizard/internal/store/storetest"
)

// filled is a journal with attempts of four events each, and what was written.
func filled(t *testing.T, journal *team, attempts int) map[string][]string {
	t.Helper()
	s := journal.open(t, "dana")
	written := map[string][]string{}
	for i := range attempts {
		id := fmt.Sprintf("attempt-%03d", i)
		for n := 1; n <= 4; n++ {
			e := storetest.Event("note", n < 4 || i%2 == 0)
			ok(t, s.Append(t.Context(), id, n, e))
			written[id] = append(written[id], string(e.Payload))
		}
	}
	return written
}

func TestADamagedEventKeepsItsPlace(t *testing.T) {
	tests := []struct {
		name, change string
		want         []string // of each event what is wrong with it
		err          bool     // whether what follows can't be read
		next         bool     // whether event 5 can be written
	}{
		{"payload", "UPDATE events SET payload = replace(payload, 'note', 'nota') WHERE n = 2",
			[]string{"", "changed", "", ""}, false, true},
		{"the first", "UPDATE events SET who = 'lee' WHERE n = 1", []string{"changed", "", "", ""}, false, true},
		{"open", "UPDATE events SET open = NOT open WHERE n = 4", []string{"", "", "", "changed"}, false, true},
		{"sum", "UPDATE events SET sum = sum + 1 WHERE n = 3", []string{"", "", "changed", ""}, false, true},
		{"moved", "UPDATE events SET n = n + 10 WHERE n IN (2, 3); UPDATE events SET n = 15 - n WHERE n > 10",
			[]string{"", "changed", "changed", ""}, false, true},
		{"one is gone", "DELETE FROM events WHERE n = 2", []string{"", "missing", "", ""}, false, true},
		{"the last is gone", "DELETE FROM events WHERE n = 4", []string{"", "", "", "missing"}, false, true},
		{"all are gone", "DELETE FROM events", []string{"missing", "missing", "missing", "missing"}, false, true},
		{"the list knows fewer", "UPDATE attempts SET last = 2", []string{"", "", "", ""}, true, false},
		{"the list knows too many", "UPDATE attempts SET last = 2000000000", []string{"", "", "", ""}, true, false},
		{"the list knows nothing", "SET session_replication_role = replica; DELETE FROM attempts",
			[]string{"", "", "", ""}, true, false},
	}
	journal := newTeam(t, postgrestest.Shared(t))
	for _, test := range tests {
		journal.sql(t, "SET session_replication_role = replica; TRUNCATE events, attempts")
		filled(t, journal, 1)
		journal.sql(t, test.change)
		s := journal.open(t, "lee")
		log, err := s.Load(t.Context(), "attempt-000")
		ok(t, err)
		if len(log.Events) != len(test.want) || errors.Is(log.Err, store.ErrDamaged) != test.err {
			t.Errorf("%s: %d events, %v", test.name, len(log.Events), log.Err)
			continue
		}
		for i, e := range log.Events {
			well, want := e.Damage == "", test.want[i]
			if !strings.Contains(e.Damage, want) || well != (want == "") || well == (len(e.Payload) == 0) {
				t.Errorf("%s: event %d: %q with %q", test.name, i+1, e.Damage, e.Payload)
			}
		}
		report, err := s.Verify(t.Context())
		if err != nil || len(report.Problems) == 0 || report.Problems[0].ID != "attempt-000" {
			t.Errorf("%s: a check found %+v, %v", test.name, report, err)
		}
		if err := s.Append(t.Context(), "attempt-000", 5, storetest.Event("after", true)); (err == nil) != test.next {
			t.Errorf("%s: the next event: %v", test.name, err)
		}
	}
}

func TestACheckComparesTheListWithTheEvents(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	filled(t, journal, 6)
	s := journal.open(t, "lee")
	report, err := s.Verify(t.Context())
	if err != nil || report.Attempts != 6 || report.Events != 24 || len(report.Problems) != 0 {
		t.Errorf("%+v, %v", report, err)
	}
	journal.sql(t, "UPDATE attempts SET open = NOT open WHERE id IN ('attempt-001', 'attempt-002')")
	report, err = s.Verify(t.Context())
	want := Problem{"attempt-002", "the list says it is over, its last event that it is open"}
	if err != nil || len(report.Problems) != 2 || report.Problems[1] != want {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestAStatusSaysHowThingsStand(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	filled(t, journal, 3)
	journal.open(t, "Зоя")
	st, err := journal.open(t, "lee").Status(t.Context())
	ok(t, err)
	if !slices.Contains(st.Sessions, "Зоя on laptop-7, as the login "+journal.login) || st.Size == 0 || st.Server == "" {
		t.Errorf("%+v", st)
	}
	st.Sessions, st.Size, st.Server = nil, 0, ""
	want := Status{
		Where: "the team's journal " + journal.database + " at " + journal.server.Dir, Login: journal.login,
		Schema: 1, Writers: 1, Keep: 30, Attempts: 3, Open: 2, Events: 12,
	}
	if !reflect.DeepEqual(st, want) {
		t.Errorf("%+v, want %+v", st, want)
	}
}

// TestFlippedBitsOfTheServersFilesAreNoticed changes bits of the table's own file
// while the server is down. What comes back is what was written, or is told; nothing
// is wrong in silence.
func TestFlippedBitsOfTheServersFilesAreNoticed(t *testing.T) {
	server := postgrestest.New(t)
	journal := newTeam(t, server)
	written := filled(t, journal, 60)
	path := server.Data(journal.sql(t, "CHECKPOINT; SELECT pg_relation_filepath('events')"))
	server.Stop()
	whole, err := os.ReadFile(path)
	ok(t, err)
	draw := rand.New(rand.NewPCG(1, 2))
	noticed, refused := 0, 0
	const flips, bits = 6, 16
	for range flips {
		changed := slices.Clone(whole)
		for range bits {
			bit := draw.IntN(8 * len(changed))
			changed[bit/8] ^= 1 << (bit % 8)
		}
		ok(t, os.WriteFile(path, changed, 0o600))
		ok(t, server.Start())
		s := journal.open(t, "lee")
		logs, err := s.List(t.Context(), time.Time{})
		if err != nil {
			refused++
		}
		found := 0
		for _, log := range logs {
			found += compared(t, log, written[log.ID])
		}
		if err == nil && len(logs) != len(written) {
			t.Errorf("%d attempts of %d are listed in silence", len(logs), len(written))
		}
		noticed += min(found, 1)
		ok(t, s.Close())
		server.Stop()
	}
	t.Logf("of %d times %d bits: %d told at their events, %d lists refused", flips, bits, noticed, refused)
	if noticed == 0 {
		t.Error("no flip was noticed")
	}
}

// compared returns how much of an attempt is told as damaged, and fails where
// something is wrong in silence.
func compared(t *testing.T, log store.Log, want []string) (told int) {
	t.Helper()
	if log.Err != nil {
		return 1
	}
	if len(log.Events) != len(want) {
		t.Errorf("%s has %d events in silence", log.ID, len(log.Events))
	}
	for i, e := range log.Events {
		if e.Damage != "" {
			told++
		} else if i < len(want) && string(e.Payload) != want[i] {
			t.Errorf("%s, event %d: %s", log.ID, i+1, e.Payload)
		}
	}
	return told
}
