package agora

import (
	"net/http"
	"slices"
	"sync"
	"time"
)

// Offset is how far this machine's clock is ahead of Agora's: the truth lies between
// Low and High, which are negative where it is behind. Agora's Date has whole seconds,
// so that one answer tells it to half a second and half its round trip.
type Offset struct {
	Low, High time.Duration
}

// Middle is the likeliest offset, and PlusMinus how far the truth can be from it.
func (o Offset) Middle() time.Duration    { return (o.Low + o.High) / 2 }
func (o Offset) PlusMinus() time.Duration { return (o.High - o.Low) / 2 }

// Least is how wrong the clock is at least, whichever way: the nearer end of the
// interval, 0 where the clock may be right.
func (o Offset) Least() time.Duration { return max(o.Low, -o.High, 0) }

// Most is how wrong it can be at most, whichever way.
func (o Offset) Most() time.Duration { return max(o.High, -o.Low) }

// dated is an answer as the clock is measured by it.
type dated struct {
	sent, got time.Time // by this machine, with its monotonic reading
	date      time.Time // by the server, in whole seconds
}

// offset returns the interval that one answer proves: the server wrote its Date at some
// moment of that second, and that moment lay between sent and got.
func (d dated) offset() Offset {
	return Offset{Low: wall(d.sent).Sub(d.date.Add(time.Second)), High: wall(d.got).Sub(d.date)}
}

// wall returns a time without its monotonic reading.
func wall(t time.Time) time.Time { return t.Round(0) }

// stepped reports whether this machine's clock was set between two moments of it: what
// it showed is compared with what went by.
func stepped(from, to time.Time) bool {
	const slack = 100 * time.Millisecond
	passed := to.Sub(from) // monotonic, where both have it
	return passed < 0 || (wall(to).Sub(wall(from))-passed).Abs() > slack
}

// timekeeper gathers the dates of a client's answers. It is safe for concurrent use.
type timekeeper struct {
	mu      sync.Mutex
	answers []dated // the newest last
}

// How many answers the clock is measured by, and how old they may be: clocks drift.
const (
	mostDated   = 16
	oldestDated = 10 * time.Minute
)

// note takes an answer. One of a cache tells an older time than the server's, and one
// during which this machine's clock was set tells nothing; after that, nor do the
// earlier ones.
func (k *timekeeper) note(sent, got time.Time, header http.Header) {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil || header.Get("Age") != "" || stepped(sent, got) {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if n := len(k.answers); n > 0 && stepped(k.answers[n-1].got, got) {
		k.answers = nil
	}
	k.answers = append(k.answers, dated{sent, got, date})
	k.answers = k.answers[max(0, len(k.answers)-mostDated):]
}

// offset narrows the interval by all answers that are young enough at a time, the
// newest first. One that contradicts those after it is left out.
func (k *timekeeper) offset(now time.Time) (o Offset, known bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, d := range slices.Backward(k.answers) {
		age, one := now.Sub(d.got), d.offset()
		switch {
		case age < 0 || age > oldestDated || stepped(d.got, now):
		case !known:
			o, known = one, true
		case one.Low <= o.High && one.High >= o.Low:
			o.Low, o.High = max(o.Low, one.Low), min(o.High, one.High)
		}
	}
	return o, known
}

// Clock returns how far this machine's clock is off, by the answers to the calls of the
// last 10 minutes; known is false while there was none. Nothing is sent for it.
func (c *Client) Clock() (o Offset, known bool) { return c.times.offset(c.config.Now()) }
