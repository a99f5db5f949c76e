package explain

import (
	"cmp"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/store"
	"sttwizard/internal/words"
)

// Doing is what a run does about an attempt and has heard of it.
type Doing struct {
	Status     agora.Status // what Agora said last
	Err        error        // why it did not answer the last question
	Barred     bool         // there is no way to ask it
	Awaits     bool         // a person has to give something before it is asked
	Ending     bool         // its stop is under way, or waits its turn
	NotStopped bool         // the last stop did not end it
	Captions   CaptionWords // how its captions stand; empty: nobody looked, or none are stored
}

// Standing is how an attempt stands: a word for people, and how well it is.
type Standing struct {
	Health  words.Health
	Word    string // in small letters, at most WidestStanding columns
	Full    string // the same in more words, where there is room; empty: there are none
	Overdue bool   // its reminder has passed
	Seen    bool   // it runs well, and the word says how its captions stand
}

// InFull returns the words for where there is room.
func (s Standing) InFull() string { return cmp.Or(s.Full, s.Word) }

// WidestStanding is how wide the widest word is.
const WidestStanding = len(captionsStopped)

// standings are the words for states that say enough by themselves.
var standings = map[attempt.State]Standing{
	attempt.Intended:     {Word: "not sent"},
	attempt.Sending:      {Health: words.Alarm, Word: "may be running", Full: "no answer yet, may be running"},
	attempt.Unknown:      {Health: words.Alarm, Word: "may be running", Full: "answer lost, may be running"},
	attempt.RunningNoID:  {Health: words.Alarm, Word: "runs, no id", Full: "running, its id is not known"},
	attempt.Stopping:     {Health: words.Look, Word: "told to stop", Full: "told to stop, not seen to end"},
	attempt.Stopped:      {Word: "ended"},
	attempt.Rejected:     {Word: "refused"},
	attempt.Abandoned:    {Word: "not started"},
	attempt.Acknowledged: {Word: "forgotten"},
}

// StandingOf says how an attempt stands now. It says that something is over only where
// the attempt's own records prove it.
func StandingOf(a *attempt.Attempt, d Doing, now time.Time) Standing {
	state := known(a)
	s, settled := standings[state]
	switch {
	case state.Final():
		return s
	case a.Contradiction() != attempt.NoContradiction:
		s = Standing{Health: words.Alarm, Word: "contradicted", Full: a.Meaning()}
	case a.Untold() == attempt.UntoldRefused:
		s = Standing{Health: words.Alarm, Word: "not stopped", Full: "not stopped: Agora refused that"}
	case a.Untold() != attempt.NotUntold:
		s = Standing{Health: words.Alarm, Word: "not stopped", Full: "not stopped: nobody was asked"}
	case a.Unmoving() && state.InDoubt():
		s = heldStanding(a.Holder())
	case a.Elsewhere() && (state == attempt.Intended || state == attempt.Sending):
		s = Standing{Health: words.Busy, Word: "starting", Full: worksOn(a)}
	case a.Elsewhere() && state.InDoubt():
		s.Full = worksOn(a)
	case !settled:
		s = startedStanding(a, d)
	}
	switch {
	case d.Ending && state.InDoubt():
		return Standing{Health: words.Alarm, Word: "to be stopped", Full: "to be stopped once it is found"}
	case d.Ending:
		return Standing{Health: words.Busy, Word: "stopping"}
	case d.NotStopped:
		return Standing{Health: words.Alarm, Word: "not stopped", Full: "not stopped, goes on"}
	}
	s = s.withCaptions(d.Captions)
	if a.Overdue(now) {
		s.Overdue, s.Health = true, max(s.Health, words.Look)
	}
	return s
}

// withCaptions says of a task that runs well how its captions stand. That they have stopped
// is as bad as can be: it costs money for nothing. Where somebody should look that is the
// word everywhere, as there may be room for no other.
func (s Standing) withCaptions(c CaptionWords) Standing {
	if s.Health != words.Well || c.Word == "" {
		return s
	}
	s.Full = s.Word + ", " + c.Word
	if c.Health >= words.Look {
		s.Health, s.Word, s.Seen = c.Health, c.Word, true
	}
	return s
}

// startedStanding says how a task stands whose id is known, by what Agora said last.
func startedStanding(a *attempt.Attempt, d Doing) Standing {
	if unasked, is := unaskedStanding(d); is {
		return unasked
	}
	switch word := StatusWord(d.Status); {
	case d.Status == agora.StatusFailureStop:
		return Standing{Health: words.Alarm, Word: word, Full: "Agora could not stop it"}
	case a.Transcribes(d.Status):
		return Standing{Health: words.Well, Word: StatusWord(agora.StatusRunning)}
	case d.Status == agora.StatusRecovering:
		return Standing{Health: words.Look, Word: word, Full: a.StatusMeaning(d.Status)}
	case d.Status != "":
		return Standing{Health: words.Busy, Word: word, Full: a.StatusMeaning(d.Status)}
	case d.Awaits:
		return Standing{Health: words.Look, Word: "not asked", Full: "running, not asked for"}
	}
	return Standing{Health: words.Busy, Word: "not asked yet"}
}

// StatusWord says in a word for people how a task is that Agora says so of: the same one in
// lists, on the task's screen and in its story.
func StatusWord(s agora.Status) string {
	switch {
	case s.Running():
		return "running"
	case s == agora.StatusFailureStop:
		return "not stopped"
	case s == agora.StatusStopping, s.Ended(): // an end is one when it is proved
		return "stopping"
	case s == agora.StatusRecovering:
		return "in trouble"
	}
	return "starting"
}

// unaskedStanding says how a task stands of which nothing new is heard.
func unaskedStanding(d Doing) (Standing, bool) {
	_, owned := errors.AsType[*attempt.OwnedError](d.Err)
	_, ended := EndSaid(d.Err)
	switch {
	case d.Barred, errors.Is(d.Err, attempt.ErrNoProbe):
		return Standing{Health: words.Alarm, Word: "can't be asked", Full: "running, can't be asked for"}, true
	case d.Err == nil, owned: // another sttwizard asks
		return Standing{}, false
	case ended: // which is an answer, and no proof
		return Standing{Health: words.Look, Word: "end not proved", Full: "gone for Agora, not proved yet"}, true
	case agora.KindOf(d.Err) == agora.KindCredentials:
		return Standing{Health: words.Alarm, Word: "asking refused", Full: "running, Agora refuses to tell"}, true
	}
	return Standing{Health: words.Look, Word: "no answer", Full: "running, Agora did not answer"}, true
}

// worksOn says whose other sttwizard brings an attempt on, in at most as many characters
// as the table has for it.
func worksOn(a *attempt.Attempt) string {
	const room, does = 30, " works on it"
	for _, who := range []string{a.Owner(), strings.Split(a.Owner(), " on ")[0]} {
		if text := who + does; who != "" && utf8.RuneCountInString(text) <= room {
			return text
		}
	}
	return store.Somebody + does
}
