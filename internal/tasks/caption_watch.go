package tasks

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/storage"
	"sttwizard/internal/terminal"
)

// CaptionFiles is what captions are read from; *storage.Reader with the words of package
// captions is one.
type CaptionFiles interface {
	captions.Files
	Close()
}

// CaptionWatch looks at the captions of one task and judges whether they arrive. It has no
// goroutine of its own; whoever has it calls Next when NextLook is due. It is not for use
// by several goroutines, and must be closed.
type CaptionWatch struct {
	Captions Captions

	tasks   *Tasks
	attempt *attempt.Attempt
	o       CaptionOptions
	files   CaptionFiles
	follow  *captions.Follow

	next   time.Time      // when the next look is due; zero: none is
	looked time.Time      // the last look that went well, by the storage's clock
	err    error          // why the last look did not go well
	habit  arriving.Habit // as it was learnt in this run
	before bool           // silence was seen to be stored on an earlier day
	host   arriving.Host
	there  time.Time // since when a host was found each time
	writes writes
	sight  sight // what is kept of it for other runs
	last   bool  // the look behind the task's end was made
	report arriving.Report
}

// CaptionOptions is how captions are watched.
type CaptionOptions struct {
	Keys StorageKeys
	// Host asks whether somebody is in the channel who could be heard; nil: nobody can
	// tell. It is asked only while no new file comes, once for each look.
	Host func(context.Context) arriving.Host
	// Files opens what captions are read from; nil: the storage.
	Files func() (CaptionFiles, error)
}

// Format writes the place for every verb: the files hold the keys.
func (w *CaptionWatch) Format(f fmt.State, _ rune) {
	io.WriteString(f, "captions at "+w.Captions.Place.String())
}

// WatchCaptions watches the captions of an attempt's task. Nothing is sent, but that a
// server on this machine is asked whether it is the sandbox. The errors are *captions.UnseenError and those of storage.Open.
func (t *Tasks) WatchCaptions(ctx context.Context, a *attempt.Attempt, o CaptionOptions) (*CaptionWatch, error) {
	c, err := CaptionsOf(a)
	if err != nil {
		return nil, err
	}
	w := &CaptionWatch{Captions: c, tasks: t, attempt: a, o: o, next: t.o.Now()}
	if h, ok := t.habit.Load(w.habitKey()); ok {
		w.habit = h.(arriving.Habit)
	}
	w.before = t.storedSilence(w.habitKey())
	open := o.Files
	if open == nil {
		open = func() (CaptionFiles, error) { return t.openCaptions(ctx, a, c.Place, o.Keys) }
	}
	if w.files, err = open(); err != nil {
		return nil, err
	}
	w.follow = captions.NewFollow(c.Task, w.files, c.Slice)
	return w, nil
}

// storageOptions says how a storage is reached of tasks at an address, one of which may be
// known; *captions.UnseenError where the sandbox stores nothing there.
func (t *Tasks) storageOptions(ctx context.Context, address, task string, p storage.Place) (storage.Options, error) {
	o := storage.Options{Now: t.o.Now}
	if !t.o.Pretends(ctx, address, task) {
		return o, nil
	}
	if o.Endpoint = t.o.StorageURL; o.Endpoint == "" && !agora.OnThisMachine(p.Endpoint) {
		return o, &captions.UnseenError{Why: captions.Pretend}
	}
	return o, nil
}

// openCaptions opens the storage of a task.
func (t *Tasks) openCaptions(ctx context.Context, a *attempt.Attempt, p storage.Place, k StorageKeys) (CaptionFiles, error) {
	o, err := t.storageOptions(ctx, a.Intent().BaseURL, a.Task().ID, p)
	if err != nil {
		return nil, err
	}
	r, err := storage.Open(p, k.Keys, o)
	if err != nil {
		return nil, err
	}
	return CaptionFilesOf(r), nil
}

// Close drops the connections.
func (w *CaptionWatch) Close() { w.files.Close() }

// NextLook returns when Next will look again; zero: never, the task has ended and its
// last files were looked for.
func (w *CaptionWatch) NextLook() time.Time { return w.next }

// Report returns what Next returned last.
func (w *CaptionWatch) Report() (arriving.Report, error) { return w.report, w.err }

// Next looks if a look is due, and judges what is known. The error is why the last look
// did not go well: the report counts all the same, as long as an earlier look is fresh.
func (w *CaptionWatch) Next(ctx context.Context) (arriving.Report, error) {
	due := w.next
	looks := !due.IsZero() && !w.tasks.o.Now().Before(due)
	if looks {
		w.look(ctx)
	}
	w.judge()
	if w.doubtful(looks) {
		w.probe(ctx)
		w.judge()
	}
	w.learn(ctx)
	if looks && ctx.Err() == nil {
		w.keep()
	}
	return w.report, w.err
}

