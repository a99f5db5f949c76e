package explain

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/preflight"
	"sttwizard/internal/secret"
	"sttwizard/internal/words"
)

// Checked is a row of a preflight in words.
type Checked struct {
	Title string // what was looked at: a word or three
	Says  string // what came of it, as half a sentence
	Do    string // what puts it right, as half a sentence; empty: nothing is to be done
	Field string // the path of the field that is to be changed for it; empty: none is
	Value string // what it should be, as --set takes it; empty: that is not known
}

// Checking is the moment of a preflight, for its words.
type Checking struct {
	Connection connections.Connection
	Request    agora.Request
	Project    agora.Project
	Now        time.Time
	Until      time.Time // until when the task is to run; zero: it is not said
	// Sentence says what is wrong with a field, Name under which title it is asked, and
	// Label how it is called within a sentence; nil: by their paths.
	Sentence func(agora.FieldError) string
	Name     func(path string) string
	Label    func(path string) string
}

// checkTitles name the checks.
var checkTitles = map[preflight.Check]string{
	preflight.Request: "Request", preflight.Journal: "Journal", preflight.Credentials: "Credentials",
	preflight.Clock: "Clock", preflight.SubToken: "Listening token", preflight.PubToken: "Writing token",
	preflight.UIDs: "Bots' uids", preflight.Host: "Host", preflight.Storage: "Storage",
	preflight.Others: "Other tasks", preflight.Life: "Length",
}

// CheckTitle names a check, as also before anything is known of it.
func CheckTitle(c preflight.Check) string { return checkTitles[c] }

// verdictWords say a verdict in a word or two, beside its colour.
var verdictWords = map[preflight.Verdict]string{
	preflight.Green: "ready", preflight.Amber: "look", preflight.Red: "wrong", preflight.Grey: "not known", preflight.Off: "off",
}

// VerdictWord says a verdict in a word or two.
func VerdictWord(v preflight.Verdict) string { return verdictWords[v] }

// overallWords say what all rows come to.
var overallWords = map[preflight.Verdict]string{
	preflight.Green: "Everything is in place.",
	preflight.Amber: "Nothing is wrong; look first at what is marked.",
	preflight.Red:   "Something is wrong: a start or its task would fail.",
}

// Overall says what all rows of a preflight come to.
func Overall(v preflight.Verdict) string { return overallWords[v] }

// Harmless says of a preflight what it does not do.
const Harmless = "nothing is started, nothing is billed"

// Preflight puts a row into words.
func Preflight(r preflight.Row, c Checking) Checked {
	out := Checked{Title: CheckTitle(r.Check)}
	switch {
	case r.Check == preflight.Storage && r.Mend == preflight.MendField && r.Field == "":
		w := c.storage(r)
		out.Field, out.Value = w.Field, w.Value
	case r.Mend == preflight.MendField:
		out.Field = r.Field
	}
	switch {
	case r.Why == preflight.TooOld:
		out.Says, out.Do = "was in place at "+words.Minute(c.Now, r.At)+", too long ago", "look again"
	case r.Why == preflight.Secret:
		out.Says, out.Do = c.noSecret(r)
		if odd, _ := c.odd(r); odd != "" {
			out.Says += "; " + odd
		}
	case r.Why == preflight.Slow:
		out.Says, out.Do = fmt.Sprintf("no good answer within %s", words.Lasts(preflight.Limit)), "look again in a moment"
	case r.Why == preflight.Failed:
		out.Says, out.Do = c.failed(r)
	case r.Why == preflight.Odd:
		out.Says, out.Do = c.odd(r)
	case r.Why == preflight.Rules:
		out.Says, out.Do = c.rules(r)
	case r.Why == preflight.Unasked:
		out.Says, out.Do = c.unasked(r)
	default:
		say := checkSays[r.Check]
		out.Says, out.Do = say(r, c)
	}
	return out
}

// checkSays have the words that are a check's own.
var checkSays = map[preflight.Check]func(preflight.Row, Checking) (says, do string){
	preflight.Request:     sayRequest,
	preflight.Journal:     func(preflight.Row, Checking) (string, string) { return "an attempt can be written down", "" },
	preflight.Credentials: sayCredentials,
	preflight.Clock:       sayClock,
	preflight.SubToken:    sayToken,
	preflight.PubToken:    sayToken,
	preflight.UIDs:        sayUIDs,
	preflight.Host:        sayHost,
	preflight.Storage:     sayStorage,
	preflight.Others:      sayOthers,
	preflight.Life:        sayLife,
}

