package screen

import (
	"fmt"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// markRow is a cursor position that no terminal reports: typed as an answer
// behind other keys, it tells when the program has handled all of them.
const markRow = 31999

// markKeys is mark n as a terminal would report it, counting from 1.
func markKeys(n int) string { return fmt.Sprintf("\x1b[%d;%dR", markRow+1, n+1) }

// Cost is what the model needed for the keys so far: how many there were, and
// the time in Update and the View after it, in sum and for the slowest key.
type Cost struct {
	Keys           int
	Total, Slowest time.Duration
}

// seen is what the probe found out, shared with the waiting test.
type seen struct {
	mu      sync.Mutex
	marked  int      // the last mark that came through
	mark    int      // the last mark whose view was taken
	view    tea.View // the last one
	escapes int
	last    time.Time // of the last Update
	cost    Cost
	key     time.Duration // Update of a key whose View is still to come
	pending bool
}

// probe stands between Bubble Tea and the model and watches what passes.
type probe struct {
	tea.Model
	seen *seen
}

// Update hands every message to the model but the marks, which end here.
func (p probe) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if pos, ok := msg.(tea.CursorPositionMsg); ok && pos.Y == markRow {
		p.seen.reached(pos.X)
		return p, nil
	}
	start := time.Now()
	next, cmd := p.Model.Update(msg)
	p.seen.updated(msg, time.Since(start))
	return probe{next, p.seen}, cmd
}

// View draws the model.
func (p probe) View() tea.View {
	start := time.Now()
	v := p.Model.View()
	p.seen.viewed(v, time.Since(start))
	return v
}

func (s *seen) reached(mark int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.marked = mark
}

// latest returns the view that the terminal is to show.
func (s *seen) latest() tea.View {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.view
}

func (s *seen) updated(msg tea.Msg, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = time.Now()
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return
	}
	if key.Code == tea.KeyEscape {
		s.escapes++
	}
	s.key, s.pending = d, true
}

func (s *seen) viewed(v tea.View, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.view, s.mark = v, s.marked
	if !s.pending {
		return
	}
	s.pending = false
	s.cost.Keys++
	s.cost.Total += s.key + d
	s.cost.Slowest = max(s.cost.Slowest, s.key+d)
}

func (s *seen) read() (mark, escapes int, quiet time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mark, s.escapes, time.Since(s.last)
}

func (s *seen) costs() Cost {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cost
}
