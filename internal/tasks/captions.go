package tasks

import (
	"slices"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/storage"
)

// Captions is where the captions of an attempt are stored, and under which names.
type Captions struct {
	Place   storage.Place
	Task    captions.Task
	Slice   time.Duration
	spoken  []string            // the languages that are transcribed
	from    map[string][]string // by copy: the copies whose words had to be in it, too
	since   time.Time           // since when all that is so; zero: since the start
	earlier []string            // the languages of copies that there were before a change
}

// CaptionsOf returns where the captions of an attempt are stored; *captions.UnseenError where
// there are none that could be seen. Nothing is asked for.
func CaptionsOf(a *attempt.Attempt) (Captions, error) {
	in := a.Intent()
	runs := a.Settings()
	if !runs.Known {
		return Captions{}, &captions.UnseenError{Why: captions.NotKnown}
	}
	r := runs.Request
	place, stored := storage.PlaceOf(r.Sent(in.Version))
	if !stored {
		return Captions{}, &captions.UnseenError{Why: captions.NotStored}
	}
	c := Captions{
		Place: place, Task: captions.Task{Folder: place.Prefix, ID: a.Task().ID}, spoken: r.Spoken(in.Version), since: runs.Changed,
		Slice: time.Duration(in.Version.Limits().SliceDuration.Default) * time.Second,
	}
	if seconds := r.Caption.SliceDuration; seconds != nil {
		c.Slice = time.Duration(*seconds) * time.Second
	}
	c.copies(r.Sent(in.Version), len(runs.Unsure) == 0)
	for _, perhaps := range runs.Perhaps {
		c.Task.Languages = withAll(c.Task.Languages, copiesOf(perhaps.Sent(in.Version), in.Version))
	}
	for _, earlier := range runs.Earlier {
		c.earlier = withAll(c.earlier, copiesOf(earlier.Sent(in.Version), in.Version))
	}
	if !c.Task.Known() {
		return c, &captions.UnseenError{Why: captions.NoTask}
	}
	return c, nil
}

// copies finds out which copies there are, and which of them have to have words where
// another has: each translation where its source has, and where one language alone is
// spoken, the plain copy and that language's. Where it is not sure what runs, nothing
// follows from anything.
func (c *Captions) copies(r agora.Request, sure bool) {
	c.Task.Languages = slices.Clone(c.spoken)
	c.from = map[string][]string{}
	alone := len(c.spoken) == 1
	if alone {
		c.from[""], c.from[c.spoken[0]] = []string{c.spoken[0]}, []string{""}
	}
	if r.Translate != nil {
		for _, pair := range r.Translate.Languages {
			for _, target := range pair.Target {
				if !slices.Contains(c.Task.Languages, target) {
					c.Task.Languages = append(c.Task.Languages, target)
				}
				if slices.Contains(c.spoken, target) {
					continue // what is said in it and what is translated into it can't be told apart
				}
				c.from[target] = append(c.from[target], pair.Source)
				if alone {
					c.from[target] = append(c.from[target], "")
				}
			}
		}
	}
	if !sure {
		c.from = nil
	}
}

// copiesOf returns the languages of the copies that a request makes beside the plain one.
func copiesOf(r agora.Request, v agora.Version) []string {
	out := r.Spoken(v)
	if r.Translate != nil {
		for _, pair := range r.Translate.Languages {
			out = withAll(out, pair.Target)
		}
	}
	return out
}

// withAll returns the languages with more of them, each once.
func withAll(languages, more []string) []string {
	for _, l := range more {
		if !slices.Contains(languages, l) {
			languages = append(languages, l)
		}
	}
	return languages
}

// Languages returns those of all copies that there can be, also of those before a change.
func (c Captions) Languages() []string { return withAll(slices.Clone(c.Task.Languages), c.earlier) }

// Plain returns the language of the plain copy where one alone is spoken; else empty.
func (c Captions) Plain() string {
	if len(c.spoken) == 1 {
		return c.spoken[0]
	}
	return ""
}

// CopyOf returns the copy that has a language: the plain one where that is all that was ever
// spoken, or none was named. False: the task has no such language, and had none.
func (c Captions) CopyOf(language string) (string, bool) {
	all := c.Languages()
	if language == "" || language == c.Plain() && c.since.IsZero() {
		return "", true
	}
	i := slices.IndexFunc(all, func(l string) bool { return strings.EqualFold(l, language) })
	if i < 0 {
		return "", false
	}
	return all[i], true
}

// seen turns what was found of the copies into what is judged, by a clock that this machine's
// is ahead of.
func (c Captions) seen(found []captions.Copy, ahead time.Duration) []arriving.Copy {
	out := make([]arriving.Copy, len(found))
	for i, f := range found {
		out[i] = arriving.Copy{Language: f.Language, From: c.from[f.Language]}
		if !c.since.IsZero() {
			out[i].Since = c.since.Add(-ahead)
		}
		for _, s := range f.Slices {
			out[i].Slices = append(out[i].Slices, arriving.Seen{At: s.At, Start: s.Start, Cues: s.Words})
		}
	}
	return out
}