func sayRequest(r preflight.Row, c Checking) (says, do string) {
	says = "nothing is missing, and no rule is broken"
	if advice, _ := c.odd(r); advice != "" {
		says += "; to be known: " + advice
	}
	return says, ""
}

func sayCredentials(r preflight.Row, _ Checking) (says, do string) {
	says = "Agora takes them, and has Speech-to-Text switched on"
	if r.Took > 0 {
		says += " (" + words.Took(r.Took) + ")"
	}
	return says, ""
}

// sayClock says how far the clock is off.
func sayClock(r preflight.Row, _ Checking) (says, do string) {
	switch {
	case r.Why == preflight.Unanswered:
		return "Agora gave no answer to compare it with", "look again when Agora answers"
	case r.Verdict == preflight.Green:
		return offset(r.Offset), ""
	}
	return offset(r.Offset), "set this machine's clock, or let it be set over the network: tokens begin and end by it, and a storage refuses whoever is 15 minutes off"
}

// offset says how far this machine's clock is off: "right within 0.6 s", "3 min 12 s
// behind (± 0.6 s)".
func offset(o agora.Offset) string {
	if o.Least() == 0 {
		return "right within " + seconds(o.Most())
	}
	way := "ahead"
	if o.Middle() < 0 {
		way = "behind"
	}
	return fmt.Sprintf("%s %s (± %s)", seconds(o.Middle().Abs()), way, seconds(o.PlusMinus()))
}

// seconds writes a length of time, a short one with a tenth of a second.
func seconds(d time.Duration) string {
	if d < 10*time.Second {
		return fmt.Sprintf("%.1f s", max(d, 100*time.Millisecond).Seconds())
	}
	return words.Elapsed(d)
}

// sayToken says what is known of a bot's token.
func sayToken(r preflight.Row, c Checking) (says, do string) {
	switch r.Why {
	case preflight.NoneNeeded:
		return "none is needed: the project's App Certificate is off", ""
	case preflight.NoneGiven:
		if r.Verdict == preflight.Red {
			return "there is none, and the project's App Certificate is on", "give one, or let the connection know its App Certificate: then tokens are made"
		}
		return "there is none: the bot can join only while the project's App Certificate is off", "say of the connection whether it is, or give a token"
	}
	until := "lasts until " + words.Minute(c.Now, r.Ends)
	if r.Why == preflight.MadeLater {
		return "is made when the task is sent, and " + until, ""
	}
	if r.Why == preflight.Unverified {
		until += "; whether the project's App Certificate signed it can't be checked here, as the connection does not know that"
	}
	return "App ID, channel, uid and role are right; " + until, ""
}

// sayUIDs says whether the bots' uids are free.
func sayUIDs(r preflight.Row, c Checking) (says, do string) {
	switch r.Why {
	case preflight.Taken:
		return "the uid " + r.UID + " is in the channel already: of two with one uid the second throws the first out",
			"give " + c.name(r.Field) + " another uid, or none"
	case preflight.NotNamed:
		return "not everybody in the channel is named, so that a uid may be taken", "give the bots uids that nobody has"
	}
	return "are free in the channel " + c.Request.RTC.ChannelName, ""
}

// sayHost says whether somebody is there to be heard.
func sayHost(r preflight.Row, c Checking) (says, do string) {
	switch r.Why {
	case preflight.NotNamed:
		return "not everybody in the channel is named: whether a host is there can't be said", "look into the channel"
	case preflight.MayBeBot:
		return "who is there has the uid " + r.UID + ", which a bot of this task is to have: whether it is a host or another task's bot can't be said",
			"give the bot another uid, see " + CheckTitle(preflight.UIDs)
	case preflight.NobodyHeard:
		return "hosts are there, and none of those who are to be heard", "look at " + c.name(r.Field)
	case preflight.Nobody:
		return "nobody is there to be heard yet" + c.idle(), "let a host join before the task is started"
	}
	return words.Count(r.Hosts, "host") + " can be heard", ""
}

// idle says what becomes of a task that nobody is there for.
func (c Checking) idle() string {
	limit := c.Project.Version.Limits().MaxIdleTime.Default
	if n := c.Request.MaxIdleTime; n != nil {
		limit = int64(*n)
	}
	if limit == 0 {
		return ""
	}
	return "; a task ends after " + words.Lasts(time.Duration(limit)*time.Second) + " without a host"
}

