package attempt

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"reflect"
	"strings"
	"testing"

	"sttwizard/internal/store/filestore"
)

// reserve is the size of a new file.
const reserve = 8 << 10

// lines returns the bytes of a file with these payloads.
func lines(payloads ...[]byte) []byte {
	var out []byte
	for _, p := range payloads {
		out = fmt.Appendf(out, "%08x %s\n", crc32.Checksum(p, crc32.MakeTable(crc32.Castagnoli)), p)
	}
	return append(out, bytes.Repeat([]byte(" "), (reserve-len(out)%reserve)%reserve)...)
}

// journalOf returns the bytes of a file with these records.
func journalOf(t testing.TB, records ...Record) []byte {
	t.Helper()
	var payloads [][]byte
	for _, r := range records {
		p, err := r.encode(true)
		if err != nil {
			t.Fatal(err)
		}
		payloads = append(payloads, p)
	}
	return lines(payloads...)
}

// parse reads the bytes of a file.
func parse(data []byte) (history, error) { return remembered(filestore.Parse(data)) }

// load reads a file.
func load(path string) (history, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return history{}, err
	}
	return parse(data)
}

func TestRecordsComeBackAsWritten(t *testing.T) {
	full := *intent.Intent
	full.Connection, full.BaseURL, full.MaxIdleTime, full.PlannedEnd = "Acme “Events”", "https://api.agora.io", 30, at
	want := story(
		Record{Event: EventIntent, Intent: &full},
		sending(1),
		Record{Event: EventStarted, N: 1, TaskID: "t\n\"1\"", Created: at, Status: "NEW", Request: "r"},
		Record{Event: EventStopped, How: HowGone, Note: "n", Why: "w"},
	)
	c, err := parse(journalOf(t, want...))
	if err != nil || c.damage != "" || !reflect.DeepEqual(c.records, want) {
		t.Fatalf("got %+v, damage %q, error %v", c.records, c.damage, err)
	}
	if c.records[1].Token.Reveal() != "token-canary" {
		t.Error("the builder token was lost")
	}
}

// outcomes of reading a damaged journal: noticed means an error or a note.
func readDamaged(data []byte) (noticed bool, state State) {
	c, err := parse(data)
	if err != nil {
		return true, ""
	}
	f, err := c.folded()
	if err != nil {
		return true, ""
	}
	return c.damage != "", f.state
}

var damageStories = map[string][]Record{
	"an intent":       story(intent),
	"a refused one":   story(intent, sending(1), rejected(1)),
	"a lost one":      story(intent, sending(1), lost(1)),
	"a started task":  story(intent, sending(1), lost(1), sending(2), started(2)),
	"a stopping task": story(intent, sending(1), started(1), stopping(1)),
	"a send":          story(intent, sending(1)),
	"a stopped task":  story(intent, sending(1), started(1), stopping(1), stopped),
}

// safe reports whether a damaged journal's state is not more harmless than the
// truth, as far as the journal was ever final.
func safe(truth, read State) bool { return read == "" || read == truth || read.MayBill() }

func TestEveryFlippedBitIsNoticed(t *testing.T) {
	for name, records := range damageStories {
		t.Run(name, func(t *testing.T) {
			data := journalOf(t, records...)
			truth, _ := fold(records)
			step := 9 // another bit of each byte; all of them would take long everywhere
			if name == "an intent" {
				step = 1
			}
			for bit := 0; bit < 8*(len(bytes.TrimRight(data, " "))+40); bit += step {
				data[bit/8] ^= 1 << (bit % 8)
				noticed, state := readDamaged(data)
				if !noticed || !safe(truth.state, state) {
					t.Fatalf("bit %d: noticed %v, state %q, truth %q", bit, noticed, state, truth.state)
				}
				data[bit/8] ^= 1 << (bit % 8)
			}
		})
	}
}

func TestEveryCutIsNoticed(t *testing.T) {
	for name, records := range damageStories {
		t.Run(name, func(t *testing.T) {
			data := journalOf(t, records...)
			truth, _ := fold(records)
			step := 1
			for n := 0; n < len(data); n += step {
				if n > len(bytes.TrimRight(data, " ")) { // from here on only spaces are missing
					step = 101
				}
				if noticed, state := readDamaged(data[:n]); !noticed || !safe(truth.state, state) {
					t.Fatalf("cut to %d: noticed %v, state %q, truth %q", n, noticed, state, truth.state)
				}
			}
		})
	}
}

func TestAJournalOfANewerProgramIsNotGuessedAt(t *testing.T) {
	_, err := parse(lines(fmt.Appendf(nil, `{"schema":%d,"event":"intent"}`, schema+1)))
	if !errors.Is(err, errNewer) {
		t.Errorf("a newer format: %v", err)
	}
	for _, data := range [][]byte{nil, bytes.Repeat([]byte(" "), reserve)} {
		if _, err := parse(data); err == nil || !strings.Contains(err.Error(), "it holds no readable record") {
			t.Errorf("nothing at all: %v", err)
		}
	}
}

func FuzzReadingAJournal(f *testing.F) {
	for _, records := range damageStories {
		f.Add(bytes.TrimRight(journalOf(f, records...), " ")) // short seeds: the fuzzer is slow on long ones
	}
	f.Add([]byte("00000000 {}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := parse(data)
		if err != nil {
			return
		}
		if len(h.records) == 0 {
			t.Fatal("nothing was read, and nothing is wrong")
		}
		if _, err := parse(journalOf(t, h.records...)); err != nil {
			t.Fatalf("what was read can't be read again: %v", err)
		}
		if f, err := h.folded(); err == nil && h.damage != "" && !f.state.Final() && !f.state.MayBill() {
			t.Fatalf("a damaged journal counts as %s", f.state)
		}
	})
}
