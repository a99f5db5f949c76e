package attempt

import (
	"context"
	"errors"
	"slices"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/tempo"
)

// What speaks for and against the end of a task whose id is known.
//
// A task counts as ended only where that is proved by the place where it was
// started. Agora's own word that it ended (a status such as STOPPED) needs its
// bots to be gone from the channel. "No such task" alone proves little, since a
// gateway or a stranger says that too: it needs two looks, at least probeGap
// apart, that saw no bot of the attempt, and on v7 no such task in the channel's
// list. Where nobody can be asked for the bots, it needs two such answers that
// far apart from an address that has known the task before.

// missingGap lies between two answers "no such task" that count as two.
var missingGap = tempo.Of(10 * time.Second)

// listLags is how long a list may still have a task that was just seen to end.
var listLags = tempo.Of(30 * time.Second)

// ending is what Agora has said of a known task since its start.
type ending struct {
	lived    bool         // it answered at least once that it has the task
	first    moment       // of the answers in a row that it ended, or that there is none
	last     moment       // of them
	status   agora.Status // what the last one said; empty: no such task
	reopened moment       // when Agora was found to have it although it was taken for ended
}

// take follows EventSeen and EventEndSaid.
func (e *ending) take(r Record) {
	m := r.moment()
	switch {
	case r.Event == EventSeen:
		e.lived, e.first, e.last, e.status = true, moment{}, moment{}, ""
	case e.first.zero():
		e.first, e.last, e.status = m, m, r.Status
	default:
		e.last, e.status = m, r.Status
	}
}

// learns reports whether a record would change what the answers prove. Only then
// it is written: a journal that is asked about for weeks must not fill up.
func (e ending) learns(r Record) bool {
	was := e
	e.take(r)
	if r.Event == EventSeen {
		return e != was
	}
	return was.first.zero() || e.status != was.status || e.twice() != was.twice()
}

// twice reports whether the answers in a row are far enough apart to count as two.
func (e ending) twice() bool { return !e.first.zero() && e.last.since(e.first) >= missingGap }

// reopen takes in that Agora has a task which the journal had as ended.
func (f *folded) reopen(r Record) {
	f.how, f.told = "", false
	for i := range f.stops { // they ended nothing
		f.stops[i] = harmless
	}
	f.proof.forget()
	f.ending = ending{lived: true, reopened: r.moment()}
	if f.task.ID == "" { // its bots told
		f.ending.lived, f.proof.seen, f.proof.saw = false, true, somebody
	}
}

// look is what a look for the bots brought, beside a word about the end.
type look struct {
	blind bool // nobody can be asked for them, or what was seen tells nothing
	told  bool // Agora took a stop of this process
	late  bool // they had their time to leave
}

// ended reports whether what is known proves the end of the task.
func (f *folded) ended(l look) bool {
	e, word := f.ending, f.ending.status != ""
	switch {
	case e.first.zero():
		return false
	case l.blind:
		return word || e.lived && e.twice() && !f.sawItself()
	case f.proof.saw == somebody: // whose bots they are can't be told where their uids were typed
		return word && l.late && !f.intent.UniqueUIDs && !f.several()
	case f.proof.holds():
		return true
	case f.several() || f.proof.saw != nobody:
		return false
	}
	return word || l.told && e.lived
}

// sawItself reports whether the last look that could be made saw a bot of the
// attempt's own, or its task in the list. Where nobody can look any more, "no such
// task" may come from the same gateway that keeps us from looking.
func (f *folded) sawItself() bool {
	return f.proof.saw == itself || f.proof.saw == somebody && f.intent.UniqueUIDs
}

// unproved returns the error of an end that is said and not proved.
func (f *folded) unproved(l look) *BotsStayError {
	e := &BotsStayError{Gone: f.ending.status == "", Blind: l.blind, Listed: f.proof.saw == itself && !l.blind}
	e.Unsure = l.blind || f.proof.saw == nobody
	switch {
	case l.blind:
		e.Wait = f.ending.lived && !f.sawItself()
	case f.proof.saw == nobody:
		e.Wait = true
	default:
		e.Wait = !l.late
	}
	return e
}

// Contradiction is what Agora says of an attempt against what it or this journal
// said before. Each needs a person.
type Contradiction string

// The contradictions.
const (
	NoContradiction Contradiction = ""
	GoneButThere    Contradiction = "gone-but-there"  // Agora knows no such task, and a bot of the attempt is in the channel, or its list has it
	EndedButThere   Contradiction = "ended-but-there" // Agora says that it ended, and the same
	Reopened        Contradiction = "reopened"        // this journal had it as ended, and Agora has it
)

// Meaning says in a few words what the contradiction is; empty for none.
func (c Contradiction) Meaning() string {
	switch c {
	case GoneButThere:
		return "Agora does not know the task, but its bot is in the channel"
	case EndedButThere:
		return "Agora says that the task has ended, but its bot is in the channel"
	case Reopened:
		return "running: Agora has it, although it was taken for ended"
	}
	return ""
}

// Contradiction returns what can't both be true of the attempt, where there is such
// a thing: something of it may run and cost money without anybody knowing.
func (a *Attempt) Contradiction() Contradiction { return a.view().contradiction() }

