package arriving

import "time"

// Host says whether somebody is in the channel who could be heard. That somebody is
// muted can't be seen.
type Host int

// What is known of hosts.
const (
	HostUnknown Host = iota
	HostThere
	HostAbsent
)

// Habit is whether slices are stored while nobody speaks.
type Habit int

// The habits.
const (
	HabitUnknown Habit = iota
	Always             // a slice without words was seen
	OnlyWords          // there was a hole between slices that lateness does not explain
)

// Unread is the Cues of a slice that could not be read as a whole.
const Unread = -1

// Seen is a slice that was seen in the storage.
type Seen struct {
	At    time.Time // when it was stored, by the storage's clock
	Start time.Time // when it begins, by its name; zero where that has no time
	Cues  int       // how much is said in it; Unread: not known
}

// Copy is what was seen of the captions in one language, oldest first. The last 20
// slices are plenty.
type Copy struct {
	Language string // empty is the plain copy
	Slices   []Seen
	// From names the copies whose words had to be in this one too: those of the
	// languages that it is translated from.
	From  []string
	Since time.Time // since when that is so, after the start; zero: since that
}

// newest returns when the newest slice was stored; zero where there is none.
func (c Copy) newest() (at time.Time) {
	for _, s := range c.Slices {
		if s.At.After(at) {
			at = s.At
		}
	}
	return at
}

// Input is all that counts. Times are those of the storage's clock.
type Input struct {
	Now     time.Time
	Looked  time.Time     // the last look that went well; zero: none did
	Blind   bool          // the last look did not go well
	Stored  bool          // the request stores captions
	Running bool          // the task may be running
	Since   time.Time     // since when it runs
	Slice   time.Duration // the length of a slice
	Copies  []Copy
	Host    Host
	There   time.Time // since when a host was found to be there each time; zero: it was not
	Habit   Habit     // as it was learnt before, in this run
	Earlier bool      // on an earlier day silence was seen to be stored, by the same Agora in the same place
	Refused time.Time // when the storage was seen last to refuse to be written to, with the task's own keys; zero: it was not, or is mended
	Mended  time.Time // when it was seen to take files again; zero: it was not
}

// refuses reports whether it was seen just now that the storage refuses to be written to.
func (in Input) refuses() bool {
	return !in.Refused.IsZero() && in.Now.Sub(in.Refused) <= Fresh(in.Slice)
}

// slack is what a look, the time of an upload and a storage's whole seconds may add.
const slack = 15 * time.Second

// Pause returns how long is waited between two looks: half a slice, 15 s at least.
func Pause(slice time.Duration) time.Duration { return max(slice/2, 15*time.Second) }

// Unbroken reports whether two looks that went well one after the other tell of the time
// between them, too.
func Unbroken(before, after time.Time, slice time.Duration) bool {
	return !before.IsZero() && after.Sub(before) <= 2*Pause(slice)+slack
}

// Fresh is how long a look that went well counts, after which others failed.
func Fresh(slice time.Duration) time.Duration { return max(2*slice, time.Minute) }
