package presets

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/files"
	"sttwizard/internal/files/filestest"
)

// The test binary starts itself again as a writer with this number.
const writerVariable = "STTWIZARD_PRESETS_TEST_WRITER"

func TestMain(m *testing.M) {
	writer := os.Getenv(writerVariable)
	if writer == "" {
		os.Exit(m.Run())
	}
	if err := writeMany(writer); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

const rounds = 6

// writeMany saves its own presets, fights for shared ones and notes uses.
func writeMany(writer string) error {
	home, err := files.Locate(os.Getenv)
	if err != nil {
		return err
	}
	s := New(home)
	for n := range rounds {
		own := fmt.Sprintf("writer-%s-%d", writer, n)
		if err := filestest.Persist(func() error { return s.Save(named(own, own), false) }); err != nil {
			return err
		}
		if err := filestest.Persist(func() error { return s.Used(own, Use{At: time.Now(), Result: "started"}) }); err != nil {
			return err
		}
		if err := filestest.Persist(func() error { return s.Save(named("shared", own), true) }); err != nil {
			return err
		}
		err := filestest.Persist(func() error { return s.Save(named(fmt.Sprintf("first-%d", n), own), false) })
		var exists *ExistsError
		if err == nil {
			fmt.Println("won")
		} else if !errors.As(err, &exists) {
			return err
		}
	}
	return nil
}

func TestEightProcessesLoseNothing(t *testing.T) {
	s := testStore(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	won := make(chan int, 8)
	for writer := range 8 {
		go func() {
			cmd := exec.CommandContext(t.Context(), self)
			cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", writerVariable, writer))
			cmd.Stderr = os.Stderr
			out, err := cmd.Output()
			if err != nil {
				t.Error(err)
			}
			won <- len(out) / len("won\n")
		}()
	}
	total := 0
	for range 8 {
		total += <-won
	}
	if total != rounds {
		t.Errorf("%d were first to save one of %d names", total, rounds)
	}
	for writer := range 8 {
		for n := range rounds {
			own := fmt.Sprintf("writer-%d-%d", writer, n)
			if p, err := s.Load(own); err != nil || p.Values[agora.PathChannelName] != own {
				t.Errorf("%s: %+v, %v", own, p, err)
			}
			if _, ok := s.LastUsed(own); !ok {
				t.Errorf("the use of %s is lost", own)
			}
		}
	}
	if _, err := s.Load("shared"); err != nil {
		t.Error(err)
	}
}
