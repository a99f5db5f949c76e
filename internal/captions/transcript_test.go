package captions

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/clock/clocktest"
)

const usualSlice = time.Minute

// scriptOf is ten minutes of speech that run over midnight.
func scriptOf(c Clock) Script {
	return Script{
		Task:    Task{Folder: []string{"acme", "gala"}, ID: "1NT29X11GQSXXXXX80BEIN56XF", Languages: []string{"en-US", "de-DE"}},
		Channel: "town-hall", Speakers: []string{"327116469", "1274918203"}, Begin: clocktest.At(23, 52, 7).Add(250 * time.Millisecond),
		Slice: usualSlice, Mode: ModeQuiet, Clock: c,
	}
}

const tenMinutes = 10

// stored is what lies in the storage after so many slices.
func (s Script) storedAfter(slices int) map[string][]byte {
	files := map[string][]byte{}
	for _, u := range s.Uploads(0, slices) {
		files[u.Key] = u.Body
	}
	return files
}

func saidIn(s Script, slices int) (out []Sentence) {
	for n := range slices {
		out = append(out, s.Said(n)...)
	}
	return out
}

func getter(files map[string][]byte, task Task) Getter {
	return func(_ context.Context, name string) ([]byte, error) {
		text, ok := files[task.Key(name)]
		if !ok {
			return nil, ErrMissing
		}
		return text, nil
	}
}

func collect(t *testing.T, s Script, files map[string][]byte, language string) Transcript {
	t.Helper()
	list, err := ReadPlaylist(files[s.key(language, playlistEnd)], s.Task.Folder, Usual)
	if err != nil {
		t.Fatal(err)
	}
	transcript, err := Collect(t.Context(), list, s.Slice, getter(files, s.Task), Usual)
	if err != nil {
		t.Fatal(err)
	}
	return transcript
}

func near(a, b time.Duration) bool { return (a - b).Abs() <= 5*time.Millisecond }

// sameWords compares a transcript with what was said.
func sameWords(t *testing.T, s Script, got Transcript, language string, words []Sentence) {
	t.Helper()
	if len(got.Cues) != len(words) || len(words) == 0 {
		t.Fatalf("%d cues of %d sentences (clock %q, %+v)", len(got.Cues), len(words), got.Clock, got.Trouble)
	}
	for i, c := range got.Cues {
		w := words[i]
		if c.Text != w.In(language, s.spoken()) || c.Speaker != w.Speaker {
			t.Fatalf("cue %d is %q of %s, not %q of %s", i, c.Text, c.Speaker, w.Text, w.Speaker)
		}
		if !near(c.At.Sub(w.At), 0) || !near(c.Start, w.At.Sub(words[0].At)) || !near(c.End-c.Start, w.Long) {
			t.Fatalf("cue %d is at %v (%v), said at %v (clock %q)", i, c.At, c.Start, w.At, got.Clock)
		}
	}
}

func TestEveryWayOfWritingGivesEachSentenceOnceAtItsTime(t *testing.T) {
	t.Parallel()
	ways := 0
	for _, clock := range []Clock{PerSlice, PerTask, OfDay, Epoch, Mapped} {
		for _, slice := range []time.Duration{5 * time.Second, 17 * time.Second, time.Minute} {
			for way := range 4 {
				s := scriptOf(clock)
				s.Slice, s.OnlyWords, s.LF, s.Open = slice, way&1 == 1, way&1 == 1, way&2 == 2
				s.Comma, s.Numbered, s.Millis, s.Seed = way&2 == 2, way&1 == 0, way == 3, uint64(way)
				files := s.storedAfter(20)
				for _, language := range []string{"", "en-US", "de-DE"} {
					got := collect(t, s, files, language)
					sameWords(t, s, got, language, saidIn(s, 20))
					if got.Clock != clock || got.Trouble != (Trouble{}) {
						t.Errorf("the clock %q was taken for %q, %+v", clock, got.Clock, got.Trouble)
					}
					ways++
				}
			}
		}
	}
	t.Logf("%d ways of writing", ways)
}

func TestTwoSlicesAreEnoughToTellTheClock(t *testing.T) {
	t.Parallel()
	for _, clock := range []Clock{PerSlice, PerTask} {
		for seed := range uint64(50) {
			s := scriptOf(clock)
			s.Slice, s.Seed, s.Mode = 20*time.Second, seed, ModeFine
			sameWords(t, s, collect(t, s, s.storedAfter(2), ""), "", saidIn(s, 2))
		}
	}
}

