package explain

import (
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
			f.likely, f.do = or(f.likely, r.likely), or(f.do, r.do)
			return
		}
	}
}

// named says a sentence about a start that is sent again in the words of a version
// that starts tasks under a name.
func named(v agora.Version, text string) string {
	if !v.Named() {
		return text
	}
	return strings.NewReplacer("with the same builder token", "under the same name").Replace(text)
}
