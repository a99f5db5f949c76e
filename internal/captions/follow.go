package captions

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

const (
	// tailOf is how much of a playlist's end is looked at: some 180 slices.
	tailOf = 16 << 10
	// sliceTail is how much of a slice's end is looked at.
	sliceTail = 256 << 10
	// kept is how many of a copy's newest slices are remembered.
	kept = 20
)

// Unread are the Words of a slice that was not read as a whole.
const Unread = -1

// Stored is a slice as it was found.
type Stored struct {
	Name  string
	At    time.Time // when it was stored, by the storage's clock
	Start time.Time // when it begins, by its name; zero where that has no time
	Words int       // how many cues it has; Unread: not known
}

// Copy is what is known of the captions in one language.
type Copy struct {
	Language string   // empty is the plain copy
	Slices   []Stored // the newest 20, oldest first
	Newest   []Cue    // what was said in those of them that were read, oldest first
	Fresh    []Cue    // what the last look found of it
}

// Follow looks at the captions of one task again and again. It is not for use by
// several goroutines.
type Follow struct {
	task   Task
	files  Files
	length time.Duration
	copies []*followed
	looks  int
}

// followed is a copy that is looked at.
type followed struct {
	language string
	lists    map[string]string // the ETag of each playlist that is known
	known    map[string]bool   // slices that were found
	pending  []Entry           // named, and not read yet
	slices   []found           // newest last
}

// found is a slice that was found, and what is in it.
type found struct {
	Stored
	placed
	look int // the one that found it
}

// NewFollow follows a task's captions; length is that of a slice. Nothing is sent.
func NewFollow(task Task, files Files, length time.Duration) *Follow {
	f := &Follow{task: task, files: files, length: length}
	f.Heed(task.Languages)
	return f
}

// Heed follows the copies in other languages from now on. What was found of those that stay is
// kept.
func (f *Follow) Heed(languages []string) {
	kept := f.copies
	f.task.Languages, f.copies = languages, nil
	for _, language := range append([]string{""}, languages...) {
		i := slices.IndexFunc(kept, func(c *followed) bool { return c.language == language })
		if i >= 0 {
			f.copies = append(f.copies, kept[i])
		} else {
			f.copies = append(f.copies, &followed{language: language, lists: map[string]string{}, known: map[string]bool{}})
		}
	}
}

// Look looks once. What was found before an error counts.
func (f *Follow) Look(ctx context.Context, now time.Time) error {
	f.looks++
	for _, c := range f.copies {
		if err := f.look(ctx, c, now); err != nil {
			return err
		}
	}
	return nil
}

// look looks at one copy: at its playlists, and where there is none, or they tell
// nothing new for long, at the names of its files.
func (f *Follow) look(ctx context.Context, c *followed, now time.Time) error {
	news := false
	for key, etag := range c.lists {
		tail, err := f.files.Look(ctx, key, etag, tailOf)
		switch {
		case errors.Is(err, ErrMissing):
			delete(c.lists, key)
		case err != nil:
			return err
		case tail.Changed:
			news, c.lists[key] = true, tail.ETag
			c.pending = append(c.pending, f.named(tail)...)
		}
	}
	if len(c.lists) == 0 || !news && now.Sub(c.newest()) > 2*f.length {
		if err := f.list(ctx, c); err != nil {
			return err
		}
	}
	return f.take(ctx, c)
}

// named returns the slices that a playlist's end names.
func (f *Follow) named(tail Tail) []Entry {
	if tail.Size > int64(len(tail.Text)) {
		return ReadTail(tail.Text, f.task.Folder, Usual).Entries
	}
	list, _ := ReadPlaylist(tail.Text, f.task.Folder, Usual) // what is none names nothing
	return list.Entries
}

