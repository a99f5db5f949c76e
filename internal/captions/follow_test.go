package captions_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/captions"
	"sttwizard/internal/captions/captionstest"
	"sttwizard/internal/clock/clocktest"
)

func script() captions.Script {
	return captions.Script{
		Task:    captions.Task{Folder: []string{"gala"}, ID: "AGENT1", Languages: []string{"en-US", "de-DE"}},
		Channel: "town-hall", Speakers: []string{"7", "8"}, Begin: clocktest.At(20, 0, 0), Slice: time.Minute, Mode: captions.ModeFine,
	}
}

// evening is a storage that a script fills as time passes.
type evening struct {
	captionstest.Memory
	uploads []captions.Upload
	begin   time.Time
}

func newEvening(s captions.Script, n int) *evening {
	e := &evening{uploads: s.Uploads(0, n), begin: s.Begin}
	slices.SortStableFunc(e.uploads, func(a, b captions.Upload) int { return a.At.Compare(b.At) })
	return e
}

// until stores all that is due so many minutes after the beginning.
func (e *evening) until(minutes float64) time.Time {
	now := e.begin.Add(time.Duration(minutes * float64(time.Minute)))
	for len(e.uploads) > 0 && !e.uploads[0].At.After(now) {
		e.Put(e.uploads[0])
		e.uploads = e.uploads[1:]
	}
	return now
}

func TestFollowFindsEachSliceOnceAsItComes(t *testing.T) {
	t.Parallel()
	s := script()
	e := newEvening(s, 30)
	f := captions.NewFollow(s.Task, e, s.Slice)
	heard := map[string][]string{}
	for m := 0.0; m <= 30.5; m += 0.5 {
		if err := f.Look(t.Context(), e.until(m)); err != nil {
			t.Fatal(err)
		}
		for _, c := range f.Copies() {
			for _, q := range c.Fresh {
				heard[c.Language] = append(heard[c.Language], q.Text)
			}
		}
	}
	for _, language := range []string{"", "en-US", "de-DE"} {
		var want []string
		for n := range 30 {
			for _, w := range s.Said(n) {
				want = append(want, w.In(language, "en-US"))
			}
		}
		if !slices.Equal(heard[language], want) {
			t.Errorf("%q: %d sentences heard, %d said", language, len(heard[language]), len(want))
		}
	}
	plain := f.Copies()[0]
	last := plain.Slices[len(plain.Slices)-1]
	if len(plain.Slices) != 20 || last.Words != len(s.Said(29)) || !last.Start.Equal(s.Begin.Add(29*time.Minute)) || last.At.Before(s.Begin.Add(30*time.Minute)) {
		t.Errorf("%d slices, the last is %+v", len(plain.Slices), last)
	}
	if at := plain.Newest[len(plain.Newest)-1].At; at.Before(s.Begin.Add(29*time.Minute)) || at.After(s.Begin.Add(30*time.Minute)) {
		t.Errorf("the newest sentence was said at %v", at)
	}
}

