package session

import (
	"os"
	"strings"
	"sync"
	"testing"

	"sttwizard/agora/sandbox"
	"sttwizard/internal/seal"
	"sttwizard/internal/seal/sealtest"
)

// remember puts tasks into a ledger.
func remember(t *testing.T, l sandbox.Ledger, ids ...string) {
	t.Helper()
	err := l.Update(func(st *sandbox.State) error {
		for _, id := range ids {
			st.Tasks = append(st.Tasks, sandbox.Task{ID: id, Channel: "hall"})
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// tasksOf returns how many tasks a ledger has.
func tasksOf(t *testing.T, l sandbox.Ledger) int {
	t.Helper()
	st, err := sandbox.Read(l)
	if err != nil {
		t.Fatal(err)
	}
	return len(st.Tasks)
}

func TestEveryFlipAndCutOfTheSandboxesLedgerIsTold(t *testing.T) {
	s := open(t, nil, useSandbox)
	l := s.Ledger()
	remember(t, l, "one", "two")
	whole, err := os.ReadFile(s.Home.Sandbox())
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, data := range sealtest.Damage(whole, 300, 100) {
		if err := os.WriteFile(s.Home.Sandbox(), data, 0o600); err != nil {
			t.Fatal(err)
		}
		n, found := tasksOf(t, l), s.Damage()
		if n != 0 || len(found) != 1 || found[0].Path != s.Home.Sandbox() || found[0].Aside == "" {
			t.Fatalf("%d tasks, told %v, of\n%s", n, found, data)
		}
		told++
	}
	t.Logf("400 flips and cuts, %d told", told)
	if err := os.WriteFile(s.Home.Sandbox(), whole[:len(whole)-1], 0o600); err != nil {
		t.Fatal(err)
	}
	remember(t, l, "three")
	found := s.Damage()
	if n := tasksOf(t, l); n != 1 || len(found) != 1 || !strings.Contains(found[0].Error(), "lost: the pretend tasks that the sandbox knew; 2 tasks can still be seen in it; it was set aside beside it as ") {
		t.Errorf("%d tasks, told %v", n, found)
	}
}

func TestALedgerWithoutASealIsReadAndOneOfAnotherReleaseIsLeftAlone(t *testing.T) {
	s := open(t, nil, useSandbox)
	l := s.Ledger()
	remember(t, l, "one")
	whole, err := os.ReadFile(s.Home.Sandbox())
	if err != nil {
		t.Fatal(err)
	}
	old, why := seal.OpenKept(whole)
	if err := os.WriteFile(s.Home.Sandbox(), old, 0o600); err != nil || why != "" {
		t.Fatal(err, why)
	}
	remember(t, l, "two")
	if n := tasksOf(t, l); n != 2 || len(s.Damage()) != 0 {
		t.Errorf("%d tasks", n)
	}
	newer := seal.Kept([]byte(`{"schema": 2}`))
	if err := os.WriteFile(s.Home.Sandbox(), newer, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := sandbox.Read(l); err == nil || len(s.Damage()) != 0 {
		t.Errorf("of another release: %v", err)
	}
	if now, err := os.ReadFile(s.Home.Sandbox()); err != nil || string(now) != string(newer) {
		t.Errorf("it holds %s, %v", now, err)
	}
}

func TestSeveralSandboxesOfOneHomeLoseNothing(t *testing.T) {
	vars := map[string]string{"STTWIZARD_HOME": t.TempDir()}
	var all sync.WaitGroup
	for range 4 {
		l := open(t, vars, useSandbox).Ledger()
		all.Go(func() {
			for range 10 {
				remember(t, l, "one")
			}
		})
	}
	all.Wait()
	s := open(t, vars, useSandbox)
	if n := tasksOf(t, s.Ledger()); n != 40 || len(s.Damage()) != 0 {
		t.Errorf("%d of 40 tasks", n)
	}
}
