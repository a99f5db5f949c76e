package attempt

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"sttwizard/internal/store/filestore"
)

// overAt makes a journal with one file, and returns its path.
func overAt(t *testing.T, data []byte) (*Journal, string) {
	t.Helper()
	j, _ := opened(t)
	path := j.local.Where("20261122T142001Z-0000000001")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return j, path
}

func TestAnAttemptThatIsOverTellsTheSameBeforeAndAfterItIsUnderstood(t *testing.T) {
	for end, state := range endings {
		story := whole(at, "town-hall")
		switch end {
		case EventRejected:
			story = append(story[:2], Record{Event: end, N: 1, Why: WhyOther})
		case EventAbandoned:
			story = append(story[:1], Record{Event: end, Why: WhyCancelled})
		case EventAcknowledged:
			story = append(story[:2], Record{Event: EventUnknown, N: 1, Why: "timeout"}, Record{Event: end})
		}
		story[len(story)-1].At = at.Add(time.Hour)
		j, path := overAt(t, bytesOf(t, story))
		all, broken, err := j.List()
		if err != nil || len(broken) > 0 || len(all) != 1 {
			t.Fatalf("%s: %v, %v, %v", end, all, broken, err)
		}
		a := all[0]
		if a.over == nil {
			t.Fatalf("%s: every line of what is over was decoded", end)
		}
		whole, err := load(path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := whole.folded()
		if err != nil {
			t.Fatal(err)
		}
		told := func() []any { return []any{a.State(), a.Since(), a.Begun(), a.Length(), a.Open()} }
		want := []any{f.state, f.since, whole.records[0].At, len(story), false}
		before := told()
		if a.over == nil || !reflect.DeepEqual(before, want) || before[0] != state {
			t.Errorf("%s: before %v, want %v", end, before, want)
		}
		if !reflect.DeepEqual(a.Records(), whole.records) || a.over != nil || !reflect.DeepEqual(told(), want) {
			t.Errorf("%s: afterwards %v, want %v", end, told(), want)
		}
	}
}

func TestDamageToAnAttemptThatIsOverIsTold(t *testing.T) {
	data := bytesOf(t, whole(at, "town-hall"))
	for i := range data {
		if data[i] == ' ' && i > 9 { // what is not used yet, and the space behind a checksum
			continue
		}
		data[i] ^= 4
		l := filestore.Parse(data)
		if _, over := ended(l); over {
			t.Fatalf("byte %d was changed, and it counts as over: %+v", i, l)
		}
		data[i] ^= 4
	}
}

func TestWhatIsNoStoryOfOursCountsAsOneThatMayRun(t *testing.T) {
	story := whole(at, "town-hall")
	var payloads [][]byte
	for _, i := range []int{0, 4, 5} { // stopped without having been started
		p, err := story[i].encode(i != 5)
		if err != nil {
			t.Fatal(err)
		}
		payloads = append(payloads, p)
	}
	j, _ := overAt(t, lines(payloads...))
	all, _, err := j.List()
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	if intent := all[0].Intent(); intent.Channel != "town-hall" || all[0].State() != Unknown || all[0].Damage() == "" {
		t.Errorf("%s, %s, %q", intent.Channel, all[0].State(), all[0].Damage())
	}
	for name, payload := range map[string]string{
		"a newer program's": `{"schema":99,"event":"intent","at":"2026-11-22T14:20:01Z","intent":{}}`,
		"no schema":         `{"event":"intent","at":"2026-11-22T14:20:01Z","intent":{}}`,
		"no time":           `{"schema":4,"event":"intent","at":"soon","intent":{}}`,
		"no intent":         `{"schema":4,"event":"sending","at":"2026-11-22T14:20:01Z"}`,
	} {
		if _, over := ended(filestore.Parse(lines([]byte(payload), payloads[2]))); over {
			t.Errorf("%s counts as over", name)
		}
	}
	if _, over := ended(filestore.Parse(lines(payloads[0], payloads[1]))); over {
		t.Error("what is being stopped counts as over")
	}
}
