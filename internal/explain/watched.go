package explain

import (
	"errors"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/words"
)

// Watched is what a screen that watches a task does about it, for what is said where Agora
// did not tell how the task stands.
type Watched struct {
	Attempt *attempt.Attempt
	Sandbox bool      // all is pretended
	Stops   bool      // x stops it
	Asking  bool      // it is being asked for now
	Next    time.Time // when it is asked for again by itself; zero: it is not
	Now     time.Time
}

// waited are the kinds of failures that pass by themselves.
var waited = map[string]bool{string(agora.KindServer): true, string(agora.KindBusy): true}

// unproved are the kinds of answers that say that a task is over and don't prove it.
var unproved = map[string]bool{string(agora.KindNotFound): true, kindBotsStay: true, kindGoneThere: true, kindUnproved: true}

// EndSaid reports whether a failed question was answered, by an end that is not proved;
// said is Agora's answer in place of a status, if it has none.
func EndSaid(err error) (said string, is bool) {
	stay, stays := errors.AsType[*attempt.BotsStayError](err)
	if agora.KindOf(err) == agora.KindNotFound || stays && stay.Gone {
		return "no such task", true
	}
	return "", stays
}

// Unanswered says in sentences what a failed question about the task means: what happened,
// what goes on and costs money, and what is done by whom.
func (w Watched) Unanswered(e Explanation) string {
	if unproved[e.Kind] {
		return join(e.What+" That proves no end.", w.mayRun(), w.again())
	}
	out := join(e.What, "The task itself goes on."+Cost(w.Attempt, w.Sandbox))
	if !waited[e.Kind] || w.again() == "" {
		return join(out, words.Sentence(e.Do), w.again())
	}
	return join(out, w.again(), w.support(e))
}

// Contradicted says in sentences what two things mean that can't both be true.
func (w Watched) Contradicted() string {
	return join(words.Sentence(w.Attempt.Meaning()), w.mayRun(), w.again())
}

// mayRun says that the task may run on, what that costs, and how it is ended.
func (w Watched) mayRun() string {
	out := "It may still run." + Cost(w.Attempt, w.Sandbox)
	if w.Sandbox {
		out = "It may still run, which would cost money outside of the sandbox."
	}
	switch {
	case w.Stops && w.Attempt.Can(attempt.ActRemove):
		return out + " x stops it; should that fail, o removes its bots."
	case w.Stops:
		return out + " x stops it."
	}
	return out
}

// again says when the task is asked for again; empty: not by itself.
func (w Watched) again() string {
	switch {
	case w.Asking:
		return "It is being asked for again."
	case w.Next.IsZero():
		return ""
	}
	return "It is asked for again by itself in " + words.Left(w.Next.Sub(w.Now)) + "."
}

// support says what to tell Agora's support of a failure that stays.
func (w Watched) support(e Explanation) string {
	switch {
	case e.Kind != string(agora.KindServer):
		return ""
	case e.RequestID == "":
		return "If it stays so, give Agora's support what b writes; this answer had no request id."
	}
	return "If it stays so, give Agora's support the request id " + e.RequestID + "."
}

// join puts sentences behind each other; what is empty is left out.
func join(sentences ...string) string {
	var out []string
	for _, s := range sentences {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}
