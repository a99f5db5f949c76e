package arriving

import (
	"slices"
	"time"
)

// Judge says how captions stand.
func Judge(in Input) Report {
	r := Report{State: Arriving, Habit: learn(in), Host: in.Host, Looked: in.Looked, Refused: in.Refused, Mended: in.Mended, Due: in.Since.Add(in.Slice), Last: newest(in.Copies)}
	if !r.Last.IsZero() {
		r.Gap = max(0, in.Looked.Sub(r.Last))
	}
	switch {
	case !in.Stored:
		r.State, r.Why = CantTell, NotStored
		return r
	case !in.Running:
		if r.State = Over; in.Blind && in.Looked.IsZero() {
			r.Why = NoLook
		}
	case in.Blind && in.refuses(): // keys that may not even look
		r.State, r.Why = Stopped, WriteRefused
	case in.Blind && (in.Looked.IsZero() || in.Now.Sub(in.Looked) > Fresh(in.Slice)):
		r.State, r.Why = CantTell, NoLook
	case in.Looked.IsZero():
		r.State = Waiting
	case r.Last.IsZero():
		r.first(in)
	default:
		r.next(in)
	}
	r.languages(in)
	return r
}

// judged reports whether something can be said about the captions of a running task.
func (r *Report) judged() bool { return r.State == Arriving || r.State == Quiet || r.State == Waiting }

// first judges a task of which no file is there yet.
func (r *Report) first(in Input) {
	r.State = Waiting
	switch late := in.Looked.Sub(in.Since); {
	case late <= 2*in.Slice+slack:
	case !in.Refused.IsZero():
		r.State, r.Why = Stopped, WriteRefused
	case in.Host == HostAbsent:
		r.State, r.Why = Quiet, NobodyThere
	case late <= 4*in.Slice+slack:
		r.Why = FirstLate
	case proven(in, r.Habit):
		r.State, r.Why, r.Earlier = Stopped, SilenceStored, r.Habit == HabitUnknown
	default:
		r.Why, r.Doubt = NeverCame, true
	}
}

// next judges a task of which files came.
func (r *Report) next(in Input) {
	if r.Gap <= 2*in.Slice+slack {
		if wordless(in.Copies) {
			r.State, r.Why = Quiet, NoWords
		}
		return
	}
	r.State = Quiet
	switch {
	case !in.Refused.IsZero():
		r.State, r.Why = Stopped, WriteRefused
	case in.Host == HostAbsent:
		r.Why = NobodyThere
	case r.Gap <= 4*in.Slice+slack:
		r.Why = NoFile
	case proven(in, r.Habit):
		r.State, r.Why, r.Earlier = Stopped, SilenceStored, r.Habit == HabitUnknown
	default:
		r.Why, r.Doubt = NoFile, true
	}
}

// proven reports whether silence does not explain that no file comes: it is stored, too,
// and somebody is there who is silent, for three slices at least. What is stored of an
// empty channel is not known. What was seen in this run counts for more than what was seen
// on an earlier day.
func proven(in Input, h Habit) bool {
	stores := h == Always || h == HabitUnknown && in.Earlier
	return stores && in.Host == HostThere && !in.There.IsZero() && in.Looked.Sub(in.There) > 3*in.Slice+slack
}

// languages judges each copy by itself. One may stop alone, and words in the one that
// it is made of are proof that there was something to write, whatever the habit. One
// that never came is a doubt only: which copies Agora writes is not known for sure.
func (r *Report) languages(in Input) {
	var stopped, lacks []string
	for _, c := range in.Copies {
		l := Language{Code: c.Language, State: r.State, Last: c.newest()}
		n := missed(c, in)
		if r.judged() && n >= 3 {
			l.State = Stopped
			if l.Last.IsZero() {
				l.State = Waiting
				lacks = append(lacks, l.Code)
			} else {
				stopped = append(stopped, l.Code)
			}
		}
		l.Late = r.judged() && n > 0 && l.State != Stopped && !l.Last.IsZero()
		r.Languages = append(r.Languages, l)
	}
	switch {
	case len(stopped) > 0:
		r.State, r.Why, r.Doubt, r.Lacking = Stopped, LanguageStopped, false, stopped
	case len(lacks) > 0 && r.Why == "":
		r.Why, r.Doubt, r.Lacking = LanguageLacks, true, lacks
	}
}

// missed returns how many slices with words another copy has since this one's newest,
// whose words had to be in this one too.
func missed(c Copy, in Input) (most int) {
	last := c.newest()
	if last.IsZero() {
		last = in.Since.Add(in.Slice)
	}
	if from := c.Since.Add(in.Slice); from.After(last) { // what was said before had not to be in it
		last = from
	}
	for _, other := range in.Copies {
		if other.Language == c.Language || !slices.Contains(c.From, other.Language) {
			continue
		}
		n := 0
		for _, s := range other.Slices {
			if s.Cues > 0 && s.At.After(last.Add(in.Slice+slack)) {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

func newest(copies []Copy) (at time.Time) {
	for _, c := range copies {
		if mine := c.newest(); mine.After(at) {
			at = mine
		}
	}
	return at
}

// wordless reports whether the newest two slices of every copy are there and have no words.
func wordless(copies []Copy) bool {
	some := false
	for _, c := range copies {
		last := c.Slices[max(0, len(c.Slices)-2):]
		if slices.ContainsFunc(last, func(s Seen) bool { return s.Cues != 0 }) {
			return false
		}
		some = some || len(last) == 2
	}
	return some
}

// learn reads the habit from the slices, or keeps the one that was known.
func learn(in Input) Habit {
	habit := in.Habit
	for _, c := range in.Copies {
		for i, s := range c.Slices {
			if s.Cues == 0 && silent(s, c, in) {
				return Always
			}
			if habit == HabitUnknown && i > 0 && hole(c.Slices[i-1], s) > 3*in.Slice {
				habit = OnlyWords
			}
		}
	}
	return habit
}

// silent reports whether a slice without words proves that silence is stored: no copy
// has words of the same time. A language that nobody spoke proves nothing.
func silent(s Seen, of Copy, in Input) bool {
	for _, c := range in.Copies {
		if c.Language == of.Language || len(c.Slices) == 0 && len(of.Slices) >= 3 { // it never comes at all
			continue
		}
		same := func(o Seen) bool {
			if !s.Start.IsZero() && !o.Start.IsZero() {
				return o.Cues == 0 && s.Start.Sub(o.Start).Abs() < in.Slice/2
			}
			return o.Cues == 0 && s.At.Sub(o.At).Abs() < in.Slice/2
		}
		if !slices.ContainsFunc(c.Slices, same) {
			return false
		}
	}
	return true
}

// hole is how far two slices are apart by their names; 0 where these don't say it.
func hole(a, b Seen) time.Duration {
	if a.Start.IsZero() || b.Start.IsZero() {
		return 0
	}
	return b.Start.Sub(a.Start)
}
