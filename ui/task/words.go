package task

import (
	"cmp"
	"fmt"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/tasks"
	"sttwizard/internal/words"
)

// words says in sentences how the task is, worst first.
func (t moment) words() []string {
	if t.unknown() && !t.notStopped() {
		return t.doubts()
	}
	out := append(t.stands(), t.changeSentences()...)
	if c := t.Captions; !t.ended() && !t.Ending && c.Health >= words.Look {
		out = append(out, c.Sentences[1:]...) // the first stands as a row
	}
	if t.Attempt.Overdue(t.now) && !t.Ending {
		past := "It is " + explain.ReminderPassed + "; " + explain.ReminderStops + ": x stops it, e sets another."
		out = append([]string{past}, out...)
	}
	return out
}

// stands says how a task stands of which it is known whether it runs, or that was
// not stopped.
func (t moment) stands() []string {
	a := t.Attempt
	quiet := a.How() == attempt.HowStopped || a.How() == attempt.HowGone
	meaning := words.Capital(a.Meaning()) + "."
	switch a.State() {
	case attempt.Abandoned, attempt.Rejected, attempt.Acknowledged, attempt.Intended:
		return []string{meaning}
	}
	switch {
	case t.notStopped():
		told := "It may still run." + t.cost() + " x stops it again."
		return []string{told, t.failure(t.StopErr, agora.OpStop)}
	case tasks.EndedByItself(a) && quiet:
		return []string{"The task ended without being told to. " + t.why()}
	case t.ended() && !quiet:
		return []string{meaning}
	case t.ended():
		return []string{words.Sentence(explain.Billing(a))}
	case t.Ending:
		return []string{t.endingWords()}
	case a.Contradiction() != attempt.NoContradiction:
		return []string{t.watched().Contradicted()}
	case a.Untold() != attempt.NotUntold && t.Status == "" && t.Err == nil:
		return []string{words.Sentence(a.Meaning()) + t.cost() + " x stops it again."}
	case a.State() == attempt.Stopping && t.Status == "" && t.Err == nil:
		return []string{"It was told to stop at " + t.clock(t.Told) + ", and was not seen to end yet."}
	case t.Err != nil:
		return []string{t.watched().Unanswered(t.explained(t.Err, agora.OpQuery))}
	case a.Transcribes(t.Status):
		told := cmp.Or(explain.Listens(a), a.StatusMeaning(t.Status))
		long := explain.StaysStarted(a, t.Status, t.clock(t.startedSince()), "w says", t.Captions.CaptionWords)
		if long == "" {
			return []string{words.Sentence(told) + t.cost()}
		}
		return []string{words.Sentence("it was started for "+told) + t.cost(), long}
	case t.Status != "":
		return []string{words.Capital(a.StatusMeaning(t.Status)) + "." + t.cost()}
	case a.State() == attempt.Started:
		return []string{"It was started; Agora was not asked yet how it stands." + t.cost()}
	}
	return []string{meaning}
}

// startedSince returns since when Agora calls the task STARTED: since its start, unless it
// was seen to say something else before.
func (t moment) startedSince() time.Time {
	since := t.Attempt.SentAt()
	for i, p := range t.Seen {
		if i > 0 && p.Words == string(agora.StatusStarted) {
			since = p.At
		}
	}
	return since
}

// watched is what is done about the task while it is watched.
func (t moment) watched() explain.Watched {
	return explain.Watched{
		Attempt: t.Attempt, Sandbox: by(t.Attempt.Intent()).Sandbox, Stops: !t.Ending && !t.Settles,
		Asking: t.Asking, Next: t.Next, Now: t.now,
	}
}

// endingWords says how far a stop has come.
func (t moment) endingWords() string {
	if t.Wished || t.Told.IsZero() {
		return "Telling Agora to stop, then watching until the task is gone."
	}
	return "Watching until the task is gone. That goes on if you leave this screen."
}

// why returns the likely reason of an end that nobody asked for.
func (t moment) why() string {
	if t.Attempt.Task().ID == "" {
		return ""
	}
	return "Most often no host was in the channel for " + idle(t.Attempt.Intent()) +
		" (idle time); somebody else may also have stopped it. n starts it again."
}

func idle(in attempt.Intent) string {
	seconds := int64(in.MaxIdleTime)
	if seconds == 0 {
		seconds = in.Version.Limits().MaxIdleTime.Default
	}
	return words.Lasts(time.Duration(seconds) * time.Second)
}

