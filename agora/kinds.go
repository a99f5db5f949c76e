package agora

import (
	"slices"
	"strings"
)

// ErrorKind is what an answer that is no success means, as Agora documents it.
type ErrorKind string

// The kinds of APIError.
// Source: https://docs.agora.io/en/real-time-stt/reference/common-errors
const (
	KindCredentials     ErrorKind = "credentials"      // 401: customer key or secret is wrong
	KindForbidden       ErrorKind = "forbidden"        // 403
	KindNotEnabled      ErrorKind = "not-enabled"      // Speech-to-Text is not enabled for the App ID
	KindBodyRefused     ErrorKind = "body-refused"     // a field has the wrong type, spelling or range
	KindInvalid         ErrorKind = "invalid"          // 400, code 2: a parameter is wrong
	KindNotFound        ErrorKind = "not-found"        // the task has ended or never was
	KindNoRoute         ErrorKind = "no-route"         // the endpoint itself is not there (any more)
	KindAlreadyStarted  ErrorKind = "already-started"  // the builder token has started its task before
	KindAlreadyStopping ErrorKind = "already-stopping" // the task has been told to stop before
	KindTokenExpired    ErrorKind = "token-expired"    // the builder token is older than 5 minutes and unused
	KindTokenMismatch   ErrorKind = "token-mismatch"   // builder token, App ID and task do not belong together
	KindNoHost          ErrorKind = "no-host"          // 206: no host sent a stream
	KindBusy            ErrorKind = "busy"             // 429: too many calls
	KindQuota           ErrorKind = "quota"            // 422: as many tasks run as may
	KindServer          ErrorKind = "server"           // 5xx and the codes of internal errors
	KindTimeout         ErrorKind = "timeout"          // Agora itself ran out of time
	KindUnknown         ErrorKind = "unknown"
)

// kindRow gives the kind of an answer that has all that the row names; zero
// values match anything.
type kindRow struct {
	text   string // in the message, in lower case
	code   int
	status int
	ops    string // names of calls, separated by spaces
	kind   ErrorKind
}

// ofTask are the calls that name a task.
const ofTask = OpQuery + " " + OpStop + " " + OpUpdate

// kindRows are what Agora documents, the most telling first: the message, then
// the code, then the HTTP status. 404 of a call that names no task, and 410,
// mean that the endpoint is gone.
// Source: https://docs.agora.io/en/real-time-stt/reference/common-errors
var kindRows = []kindRow{
	{text: "the task has been started", kind: KindAlreadyStarted},
	{text: "no route matched", kind: KindNoRoute},
	{text: "invalid_appid", kind: KindNotEnabled},
	{text: "body schema check fail", kind: KindBodyRefused},
	{text: "reaches out the limited time interval", kind: KindTokenExpired},
	{text: "product name does not match with buildertoken", kind: KindTokenMismatch},
	{text: "taskid does not match with buildertoken", kind: KindTokenMismatch},
	{text: "the task is not found", kind: KindNotFound},
	{text: "invalid authentication credentials", kind: KindCredentials},
	{text: "api rate limit exceeded", kind: KindBusy},

	// The reasons of v7, by the table of Agora's sister product with the same
	// gateway: Speech-to-Text has none of its own.
	// Source: https://docs.agora.io/en/api-reference/api-ref/conversational-ai/status-codes
	{text: "servicenotenabled", kind: KindNotEnabled},
	{text: "accountsuspended", kind: KindForbidden},
	{text: "invalidpermission", kind: KindForbidden},
	{text: "invalidrequestbody", kind: KindBodyRefused},
	{text: "missingrequiredfield", kind: KindBodyRefused},
	{text: "invalidfieldvalue", kind: KindBodyRefused},
	{text: "resourcequotalimitexceeded", kind: KindQuota},
	{text: "concurrencylimitexceeded", kind: KindQuota},
	{text: "serviceunavailable", kind: KindServer},
	{text: "resourceallocationfailed", kind: KindServer},
	{text: "internalerror", kind: KindServer},
	{text: "taskconflict", ops: OpStart, kind: KindAlreadyStarted},
	// A task that is on its way out already is seen to be answered so by clients in
	// the field, not by any page. A 503 of a server that shuts down is another matter.
	{text: "shutting down", status: 400, ops: OpStop, kind: KindAlreadyStopping},
	{text: "taskconflict", ops: OpStop, kind: KindAlreadyStopping},
	{text: "tasknotfound", ops: ofTask, kind: KindNotFound},
	{text: "taskoperationtimeout", kind: KindTimeout},
	{text: "notimplemented", kind: KindNoRoute},

	{code: 1, kind: KindServer},
	{code: 2, kind: KindInvalid},
	{code: 6, kind: KindServer},
	{code: 20, kind: KindTimeout},
	{code: 23, kind: KindServer},
	{code: 49, ops: OpStart, kind: KindAlreadyStarted},
	{code: 49, ops: OpStop, kind: KindAlreadyStopping},
	{code: 53, kind: KindTokenMismatch},
	{code: 62, ops: OpAcquire, kind: KindNotEnabled},
	{code: 62, kind: KindServer},
	{code: 404, ops: ofTask, kind: KindNotFound},
	{code: 501, kind: KindServer},
	{code: 502, kind: KindServer},
	{code: 504, kind: KindTimeout},
	{code: 1001, kind: KindTokenMismatch},
	{code: 1003, kind: KindTokenMismatch},

	{status: 201, ops: OpStart, kind: KindAlreadyStarted},
	{status: 206, kind: KindNoHost},
	{status: 400, kind: KindInvalid},
	{status: 401, kind: KindCredentials},
	{status: 403, kind: KindForbidden},
	{status: 404, ops: ofTask, kind: KindNotFound},
	{status: 404, kind: KindNoRoute},
	{status: 408, kind: KindTimeout},
	{status: 409, ops: OpStart, kind: KindAlreadyStarted},
	{status: 409, ops: OpStop, kind: KindAlreadyStopping},
	{status: 410, kind: KindNoRoute},
	{status: 422, kind: KindQuota},
	{status: 429, kind: KindBusy},
	{status: 504, kind: KindTimeout},
}

// errorKind finds what an answer that is no success means.
func errorKind(op string, status, code int, message string) ErrorKind {
	message = strings.ToLower(message)
	for _, row := range kindRows {
		if strings.Contains(message, row.text) &&
			(row.code == 0 || row.code == code) &&
			(row.status == 0 || row.status == status) &&
			(row.ops == "" || slices.Contains(strings.Fields(row.ops), op)) {
			return row.kind
		}
	}
	if status >= 500 {
		return KindServer
	}
	return KindUnknown
}
