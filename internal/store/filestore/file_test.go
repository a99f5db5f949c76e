package filestore

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"sttwizard/internal/store"
)

// fileOf returns the bytes of a file with these payloads.
func fileOf(payloads ...string) []byte {
	var out []byte
	for _, p := range payloads {
		out = append(out, encode([]byte(p))...)
	}
	return append(out, bytes.Repeat([]byte(" "), roundUp(len(out))-len(out))...)
}

// told is the story of most tests: three events.
var told = []string{`{"event":"intent"}`, `{"event":"sending","n":1}`, `{"event":"started","n":1,"taskId":"t\n1"}`}

func TestPayloadsComeBackAsWritten(t *testing.T) {
	c, err := parse(fileOf(told...))
	if err != nil || c.damage != "" || len(c.payloads) != len(told) {
		t.Fatalf("%+v, %v", c, err)
	}
	for i, p := range c.payloads {
		if string(p) != told[i] {
			t.Errorf("payload %d: %s", i, p)
		}
	}
	if !bytes.Equal(checksum(nil), []byte("00000000")) {
		t.Error("another checksum than CRC-32C")
	}
}

func TestWhatIsWrongIsSaidInWords(t *testing.T) {
	whole := fileOf(told...)
	line := func(n int) int { return bytes.Index(whole, bytes.Split(whole, []byte("\n"))[n]) }
	flip := func(at int) []byte {
		data := bytes.Clone(whole)
		data[at] ^= 1
		return data
	}
	for _, test := range []struct {
		name       string
		data       []byte
		damage, is string
	}{
		{"a bad last line is a note", flip(line(2) + 20), "line 3, the last one, is damaged", ""},
		{"a cut end is a note", whole[:len(whole)-1], "its end was cut off", ""},
		{"a bad line in the middle is an error", flip(line(1) + 20), "", "line 2 can't be read: its checksum is wrong"},
		{"nothing at all is an error", nil, "", "it holds no readable record"},
		{"only spaces are an error", bytes.Repeat([]byte(" "), reserve), "", "it holds no readable record"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := parse(test.data)
			if (err == nil) != (test.is == "") || err != nil && (!strings.Contains(err.Error(), test.is) || !errors.Is(err, store.ErrDamaged)) {
				t.Errorf("error %v, want %q", err, test.is)
			}
			if test.is == "" && c.damage != test.damage {
				t.Errorf("damage %q, want %q", c.damage, test.damage)
			}
		})
	}
}

func TestAWriteThatFailsPutsTheFileBack(t *testing.T) {
	if err := extend(filepath.Join(t.TempDir(), "none"), content{}, []byte("x\n")); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("a file that is not there was written: %v", err)
	}
	path := filepath.Join(t.TempDir(), "a.jnl")
	if err := create(path, []byte("x\n")); err != nil {
		t.Fatal(err)
	}
	if err := create(path, []byte("x\n")); !errors.Is(err, os.ErrExist) || !errors.Is(err, store.ErrConflict) {
		t.Errorf("made twice: %v", err)
	}
	if err := create(filepath.Join(t.TempDir(), "none", "a.jnl"), []byte("x\n")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("made in no directory: %v", err)
	}
	if runtime.GOOS == "linux" {
		if err := extend("/dev/full", content{}, []byte("x\n")); !errors.Is(err, syscall.ENOSPC) || !errors.Is(err, store.ErrFull) {
			t.Errorf("a full disk: %v", err)
		}
	}
}

func FuzzReadingAFile(f *testing.F) {
	f.Add(bytes.TrimRight(fileOf(told...), " ")) // short seeds: the fuzzer is slow on long ones
	f.Add([]byte("00000000 {}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := parse(data)
		if err != nil {
			return
		}
		if c.used+len(c.tail) != len(data) || len(c.payloads) == 0 {
			t.Fatalf("used %d and tail %d of %d, %d payloads", c.used, len(c.tail), len(data), len(c.payloads))
		}
		var payloads []string
		for _, p := range c.payloads {
			payloads = append(payloads, string(p))
		}
		if _, err := parse(fileOf(payloads...)); err != nil {
			t.Fatalf("what was read can't be read again: %v", err)
		}
	})
}