// seenChecks is what is known of the channel and of the captions, before what to look at.
func (t moment) seenChecks() []string {
	var out []string
	if t.Captions.Host != "" {
		out = append(out, t.Captions.Host)
	}
	if c := t.Captions; c.Line != "" {
		out = append(out, words.Sentence("In the storage: "+c.Line))
		if c.Health == words.Well {
			out = append(out, "So the bot hears and writes: look at how the app shows what it gets.")
		}
	}
	return out
}

// checks is what to look at when a task runs and no subtitles come, by what is known of
// what it was started with.
func checks(r agora.Request, known bool) []string {
	const silence = "mode, secret and salt must be the channel's own; with wrong ones nothing comes, and no error either."
	out := []string{
		"Somebody must speak: a host with an open microphone, not muted.",
		"The channel's name must be the app's own, letter by letter, and so must the App ID.",
		"The bots' uids must belong to nobody else in the channel.",
		"With App Certificate on, both bots need tokens for this channel and their own uid, not expired.",
		"The app must decode what was chosen: Protobuf, or JSON with gzip.",
	}
	if !known {
		return append(out, "If the channel is encrypted, "+silence)
	}
	if mode := r.RTC.CryptionMode; mode != nil && *mode != 0 {
		out = append([]string{"Encryption is on: " + silence}, out...)
	} else {
		out = append(out, "Encryption is off here: if the app encrypts the channel, the bot hears nothing.")
	}
	if len(r.RTC.SubscribeAudioUIDs) > 0 {
		out = append([]string{"Only some users are transcribed here: the one who speaks must be among them."}, out...)
	}
	return out
}

// doubts says of an attempt without a known task what is known, what it may
// cost, what goes on, and what a person can do: worst first.
func (t moment) doubts() []string {
	out := append([]string{t.doubtFirst()}, t.goingOn()...)
	if t.Settles && t.ToEnd {
		out = append(out, "What runs of it is stopped as soon as its id is known.")
	}
	if t.Fault != nil && (!t.Settles || tasks.Unreached(t.Fault)) {
		out = append(out, t.failure(t.Fault, agora.OpStart))
	}
	if by := explain.Certain(t.Attempt.CertainAt(), t.now); by != "" && !tasks.Unreached(t.Fault) {
		out = append(out, words.Sentence(by))
	}
	return append(out, explain.RunsUntil(t.Attempt, t.now.Location()))
}

// goingOn says what is done about the doubt, or can be.
func (t moment) goingOn() []string {
	switch {
	case t.Attempt.Elsewhere():
		held := explain.HeldOf(t.Attempt, t.now)
		return []string{words.Sentence(held.What), words.Sentence(held.Do)}
	case t.Stepping:
		return []string{"Asking Agora."}
	case t.Settles:
		return []string{t.nextStep()}
	case t.Barred || t.Awaits:
		return []string{"Not asked: " + t.Needs + "."}
	case t.Given && explain.RunsUnknown(t.Attempt):
		return []string{
			"Agora did not tell its id, so it can't be stopped in the usual way: o removes its bots from the channel.",
		}
	case t.Given && t.Attempt.Can(attempt.ActRemove):
		return []string{
			"It could not be settled. Look into the channel: is a bot of it there?",
			"o removes its bots from the channel; f sets it aside when you have looked.",
		}
	case t.Given:
		return []string{"It could not be settled. Look into the channel: is a bot of it there?"}
	}
	return []string{"x finds out and stops what runs; r only looks and changes nothing."}
}

func (t moment) doubtFirst() string {
	told := "Nobody knows whether it runs: its start was sent and the answer was lost."
	switch t.Attempt.Told() {
	case attempt.RunningNoID:
		told = words.Capital(t.Attempt.Meaning()) + "."
	case attempt.Sending:
		told = "Nobody knows whether it runs: its start was sent, and no answer was written down."
	}
	return told + t.cost()
}

// nextStep says what is done next, and when.
func (t moment) nextStep() string {
	switch t.Step {
	case attempt.NextSend:
		return fmt.Sprintf("Asking for its id %s in %s; this can't start a second task.",
			explain.SameStart(t.Attempt.Intent().Version), t.until(t.StepAt))
	case attempt.NextStop:
		return "It was found; stopping it."
	}
	return fmt.Sprintf("Looking for its bots in the channel in %s.", t.until(t.StepAt))
}
