package connections

import "sttwizard/internal/explain"

// Verdict is what came of testing a connection.
type Verdict struct {
	OK     bool
	Words  explain.Explanation
	Failed string // why it could not be tested; empty: it could
}

// trials are the tests of connections on the list: what came of them is shown with
// the connection until it is changed.
type trials struct {
	number int // of the newest
	of     map[string]*trial
}

// trial is one test of a connection.
type trial struct {
	number int
	going  bool
	Verdict
}

// Forget drops what is known of a connection that is another one now.
func (t *trials) Forget(name string) { delete(t.of, name) }

// Testing begins a test of a connection, and returns its number.
func (t *trials) Testing(name string) int {
	t.number++
	if t.of == nil {
		t.of = map[string]*trial{}
	}
	t.of[name] = &trial{number: t.number, going: true}
	return t.number
}

// Awaits reports whether a test is the newest of its connection, which nobody has
// changed since.
func (t *trials) Awaits(name string, number int) bool {
	of := t.of[name]
	return of != nil && of.number == number
}

// Tested takes what came of a test that was awaited.
func (t *trials) Tested(name string, v Verdict) { t.of[name].going, t.of[name].Verdict = false, v }

// Waits reports whether Agora is being asked about a connection.
func (t *trials) Waits() bool {
	for _, of := range t.of {
		if of.going {
			return true
		}
	}
	return false
}