// sayStorage says whether captions can be written.
func sayStorage(r preflight.Row, c Checking) (says, do string) {
	if r.Why == preflight.NotWanted {
		return "captions are not stored, so that nobody here can see whether they arrive", ""
	}
	if r.Why == preflight.Pretend {
		return "not tried: a pretend Agora stores captions on this machine only, and this storage is elsewhere", ""
	}
	w := c.storage(r)
	says, do = unstopped(w.What), w.Do
	if r.Why == preflight.InPlace {
		says += ": " + r.Place.String()
	}
	return says, do
}

// storage leaves the words to StorageProbed.
func (c Checking) storage(r preflight.Row) StorageWords {
	return StorageProbed(r.Probed, Context{Connection: c.Connection.Name, Project: c.Project, Label: c.Label})
}

// unstopped returns a sentence, or several, without the last full stop.
func unstopped(sentence string) string { return strings.TrimSuffix(sentence, ".") }

// noSecret says of a secret that it would have to be typed.
func (c Checking) noSecret(r preflight.Row) (says, do string) {
	what := "the secret of the connection " + c.Connection.Name
	if r.Mend == preflight.MendField {
		what = c.name(r.Field)
	}
	says, do = what+" is not at hand", "supply it, then look again"
	if e, ok := errors.AsType[*secret.MissingError](r.Err); ok {
		return says + ": " + unstopped(e.Tried), cmp.Or(e.Do, do)
	}
	if e := Sentence(r.Err, ""); e != "" {
		says += ": " + unstopped(e)
	}
	return says, do
}

// failed leaves the words to Failure.
func (c Checking) failed(r preflight.Row) (says, do string) {
	at := Context{Connection: c.Connection.Name, Project: c.Project, Took: r.Took}
	switch r.Check {
	case preflight.Host: // the same call as for the uids, and what helps there helps here
		r.Check = preflight.UIDs
		_, do = c.failed(r)
		return "the call that tells who is in the channel failed, see " + CheckTitle(preflight.UIDs), do
	case preflight.Others:
		if e, ok := errors.AsType[*attempt.JournalError](r.Err); ok && !e.Team {
			return "the journal can't be read: " + unstopped(causeOf(e.Err)), Failure(r.Err, at).Do
		}
		if agora.OpOf(r.Err) != "" {
			return "Agora could not be asked, see " + CheckTitle(preflight.Credentials) + ", and the journal may not know of all", "look again when Agora answers"
		}
	case preflight.SubToken, preflight.PubToken:
		if e, ok := errors.AsType[*agora.ConfigError](r.Err); ok {
			return "can't be made: the " + e.Field + " of the connection " + c.Connection.Name + " " + e.Text, c.correctCertificate()
		}
	case preflight.UIDs:
		at.Op = agora.OpPresence // the same permission
	case preflight.Journal:
		at.Op = agora.OpStart
	}
	e := Failure(r.Err, at)
	says = unstopped(e.What)
	if e.Likely != "" {
		says += ": " + e.Likely
	}
	return says, strings.Replace(e.Do, "send again", "look again", 1)
}

// correctCertificate says where a connection's App Certificate is corrected.
func (c Checking) correctCertificate() string {
	if c.Connection.IsOwn() {
		return "correct it in the connection, then look again"
	}
	return "correct the variable " + connections.CertificateVariable + ", then look again"
}

// odd says all that a start warns of.
func (c Checking) odd(r preflight.Row) (says, do string) {
	var told, names []string
	for _, w := range r.Fields {
		told = append(told, unstopped(c.sentence(w)))
		if name := c.name(w.Field()); !agora.IsAdvice(w) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(told, "; "), "look at " + words.And(names...)
}

// rules says what is wrong with fields, the first by name.
func (c Checking) rules(r preflight.Row) (says, do string) {
	says = unstopped(c.sentence(r.Fields[0]))
	if more := len(r.Fields) - 1; more > 0 {
		says += fmt.Sprintf(" (and %d more)", more)
	}
	return says, "change " + c.name(cmp.Or(r.Field, r.Fields[0].Field()))
}

// unasked says why something can't be asked.
func (c Checking) unasked(r preflight.Row) (says, do string) {
	if r.Mend == preflight.MendConnection {
		return "the connection " + c.Connection.Name + " says that nobody is asked who is in a channel", "look into the channel"
	}
	return "can't be looked at before " + c.name(r.Field) + " is right", "change " + c.name(r.Field)
}

func (c Checking) name(path string) string {
	if c.Name == nil {
		return path
	}
	return fmt.Sprintf("%q", c.Name(path))
}

func (c Checking) sentence(e agora.FieldError) string {
	if c.Sentence == nil {
		return e.Error()
	}
	return c.Sentence(e)
}
