package attempt

import (
	"slices"
	"time"

	"sttwizard/agora"
)

// Settings is what the task of an attempt runs with as far as its journal says, without
// secrets, and how sure that is. Nobody can ask Agora for it.
type Settings struct {
	agora.Request                 // what it was started with, and the changes that Agora took
	Known         bool            // false: it was taken up, so only its changes are there
	Unsure        []string        // paths of changes that got no clear answer and that no later one has settled
	Perhaps       []agora.Request // what it runs with instead if such a change is in force, in the order they were sent
	Earlier       []agora.Request // what it ran with before each change that Agora took
	Changed       time.Time       // when the last change was sent that Agora took or that got no clear answer; zero: none was
}

// Settings returns what the task runs with.
func (a *Attempt) Settings() Settings {
	in := a.Intent()
	var s Settings
	if len(in.Request) > 0 {
		s.Request, _, _ = agora.DecodeRequest(in.Request)
		s.Known = true
	}
	var open []Record
	for _, record := range a.Records() {
		at := slices.IndexFunc(open, func(o Record) bool { return o.N == record.N })
		switch {
		case record.Event == EventUpdating:
			open = append(open, record)
		case record.Event == EventNotUpdated && at >= 0:
			open = slices.Delete(open, at, at+1)
		case record.Event == EventUpdated && at >= 0:
			s.Earlier = append(s.Earlier, s.Request)
			s.Request = changed(s.Request, open[at])
			s.Changed = open[at].At
			open = settled(open, at)
		}
	}
	s.doubt(in.Version, open)
	if !s.Known && len(s.Languages) == 0 { // of a journal that has no more
		s.Languages = agora.SplitList(in.Languages)
	}
	return s
}

// doubt takes in the changes that got no clear answer.
func (s *Settings) doubt(v agora.Version, open []Record) {
	for _, path := range v.UpdatePaths() {
		if slices.ContainsFunc(open, func(r Record) bool { return slices.Contains(r.Mask, path) }) {
			s.Unsure = append(s.Unsure, path)
		}
	}
	for _, record := range open {
		if s.Changed.Before(record.At) {
			s.Changed = record.At
		}
		if len(record.Mask) > 0 {
			s.Perhaps = append(s.Perhaps, changed(s.Request, record))
		}
	}
}

// settled returns the changes that are open after one of them came into force: what it says
// takes the place of what those before it said of the same.
func settled(open []Record, at int) []Record {
	mask, n := open[at].Mask, open[at].N
	out := slices.Delete(slices.Clone(open), at, at+1)
	for i, earlier := range out {
		if earlier.N < n {
			out[i].Mask = slices.DeleteFunc(slices.Clone(earlier.Mask), func(p string) bool { return slices.Contains(mask, p) })
		}
	}
	return out
}

// Texts returns what the task runs with at a path, as --set writes it: first what the journal
// says, then what is in force instead if a change without an answer is. There is one where
// that is sure. An empty one is unset; the first, where it is not Known, is not known.
func (s Settings) Texts(path string) []string {
	var out []string
	for _, r := range append([]agora.Request{s.Request}, s.Perhaps...) {
		if text, _ := r.Get(path); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}

// Runs returns Settings in parts: what the task runs with, whether more of it is known than
// what changed, and the paths of which nobody is sure.
func (a *Attempt) Runs() (r agora.Request, known bool, unsure []string) {
	s := a.Settings()
	return s.Request, s.Known, s.Unsure
}

// changed returns a request with the values of a change.
func changed(r agora.Request, record Record) agora.Request {
	r = r.Clone()
	values, _, err := agora.DecodeRequest(record.Values)
	if err != nil {
		return r
	}
	for _, path := range record.Mask {
		text, _ := values.Get(path)
		_ = r.Set(path, text) // it was legal when it was sent
	}
	if t := r.Translate; t != nil && t.Enable != nil {
		if !*t.Enable {
			r.Translate = nil
			return r
		}
		t.Enable = nil // its languages say it
	}
	return r
}
