package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/words"
)

// Beside is what a person is told before a task is started in a channel in which
// others may run. Several with one language each are Agora's advice; two with the
// same one bill twice for the same.
type Beside struct {
	Usual bool     // all that may run there has other languages: this is how several are meant to be
	What  string   // what may run there already; lower case, without a full stop
	Means string   // what a yes means for the bill, written like What
	Rows  []string // what runs there, a line for each
	Clash string   // what one does to the other, and what to do, written like What; empty: nothing
}

// Asked returns the sentences of the question, the bill first, and last what a yes breaks: a
// small screen has no room for more.
func (b Beside) Asked() string {
	out := words.Sentence(b.Means) + " " + words.Sentence(b.What)
	if b.Clash != "" {
		out += " " + words.Sentence(b.Clash)
	}
	return out
}

// Told returns what runs there and what clashes, in one sentence.
func (b Beside) Told() string {
	rows := b.Rows
	if b.Clash != "" {
		rows = append(slices.Clone(rows), b.Clash)
	}
	return fmt.Sprintf("%s (%s); %s", b.What, strings.Join(rows, "; "), b.Means)
}

// Place is who asks about what is beside a start: the connection that sends it,
// and how it writes a time.
type Place struct {
	Connection connections.Connection
	Clock      func(time.Time) string
}

// BesideOf says what is open in the channel of a request, and what it means to
// start that one as well. There is at least one conflict.
func BesideOf(open []attempt.Conflict, r agora.Request, at Place) Beside {
	r = r.Sent(at.Connection.Version)
	var b Beside
	var theirs []string
	unknown := false
	for _, c := range open {
		var languages []string
		if c.Attempt != nil {
			languages = languagesOf(c.Attempt)
		}
		unknown = unknown || len(languages) == 0
		theirs = append(theirs, languages...)
		b.Rows = append(b.Rows, at.row(c, languages))
	}
	b.What = fmt.Sprintf("a task may be running in the channel %s already", r.RTC.ChannelName)
	if len(open) > 1 {
		b.What = fmt.Sprintf("%d tasks may be running in the channel %s already", len(open), r.RTC.ChannelName)
	}
	b.weigh(theirs, r.Spoken(at.Connection.Version), unknown)
	if uid := sharedUID(open, r); uid != "" {
		b.Usual = false
		b.Clash = "both would have a bot with the uid " + uid +
			", and the second throws the first out of the channel: give this one another uid, or none"
	}
	return b
}

// weigh says for which languages tasks run there, and what one more means.
func (b *Beside) weigh(theirs, own []string, unknown bool) {
	same := slices.DeleteFunc(slices.Clone(own), func(code string) bool { return !slices.Contains(theirs, code) })
	switch {
	case len(same) > 0:
		b.What += ", for " + listed(same) + " too"
		b.Means = "if you start another one, two tasks may be billed for the same"
	case unknown:
		b.What += ", and its languages are not known"
		b.Means = "if you start another one, two tasks may be billed, perhaps for the same"
	default:
		b.Usual = true
		b.What += fmt.Sprintf(", for %s; this one is for %s", listed(theirs), listed(own))
		b.Means = "a task for each language is the usual way to have several, and each task is billed"
	}
}

// listed returns each text once, in its order.
func listed(texts []string) string {
	var out []string
	for _, text := range texts {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}

// languagesOf returns the languages of an attempt; none: they are not known.
func languagesOf(a *attempt.Attempt) []string {
	s := a.Settings()
	if slices.Contains(s.Unsure, agora.PathLanguages) || slices.Contains(s.Unsure, agora.PathUIDLanguages) {
		return nil
	}
	return s.Spoken(a.Intent().Version)
}

// row says of one attempt what it is for, since when, by whom and where.
func (at Place) row(c attempt.Conflict, languages []string) string {
	if c.Attempt == nil {
		return fmt.Sprintf("attempt %s: unreadable, so whose it is and what it is for is not known: %v", c.ID, c.Err)
	}
	in := c.Attempt.Intent()
	what := "languages not known"
	if len(languages) > 0 {
		what = listed(languages)
	}
	id := "attempt " + c.ID
	if c.TaskID != "" {
		id = "task " + c.TaskID
	}
	return fmt.Sprintf("%s: %s, %s, %s", what, id, at.stands(c), at.whose(c.Attempt, in))
}

// stands says how an open attempt stands, and since when.
func (at Place) stands(c attempt.Conflict) string {
	since := "since " + at.Clock(c.Since)
	_, known := c.Attempt.Handle()
	switch state := c.Attempt.State(); {
	case known && state == attempt.Stopping && c.Attempt.Untold() == attempt.NotUntold:
		return "told to stop at " + at.Clock(c.Since) + ", not confirmed yet"
	case state == attempt.Started && c.Attempt.Meaning() == state.Meaning(): // whose says that it was
		return since
	}
	return c.Attempt.Meaning() + ", " + since
}

// whose says who started an attempt, and where if it is elsewhere.
func (at Place) whose(a *attempt.Attempt, in attempt.Intent) string {
	here, then := "here", ""
	if !a.Mine() {
		here, then = "by "+cmp.Or(Person(a.Starter()), "somebody else"), ","
	}
	started := "started " + here
	if slices.ContainsFunc(a.Records(), func(r attempt.Record) bool { return r.Event == attempt.EventTakenUp }) {
		started = "started elsewhere and taken up " + here
	}
	started += then + " by the connection " + in.Connection
	if in.BaseURL != "" && !at.Connection.Sandbox && in.BaseURL != at.Connection.Address() {
		started += " at " + in.BaseURL
	}
	return started
}

// sharedUID returns the uid of a bot that an open attempt has and the request too;
// empty where there is none.
func sharedUID(open []attempt.Conflict, r agora.Request) string {
	for _, c := range open {
		if c.Attempt == nil {
			continue
		}
		in := c.Attempt.Intent()
		for _, uid := range []string{r.RTC.PubBotUID, r.RTC.SubBotUID} {
			if uid != "" && (uid == in.PubBotUID || uid == in.SubBotUID) {
				return uid
			}
		}
	}
	return ""
}
