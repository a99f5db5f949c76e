package explain

import (
	"cmp"
	"strings"

	"sttwizard/agora"
)

// reasonRow is what a reason of v7 means beyond its kind. Speech-to-Text has no
// table of them; this is that of Agora's sister product with the same gateway.
// Source: https://docs.agora.io/en/api-reference/api-ref/conversational-ai/status-codes
type reasonRow struct {
	reason     string // as it stands in the answer, in lower case
	likely, do string // half sentences; an empty one leaves that of the kind
}

var reasonRows = []reasonRow{
	{"accountsuspended", "the Agora account that the App ID belongs to is suspended: a bill may be open",
		"ask the owner of the Agora account to look into Agora's console under Billing"},
	{"invalidpermission", "the credentials of {connection} may not use Speech-to-Text for its App ID",
		"ask the owner of the Agora account for credentials of this project"},
	{"missingrequiredfield", "a field is missing that v7 wants", "read what Agora says, fill in the field that it names and send again"},
	{"invalidfieldvalue", "a field has a value that v7 does not take", "read what Agora says, correct the field that it names and send again"},
	{"invalidrequestbody", "the request as a whole is not what v7 takes: a field has the wrong type or spelling", ""},
	{"resourcequotalimitexceeded", "the Agora account has used up what it may use", "ask the owner of the Agora account for more, or stop a task that is not needed, then send again"},
	{"concurrencylimitexceeded", "as many tasks run at the same time as the Agora account may have", ""},
	{"resourceallocationfailed", "Agora had no room for another task at this moment", "wait a minute and try again"},
	{"serviceunavailable", "Agora's Speech-to-Text is out of service for the moment", "wait a minute and try again"},
	{"taskoperationtimeout", "the task at Agora took too long to answer", ""},
}

// byReason takes the better words of a reason of v7.
func (f *finding) byReason(message string) {
	message = strings.ToLower(message)
	for _, r := range reasonRows {
		if strings.Contains(message, r.reason) {
			f.likely, f.do = cmp.Or(f.likely, r.likely), cmp.Or(f.do, r.do)
			return
		}
	}
}

// SameStart says by what Agora knows that a start which is sent again is the same
// one: v5 and v6 by its builder token, v7, which has none, by its name.
func SameStart(v agora.Version) string {
	if v.Named() {
		return "under the same name"
	}
	return "with the same builder token"
}

// AskAgain says what asking again for the id of a start means, as half a sentence.
func AskAgain(v agora.Version) string {
	return "asking again " + SameStart(v) + ", which can't start a second task"
}

// FindAndStop says how a task whose id is not known is found and stopped.
func FindAndStop(v agora.Version) string {
	return "The same start is sent again " + SameStart(v) + ": it tells the id of what it started and can't start a second task. " +
		"If nothing was started yet, what starts now is stopped at once."
}

// NeverArrived says why it is certain that a start without an answer has started
// nothing, as half a sentence.
func NeverArrived(v agora.Version) string {
	what := "its builder token can start nothing any more"
	if v.Named() {
		what = "no task has its name"
	}
	return "the start never reached Agora: " + what + ", and no bot of it was in the channel when that was asked for twice"
}

// namedRows are the rows of failures whose usual words are about a builder token, for
// versions that have none.
var namedRows = map[string]row{
	string(agora.KindTokenExpired): {
		what:   "Agora says that the start came too late.",
		likely: "more than {life} passed between preparing and sending",
		do:     "send again: that is a start of its own"},
	string(agora.KindTokenMismatch): {
		what:   "Agora says that App ID and task do not belong together.",
		likely: "the task belongs to another connection, or its id is not complete",
		do:     "choose the connection with which the task was started"},
	kindOldToken: {
		what:   "The start is too old to be sent again.",
		likely: "more than {life} passed since it was prepared",
		do:     "send again: that is a start of its own"},
	kindNoHandle: {
		what:   "The task can't be asked or stopped, because its id is not known.",
		likely: "the answer to its start was lost",
		do:     "look for it once more; otherwise let the hosts leave the channel, and the task ends by itself"},
}

// rowOf returns the row of a kind for a call, in the words of a version.
func rowOf(v agora.Version, kind, op string) row {
	if r, differs := namedRows[kind]; differs && v.Named() {
		return r
	}
	return rowFor(kind, op)
}