func TestLengthsDoWhereNamesHaveNoTimes(t *testing.T) {
	t.Parallel()
	s := scriptOf(PerSlice)
	s.Mode = ModeFine
	bare := regexp.MustCompile(`_(\d{17})\.vtt`)
	files := map[string][]byte{}
	for key, text := range s.storedAfter(tenMinutes) {
		files[bare.ReplaceAllString(key, "_take$1.vtt")] = bare.ReplaceAll(text, []byte("_take$1.vtt"))
	}
	got, words := collect(t, s, files, ""), saidIn(s, tenMinutes)
	if len(got.Cues) != len(words) || !got.Begin.IsZero() {
		t.Fatalf("%d cues of %d sentences, from %v", len(got.Cues), len(words), got.Begin)
	}
	for i, c := range got.Cues {
		if !near(c.Start, words[i].At.Sub(words[0].At)) {
			t.Errorf("cue %d at %v", i, c.Start)
		}
	}
}

func TestAClockOfAnotherZoneIsUnderstood(t *testing.T) {
	t.Parallel()
	for zone, slice := range map[string]time.Duration{"17": usualSlice, "14": 17 * time.Second} {
		s := scriptOf(OfDay)
		s.Begin, s.Slice = clocktest.At(9, 7, 3), slice
		files := s.storedAfter(tenMinutes)
		for key, text := range files {
			files[key] = regexp.MustCompile(`\b09:(\d\d:\d\d\.)`).ReplaceAll(text, []byte(zone+":$1"))
		}
		sameWords(t, s, collect(t, s, files, ""), "", saidIn(s, tenMinutes))
	}
}

func TestTimesThatFitNoClockKeepTheirOrderAndClaimNoHour(t *testing.T) {
	t.Parallel()
	s := scriptOf(OfDay)
	s.Begin = clocktest.At(9, 0, 0)
	files := s.storedAfter(tenMinutes)
	for key, text := range files {
		if strings.Contains(key, s.stampOf(1)) || strings.Contains(key, s.stampOf(6)) {
			text = regexp.MustCompile(`\b09:(\d\d:\d\d\.)`).ReplaceAll(text, []byte("00:$1"))
		}
		files[key] = regexp.MustCompile(`\b09:(\d\d:\d\d\.)`).ReplaceAll(text, []byte("4509:$1"))
	}
	if got := collect(t, s, files, ""); !got.Begin.IsZero() || len(got.Cues) == 0 {
		t.Errorf("it claims to begin at %v, of %d", got.Begin, len(got.Cues))
	}
}

func TestAMissingSliceIsCountedAndTheOthersKeepTheirTimes(t *testing.T) {
	t.Parallel()
	s := scriptOf(PerTask)
	files := s.storedAfter(tenMinutes)
	delete(files, s.key("", s.stampOf(6)+sliceEnd))
	var words []Sentence
	for n := range tenMinutes {
		if n != 6 {
			words = append(words, s.Said(n)...)
		}
	}
	got := collect(t, s, files, "")
	sameWords(t, s, got, "", words)
	if got.Trouble.Missing != 1 || got.Slices != tenMinutes-1 {
		t.Errorf("%+v of %d", got.Trouble, got.Slices)
	}
}

func TestTheSameSliceUnderTwoNamesIsOne(t *testing.T) {
	t.Parallel()
	s := scriptOf(PerTask)
	s.Mode = ModeFine
	files := s.storedAfter(tenMinutes)
	twin := "bak0_" + path.Base(s.key("", s.stampOf(3)+sliceEnd))
	files[s.Task.Key(twin)] = files[s.key("", s.stampOf(3)+sliceEnd)]
	list := s.key("", playlistEnd)
	files[list] = append(files[list], "#EXTINF:60\r\n"+twin+"\r\n"...)
	got := collect(t, s, files, "")
	sameWords(t, s, got, "", saidIn(s, tenMinutes))
	if got.Trouble.Twice != len(s.Said(3)) {
		t.Errorf("%+v", got.Trouble)
	}
}

