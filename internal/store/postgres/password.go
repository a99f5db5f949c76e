package postgres

import (
	"sync"
	"time"
)

// askAgain is how long a password that was refused twice is not asked for: what
// connects by itself would else ask a person every second.
const askAgain = 30 * time.Second

// password is what the caller knows, asked once for all connections.
type password struct {
	ask func() (string, error)

	mu      sync.Mutex
	known   bool
	text    string
	asked   time.Duration // when, by this machine's clock
	refused int           // how often since the last connect
}

// get returns the password.
func (p *password) get() (string, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.known {
		return p.text, nil
	}
	if p.refused > 1 && now()-p.asked < askAgain {
		return "", unusable("the password of the team's journal was refused; it is asked for again after %s", askAgain)
	}
	text, err := p.ask()
	if err != nil {
		return "", unusable("the password of the team's journal: %w", err)
	}
	p.text, p.known, p.asked = text, true, now()
	return text, nil
}

// judged tells what the server said. A password that was refused may have been changed.
func (p *password) judged(refused bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !refused {
		p.refused = 0
		return
	}
	p.refused++
	p.known, p.text = false, ""
}
