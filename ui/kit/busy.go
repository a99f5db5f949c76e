package kit

import (
	"time"

	"charm.land/bubbles/v2/progress"
	"charm.land/bubbles/v2/spinner"
)

// BusyEvery is how long a picture of what moves stands.
const BusyEvery = 100 * time.Millisecond

// Busy is the sign that something is waited for, a spinner of bubbles. It moves when
// it is told to and has no timer of its own: one that bubbles sets can't be taken
// back, and a screen on which nothing is waited for must be still.
type Busy struct{ sign spinner.Model }

// NewBusy makes the sign.
func NewBusy() Busy { return Busy{spinner.New(spinner.WithSpinner(spinner.MiniDot))} }

// Step shows the next picture.
func (b *Busy) Step() { b.sign, _ = b.sign.Update(spinner.TickMsg{ID: b.sign.ID()}) }

// Sign returns the picture, one column wide.
func (b *Busy) Sign() string { return b.sign.View() }

// Bar draws how much of something with a known end is done, from 0 to 1.
func (s *Styles) Bar(part float64, width int) string {
	bar := s.bar
	bar.SetWidth(width)
	return bar.ViewAs(part)
}

// BarWidth is how wide bars are.
const BarWidth = 30

// TimeBar draws how much of the time between two moments is over; empty: all of it.
func (s *Styles) TimeBar(from, to, now time.Time) string {
	if !to.After(now) {
		return ""
	}
	return Margin + s.Bar(float64(now.Sub(from))/float64(to.Sub(from)), BarWidth)
}

// newBar makes what draws bars in these looks.
func (s *Styles) newBar() progress.Model {
	bar := progress.New(progress.WithoutPercentage(), progress.WithFillCharacters('█', '░'))
	bar.FullColor, bar.EmptyColor = s.Here.GetForeground(), s.Rule.GetForeground()
	return bar
}
