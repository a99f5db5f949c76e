package attempt

import (
	"errors"
	"fmt"
	"slices"

	"sttwizard/internal/store"
)

// history is what a store holds of an attempt.
type history struct {
	records []Record
	damage  string // what is wrong with the end, in words; empty when nothing is
}

// next returns the number of the event that follows.
func (h history) next() int { return len(h.records) + 1 }

// remembered returns the records of what a store read. The error says what can't be
// understood; the records before it are given.
func remembered(l store.Log) (history, error) {
	h := history{damage: l.Tail}
	for i, e := range l.Events {
		if e.Damage != "" { // anything may have stood there
			h.records = append(h.records, h.doubt(e.Damage))
			continue
		}
		r, err := decode(e.Payload)
		if err != nil {
			return h, fmt.Errorf("line %d can't be read: %w", i+1, err)
		}
		r.Login = e.Login
		h.records = append(h.records, r)
	}
	if l.Err == nil && len(h.records) == 0 {
		return h, errors.New("it holds no readable record")
	}
	return h, l.Err
}

// doubt returns the record that stands for one that can't be read.
func (h history) doubt(damage string) Record {
	r := Record{Event: EventUnknown, Why: WhyDamaged, Note: damage}
	if len(h.records) > 0 {
		r = r.by(h.records[len(h.records)-1].moment())
	}
	return r
}

// folded returns what the history amounts to.
func (h history) folded() (folded, error) { return amount(h.records, h.damage) }

// has reports whether the record with that key is among them: one of which it was
// not known whether it was written may be.
func (h history) has(key string) bool {
	return key != "" && slices.ContainsFunc(h.records, func(r Record) bool { return r.Key == key })
}
