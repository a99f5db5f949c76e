package words

// Health is how something that runs is doing. Its mark and its look are the same on
// every screen.
type Health int

// The healths, the least alarming first.
const (
	Over  Health = iota // nothing of it runs
	Busy                // on the way
	Well                // runs as it should
	Look                // somebody should look
	Alarm               // may cost money without anyone knowing, or does not do what it was told
)

// Of returns the mark of a health.
func (m Marks) Of(h Health) string {
	return [...]string{Over: m.Off, Busy: m.Here, Well: m.Running, Look: m.Warning, Alarm: m.Error}[h]
}
