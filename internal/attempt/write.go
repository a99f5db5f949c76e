package attempt

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"

	"sttwizard/internal/store"
)

// before makes a record durable ahead of what it announces. After an error the
// attempt is as it was, and what was announced must not be done.
func (a *Attempt) before(r Record) error {
	err := a.write(r)
	if _, lost := errors.AsType[*OwnedError](err); err == nil || lost || isState(err) {
		return err
	}
	return a.failed(NothingSent, err)
}

// after makes a record durable of what has happened. If that fails the attempt
// knows it all the same, and writes it together with its next record.
func (a *Attempt) after(r Record) error {
	r = a.dated(r)
	err := a.write(r)
	if err == nil || isState(err) {
		return err
	}
	if err := a.remember(r); err != nil {
		return err
	}
	return a.failed(NotRecorded, err)
}

func isState(err error) bool {
	_, ok := errors.AsType[*StateError](err)
	return ok
}

// write adds a record to what the journal holds at this moment, and to the
// attempt once it is durable. The number of a send or a stop is given here. A
// record that can't follow what is there gives *StateError, and the attempt is
// then as the journal has it. Where somebody else was faster it looks again.
func (a *Attempt) write(r Record) error {
	r = a.dated(r)
	for {
		err := a.writeOnce(r)
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
}

func (a *Attempt) writeOnce(r Record) error {
	h, err := a.in.history(a.id)
	if err != nil {
		return err
	}
	f, err := fold(h.records)
	if err != nil {
		return err
	}
	records, err := a.following(&f, h, r)
	if err != nil {
		return errors.Join(err, a.take(h))
	}
	for _, r := range records {
		if err := a.append(&h, r); err != nil {
			return err
		}
	}
	a.mu.Lock()
	a.unsaved = nil
	a.mu.Unlock()
	return a.take(h)
}

// append makes one record durable behind the others.
func (a *Attempt) append(h *history, r Record) error {
	f, err := fold(append(h.records, r))
	if err != nil {
		return err
	}
	e, err := r.event(!f.state.Final())
	if err == nil {
		err = a.in.Append(context.Background(), a.id, h.next(), e)
	}
	if errors.Is(err, store.ErrLost) {
		return errors.Join(&OwnedError{ID: a.id, Lost: true}, a.reread())
	}
	if err != nil {
		return err
	}
	h.records, h.damage = append(h.records, r), ""
	a.journal.o.Watch(a.id, r)
	return nil
}

// reread takes the attempt as its journal has it. An event whose line was cut before its
// answer came may stand there all the same, and whoever has the attempt now goes by it.
func (a *Attempt) reread() error {
	h, err := a.in.history(a.id)
	if err != nil {
		return err
	}
	return a.take(h)
}

// dated returns the record with the present and who writes it, unless it has them.
func (a *Attempt) dated(r Record) Record {
	if r.At.IsZero() {
		r = r.by(a.moment())
	}
	if r.Key == "" {
		r.Key = rand.Text()
	}
	if r.Who == "" {
		r.Who, r.Host = a.journal.o.Who, a.journal.o.Host
	}
	return r
}

// following returns what has to be written for r to stand in the journal: first
// that the journal was damaged, then what could not be written before, then r.
func (a *Attempt) following(f *folded, h history, r Record) ([]Record, error) {
	var records []Record
	if known := r.Event == EventUnknown && r.N == 0; h.damage != "" && !f.state.Final() && !known {
		records = append(records, a.dated(Record{Event: EventUnknown, Why: WhyDamaged, Note: h.damage}))
	}
	a.mu.RLock()
	records = append(records, a.unsaved...)
	a.mu.RUnlock()
	kept := records[:0]
	for _, r := range records {
		if !h.has(r.Key) && f.apply(r) == nil { // another sttwizard may have written the same meanwhile
			kept = append(kept, r)
		}
	}
	r = f.numbered(r)
	if err := f.apply(r); err != nil {
		return nil, err
	}
	return append(kept, r), nil
}

// numbered returns a send or a stop its number.
func (f *folded) numbered(r Record) Record {
	switch r.Event {
	case EventSending:
		r.N = len(f.sends) + 1
	case EventStopping:
		r.N = len(f.stops) + 1
	}
	return r
}

// remember keeps a record that could not be written.
func (a *Attempt) remember(r Record) error {
	defer a.letGo()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.understand()
	f, err := amount(slices.Concat(a.records, a.unsaved), a.damage)
	if err != nil {
		return err
	}
	r = f.numbered(r)
	if err := f.apply(r); err != nil {
		return err
	}
	a.unsaved = append(a.unsaved, r)
	a.folded = &f
	return nil
}

// take makes the attempt what the journal's records say, and what is not in it yet.
func (a *Attempt) take(h history) error {
	defer a.letGo()
	a.mu.Lock()
	defer a.mu.Unlock()
	f, err := h.folded()
	if err != nil {
		return err
	}
	kept := a.unsaved[:0:0]
	for _, r := range a.unsaved {
		if !h.has(r.Key) && f.apply(r) == nil {
			kept = append(kept, r)
		}
	}
	a.records, a.unsaved, a.damage, a.folded, a.over = h.records, kept, h.damage, &f, nil
	return nil
}

// amount folds records whose journal may be damaged: what is missing may have
// been a send, so the attempt then counts as one that may be running.
func amount(records []Record, damage string) (folded, error) {
	f, err := fold(records)
	if err != nil || damage == "" || f.state.Final() {
		return f, err
	}
	last := records[len(records)-1]
	return f, f.apply(Record{Event: EventUnknown, Why: WhyDamaged, Note: damage}.by(last.moment()))
}

// view returns what the records amount to at this moment. It is nobody's to change:
// what is learned later makes another.
func (a *Attempt) view() *folded {
	defer a.known().mu.RUnlock()
	return a.folded
}