func TestALookThatFindsNothingNewIsOneQuestionForEachCopy(t *testing.T) {
	t.Parallel()
	s := script()
	e := newEvening(s, 5)
	f := captions.NewFollow(s.Task, e, s.Slice)
	now := e.until(5.2)
	for range 2 {
		if err := f.Look(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	e.Calls()
	if err := f.Look(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	if calls := e.Calls(); len(calls) != 3 || slices.ContainsFunc(calls, func(c string) bool { return !strings.HasPrefix(c, "look ") }) {
		t.Errorf("%q", calls)
	}
}

func TestFollowStartsLateAndLooksAtTheEnd(t *testing.T) {
	t.Parallel()
	s := script()
	s.Slice, s.Task.Languages = 5*time.Second, nil
	e := newEvening(s, 400)
	now := e.until(400.0/12 + 1)
	f := captions.NewFollow(s.Task, e, s.Slice)
	for range 2 {
		if err := f.Look(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	c := f.Copies()[0]
	if calls := e.Calls(); len(calls) > 40 {
		t.Errorf("%d questions", len(calls))
	}
	if len(c.Slices) == 0 || !c.Slices[len(c.Slices)-1].Start.Equal(s.Begin.Add(399*s.Slice)) {
		t.Errorf("%+v", c.Slices)
	}
}

func TestASliceThatIsNamedBeforeItIsThereIsReadLater(t *testing.T) {
	t.Parallel()
	s := script()
	s.Task.Languages = nil
	e := newEvening(s, 3)
	now := e.until(3.5)
	late := s.Uploads(2, 3)[0]
	e.Remove(late.Key)
	f := captions.NewFollow(s.Task, e, s.Slice)
	if err := f.Look(t.Context(), now); err != nil || len(f.Copies()[0].Slices) != 2 {
		t.Fatalf("%+v, %v", f.Copies(), err)
	}
	e.Put(late)
	if err := f.Look(t.Context(), now); err != nil || len(f.Copies()[0].Slices) != 3 || len(f.Copies()[0].Fresh) != len(s.Said(2)) {
		t.Errorf("%+v, %v", f.Copies(), err)
	}
}

func TestWhatAFailedLookFoundIsNotLost(t *testing.T) {
	t.Parallel()
	s := script()
	s.Task.Languages = nil
	e := newEvening(s, 4)
	now := e.until(2.5)
	f := captions.NewFollow(s.Task, e, s.Slice)
	if err := f.Look(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	now = e.until(4.5)
	broken := errors.New("no route")
	e.Err = broken
	if err := f.Look(t.Context(), now); !errors.Is(err, broken) || len(f.Copies()[0].Slices) != 2 {
		t.Errorf("%v", err)
	}
	e.Err = nil
	if err := f.Look(t.Context(), now); err != nil || len(f.Copies()[0].Slices) != 4 {
		t.Errorf("%+v, %v", f.Copies(), err)
	}
}

func TestFilesOfAServerThatTookOverAreFound(t *testing.T) {
	t.Parallel()
	s := script()
	e := newEvening(s, 3)
	e.until(3.5)
	after := s
	after.Begin = s.Begin.Add(3 * time.Minute)
	for _, u := range after.Uploads(0, 2) {
		file, _ := s.Task.File(u.Key)
		u.Key = strings.Replace(u.Key, "gala/", "gala/bak0_", 1)
		u.Body = []byte(strings.ReplaceAll(strings.ReplaceAll(string(u.Body), "\r\nAGENT1_", "\r\nbak0_AGENT1_"), "\r\n"+file.Language+"_", "\r\nbak0_"+file.Language+"_"))
		e.Put(u)
	}
	f := captions.NewFollow(s.Task, e, s.Slice)
	now := e.until(5.6)
	for range 3 {
		if err := f.Look(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range f.Copies() {
		if len(c.Slices) != 5 {
			t.Errorf("%q: %d slices", c.Language, len(c.Slices))
		}
	}
	list, err := s.Task.Playlist(t.Context(), e, "de-DE", captions.Usual)
	if err != nil || len(list.Entries) != 5 || !slices.IsSortedFunc(list.Entries, func(a, b captions.Entry) int { return cmp.Compare(a.At.Unix(), b.At.Unix()) }) {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestSlicesAreFoundWithoutTheirPlaylist(t *testing.T) {
	t.Parallel()
	s := script()
	e := newEvening(s, 10)
	e.until(11)
	for _, key := range e.Keys() {
		if strings.HasSuffix(key, ".m3u8") && !strings.Contains(key, "de-DE") {
			e.Remove(key)
		}
	}
	for language, want := range map[string]error{"": nil, "de-DE": nil, "fr-FR": captions.ErrNothing} {
		list, err := s.Task.Playlist(t.Context(), e, language, captions.Usual)
		if !errors.Is(err, want) || want == nil && len(list.Entries) != 10 {
			t.Errorf("%q: %d slices, %v", language, len(list.Entries), err)
		}
		if want != nil {
			continue
		}
		got, err := captions.Collect(t.Context(), list, s.Slice, s.Task.Getter(e), captions.Usual)
		if err != nil || got.Slices != 10 || len(got.Cues) < 50 {
			t.Errorf("%q: %d cues of %d slices, %v", language, len(got.Cues), got.Slices, err)
		}
	}
}

func TestSlicesBehindThePlaylistsEndAreFound(t *testing.T) {
	t.Parallel()
	s := script()
	e := newEvening(s, 10)
	e.until(11)
	ups := s.Uploads(8, 9) // the playlist is as it was a slice before the end
	for _, u := range ups {
		if file, _ := s.Task.File(u.Key); file.Playlist {
			e.Put(u)
		}
	}
	list, err := s.Task.Playlist(t.Context(), e, "", captions.Usual)
	if err != nil || len(list.Entries) != 10 {
		t.Errorf("%d slices, %v", len(list.Entries), err)
	}
}

func TestACrowdedFolderIsAskedAboutInABoundedWay(t *testing.T) {
	t.Parallel()
	s := script()
	s.Task.Languages = nil
	e := newEvening(s, 3)
	now := e.until(4)
	for i := range 5000 {
		e.Put(captions.Upload{At: now, Key: fmt.Sprintf("gala/OTHER%d_town-hall_1.vtt", i)}, captions.Upload{At: now, Key: fmt.Sprintf("gala/bak0_OTHER%d_1.vtt", i)},
			captions.Upload{At: now, Key: fmt.Sprintf("gala/AGENT1_x_%d.m3u8", i), Body: []byte("#EXTM3U\nAGENT1_x_20261122200000000.vtt\n../../etc/x.vtt\n")})
	}
	f := captions.NewFollow(s.Task, e, s.Slice)
	for range 3 {
		if err := f.Look(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	if calls := e.Calls(); len(calls) > 150 {
		t.Errorf("%d questions", len(calls))
	}
	list, err := s.Task.Playlist(t.Context(), e, "", captions.Limits{Line: 1000, Text: 100, Cues: 10, Slices: 50, All: 1000})
	if err != nil || len(list.Entries) > 20*50+50 {
		t.Errorf("%d slices, %v", len(list.Entries), err)
	}
	if calls := e.Calls(); len(calls) > 40 {
		t.Errorf("%d questions", len(calls))
	}
}