// look looks once, and says when the next is due.
func (w *CaptionWatch) look(ctx context.Context) {
	_ = w.attempt.Refresh() // if it can't be read, what was known of it counts
	w.heed()
	running := w.attempt.State().MayBill()
	err := w.follow.Look(ctx, w.now())
	w.next = w.tasks.o.Now().Add(arriving.Pause(w.Captions.Slice))
	if ctx.Err() != nil {
		return // nobody waited for it, and it says nothing
	}
	before := w.looked
	if w.err = err; err == nil {
		w.looked = w.now()
	}
	if !arriving.Unbroken(before, w.now(), w.Captions.Slice) {
		w.there = time.Time{} // whoever was there then may have gone and come
	}
	if w.recall(); err != nil {
		return
	}
	switch {
	case running:
	case w.last:
		w.next = time.Time{}
	default: // the files of the last moments come a little later
		w.last, w.next = true, w.next.Add(w.Captions.Slice)
	}
	w.askForHost(ctx, running)
}

// heed takes in what a change of the task made of its copies.
func (w *CaptionWatch) heed() {
	c, err := CaptionsOf(w.attempt)
	if err != nil || c.since.Equal(w.Captions.since) && len(c.from) == len(w.Captions.from) {
		return
	}
	w.Captions = c
	w.follow.Heed(c.Task.Languages)
}

// askForHost asks who is there while no new file comes.
func (w *CaptionWatch) askForHost(ctx context.Context, running bool) {
	newest := time.Time{}
	for _, c := range w.follow.Copies() {
		for _, s := range c.Slices {
			if s.At.After(newest) {
				newest = s.At
			}
		}
	}
	if newest.IsZero() {
		newest = w.since()
	}
	w.host = arriving.HostUnknown
	if w.o.Host != nil && running && w.looked.Sub(newest) > w.Captions.Slice {
		w.host = w.o.Host(ctx)
	}
	switch {
	case w.host != arriving.HostThere:
		w.there = time.Time{}
	case w.there.IsZero():
		w.there = w.looked
	}
}

// clocked is a storage that knows how far this machine's clock is ahead of its own.
type clocked interface{ Ahead() time.Duration }

// ahead returns how far this machine's clock is ahead of the storage's; 0: not known.
func (w *CaptionWatch) ahead() time.Duration {
	if c, ok := w.files.(clocked); ok {
		return c.Ahead()
	}
	return 0
}

// now returns the time by the storage's clock.
func (w *CaptionWatch) now() time.Time { return w.tasks.o.Now().Add(-w.ahead()) }

// since returns since when captions can come, by the storage's clock.
func (w *CaptionWatch) since() time.Time { return w.attempt.SentAt().Add(-w.ahead()) }

// judge judges what is known now.
func (w *CaptionWatch) judge() {
	w.report = arriving.Judge(arriving.Input{
		Now: w.now(), Looked: w.looked, Blind: w.err != nil, Stored: true, Running: w.attempt.State().MayBill(), Since: w.since(),
		Slice: w.Captions.Slice, Copies: w.Captions.seen(w.follow.Copies(), w.ahead()), Host: w.host, There: w.there, Habit: w.habit, Earlier: w.before, Refused: w.writes.refused, Mended: w.writes.mended,
	})
	w.ours()
}

// ours brings the times of the report to this machine's clock.
func (w *CaptionWatch) ours() {
	ahead := w.ahead()
	times := []*time.Time{&w.report.Due, &w.report.Last, &w.report.Looked, &w.report.Refused, &w.report.Mended}
	for i := range w.report.Languages {
		times = append(times, &w.report.Languages[i].Last)
	}
	for _, t := range times {
		if !t.IsZero() {
			*t = t.Add(ahead)
		}
	}
}

// Said is a sentence that may be shown.
type Said struct {
	Language string // of the copy; empty is the plain one
	Speaker  terminal.Shown
	Text     terminal.Shown
	At       time.Time // zero where nothing says it
}

// LastSaid returns the last n sentences of each copy, oldest first, as they may be shown.
// Where one language alone is spoken, its copy is the plain one and left out.
func (w *CaptionWatch) LastSaid(n int) (out []Said) {
	all := w.follow.Copies()
	for _, c := range all {
		if c.Language != "" && c.Language == w.Captions.Plain() && len(all[0].Newest) > 0 {
			continue
		}
		out = append(out, shown(c.Language, c.Newest[max(0, len(c.Newest)-n):])...)
	}
	return out
}

// FreshlySaid returns what the last look found of one copy.
func (w *CaptionWatch) FreshlySaid(language string) []Said {
	all := w.follow.Copies()
	i := slices.IndexFunc(all, func(c captions.Copy) bool { return c.Language == language })
	if i < 0 {
		return nil
	}
	return shown(language, all[i].Fresh)
}

func shown(language string, cues []captions.Cue) (out []Said) {
	for _, c := range cues {
		out = append(out, Said{language, terminal.Safe(c.Speaker, 0), terminal.Safe(c.Text, 0), c.At})
	}
	return out
}