func (f *folded) contradiction() Contradiction {
	switch {
	case f.state.Final() || f.proof.removed():
		return NoContradiction
	case f.known() && !f.ending.first.zero() && f.sawItself():
		if f.ending.status != "" {
			return EndedButThere
		}
		return GoneButThere
	case !f.ending.reopened.zero():
		return Reopened
	}
	return NoContradiction
}

// note writes down what Agora says of the task, if that is worth a record.
func (a *Attempt) note(r Record) {
	r = r.by(a.moment())
	if f := a.view(); f.known() && f.ending.learns(r) {
		_ = a.after(r) // what can't be written is written with the next record
	}
}

// endSaid takes in that Agora says that the task has ended, or with no status that
// there is none: it looks for the bots, and writes the end down where it is proved.
// Else the error is *BotsStayError, or why nobody could look.
func (a *Attempt) endSaid(ctx context.Context, api API, status agora.Status) error {
	a.note(Record{Event: EventEndSaid, Status: status})
	present, err := a.probe(ctx, api)
	f := a.view()
	l := look{
		blind: errors.Is(err, ErrNoProbe) || present && f.proof.saw == somebody && a.sharesBots(),
		told:  a.tookStop(),
		late:  a.moment().since(f.ending.first) >= botsLinger,
	}
	how := HowStopped
	if status == "" {
		how = HowGone
	}
	switch {
	case f.state.Final():
		return nil
	case err == nil || l.blind:
		if f.ended(l) {
			return a.Ended(how)
		}
		return f.unproved(l)
	case status != "" && !f.several(): // Agora's own word, and nobody could look just now
		return a.Ended(how)
	}
	return err
}

// sharesBots reports whether another open attempt of this journal has bots with
// the same uids in the same channel: seeing them then tells nothing of this one.
func (a *Attempt) sharesBots() bool {
	in := a.Intent()
	here := agora.Place{BaseURL: in.BaseURL, AppID: in.AppID} // channels of all versions are the same
	uids, ok := botUIDs(in)
	if !ok || in.UniqueUIDs {
		return false
	}
	attempts, _, err := a.journal.Recent()
	if err != nil {
		return false
	}
	return slices.ContainsFunc(attempts, func(o *Attempt) bool {
		other := o.Intent()
		theirs, numbers := botUIDs(other)
		return numbers && o.id != a.id && o.State().MayBill() && other.Place().Same(here) && other.Channel == in.Channel &&
			slices.ContainsFunc(theirs, func(uid uint32) bool { return slices.Contains(uids, uid) })
	})
}

// reopen writes down that Agora has a task of the attempt, in that status, which
// this journal had as ended.
func (a *Attempt) reopen(status agora.Status) error {
	err := a.after(Record{Event: EventReopened, Status: status})
	if isState(err) { // another sttwizard was faster
		return nil
	}
	return err
}

// upAt reports whether a status says that a task is up, and not about to end.
func upAt(s agora.Status) bool { return s != "" && !s.Ended() && s != agora.StatusStopping }

// compare takes in what a place's list of the tasks that run says of all attempts but
// one, which asks for itself: those that this journal has as ended are reopened, and
// an end that was said of an open one, and not proved, counts no more.
func (j *Journal) compare(attempts []*Attempt, but string, tasks []agora.Task, place agora.Place) error {
	var errs []error
	for _, a := range attempts {
		f := a.view()
		if f.task.ID == "" || !f.intent.Place().Same(place) || !f.intent.Version.Named() {
			continue
		}
		i := slices.IndexFunc(tasks, func(t agora.Task) bool { return t.ID == f.task.ID })
		switch {
		case i < 0 || !upAt(tasks[i].Status):
		case f.state.Final() && a.moment().at.Sub(f.since) >= listLags:
			errs = append(errs, a.reopen(tasks[i].Status))
		case f.known() && !f.ending.first.zero() && a.id != but:
			a.note(Record{Event: EventSeen, Status: tasks[i].Status})
		}
	}
	return errors.Join(errs...)
}

// LookAgain asks Agora once more about an attempt that this journal has as over,
// and reopens it where its task or a bot with a uid of its own is there. It reports
// whether it was reopened. ErrNoProbe means that there is nothing to ask.
func LookAgain(ctx context.Context, api API, a *Attempt) (bool, error) {
	f := a.view()
	if !f.state.Final() {
		return false, nil
	}
	if err := a.at(api); err != nil {
		return false, err
	}
	if h, known := a.Handle(); known {
		task, err := api.Query(ctx, h)
		if err == nil && upAt(task.Status) {
			return true, a.reopen(task.Status)
		}
		if err == nil || agora.KindOf(err) != agora.KindNotFound {
			return false, err
		}
	}
	if !f.intent.UniqueUIDs {
		return false, nil
	}
	present, err := a.botsThere(ctx, api, f)
	if err != nil || !present || a.moment().at.Sub(f.since) < botsLinger {
		return false, err
	}
	return true, a.reopen("")
}

// WorthALook reports whether an attempt that is over may still run without anybody
// knowing: it was not Agora's own word that ended it, and its task's longest life
// is not over.
func (a *Attempt) WorthALook(now time.Time) bool {
	f := a.view()
	switch {
	case f.state == Stopped && f.how != HowStopped, f.state == Abandoned && f.why == WhyAbsent:
		return now.Before(a.LatestEnd())
	}
	return false
}
