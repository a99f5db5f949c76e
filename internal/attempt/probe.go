package attempt

import (
	"context"
	"errors"
	"slices"
	"time"

	"sttwizard/agora"
)

// probe asks whether a bot of the attempt is in its channel, and what the channel's
// list says where there is one, and writes down what it saw. ErrNoProbe means that
// asking is of no use; other errors may pass.
func (a *Attempt) probe(ctx context.Context, api API) (present bool, err error) {
	if err := a.at(api); err != nil {
		return false, err
	}
	f := a.view()
	asked := a.moment() // an answer is not truer for having been read late
	present, err = a.botsThere(ctx, api, f)
	listed := false
	if f.intent.Version.Named() && (err == nil || errors.Is(err, ErrNoProbe)) {
		var found []agora.Task
		if found, listed, err = a.list(ctx, api, f, err); err != nil {
			return false, err
		}
		if listed {
			present, found = len(found) > 0, nil
		} else if !present {
			found = nil
		}
		defer func() { a.claim(found) }()
	}
	if err != nil {
		return false, err
	}
	a.journal.saw(a.id, present)
	if f.state.Final() {
		if present && !listed && f.intent.UniqueUIDs && asked.at.Sub(f.since) >= botsLinger {
			err = a.reopen("")
		}
		return present, err
	}
	r := Record{Event: EventProbe, Present: present, Listed: listed}.by(asked)
	if !f.learns(r) {
		return present, nil
	}
	err = a.after(r)
	if _, later := errors.AsType[*JournalError](err); later || isState(err) {
		err = nil // it is written with the next record, or another sttwizard was faster
	}
	return present, err
}

// botsThere asks for the bots.
func (a *Attempt) botsThere(ctx context.Context, api API, f *folded) (present bool, err error) {
	uids, ok := botUIDs(f.intent)
	if !ok || f.intent.NoProbe {
		return false, ErrNoProbe
	}
	for _, uid := range uids {
		there, err := api.Present(ctx, uid, f.intent.Channel)
		if err != nil {
			return false, probeError(err)
		}
		present = present || there
	}
	return present, nil
}

// Bots reports whether a bot of the attempt was in the channel when that was last
// asked, by this process or as the journal has it, and whether it was asked at all.
func (a *Attempt) Bots() (present, asked bool) {
	if present, asked := a.journal.seen(a.id); asked {
		return present, true
	}
	for _, r := range slices.Backward(a.Records()) {
		if r.Event == EventProbe {
			return r.Present, true
		}
	}
	return false, false
}

// probeError tells an answer that no repetition would change from trouble that may pass.
func probeError(err error) error {
	if _, ok := errors.AsType[*agora.ConfigError](err); ok { // a connection without key and secret
		return errors.Join(ErrNoProbe, err)
	}
	switch agora.KindOf(err) {
	case agora.KindForbidden, agora.KindNoRoute, agora.KindNotFound, agora.KindInvalid, agora.KindNotEnabled, agora.KindBodyRefused:
		return errors.Join(ErrNoProbe, err)
	}
	return err
}

// canProbe reports whether the bots can be asked for at all, or the list can.
func canProbe(in Intent) bool {
	_, ok := botUIDs(in)
	return ok && !in.NoProbe || in.Version.Named()
}

// botUIDs returns the uids of the version's bots as numbers, if they are some.
func botUIDs(in Intent) ([]uint32, bool) {
	var uids []uint32
	for _, path := range in.Version.Bots() {
		text := in.PubBotUID
		if path == agora.PathSubBotUID {
			text = in.SubBotUID
		}
		uid, ok := agora.BotUID(text)
		if !ok {
			return nil, false
		}
		uids = append(uids, uid)
	}
	return uids, true
}