// list finds playlists and slices by their names.
func (f *Follow) list(ctx context.Context, c *followed) error {
	stale := len(c.lists) > 0
	lists, parts, err := f.task.names(ctx, f.files, c.language, "", firstPage, stale)
	if last := c.lastKey(f.task); err == nil && last != "" {
		var more []Object
		_, more, err = f.task.names(ctx, f.files, c.language, last, firstPage, false)
		parts = append(parts, more...)
	}
	if err != nil {
		return err
	}
	for _, o := range lists {
		if _, known := c.lists[o.Key]; known || len(c.lists) >= maxLists {
			continue
		}
		tail, err := f.files.Look(ctx, o.Key, "", tailOf)
		if errors.Is(err, ErrMissing) {
			continue
		}
		if err != nil {
			return err
		}
		c.lists[o.Key] = tail.ETag
		c.pending = append(c.pending, f.named(tail)...)
	}
	c.pending = append(c.pending, listed(f.task, parts).Entries...)
	return nil
}

// lastKey is the key of the newest slice of the copy itself; empty where none is known.
func (c *followed) lastKey(t Task) (last string) {
	for _, s := range c.slices {
		if file, ok := t.File(t.Key(s.Name)); ok && !file.Backup {
			last = max(last, file.Key)
		}
	}
	return last
}

// take reads the newest of the slices that were not known, all at once; of those before
// them only the names are remembered.
func (f *Follow) take(ctx context.Context, c *followed) error {
	var fresh []Entry
	for _, e := range c.pending {
		if !c.known[e.Name] && !c.old(e) {
			c.known[e.Name] = true
			fresh = append(fresh, e)
		}
	}
	slices.SortStableFunc(fresh, func(a, b Entry) int { return a.At.Compare(b.At) })
	fresh = fresh[max(0, len(fresh)-together):]
	tails, errs := make([]Tail, len(fresh)), make([]error, len(fresh))
	var wait sync.WaitGroup
	for i, e := range fresh {
		wait.Go(func() { tails[i], errs[i] = f.files.Look(ctx, f.task.Key(e.Name), "", sliceTail) })
	}
	wait.Wait()
	c.pending = nil
	var failed error
	for i, e := range fresh {
		if errs[i] == nil {
			c.add(e, tails[i], f.looks)
			continue
		}
		c.pending = append(c.pending, e)
		delete(c.known, e.Name)
		if !errors.Is(errs[i], ErrMissing) {
			failed = errs[i]
		}
	}
	return failed
}

// old reports whether a slice is older than all that are remembered.
func (c *followed) old(e Entry) bool {
	return len(c.slices) == kept && !e.At.IsZero() && e.At.Before(c.slices[0].Start)
}

// add remembers a slice.
func (c *followed) add(e Entry, tail Tail, look int) {
	s := found{Stored: Stored{Name: e.Name, At: tail.Modified, Start: e.At, Words: Unread}, look: look}
	s.entry, s.slice = e, ReadSlice(tail.Text, Usual)
	if n := len(s.slice.Cues); n > 0 || s.slice.Read() && int64(len(tail.Text)) == tail.Size {
		s.Words = n
	}
	c.slices = append(c.slices, s)
	slices.SortStableFunc(c.slices, func(a, b found) int {
		if !a.Start.IsZero() && !b.Start.IsZero() {
			return a.Start.Compare(b.Start)
		}
		return a.At.Compare(b.At)
	})
	c.slices = c.slices[max(0, len(c.slices)-kept):]
}

func (c *followed) newest() (at time.Time) {
	for _, s := range c.slices {
		if s.At.After(at) {
			at = s.At
		}
	}
	return at
}

// Copies returns what is known now.
func (f *Follow) Copies() []Copy {
	out := make([]Copy, len(f.copies))
	for i, c := range f.copies {
		out[i].Language = c.language
		all, fresh := make([]placed, len(c.slices)), map[string]bool{}
		for j, s := range c.slices {
			out[i].Slices = append(out[i].Slices, s.Stored)
			all[j] = s.placed
			fresh[s.Name] = s.look == f.looks
		}
		cues, _ := located(all, f.length)
		slices.SortStableFunc(cues, func(a, b Cue) int { return cmp.Compare(a.Start, b.Start) })
		out[i].Newest = cues
		for _, q := range cues {
			if fresh[q.Slice] {
				out[i].Fresh = append(out[i].Fresh, q)
			}
		}
	}
	return out
}