func TestAFailureEndsItWithWhatWasReadBefore(t *testing.T) {
	t.Parallel()
	s := scriptOf(PerTask)
	files, broken := s.storedAfter(tenMinutes), errors.New("the line is cut")
	get := getter(files, s.Task)
	list, err := ReadPlaylist(files[s.key("", playlistEnd)], s.Task.Folder, Usual)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Collect(t.Context(), list, s.Slice, func(ctx context.Context, name string) ([]byte, error) {
		if strings.Contains(name, s.stampOf(8)) {
			return nil, broken
		}
		return get(ctx, name)
	}, Usual)
	if !errors.Is(err, broken) || len(got.Cues) != len(saidIn(s, 8)) {
		t.Errorf("%d cues, %v", len(got.Cues), err)
	}
}

func TestABackupsPlaylistIsPartOfTheWhole(t *testing.T) {
	t.Parallel()
	read := func(text string) Playlist {
		list, err := ReadPlaylist([]byte("#EXTM3U\n"+text), nil, Usual)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	got := Merge(read("a_20260611073246073.vtt\na_20260611073446073.vtt\n"), read("bak0_a_20260611073346073.vtt\na_20260611073446073.vtt\n"))
	var names []string
	for _, e := range got.Entries {
		names = append(names, e.Name)
	}
	if fmt.Sprint(names) != "[a_20260611073246073.vtt bak0_a_20260611073346073.vtt a_20260611073446073.vtt]" {
		t.Error(names)
	}
}

func TestWhatIsWrittenCanBeReadAgain(t *testing.T) {
	t.Parallel()
	s := scriptOf(OfDay)
	got := collect(t, s, s.storedAfter(tenMinutes), "")
	names := Names{"327116469": "Ada <b>\n-->\x1b[2J", "1274918203": "Bob"}
	texts := map[Form]string{}
	for _, form := range Forms() {
		var b bytes.Buffer
		if err := got.Write(&b, form, names); err != nil {
			t.Fatal(err)
		}
		texts[form] = b.String()
		for _, w := range saidIn(s, tenMinutes) {
			text := w.Text
			if form == VTT {
				text = escaped.Replace(text)
			}
			if n := strings.Count(b.String(), text); n != 1 {
				t.Errorf("%s has %q %d times", form, text, n)
			}
		}
		if !strings.Contains(b.String(), "Bob") || strings.ContainsAny(b.String(), "\x1b") || strings.Contains(b.String(), "1274918203") {
			t.Errorf("%s has not the names that were given", form)
		}
	}
	again := ReadSlice([]byte(texts[VTT]), Usual)
	if len(again.Cues) != len(got.Cues) || !again.Read() {
		t.Fatalf("%d cues of %d, %+v", len(again.Cues), len(got.Cues), again.Trouble)
	}
	for i, c := range again.Cues {
		if c.Text != got.Cues[i].Text || !near(c.Start, got.Cues[i].Start) || c.Speaker != names.Of(got.Cues[i].Speaker) {
			t.Errorf("cue %d is %+v", i, c)
		}
	}
	if !strings.HasPrefix(texts[SRT], "1\r\n00:00:00,000 --> ") || !strings.HasPrefix(texts[Text], got.Begin.Format(time.TimeOnly)+"  ") {
		t.Errorf("%.40q, %.40q", texts[SRT], texts[Text])
	}
	if err := got.Write(&bytes.Buffer{}, "docx", nil); err == nil {
		t.Error("docx was written")
	}
}

func TestTheFormIsTheEndOfTheName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Form{"a.vtt": VTT, "b/A.SRT": SRT, "x.y.txt": Text, "a.docx": "", "vtt": ""} {
		if got, ok := FormOf(name); got != want || ok != (want != "") {
			t.Errorf("%s is %q", name, got)
		}
	}
}

func BenchmarkTranscriptOfThreeHours(b *testing.B) {
	s := scriptOf(PerSlice)
	files := s.storedAfter(180)
	list, err := ReadPlaylist(files[s.key("", playlistEnd)], s.Task.Folder, Usual)
	if err != nil {
		b.Fatal(err)
	}
	get := getter(files, s.Task)
	for b.Loop() {
		if _, err := Collect(b.Context(), list, s.Slice, get, Usual); err != nil {
			b.Fatal(err)
		}
	}
}
