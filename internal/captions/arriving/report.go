package arriving

import "time"

// State is what a person sees.
type State string

// The states. Stopped is told with proof alone.
const (
	Waiting  State = "waiting"  // nothing came yet
	Arriving State = "arriving" // files with words come
	Quiet    State = "quiet"    // files without words come, or none, and that may be
	Stopped  State = "stopped"  // there is proof that files should come, and none do
	Over     State = "over"     // the task has ended
	CantTell State = "can't tell"
)

// Why is the reason of a state.
type Why string

// The reasons; empty where the state says it all.
const (
	NotStored       Why = "not stored"       // can't tell: the request stores none
	NoLook          Why = "no look"          // can't tell: the looks fail; over: none went well
	FirstLate       Why = "first late"       // waiting: the first file should have come
	NeverCame       Why = "never came"       // waiting, in doubt: nobody has spoken, or Agora can't write
	NobodyThere     Why = "nobody there"     // quiet: no host is in the channel
	NoWords         Why = "no words"         // quiet: the newest files have no words
	NoFile          Why = "no file"          // quiet: no file for more than two slices; in doubt from four on
	SilenceStored   Why = "silence stored"   // stopped: silence was stored before, and now nothing is
	LanguageStopped Why = "language stopped" // stopped: a copy comes no more while another has words
	LanguageLacks   Why = "language lacks"   // in doubt: a copy never came while others do
	WriteRefused    Why = "write refused"    // stopped: the storage refuses to be written to
)

// Language is how one copy stands.
type Language struct {
	Code  string // empty is the plain copy
	State State
	Last  time.Time // when its newest file was stored; zero: none was
	Late  bool      // another copy has words since that had to be in this one, too
}

// Ended returns the report as it counts once the task has ended: no more are to come. What
// could not be told stays so.
func (r Report) Ended() Report {
	if r.State != CantTell && r.State != Over {
		r.State, r.Why, r.Doubt = Over, "", false
	}
	return r
}

// Report is how a task's captions stand.
type Report struct {
	State     State
	Why       Why
	Doubt     bool          // it may be silence, and it may be a fault: somebody should look
	Due       time.Time     // waiting: when the first file was or is due
	Last      time.Time     // when the newest file was stored; zero: none was
	Gap       time.Duration // since the newest file, as of the last good look
	Looked    time.Time     // the last look that went well; zero: none did
	Languages []Language
	Lacking   []string  // LanguageStopped, LanguageLacks: the copies
	Habit     Habit     // as it was learnt in this run
	Refused   time.Time // when the storage was seen last to refuse to be written to; zero: it was not, or is mended
	Mended    time.Time // when it was seen to take files again; zero: it was not
	Earlier   bool      // SilenceStored: that was seen on an earlier day, and not in this run yet
	Host      Host
}
