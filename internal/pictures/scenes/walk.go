package scenes

import "time"

// How long pictures of a film are seen: after a key, and until something is read.
const (
	keyTime  = 130 * time.Millisecond
	glance   = 900 * time.Millisecond
	readTime = 2 * time.Second
)

// hold lets a film show for a time what is on the screen now.
func (s *stage) hold(d time.Duration) {
	if s.film == nil || s.err != nil {
		return
	}
	t := s.shown()
	defer t.Close()
	s.film.Shoot(t, d)
}

// live lets time pass as a film shows it: in steps that can be seen.
func (s *stage) live(d time.Duration) {
	const step = 250 * time.Millisecond
	for range d / step {
		s.pass(step)
		s.hold(step)
	}
}

// walk is a first task, from an empty home to its end.
func walk(s *stage) {
	s.hold(readTime)
	s.press("n")
	s.hold(glance)
	s.write("town-hall")
	s.hold(glance)
	s.press("enter")
	s.hold(glance)
	s.write("en")
	s.see("English (United States)")
	s.hold(glance)
	s.press("enter")
	s.see("ready to send", "town-hall")
	s.hold(readTime)
	s.pass(time.Second)
	s.press("s")
	s.live(5 * time.Second)
	s.see("IN_PROGRESS")
	s.hold(glance)
	if s.film != nil {
		s.still = s.film.Shots() - 1
	}
	s.live(2 * time.Second)
	s.press("x")
	s.see("Stop the task in town-hall?")
	s.hold(glance)
	s.pass(time.Second)
	s.press("y")
	s.live(4 * time.Second)
	s.see("costs nothing any more")
	s.hold(readTime)
}
