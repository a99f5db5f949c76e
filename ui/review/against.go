package review

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/form"
	"sttwizard/internal/explain"
)

// Against is what answers are compared with.
type Against int

// What they can be compared with, in the order in which one key goes through them.
const (
	AsBegan Against = iota // the preset that they began with, or the task or file
	LastRun                // the last task that was started
	Nothing
)

// words name it on the key that leads there.
func (a Against) words() string {
	return [...]string{"how it began", "the last run", "nothing"}[a]
}

// comparison is what the answers are compared with now.
type comparison struct {
	with  Against
	there []Against  // what there is to compare with, in order
	base  *form.Base // nil: nothing
	found []form.Difference
	asked bool // a person chose it, or it is a preset, whose name is told in any case
}

// take compares the answers anew.
func (c *comparison) take(w World) {
	c.there, c.base = nil, nil
	c.asked = c.asked || c.with == AsBegan && w.Draft().Origin() != ""
	for _, a := range []Against{AsBegan, LastRun} {
		base := w.Base(a)
		if base != nil {
			c.there = append(c.there, a)
		}
		if a == c.with {
			c.base = base
		}
	}
	c.there = append(c.there, Nothing)
	c.found = c.base.Differences(w.Draft())
}

// words say how the answers differ; empty: that is not worth a word, as they were neither
// changed since they began, nor compared on purpose.
func (c comparison) words() string {
	switch {
	case c.base == nil && c.asked:
		return "compared with nothing"
	case c.base == nil, !c.asked && len(c.found) == 0:
		return ""
	case len(c.found) == 1:
		return explain.Differs(c.base.Name, 1, c.found[0].Short())
	}
	return explain.Differs(c.base.Name, len(c.found), "")
}

// firstOf is what a review is compared with: as a person chose, or before that with what
// the answers began with.
func firstOf(w World) comparison {
	if with, chosen := w.Against(); chosen {
		return comparison{with: with, asked: true}
	}
	if w.Base(AsBegan) != nil {
		return comparison{with: AsBegan}
	}
	return comparison{with: Nothing}
}

// nextBase returns what the answers are compared with after the key, if there is anything.
func (s *Screen) nextBase() (Against, bool) {
	there := s.against.there
	at := slices.Index(there, s.against.with)
	return there[(at+1)%len(there)], len(there) > 1
}

// compareNext compares with what comes next.
func (s *Screen) compareNext() tea.Cmd {
	next, ok := s.nextBase()
	if !ok {
		return nil
	}
	s.against.with, s.against.asked = next, true
	at := s.at
	key := ""
	if lines := s.lines(); at >= 0 && at < len(lines) {
		key = lines[at]
	}
	s.Reload()
	if now := slices.Index(s.lines(), key); now >= 0 { // folded rows came or went
		s.at = now
	}
	return s.chosen(Compare{next})
}
