package tasks

import (
	"context"
	"slices"
	"strconv"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/captions/arriving"
)

// HostIn asks Agora whether somebody is in the channel of an attempt whom its task hears:
// bots of the journal's tasks are nobody. That somebody is muted can't be seen. What can't
// be asked is not known.
func (c *Caller) HostIn(ctx context.Context, a *attempt.Attempt) arriving.Host {
	in := a.Intent()
	if in.NoProbe {
		return arriving.HostUnknown
	}
	users, err := c.client.Users(ctx, in.Channel)
	if err != nil {
		return arriving.HostUnknown
	}
	runs := a.Settings()
	bots := append(c.tasks.botsIn(in.AppID, in.Channel), in.SubBotUID, in.PubBotUID)
	for _, uid := range users.Hosts {
		if text := strconv.FormatUint(uint64(uid), 10); hears(runs, text) && !slices.Contains(bots, text) {
			return arriving.HostThere
		}
	}
	if users.Cut {
		return arriving.HostUnknown
	}
	return arriving.HostAbsent
}

// hears reports whether a task hears a uid, for sure.
func hears(s attempt.Settings, uid string) bool {
	deaf := func(r agora.Request) bool { return !r.Hears(uid) }
	return s.Hears(uid) && !slices.ContainsFunc(s.Perhaps, deaf)
}

// botsIn returns the uids of the bots of the journal's open tasks in a channel; who can't
// read it is told elsewhere, and has none.
func (t *Tasks) botsIn(appID, channel string) []string {
	open, _ := t.o.Journal.OpenFor(appID, channel)
	var out []string
	for _, c := range open {
		if c.Attempt != nil {
			in := c.Attempt.Intent()
			out = append(out, in.SubBotUID, in.PubBotUID)
		}
	}
	return slices.DeleteFunc(out, func(uid string) bool { return uid == "" })
}
