package postgres

import "testing"

func TestARefusedPasswordIsNotAskedForEverySecond(t *testing.T) {
	asked := 0
	p := &password{ask: func() (string, error) { asked++; return "secret", nil }}
	get := func() {
		t.Helper()
		if text, err := p.get(); err != nil || text != "secret" {
			t.Errorf("%q, %v", text, err)
		}
	}
	get()
	get()
	p.judged(true)
	get() // it may have been changed
	if asked != 2 {
		t.Errorf("asked %d times", asked)
	}
	p.judged(true)
	for range 10 {
		if text, err := p.get(); err == nil || text != "" {
			t.Errorf("after two refusals: %q", text)
		}
	}
	p.asked -= askAgain
	get()
	p.judged(false)
	p.judged(true)
	get()
	if asked != 4 {
		t.Errorf("asked %d times", asked)
	}
}
