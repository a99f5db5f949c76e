package attempt

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

// journalOf returns the bytes of a journal with these records.
func journalOf(t testing.TB, records ...Record) []byte {
	t.Helper()
	var out []byte
	for _, r := range records {
		line, err := r.encode()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, line...)
	}
	return append(out, bytes.Repeat([]byte(" "), roundUp(len(out))-len(out))...)
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
	f, err := amount(c.records, c.damage)
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

func TestWhatIsWrongIsSaidInWords(t *testing.T) {
	whole := journalOf(t, story(intent, sending(1), started(1))...)
	line := func(n int) int { return bytes.Index(whole, bytes.Split(whole, []byte("\n"))[n]) }
	flip := func(at int) []byte {
		data := bytes.Clone(whole)
		data[at] ^= 1
		return data
	}
	newer := journalOf(t, story(intent)...)
	text := []byte(`{"schema":5,"event":"intent"}`)
	copy(newer, append(append(checksum(text), ' '), append(text, '\n')...))
	tests := []struct {
		name       string
		data       []byte
		damage, is string
	}{
		{"a bad last line is a note", flip(line(2) + 20), "line 3, the last one, is damaged", ""},
		{"a cut end is a note", whole[:len(whole)-1], "its end was cut off", ""},
		{"a bad line in the middle is an error", flip(line(1) + 20), "", "line 2 can't be read: its checksum is wrong"},
		{"nothing at all is an error", nil, "", "it holds no readable record"},
		{"only spaces are an error", bytes.Repeat([]byte(" "), reserve), "", "it holds no readable record"},
		{"a newer format is an error", newer, "", "written by a newer sttwizard"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c, err := parse(test.data)
			if (err == nil) != (test.is == "") || (err != nil && !strings.Contains(err.Error(), test.is)) {
				t.Errorf("error %v, want %q", err, test.is)
			}
			if test.is == "" && c.damage != test.damage {
				t.Errorf("damage %q, want %q", c.damage, test.damage)
			}
		})
	}
}

func FuzzReadingAJournal(f *testing.F) {
	for _, records := range damageStories {
		f.Add(bytes.TrimRight(journalOf(f, records...), " ")) // short seeds: the fuzzer is slow on long ones
	}
	f.Add([]byte("00000000 {}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := parse(data)
		if err != nil {
			return
		}
		if c.used+len(c.tail) != len(data) || len(c.records) == 0 {
			t.Fatalf("used %d and tail %d of %d, %d records", c.used, len(c.tail), len(data), len(c.records))
		}
		if _, err := parse(journalOf(t, c.records...)); err != nil {
			t.Fatalf("what was read can't be read again: %v", err)
		}
		if f, err := amount(c.records, c.damage); err == nil && c.damage != "" && !f.state.Final() && !f.state.MayBill() {
			t.Fatalf("a damaged journal counts as %s", f.state)
		}
	})
}
