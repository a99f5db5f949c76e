package attempt

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock"
)

// whole is the story of a task that was started, seen and stopped, as long as one is.
func whole(begun time.Time, channel string) []Record {
	in := *intent.Intent
	in.Channel = channel
	in.Request = []byte(`{"languages":["en-US"],"rtcConfig":{"channelName":"` + channel + `","subBotUid":"470910"},"note":"` +
		strings.Repeat("x", 900) + `"}`)
	token := agora.Secret(strings.Repeat("t", 400))
	records := []Record{
		{Event: EventIntent, Intent: &in},
		{Event: EventSending, N: 1, Token: token, Acquired: begun},
		{Event: EventStarted, N: 1, TaskID: "task-of-" + channel, Status: agora.StatusInProgress},
		{Event: EventSeen, Status: agora.StatusInProgress},
		{Event: EventStopping, N: 1},
		{Event: EventStopped, How: HowStopped},
	}
	for i := range records {
		records[i].At = begun.Add(time.Duration(i) * time.Minute)
		records[i].Key, records[i].Who, records[i].Host = fmt.Sprintf("%026d", i), "dana", "laptop-7"
	}
	return records
}

// bytesOf returns the bytes of a file as the program writes it: each record says
// whether anything is open after it.
func bytesOf(t testing.TB, records []Record) []byte {
	t.Helper()
	var payloads [][]byte
	for i, r := range records {
		f, err := fold(records[:i+1])
		if err != nil {
			t.Fatal(err)
		}
		p, err := r.encode(!f.state.Final())
		if err != nil {
			t.Fatal(err)
		}
		payloads = append(payloads, p)
	}
	return lines(payloads...)
}

// manyFiles fills a journal with attempts, of which every hundredth runs, past the
// fsync of each, and returns its directory.
func manyFiles(b *testing.B, n int) string {
	b.Helper()
	dir := filepath.Join(b.TempDir(), "attempts")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		b.Fatal(err)
	}
	for i := range n {
		begun := clock.Now().UTC().Add(-time.Duration(i) * time.Minute)
		records := whole(begun, fmt.Sprintf("channel-%d", i))
		if i%100 == 0 {
			records = records[:4]
		}
		name := fmt.Sprintf("%s-%010x.jnl", begun.Format("20060102T150405Z"), i)
		if err := os.WriteFile(filepath.Join(dir, name), bytesOf(b, records), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

// BenchmarkRecent is what home asks for, in the files of 10,000 attempts of which
// hundred run: what is held to is 150 ms.
func BenchmarkRecent(b *testing.B) {
	const attempts = 10_000
	dir := manyFiles(b, attempts)
	for b.Loop() {
		got, broken, err := Open(dir, Options{}).Recent()
		if err != nil || len(broken) > 0 || len(got) != attempts {
			b.Fatalf("%d attempts, %d broken, %v", len(got), len(broken), err)
		}
		open := 0
		for _, a := range got {
			if a.State().MayBill() {
				open++
			}
		}
		if open != attempts/100 {
			b.Fatalf("%d run", open)
		}
	}
}

// BenchmarkBegin is an attempt from its writing to its being durable.
func BenchmarkBegin(b *testing.B) {
	j := Open(filepath.Join(b.TempDir(), "attempts"), Options{})
	for b.Loop() {
		a, err := j.Begin(*intent.Intent)
		if err != nil {
			b.Fatal(err)
		}
		a.Release()
	}
}
