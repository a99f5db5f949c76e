package tasks

import (
	"errors"
	"slices"

	"sttwizard/internal/attempt"
)

// Find returns the attempt that was meant by an id, by a unique beginning of one or by
// its channel, if it belongs to the place that was named. A channel means its one open
// attempt, or the only one that it had lately. The errors are those of Named,
// attempt.Journal.Find and Place.Check; what could be several is
// *attempt.AmbiguousError, also where it is one's beginning and another's channel.
func (t *Tasks) Find(named, query string) (*attempt.Attempt, error) {
	place, err := t.Named(named)
	if err != nil {
		return nil, err
	}
	a, err := t.o.Journal.Find(query)
	if err == nil && a.Is(query) {
		return a, place.Check(a)
	}
	several, isSeveral := errors.AsType[*attempt.AmbiguousError](err)
	_, isNone := errors.AsType[*attempt.NotFoundError](err)
	if query == "" || err != nil && !isSeveral && !isNone {
		return nil, err
	}
	found, elsewhere, unread := t.inChannel(place, query)
	switch {
	case unread != nil:
		return nil, unread
	case isSeveral:
		return nil, alsoCalled(several, found)
	case len(found) == 0 && err == nil:
		return a, place.Check(a)
	case len(found) == 0 && len(elsewhere) > 0:
		return nil, place.Check(elsewhere[0])
	case len(found) == 0:
		return nil, err
	}
	of := query
	if err == nil && !slices.ContainsFunc(found, func(o *attempt.Attempt) bool { return o.ID() == a.ID() }) {
		found, of = append(found, a), ""
	}
	if len(found) > 1 {
		return nil, alsoCalled(&attempt.AmbiguousError{Query: query, Channel: of}, found)
	}
	return found[0], nil
}

// NamesNothing is a name that stands for no attempt here, and the error of Find.
type NamesNothing struct {
	Name string
	Err  error
}

// FindAll returns the attempts that names stand for, each once, and the names that stand
// for none: one wrong name is no reason to leave the others alone. Err is a mistake that is
// none of a name's, such as a connection that is not there.
func (t *Tasks) FindAll(named string, names []string) (found []*attempt.Attempt, none []NamesNothing, err error) {
	if _, err := t.Named(named); err != nil {
		return nil, nil, err
	}
	for _, name := range names {
		a, err := t.Find(named, name)
		switch {
		case err != nil && !ofTheName(err):
			return nil, nil, err
		case err != nil:
			none = append(none, NamesNothing{name, err})
		case !slices.ContainsFunc(found, func(o *attempt.Attempt) bool { return o.ID() == a.ID() }):
			found = append(found, a)
		}
	}
	return found, none, nil
}

// ofTheName reports whether an error of Find is about that name alone.
func ofTheName(err error) bool {
	_, none := errors.AsType[*attempt.NotFoundError](err)
	_, several := errors.AsType[*attempt.AmbiguousError](err)
	_, elsewhere := errors.AsType[*OtherPlaceError](err)
	_, unread := errors.AsType[*attempt.JournalError](err)
	return none || several || elsewhere || unread
}

// inChannel returns the open attempts of a channel, or where none is open all that it had
// lately: those of a place, and the others.
func (t *Tasks) inChannel(place Place, channel string) (here, elsewhere []*attempt.Attempt, err error) {
	all, _, err := t.Attempts(channel)
	if err != nil {
		return nil, nil, err
	}
	open := slices.DeleteFunc(slices.Clone(all), func(a *attempt.Attempt) bool { return !a.Open() })
	if len(open) > 0 {
		all = open
	}
	here, elsewhere = place.Split(all)
	return here, elsewhere, nil
}

// alsoCalled adds attempts to those that could be meant.
func alsoCalled(e *attempt.AmbiguousError, more []*attempt.Attempt) *attempt.AmbiguousError {
	out := &attempt.AmbiguousError{Query: e.Query, IDs: slices.Clone(e.IDs), Channel: e.Channel}
	for _, a := range more {
		if !slices.Contains(out.IDs, a.ID()) {
			out.IDs = append(out.IDs, a.ID())
		}
	}
	return out
}
