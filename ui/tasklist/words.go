package tasklist

import (
	"errors"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/words"
)

// standing is how an attempt stands in one word, for people, and what Agora said.
type standing struct {
	explain.Standing
	said     string // Agora's status as it came, or why there is none
	narrow   string // the word where there is no room for what Agora said
	captions string // how they stand, in a word
	place    string // where it is, as wide as the table has room
}

// hows are the ends of tasks, as Agora says them or in a word or two.
var hows = map[attempt.How]string{
	attempt.HowStopped: string(agora.StatusStopped), attempt.HowGone: "gone",
	attempt.HowAbsent: "bots gone", attempt.HowRemoved: "bots removed",
}

// contradictions are what can't both be true, in two words or three.
var contradictions = map[attempt.Contradiction]string{
	attempt.GoneButThere: "gone, bot is there", attempt.EndedButThere: "ended, bot is there",
	attempt.Reopened: "runs after its end",
}

// standingOf says how an attempt stands now.
func standingOf(a *attempt.Attempt, w Work, now time.Time) standing {
	out := standing{Standing: explain.StandingOf(a, w.Doing, now)}
	out.narrow, out.captions = out.Word, w.Captions.Headed().Word
	_, known := a.Handle()
	switch {
	case a.State().Final():
		out.said = hows[a.How()]
	case w.Waits && w.Ending:
		out.said = "waits its turn"
	case w.Ending && known:
		out.said = "asked to stop"
	case w.Ending:
		out.said = w.step()
	case a.Contradiction() != attempt.NoContradiction:
		out.said = contradictions[a.Contradiction()]
	case w.Settles && w.StopErr == nil:
		out.said = w.step()
	default:
		out.said = w.said()
		if !known && out.said == "" && !w.Answered.IsZero() {
			out.said = probed(a)
		}
		if w.Status == "" && w.Asking && out.said != "" && a.State() == attempt.Started {
			out.narrow = out.said
		}
	}
	if out.said == out.Word { // once is enough
		out.said = ""
	}
	return out
}

// probed says what the last question about an attempt's bots brought.
func probed(a *attempt.Attempt) string {
	switch present, asked := a.Bots(); {
	case !asked:
		return ""
	case present:
		return "bots are there"
	}
	return "no bots there"
}

// step says in a word or two what is done to settle an attempt.
func (w Work) step() string {
	if w.Step == attempt.NextSend {
		return "asking its id"
	}
	return "looking for it"
}

// said returns what Agora said last, or in a word or two why there is nothing.
func (w Work) said() string {
	_, owned := errors.AsType[*attempt.OwnedError](w.Err)
	_, unproved := errors.AsType[*attempt.BotsStayError](w.Err)
	switch {
	case unproved:
		return "end not proved"
	case w.Lost != nil, errors.Is(w.Err, attempt.ErrNoProbe):
		return "can't be asked"
	case owned:
		return ""
	case agora.KindOf(w.Err) == agora.KindCredentials:
		return "refused"
	case w.Err != nil && w.Status == "":
		return "no answer"
	case w.Status != "":
		return string(w.Status)
	case w.Needs != "":
		return "not asked"
	case w.Asking:
		return "asking"
	}
	return ""
}

// actionWords are the key and the sentence for what can be done about an attempt.
var actionWords = map[attempt.Action][2]string{
	attempt.ActStop:   {"x", "stops it; asks first"},
	attempt.ActCheck:  {"r", "asks Agora now; starts nothing"},
	attempt.ActAsk:    {"enter", "to ask its id by the same token"},
	attempt.ActRemove: {"enter", "to remove its bots: the last road"},
	attempt.ActForget: {"f", "forgets it; that stops nothing"},
	attempt.ActDrop:   {"D", "drops it: nothing of it was sent"},
}

// actionWordsFor returns them for an attempt; what is not known is found first.
func actionWordsFor(a *attempt.Attempt, act attempt.Action) [2]string {
	words := actionWords[act]
	if _, known := a.Handle(); act == attempt.ActStop && !known {
		words[1] = "finds and stops it; asks first"
	}
	return words
}

// brokenChannel returns the channel of a journal that can't be read, if that part can.
func brokenChannel(b *attempt.Broken) string {
	if b.Known == nil {
		return ""
	}
	return b.Known.Channel
}

// reminder says when somebody is reminded of an open task, or when a past one ended.
func reminder(a *attempt.Attempt, now time.Time) string {
	switch end := a.PlannedEnd(); {
	case !a.Open() && now.Sub(a.Since()) < time.Hour:
		return "at " + words.Clock(now, a.Since())
	case !a.Open():
		return words.Ago(now, a.Since())
	case a.Overdue(now):
		return explain.ReminderPassed
	case end.IsZero() || !a.State().MayBill():
		return ""
	default:
		return "reminder " + words.ClockOrDay(now, end)
	}
}

// since says for how long an attempt has been running, or did; empty where
// nothing of it ran.
func since(a *attempt.Attempt, now time.Time) string {
	switch ran := a.Ran(now); {
	case ran == 0:
		return ""
	case ran < time.Minute:
		return "< 1 min"
	default:
		return words.Lasts(ran)
	}
}