// CertainAt returns the time at which it is certain at the latest whether a task
// of the attempt runs, if Agora can be asked then. It is zero where that is known
// already, where the bots can't be asked for, and where another sttwizard has it and does
// nothing.
func (a *Attempt) CertainAt() time.Time {
	f := a.view()
	if told := f.toldState(); told != Sending && told != Unknown || !canProbe(f.intent) || a.Unmoving() {
		return time.Time{}
	}
	return a.certain(f)
}

// certain returns when two probes will have been made that can prove an absence:
// by the clock on the wall, unless that was set meanwhile.
func (a *Attempt) certain(f *folded) time.Time {
	now, p := a.moment(), f.proof
	switch {
	case !p.sure.zero():
		return now.at.Add(p.next(now))
	case !p.first.zero():
		return now.at.Add(p.next(now) + probeGap)
	}
	left, wall := f.left(now), f.from()
	at := now.at.Add(left)
	if left > 0 && wall.Sub(at).Abs() < clockDrift || left == 0 && wall.Before(at) {
		at = wall
	}
	return at.Add(p.lasts + probeGap)
}

// clockDrift is how far the clock on the wall may be from the machine's own one
// without having been set.
const clockDrift = 2 * time.Second

// Check asks Agora once what is known of the attempt and writes down what that
// proves; it starts and stops nothing. A task whose id is known is queried, as by
// Query; else the bots are asked for, and the task then is empty. ErrNoProbe means
// that there is nothing that could be asked, *OwnedError that another sttwizard
// is at it.
func Check(ctx context.Context, api API, a *Attempt) (agora.Task, error) {
	if _, known := a.Handle(); known {
		return Query(ctx, api, a)
	}
	if !a.State().InDoubt() {
		return agora.Task{}, nil
	}
	return agora.Task{}, a.owning(func() error {
		if err := a.presumeLost(); err != nil {
			return err
		}
		if _, err := a.probe(ctx, api); err != nil {
			return err
		}
		return a.conclude()
	})
}

// conclude writes down what the probes have proved, if they have.
func (a *Attempt) conclude() error {
	f := a.view()
	var r Record
	switch {
	case f.state.Final() || !f.proof.holds():
		return nil
	case f.mayEnd(HowRemoved):
		r = Record{Event: EventStopped, How: HowRemoved}
	case f.mayEnd(HowAbsent):
		r = Record{Event: EventStopped, How: HowAbsent}
	case f.state == Unknown:
		r = Record{Event: EventAbandoned, Why: WhyAbsent}
	default:
		return nil
	}
	err := a.after(r)
	if isState(err) { // the journal knows more by now
		return nil
	}
	return err
}

// RemoveBots is the last road for a task that can't be stopped: it writes down
// and makes a kicking rule that keeps both bots out of the channel for a minute.
// Only a person may want it; what it means for the bill is not documented. That
// they are gone is proved by probing afterwards, as a Settler does. The error is
// *OwnedError, *StateError, ErrNoProbe (uids that are no numbers), *JournalError
// or Agora's.
func RemoveBots(ctx context.Context, api API, a *Attempt) error {
	if err := a.at(api); err != nil {
		return err
	}
	in := a.Intent()
	uids, ok := botUIDs(in)
	if !ok {
		return ErrNoProbe
	}
	var rules []agora.KickRule
	for _, uid := range uids {
		rule, err := agora.NewKickRule(in.AppID, in.Channel, uid, kickLasts)
		if err != nil {
			return err
		}
		rules = append(rules, rule)
	}
	return a.owning(func() error { return a.kick(ctx, api, rules) })
}

// kick makes the rules, after writing down that it will.
func (a *Attempt) kick(ctx context.Context, api API, rules []agora.KickRule) error {
	if err := a.presumeLost(); err != nil {
		return err
	}
	now := a.moment()
	if err := a.before(Record{Event: EventKicking, Until: now.at.Add(kept)}.by(now)); err != nil {
		return err
	}
	for _, rule := range rules {
		if _, err := api.Kick(ctx, rule); err != nil {
			return err
		}
	}
	return nil
}
