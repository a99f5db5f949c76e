package explain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"syscall"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/files"
	"sttwizard/internal/words"
)

// finding is what was found out about an error.
type finding struct {
	context Context
	err     error
	proved  bool // that nothing was started

	kind       string
	field      string
	likely, do string // better words than the row's, or empty
	path       string
	cause      string
	status     int
	number     int // Agora's code
	requestID  string
	said, raw  string
	spelling   bool
	unrecorded bool // besides what failed, the journal could not be written
}

// find looks for what the error is, the most telling kind first.
func (f *finding) find() {
	if e, ok := errors.AsType[*attempt.JournalError](f.err); ok && e.Phase == attempt.NotRecorded {
		f.unrecorded, f.cause = true, causeOf(e.Err)
	}
	looks := []func() bool{
		f.journal, f.secrets, f.stillThere, f.api, f.answer, f.network, f.fields, f.config, f.attempt, f.files, f.recorded, f.given,
	}
	for _, look := range looks {
		if look() {
			return
		}
	}
	f.kind = kindOther
	if f.context.Outcome == agora.OutcomeUnknown {
		f.kind = kindLostOutcome
	}
	if f.err != nil {
		f.raw = f.err.Error()
	}
}

// journal: nothing was done because it could not be written down.
func (f *finding) journal() bool {
	e, ok := errors.AsType[*attempt.JournalError](f.err)
	if !ok || e.Phase == attempt.NotRecorded {
		return false
	}
	f.kind, f.path, f.cause, f.raw = kindJournal, e.Path, causeOf(e.Err), e.Error()
	switch {
	case e.Team && e.Phase == attempt.NotRead:
		f.kind = kindTeamUnread
		return true
	case e.Phase == attempt.NotRead:
		f.kind = kindUnread
		if errors.Is(e.Err, syscall.ENOTDIR) {
			f.do = "see that {path} is a directory again: tasks of the journal in it may be running"
		}
		return true
	case e.Team:
		f.kind = kindTeam
		return true
	}
	if _, locked := errors.AsType[*files.LockedError](e.Err); locked {
		f.do = rowFor(kindLocked, "").do
	} else if kind := fileKind(e.Err); kind != kindFile {
		f.do = f.makeRoom(kind)
	}
	return true
}

// makeRoom says what to do where the journal can't be written. Another home is a way
// out for a start of which nothing is written down yet: all others stay in this one.
func (f *finding) makeRoom(kind string) string {
	if f.proved && f.context.starts() {
		return rowFor(kind, "").do
	}
	return map[string]string{
		kindDisk:       "make room on the disk of {path}, then try again",
		kindLimit:      "raise the limit with ulimit -f unlimited, then try again",
		kindReadOnly:   "make the disk of {path} writable, then try again",
		kindPermission: "give {path} back to this user, then try again",
	}[kind]
}

// row returns the sentences for what was found.
func (f *finding) row() row {
	c := f.context
	switch {
	case (f.kind == kindJournal || f.kind == kindTeam) && !f.proved: // what was sent before may run
		return rowFor(f.kind, "")
	case f.kind == string(agora.KindNotFound) && c.State == attempt.Stopped:
		return endedRow
	}
	return rowOf(c.Project.Version, f.kind, c.Op)
}

// endedRow is for a task that Agora does not know and that is proved to have ended.
var endedRow = row{
	what:   "Agora has no such task any more.",
	likely: "the task ended by itself or was stopped elsewhere",
	do:     "nothing needs to be stopped; start another one if subtitles are still wanted",
}

// recorded: everything went well, but could not be written down.
func (f *finding) recorded() bool {
	if f.unrecorded {
		f.kind, f.raw, f.unrecorded = kindUnrecorded, f.err.Error(), false
		return true
	}
	return false
}

// unproved: Agora says that the task is over, and that is not proved.
func (f *finding) unproved() bool {
	e, ok := errors.AsType[*attempt.BotsStayError](f.err)
	if !ok {
		return false
	}
	f.raw = e.Error()
	switch {
	case e.Unsure:
		f.kind, f.likely = kindUnproved, e.Error()
	case e.Gone:
		f.kind = kindGoneThere
	default:
		f.kind = kindBotsStay
	}
	if e.Listed {
		f.likely = e.Error()
	}
	return true
}

