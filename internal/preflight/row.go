package preflight

import (
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/storage"
)

// Check is one thing that is looked at. Its text is what scripts read.
type Check string

// The checks.
const (
	Request     Check = "request"     // it breaks no rule and has its secrets
	Journal     Check = "journal"     // an attempt can be written down
	Credentials Check = "credentials" // Agora takes them, and has the service switched on
	Clock       Check = "clock"       // of this machine, against Agora's
	SubToken    Check = "sub-token"   // the listening bot's
	PubToken    Check = "pub-token"   // the writing bot's
	UIDs        Check = "uids"        // the bots' are free in the channel
	Host        Check = "host"        // somebody is there to be heard
	Storage     Check = "storage"     // captions can be written
	Others      Check = "other-tasks" // in the channel
	Life        Check = "life"        // the task can last as long as it is to
)

// Checks returns all of them in the order in which they are shown, those that a
// version of the API does not have left out.
func Checks(v agora.Version) []Check {
	out := []Check{Request, Journal, Credentials, Clock}
	if v.Has(agora.PathSubBotToken) {
		out = append(out, SubToken)
	}
	return append(out, PubToken, UIDs, Host, Storage, Others, Life)
}

// Verdict is what came of a check.
type Verdict string

// The verdicts.
const (
	Green Verdict = "green" // in place
	Amber Verdict = "amber" // a start would work; look at it first
	Red   Verdict = "red"   // a start would fail, or the task would
	Grey  Verdict = "grey"  // not known, or known too long ago
	Off   Verdict = "off"   // this task has no such thing
)

// Why is the reason of a verdict, for the words of internal/explain.
type Why string

// The reasons.
const (
	InPlace     Why = "in-place"     // nothing is to be said against it
	NotWanted   Why = "not-wanted"   // the request has no such thing
	Pretend     Why = "pretend"      // a pretend Agora writes to no such storage
	CantWrite   Why = "cant-write"   // into the storage: see Probed
	CantLook    Why = "cant-look"    // captions can be written and not seen from here: see Probed
	Rules       Why = "rules"        // fields of the request break rules: see Fields
	Secret      Why = "secret"       // a secret is not at hand: see Err and Field
	Failed      Why = "failed"       // the call or the journal failed: see Err
	Slow        Why = "slow"         // no answer in time
	Unasked     Why = "unasked"      // it can't be asked: nobody may, or what to ask about is missing
	Unanswered  Why = "unanswered"   // Agora has not answered, so that nothing is known
	Wrong       Why = "wrong"        // the clock, by Offset
	MadeLater   Why = "made-later"   // a token that is made when the task is sent
	Unverified  Why = "unverified"   // a token whose signature can't be checked: the App Certificate is not known
	NoneNeeded  Why = "none-needed"  // no token: the project's App Certificate is off
	NoneGiven   Why = "none-given"   // no token: it is not known whether one is needed
	Taken       Why = "taken"        // UID is in the channel
	NotNamed    Why = "not-named"    // not everybody in the channel is named
	MayBeBot    Why = "may-be-bot"   // the only host there has the uid of a bot of the request: see UID
	Nobody      Why = "nobody"       // there is no host in the channel
	NobodyHeard Why = "nobody-heard" // there are hosts, and none that this task hears
	Running     Why = "running"      // Open or Strangers are in the channel
	TooLong     Why = "too-long"     // the task's longest life ends before the reminder
	TokenEnds   Why = "token-ends"   // a bot's token does
	Odd         Why = "odd"          // a start warns of fields of the request: see Fields
	TooOld      Why = "too-old"      // it was in place, and that was looked at too long ago
)

// Mend is what leads to putting a row right.
type Mend int

// The mends.
const (
	MendNothing    Mend = iota
	MendField           // of the request: see Row.Field
	MendConnection      // its key, secret, address or version, or its App Certificate
	MendReminder        // another time at which the task is to end
	MendTasks           // those of the journal that run
	MendOutside         // of this program: the system's clock, a bucket, who is in the channel
)

// Row is what came of a check.
type Row struct {
	Check   Check
	Verdict Verdict
	Why     Why
	Mend    Mend
	Field   string    // the path of the field that it is about; may be empty
	At      time.Time // when it was known

	Fields    []agora.FieldError // what is wrong or odd, advice too, which a good row may have
	Err       error
	Took      time.Duration      // of the call
	Offset    agora.Offset       // of the clock
	UID       string             // that is taken
	Hosts     int                // who could be heard
	Open      []attempt.Conflict // that may run in the channel, of the journal
	Strangers []agora.Task       // that run there and are in no journal
	Place     storage.Place      // of the captions
	Probed    storage.Probed     // what a probe of it found
	Ends      time.Time          // when the task ends at the latest, or the token
}

// goesStale is how long a good verdict holds: people come and go, keys are replaced.
const goesStale = 10 * time.Minute

// AsOf returns the row as it counts at a time: what was in place too long ago is not
// known any more. What is wrong stays wrong until it is looked at again.
func (r Row) AsOf(now time.Time) Row {
	if r.Verdict == Green && now.Sub(r.At) >= goesStale {
		r.Verdict, r.Why, r.Mend = Grey, TooOld, MendNothing
	}
	return r
}

// Overall is the verdict on all rows: the worst, where what is not known counts as
// something to be looked at. What a task does not have counts for nothing.
func Overall(rows []Row) Verdict {
	all := Green
	for _, r := range rows {
		switch {
		case r.Verdict == Red:
			return Red
		case r.Verdict == Amber || r.Verdict == Grey:
			all = Amber
		}
	}
	return all
}
