package agora

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
	KindServer          ErrorKind = "server"           // 5xx and the codes of internal errors
	KindTimeout         ErrorKind = "timeout"          // Agora itself ran out of time
	KindUnknown         ErrorKind = "unknown"
)
