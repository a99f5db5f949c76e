package captions

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"
)

// Transcript is all that was said in one copy, in order.
type Transcript struct {
	Cues    []Cue
	Clock   Clock
	Begin   time.Time // when the first word was said; zero where that is not known
	Slices  int       // how many were read
	Trouble Trouble
}

// ErrMissing is what a Getter says of a slice that is not there.
var ErrMissing = errors.New("there is no such slice")

// Getter reads a slice by its plain name. Several are called for at once.
type Getter func(ctx context.Context, name string) ([]byte, error)

// together is how many slices are read at once.
const together = 8

// Collect reads all slices of a playlist and puts what was said in order; length is
// how long a slice is where the playlist does not say it. A slice that is missing is
// counted; another error of get ends it with what was read before.
func Collect(ctx context.Context, list Playlist, length time.Duration, get Getter, lim Limits) (Transcript, error) {
	t := Transcript{Trouble: list.Trouble}
	all, err := t.read(ctx, list, get, lim)
	t.Cues, t.Clock = located(all, length)
	slices.SortStableFunc(t.Cues, func(a, b Cue) int { return cmp.Compare(a.Start, b.Start) })
	t.once()
	t.fromFirst()
	return t, err
}

// located returns the cues of slices with their times since the beginning of the first
// slice, and their wall clock where one is known.
func located(all []placed, length time.Duration) (out []Cue, clock Clock) {
	base := place(all, length)
	r, known := readingOf(all, base)
	for _, p := range all {
		for _, c := range p.slice.Cues {
			long := c.End - c.Start
			c.Start, _ = r.at(c.Start, p, base)
			c.End, c.Slice = c.Start+long, p.entry.Name
			if known && !base.IsZero() {
				c.At = base.Add(c.Start)
			}
			out = append(out, c)
		}
	}
	return out, r.clock
}

// read reads the slices, some at once. Missing ones are in the list too: their lengths
// count.
func (t *Transcript) read(ctx context.Context, list Playlist, get Getter, lim Limits) (all []placed, err error) {
	size := 0
	for entries := range slices.Chunk(list.Entries, together) {
		texts, errs := make([][]byte, len(entries)), make([]error, len(entries))
		var wait sync.WaitGroup
		for i, e := range entries {
			wait.Go(func() { texts[i], errs[i] = get(ctx, e.Name) })
		}
		wait.Wait()
		for i, e := range entries {
			p := placed{entry: e}
			switch {
			case errors.Is(errs[i], ErrMissing):
				t.Trouble.Missing++
			case errs[i] != nil:
				return all, errs[i]
			default:
				p.slice = ReadSlice(texts[i], lim)
				t.Trouble.Add(p.slice.Trouble)
				t.Slices++
			}
			for _, c := range p.slice.Cues {
				size += len(c.Text)
			}
			if size > lim.All {
				t.Trouble.Cut++
				return all, nil
			}
			all = append(all, p)
		}
	}
	return all, nil
}

// place finds out where each slice stands: by the time in its name, else by the
// lengths of those before. It returns the wall clock of the first one's beginning;
// zero where no slice tells it.
func place(all []placed, length time.Duration) (base time.Time) {
	for i := range all {
		p := &all[i]
		if p.long = p.entry.Length; p.long == 0 {
			p.long = length
		}
		if i > 0 {
			p.start = all[i-1].start + all[i-1].long
		}
		switch at := p.entry.At; {
		case at.IsZero():
		case base.IsZero():
			base = at.Add(-p.start)
		default:
			p.start = at.Sub(base)
		}
	}
	return base
}

// same is how near two equal sentences of one speaker are that are one.
const same = 50 * time.Millisecond

// once drops what came twice: a slice that was stored under two names, or a sentence
// on the edge of two.
func (t *Transcript) once() {
	type sentence struct{ speaker, text string }
	last := map[sentence]time.Duration{}
	t.Cues = slices.DeleteFunc(t.Cues, func(c Cue) bool {
		s := sentence{c.Speaker, c.Text}
		at, said := last[s]
		if said && c.Start-at < same {
			t.Trouble.Twice++
			return true
		}
		last[s] = c.Start
		return false
	})
}

// fromFirst counts all times from the first word.
func (t *Transcript) fromFirst() {
	if len(t.Cues) == 0 {
		return
	}
	first := t.Cues[0].Start
	t.Begin = t.Cues[0].At
	for i := range t.Cues {
		t.Cues[i].Start -= first
		t.Cues[i].End -= first
	}
}