func (f *finding) stillThere() bool {
	e, ok := errors.AsType[*attempt.StillThereError](f.err)
	if !ok {
		return false
	}
	f.kind, f.raw = kindStillThere, e.Error()
	if f.unproved() {
		return true
	}
	switch {
	case e.Status == agora.StatusFailureStop:
		f.likely = "Agora says FAILURE_STOP: " + e.Status.Meaning()
	case e.Status == "":
		f.likely = "Agora could not be asked whether it has ended"
	default:
		f.likely = fmt.Sprintf("Agora still says %s (%s)", e.Status, e.Status.Meaning())
	}
	return true
}

func (f *finding) api() bool {
	e, ok := errors.AsType[*agora.APIError](f.err)
	if !ok {
		return false
	}
	f.kind, f.status, f.number, f.requestID = string(e.Kind), e.Status, e.Code, e.RequestID
	f.said, f.raw = e.Message, string(e.Raw)
	if e.Kind == agora.KindBodyRefused && f.context.Op != agora.OpUpdate || e.Kind == agora.KindInvalid && f.context.Op == agora.OpStart {
		f.refusedBody(e.Message)
	}
	if why, ledger := strings.CutPrefix(e.Message, sandbox.LedgerFailed); ledger {
		f.kind, f.cause = kindLedger, why
		return true
	}
	f.byReason(e.Message)
	switch {
	case e.Kind == agora.KindCredentials && e.ByToken:
		f.likely, f.do = refusedToken.likely, refusedToken.do
	case e.Op == agora.OpAcquire && e.Status == http.StatusGatewayTimeout && e.Repeated:
		f.likely, f.do = repeatedTimeout.likely, repeatedTimeout.do
	}
	if e.Kind == agora.KindBusy && e.RetryAfter > 0 {
		f.do = fmt.Sprintf("wait %s, then try again", words.Took(e.RetryAfter))
	}
	return true
}

func (f *finding) answer() bool {
	e, ok := errors.AsType[*agora.AnswerError](f.err)
	if !ok {
		return false
	}
	f.kind, f.status, f.requestID, f.raw = kindAnswer, e.Status, e.RequestID, string(e.Raw)
	switch e.Why {
	case agora.WhyRedirect:
		f.kind = kindRedirect
	case agora.WhyCut, agora.WhySlow:
		f.likely = "the network was interrupted in the middle of the answer"
	}
	return true
}

// networkKinds gives the kind for each cause of a call without an answer.
var networkKinds = map[agora.NetCause]string{
	agora.CauseDNS:       kindDNS,
	agora.CauseProxy:     kindProxy,
	agora.CauseRefused:   kindRefused,
	agora.CauseTLS:       kindTLS,
	agora.CauseTimeout:   kindNetTimeout,
	agora.CauseReset:     kindReset,
	agora.CauseCancelled: kindCancelled,
	agora.CauseOther:     kindNetwork,
}

func (f *finding) network() bool {
	e, ok := errors.AsType[*agora.NetError](f.err)
	if !ok {
		return false
	}
	f.kind = cmp.Or(networkKinds[e.Cause], kindNetwork)
	if e.Err != nil {
		f.raw = e.Err.Error()
	}
	return true
}

func (f *finding) fields() bool {
	e, ok := errors.AsType[agora.FieldError](f.err)
	if ok {
		f.kind, f.field, f.cause = kindFields, e.Field(), f.context.label(e.Path)+": "+e.Text
	}
	return ok
}

func (f *finding) config() bool {
	e, ok := errors.AsType[*agora.ConfigError](f.err)
	if ok {
		f.kind, f.cause = kindConfig, e.Error()
	}
	return ok
}

