package attempt

import (
	"errors"
	"slices"
)

// before makes a record durable ahead of what it announces. After an error the
// attempt is as it was, and what was announced must not be done.
func (a *Attempt) before(r Record) error {
	err := a.write(r)
	if err == nil || isState(err) {
		return err
	}
	return &JournalError{Path: a.path, Phase: NothingSent, Err: err}
}

// after makes a record durable of what has happened. If that fails the attempt
// knows it all the same, and writes it together with its next record.
func (a *Attempt) after(r Record) error {
	r = a.journal.dated(r)
	err := a.write(r)
	if err == nil || isState(err) {
		return err
	}
	if err := a.remember(r); err != nil {
		return err
	}
	return &JournalError{Path: a.path, Phase: NotRecorded, Err: err}
}

func isState(err error) bool {
	_, ok := errors.AsType[*StateError](err)
	return ok
}

// write adds a record to what the journal holds at this moment, and to the
// attempt once it is durable. The number of a send or a stop is given here. A
// record that can't follow what is there gives *StateError, and the attempt is
// then as the journal has it.
func (a *Attempt) write(r Record) error {
	var failed error
	err := a.journal.locked(func() error {
		failed = a.writeLocked(r)
		return nil
	})
	return errors.Join(err, failed)
}

func (a *Attempt) writeLocked(r Record) error {
	c, err := load(a.path)
	if err != nil {
		return err
	}
	f, err := fold(c.records)
	if err != nil {
		return err
	}
	r = a.journal.dated(r)
	records, err := a.following(&f, c.damage, r)
	if err != nil {
		return errors.Join(err, a.take(c.records, c.damage))
	}
	lines, err := encoded(records)
	if err != nil {
		return err
	}
	if roundUp(c.used+len(lines)) > maxJournal {
		return writeError(a.path, errFull)
	}
	if err := extend(a.path, c, lines); err != nil {
		return err
	}
	for _, r := range records {
		a.journal.o.Watch(a.id, r)
	}
	if err := a.appear(r.Event); err != nil {
		return err
	}
	a.mu.Lock()
	a.unsaved = nil
	a.mu.Unlock()
	return a.take(append(c.records, records...), "")
}

// dated returns the record with the present, unless it is of an earlier moment.
func (j *Journal) dated(r Record) Record {
	if r.At.IsZero() {
		r = r.by(j.moment())
	}
	return r
}

// errFull is a journal that would grow beyond what is read of one: nobody could
// then find in it how to stop the task.
var errFull = errors.New("it is full")

// encoded returns the lines of records.
func encoded(records []Record) ([]byte, error) {
	var lines []byte
	for _, r := range records {
		line, err := r.encode()
		if err != nil {
			return nil, err
		}
		lines = append(lines, line...)
	}
	return lines, nil
}

// following returns what has to be written for r to stand in the journal: first
// that the journal was damaged, then what could not be written before, then r.
func (a *Attempt) following(f *folded, damage string, r Record) ([]Record, error) {
	var records []Record
	if known := r.Event == EventUnknown && r.N == 0; damage != "" && !f.state.Final() && !known {
		records = append(records, Record{Event: EventUnknown, Why: WhyDamaged, Note: damage}.by(a.journal.moment()))
	}
	a.mu.RLock()
	records = append(records, a.unsaved...)
	a.mu.RUnlock()
	kept := records[:0]
	for _, r := range records {
		if f.apply(r) == nil { // another sttwizard may have written the same meanwhile
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
		r.N = f.stops + 1
	}
	return r
}

// remember keeps a record that could not be written.
func (a *Attempt) remember(r Record) error {
	defer a.letGo()
	a.mu.Lock()
	defer a.mu.Unlock()
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
func (a *Attempt) take(records []Record, damage string) error {
	defer a.letGo()
	a.mu.Lock()
	defer a.mu.Unlock()
	f, err := amount(records, damage)
	if err != nil {
		return err
	}
	kept := a.unsaved[:0:0]
	for _, r := range a.unsaved {
		if f.apply(r) == nil {
			kept = append(kept, r)
		}
	}
	a.records, a.unsaved, a.damage, a.folded = records, kept, damage, &f
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
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.folded
}
