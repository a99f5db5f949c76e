package tasks

import (
	"context"
	"slices"
	"strconv"

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
	r, _, _ := a.Runs()
	heard := r.RTC.SubscribeAudioUIDs
	bots := c.botsIn(a)
	for _, uid := range users.Hosts {
		text := strconv.FormatUint(uint64(uid), 10)
		all := len(heard) == 0 || slices.Contains(heard, "all") || slices.Contains(heard, text)
		if all && !slices.Contains(bots, text) && !slices.Contains(r.RTC.UnSubscribeAudioUIDs, text) {
			return arriving.HostThere
		}
	}
	if users.Cut {
		return arriving.HostUnknown
	}
	return arriving.HostAbsent
}

// botsIn returns the uids of all bots that may be in the channel of an attempt.
func (c *Caller) botsIn(a *attempt.Attempt) []string {
	in := a.Intent()
	bots := []string{in.SubBotUID, in.PubBotUID}
	open, _ := c.tasks.o.Journal.OpenFor(in.AppID, in.Channel) // who can't read it has these two at least
	for _, other := range open {
		if other.Attempt != nil {
			bots = append(bots, other.Attempt.Intent().SubBotUID, other.Attempt.Intent().PubBotUID)
		}
	}
	return bots
}
