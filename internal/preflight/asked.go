package preflight

import (
	"context"
	"errors"
	"slices"
	"time"

	"sttwizard/agora"
)

// noCaller is the row of a check for which Agora would have to be asked, and can't be.
func (in Input) noCaller(c Check) Row {
	return Row{Check: c, Verdict: Grey, Why: Secret, Mend: MendConnection, Err: in.NoAgora}
}

// credentials makes the call that tests a connection.
func (in Input) credentials(ctx context.Context) []Row {
	if in.Agora == nil {
		return []Row{in.noCaller(Credentials)}
	}
	began := in.Now()
	err := told(in.Agora.Try(ctx))
	row := Row{Check: Credentials, Verdict: Green, Why: InPlace, Took: in.Now().Sub(began)}
	if err != nil {
		row.Verdict, row.Why, row.Mend, row.Err = Red, Failed, MendConnection, err
	}
	if passes(err) {
		row.Verdict = Amber
	}
	if late(ctx, err) {
		row.Verdict, row.Why = Amber, Slow
	}
	return []Row{row}
}

// passes reports whether a failure says nothing against a start a little later: Agora
// is busy or in trouble.
func passes(err error) bool {
	kind := agora.KindOf(err)
	return kind == agora.KindBusy || kind == agora.KindServer || kind == agora.KindTimeout
}

// told returns what Agora said last where a call's time was up between two tries: that
// tells more than that it was.
func told(err error) error {
	if net, ok := errors.AsType[*agora.NetError](err); ok && net.Before != nil {
		return net.Before
	}
	return err
}

// late reports whether a call failed because its time was up.
func late(ctx context.Context, err error) bool {
	if _, answered := errors.AsType[*agora.APIError](err); answered {
		return false
	}
	net, ok := errors.AsType[*agora.NetError](err)
	return err != nil && (errors.Is(ctx.Err(), context.DeadlineExceeded) || ok && net.Cause == agora.CauseTimeout)
}

// How wrong this machine's clock may be. Tokens begin and end by it, and a storage
// refuses whoever is 15 minutes off.
const (
	clockOdd   = 30 * time.Second
	clockWrong = 5 * time.Minute
)

// clock holds this machine's clock against the dates of the answers so far. Both ends
// of the interval must agree before it gets worse.
func (in Input) clock() []Row {
	if in.Agora == nil {
		return []Row{in.noCaller(Clock)}
	}
	o, known := in.Agora.Clock()
	if !known {
		return []Row{{Check: Clock, Verdict: Grey, Why: Unanswered}}
	}
	row := Row{Check: Clock, Verdict: Green, Why: InPlace, Offset: o}
	switch least := o.Least(); {
	case least >= clockWrong:
		row.Verdict, row.Why, row.Mend = Red, Wrong, MendOutside
	case least >= clockOdd:
		row.Verdict, row.Why, row.Mend = Amber, Wrong, MendOutside
	}
	return []Row{row}
}

// inChannel asks once who is in the channel: whether the bots' uids are free, and
// whether somebody is there to be heard.
func (in Input) inChannel(ctx context.Context) []Row {
	channel := in.Request.RTC.ChannelName
	both := func(r Row) []Row {
		uids, host := r, r
		uids.Check, host.Check = UIDs, Host
		return []Row{uids, host}
	}
	switch {
	case in.isWrong(agora.PathChannelName):
		return both(Row{Verdict: Grey, Why: Unasked, Mend: MendField, Field: agora.PathChannelName})
	case in.Agora == nil:
		return both(in.noCaller(UIDs))
	case in.NoUsers:
		return both(Row{Verdict: Grey, Why: Unasked, Mend: MendConnection})
	}
	users, err := in.Agora.Users(ctx, channel)
	err = told(err)
	switch {
	case late(ctx, err):
		return both(Row{Verdict: Grey, Why: Slow})
	case err != nil:
		return both(Row{Verdict: Grey, Why: Failed, Err: err})
	}
	return []Row{in.uids(users), in.host(users)}
}

// isWrong reports whether a field breaks a rule.
func (in Input) isWrong(path string) bool {
	return slices.ContainsFunc(in.Problems, func(e agora.FieldError) bool { return e.Field() == path })
}

// uids says whether the bots' uids are free: of two with one uid the second throws the
// first out.
func (in Input) uids(users agora.ChannelUsers) Row {
	for _, path := range in.Project.Version.Bots() {
		text, _ := in.Request.Get(path)
		switch uid, ok := agora.BotUID(text); {
		case !ok || in.isWrong(path):
			return Row{Check: UIDs, Verdict: Grey, Why: Unasked, Mend: MendField, Field: path}
		case users.Has(uid):
			return Row{Check: UIDs, Verdict: Red, Why: Taken, Mend: MendField, Field: path, UID: text}
		}
	}
	if users.Cut {
		return Row{Check: UIDs, Verdict: Amber, Why: NotNamed, Mend: MendOutside}
	}
	return Row{Check: UIDs, Verdict: Green, Why: InPlace}
}

// host says whether somebody is there whom the task would hear. Bots are hosts, too,
// and hear nobody's sound into a channel. Who has the uid that a bot is to have is a person
// or the bot of a task that nobody here knows.
func (in Input) host(users agora.ChannelUsers) Row {
	bots := in.Agora.Bots(in.Request.RTC.ChannelName)
	var own []string
	for _, path := range in.Project.Version.Bots() {
		text, _ := in.Request.Get(path)
		own = append(own, text)
	}
	row := Row{Check: Host, Verdict: Green, Why: InPlace}
	others := 0
	for _, uid := range users.Hosts {
		text := uidText(uid)
		switch {
		case slices.Contains(bots, text):
			continue
		case slices.Contains(own, text):
			row.UID = text
			continue
		}
		others++
		if in.Request.Hears(text) {
			row.Hosts++
		}
	}
	switch {
	case row.Hosts > 0:
	case row.UID != "":
		row.Verdict, row.Why = Grey, MayBeBot
	case users.Cut:
		row.Verdict, row.Why, row.Mend = Amber, NotNamed, MendOutside
	case others > 0:
		row.Verdict, row.Why, row.Mend, row.Field = Amber, NobodyHeard, MendField, agora.PathSubscribeUIDs
	default:
		row.Verdict, row.Why, row.Mend = Amber, Nobody, MendOutside
	}
	return row
}

// others looks for tasks in the channel.
func (in Input) others(ctx context.Context) []Row {
	row := Row{Check: Others, Verdict: Green, Why: InPlace}
	switch {
	case in.isWrong(agora.PathChannelName):
		return []Row{{Check: Others, Verdict: Grey, Why: Unasked, Mend: MendField, Field: agora.PathChannelName}}
	case in.Agora == nil:
		return []Row{in.noCaller(Others)}
	}
	row.Open, row.Strangers, row.Err = in.Agora.Others(ctx, in.Request.RTC.ChannelName)
	row.Err = told(row.Err)
	switch {
	case len(row.Open)+len(row.Strangers) > 0:
		row.Verdict, row.Why, row.Mend = Amber, Running, MendTasks
		if len(row.Open) == 0 {
			row.Mend = MendOutside // the list of this machine's tasks has none of them
		}
	case late(ctx, row.Err):
		row.Verdict, row.Why = Grey, Slow
	case row.Err != nil:
		row.Verdict, row.Why = Grey, Failed
	}
	return []Row{row}
}