// attempt: what can't be done with an attempt.
func (f *finding) attempt() bool {
	if _, ok := errors.AsType[*attempt.TokenError](f.err); ok {
		f.kind = kindOldToken
	} else if _, ok := errors.AsType[*attempt.NoHandleError](f.err); ok {
		f.kind = kindNoHandle
	} else if _, ok := errors.AsType[*attempt.StateError](f.err); ok {
		f.kind = kindState
	} else if _, ok := errors.AsType[*attempt.NotFoundError](f.err); ok {
		f.kind = kindNoAttempt
	} else if e, ok := errors.AsType[*attempt.AmbiguousError](f.err); ok {
		f.kind, f.likely = kindAmbiguous, "it could be "+strings.Join(e.IDs, ", ")
	} else if _, ok := errors.AsType[*attempt.ChannelError](f.err); ok {
		f.kind = kindWrongName
	} else if e, ok := errors.AsType[*attempt.OwnedError](f.err); ok {
		f.kind, f.do = kindOwned, ownedDo(e)
	} else if _, ok := errors.AsType[*attempt.OvertakenError](f.err); ok {
		f.kind = kindOvertaken
	} else if _, ok := errors.AsType[*attempt.MeanwhileError](f.err); ok {
		f.kind = kindMeanwhile
	} else if _, ok := errors.AsType[*attempt.FixedError](f.err); ok {
		f.kind, f.likely = kindFixed, f.err.Error()
	} else if f.unproved() {
		return true
	} else if errors.Is(f.err, attempt.ErrNoProbe) {
		f.kind = kindNoProbe
	} else {
		return false
	}
	f.raw = f.err.Error()
	return true
}

// files: something on this machine's disk.
func (f *finding) files() bool {
	if f.unrecorded {
		return false
	}
	if _, ok := errors.AsType[*files.LockedError](f.err); ok {
		f.kind = kindLocked
		return true
	}
	if e, ok := errors.AsType[*files.Error](f.err); ok {
		f.path = e.Path
	} else if e, ok := errors.AsType[*files.TooLargeError](f.err); ok {
		f.path = e.Path
	} else if e, ok := errors.AsType[*files.NotFileError](f.err); ok {
		f.path = e.Path
	} else if e, ok := errors.AsType[*fs.PathError](f.err); ok {
		f.path = e.Path
	} else if fileKind(f.err) == kindFile {
		return false
	}
	f.kind, f.cause, f.raw = fileKind(f.err), causeOf(f.err), f.err.Error()
	return true
}

// given: the context's own end.
func (f *finding) given() bool {
	switch {
	case errors.Is(f.err, context.DeadlineExceeded):
		f.kind = kindDeadline
	case errors.Is(f.err, context.Canceled):
		f.kind = kindCancelled
	default:
		return false
	}
	return true
}

// fileKind returns the kind of a failure of the disk.
func fileKind(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return kindDisk
	case errors.Is(err, syscall.EFBIG):
		return kindLimit
	case errors.Is(err, syscall.EROFS):
		return kindReadOnly
	case errors.Is(err, fs.ErrPermission):
		return kindPermission
	}
	return kindFile
}

// causeOf says why a file could not be used. Package files has the words.
func causeOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// filler fills in what stands in braces in the sentences.
func (f *finding) filler() *strings.Replacer {
	c := f.context
	connection, channel := "this connection", ""
	if name := c.Request.RTC.ChannelName; name != "" {
		channel = " " + name
	}
	cause := cmp.Or(f.cause, "why is not known")
	if c.Connection != "" {
		connection = `"` + c.Connection + `"`
	}
	version := string(c.Project.Version)
	if version == "" {
		version = "this API version"
	}
	ended, newer, onward := "", "", ""
	if day, ok := c.Project.Version.EndOfLife(); ok {
		ended = fmt.Sprintf(", or Agora has switched off %s, whose end it announced for %s", version, day.Format("2 January 2006"))
		newer = "; projects made since June 2025 work with v7 only"
		onward = "; v7 takes the same request: choose it for this start or in the connection"
	}
	limits := c.Project.Version.Limits()
	if limits.BuilderTokenLife == 0 {
		limits = agora.V5.Limits()
	}
	life := fmt.Sprintf("%.0f minutes", limits.BuilderTokenLife.Minutes())
	return strings.NewReplacer("{life}", life, "{same}", SameStart(c.Project.Version),
		"{connection}", connection, "{version}", version, "{ended}", ended, "{newer}", newer, "{onward}", onward,
		"{channel}", channel, "{path}", cmp.Or(f.path, "the file"),
		"{cause}", cause, "{fault}", cause)
}
