package explain

import (
	"fmt"
	"time"

	"sttwizard/internal/preflight"
	"sttwizard/internal/words"
)

// What a check says of the event itself: what else runs in its channel, and whether the task
// lasts until its end.

// sayOthers says what else runs in the channel.
func sayOthers(r preflight.Row, c Checking) (says, do string) {
	clock := func(t time.Time) string { return words.Minute(c.Now, t) }
	switch {
	case len(r.Open) > 0:
		b := BesideOf(r.Open, c.Request, Place{Connection: c.Connection, Clock: clock})
		says, do = b.What+"; "+b.Means, "look at what runs"
		if len(r.Strangers) > 0 {
			says, do = says+"; and "+strangersIn(len(r.Strangers)), "have them named: "+NameStrangers(c.Request.RTC.ChannelName, c.Connection)
		}
		return says, do
	case len(r.Strangers) > 0:
		return strangersIn(len(r.Strangers)) + "; each is billed", "have it named, with what takes it up: " + NameStrangers(c.Request.RTC.ChannelName, c.Connection)
	}
	if !c.Project.Version.Named() {
		return fmt.Sprintf("none in the channel that the journal knows; Agora's %s can't list others", c.Project.Version), ""
	}
	return "none in the channel", ""
}

// strangersIn says that tasks run in the channel that no journal here knows.
func strangersIn(n int) string {
	return words.Count(n, "task") + " that nobody here started may run in the channel"
}

// sayLife says until when the task can run.
func sayLife(r preflight.Row, c Checking) (says, do string) {
	ends, wanted := words.Minute(c.Now, r.Ends), words.Minute(c.Now, c.Until)
	switch r.Why {
	case preflight.TooLong:
		return fmt.Sprintf("a task of %s ends by itself at %s, before %s", c.Project.Version, ends, wanted),
			"plan an earlier end, and start a second task for what comes after it"
	case preflight.TokenEnds:
		says, do = "a bot's token ends at "+ends+", before "+wanted+", and can't be renewed", "make a token that lives longer, or plan an earlier end"
		if ends == wanted {
			says = "a bot's token ends at " + ends + ", within the last minute, and can't be renewed"
		}
		if r.EarlierEnd(c.Now.Location()) == "" {
			do = "make a token that lives longer: no earlier end is left"
		}
		return says, do
	}
	says = "it can run until " + ends + c.idle()
	if !c.Until.IsZero() {
		says = "it is to run until " + tomorrow(c.Now, c.Until) + "; " + says
	}
	return says, ""
}

// tomorrow is words.Minute, with the word tomorrow for that day: an end that was typed as
// a time of day may have been meant for today.
func tomorrow(now, then time.Time) string {
	if next := now.AddDate(0, 0, 1); words.Midnight(next).Equal(words.Midnight(then.In(now.Location()))) {
		return "tomorrow " + then.In(now.Location()).Format("15:04")
	}
	return words.Minute(now, then)
}
