package explain

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/files"
	"sttwizard/internal/secret"
)

// denials are words that must not be said while something of an attempt may run.
var denials = regexp.MustCompile(`(?i)nothing (was started|runs|is billed|more is billed)|not billed|the task has ended[^:]|costs nothing|nothing was sent|never started|nothing needs to be stopped`)

// states are all states of an attempt, and one that this package has no words for.
func states(t *testing.T) []attempt.State {
	t.Helper()
	var out []attempt.State
	for _, s := range constants(t, "../attempt/state.go", "State") {
		out = append(out, attempt.State(s))
	}
	return append(out, "of tomorrow")
}

// mayBill counts a state that is not known as one that may bill.
func mayBill(s attempt.State) bool { return s.MayBill() || s == "of tomorrow" }

// versionsFor returns the versions to try: what their words are does not hang on the outcome.
func versionsFor(o agora.Outcome) []agora.Version {
	if o == "" {
		return []agora.Version{agora.V5, agora.V7}
	}
	return []agora.Version{agora.V5}
}

// everyFailure returns failures of every kind for a call.
func everyFailure(t *testing.T, op string) []error {
	t.Helper()
	full := &files.Error{Op: "write", Path: "/s/a.jnl", Err: syscall.ENOSPC}
	out := []error{
		nil, errors.New("x"), &attempt.TokenError{}, &attempt.NoHandleError{}, &attempt.StillThereError{}, &attempt.StillThereError{Err: &attempt.BotsStayError{}},
		&attempt.BotsStayError{}, &attempt.StateError{State: attempt.Started}, &attempt.OwnedError{}, &attempt.MeanwhileError{}, &attempt.FixedError{}, &attempt.NotFoundError{},
		&attempt.AmbiguousError{}, &attempt.ChannelError{}, attempt.ErrNoProbe, full, &files.LockedError{}, &files.Error{Op: "write", Path: "/p", Err: syscall.EROFS},
		&agora.ConfigError{Field: "App ID", Text: "is wrong"}, agora.FieldError{Path: agora.PathLanguages, Text: "is wrong"},
		&secret.MissingError{What: "customer secret", Tried: "nowhere", Do: "store it"}, &secret.LockedError{}, &connections.NotFoundError{Name: "acme", AppID: "1"},
		&agora.AnswerError{Op: op, Why: agora.WhyRedirect}, &agora.AnswerError{Op: op, Why: agora.WhyCut},
	}
	for _, phase := range []attempt.Phase{attempt.NothingSent, attempt.NotRecorded, attempt.NotRead} {
		for _, err := range []error{full, syscall.EROFS, syscall.EACCES, syscall.EFBIG, &files.LockedError{}, errors.New("in the way")} {
			out = append(out, &attempt.JournalError{Path: "/s/a.jnl", Phase: phase, Err: err})
		}
	}
	for _, kind := range constants(t, "../../agora/kinds.go", "ErrorKind") {
		out = append(out, &agora.APIError{Op: op, Kind: agora.ErrorKind(kind), Status: 400})
	}
	for _, cause := range constants(t, "../../agora/errors.go", "NetCause") {
		for _, sent := range []bool{false, true} {
			out = append(out, &agora.NetError{Op: op, Cause: agora.NetCause(cause), Sent: sent, Err: errors.New("x")})
		}
	}
	return out
}

// TestNoFailureSaysThatNothingIsBilledOfWhatMayRun walks every kind of failure
// through every call, outcome and state.
func TestNoFailureSaysThatNothingIsBilledOfWhatMayRun(t *testing.T) {
	outcomes := []agora.Outcome{"", agora.OutcomeStarted, agora.OutcomeRunningNoID, agora.OutcomeRejected, agora.OutcomeNotSent, agora.OutcomeWait, agora.OutcomeUnknown}
	for _, op := range []string{"", agora.OpAcquire, agora.OpStart, agora.OpQuery, agora.OpStop, agora.OpUpdate, agora.OpList, agora.OpPresence, agora.OpKick} {
		failures := everyFailure(t, op)
		for _, state := range states(t) {
			for _, outcome := range outcomes {
				for _, v := range versionsFor(outcome) {
					for _, err := range failures {
						e := Failure(err, Context{Op: op, Outcome: outcome, State: state, Project: agora.Project{Version: v}})
						said := e.What + " " + e.Likely + " " + e.Do + " " + e.Billed
						if denial := denials.FindString(said); mayBill(state) && denial != "" && e.Kind != kindBotsStay && e.Kind != kindMeanwhile {
							t.Fatalf("%s, %s, outcome %q, %v: it says %q: %s", state, op, outcome, err, denial, said)
						}
						if mayBill(state) && (e.CanResend || !strings.Contains(e.Billed, "cost")) {
							t.Fatalf("%s, %s, outcome %q, %v: resend %v, billed %q", state, op, outcome, err, e.CanResend, e.Billed)
						}
					}
				}
			}
		}
	}
}

func TestOnlyAProofSaysThatNothingWasStarted(t *testing.T) {
	for _, state := range states(t) {
		proved := state == attempt.Intended || state == attempt.Rejected || state == attempt.Abandoned
		for _, how := range []attempt.How{"", attempt.HowStopped, attempt.HowGone, attempt.HowAbsent, attempt.HowRemoved} {
			words := Context{State: state, How: how}.billing()
			if (words == billedNothing) != proved || NothingStarted(state) != proved {
				t.Errorf("%s, %s: %q", state, how, words)
			}
			if ended := state == attempt.Stopped && how != attempt.HowRemoved; (words == billedEnded) != ended {
				t.Errorf("%s, %s: %q", state, how, words)
			}
		}
		e := Failure(errors.New("x"), Context{Op: agora.OpStart, State: state})
		if e.CanResend != proved || (e.Billed == billedNothing) != proved {
			t.Errorf("%s: resend %v, billed %q", state, e.CanResend, e.Billed)
		}
		if e := Failure(errors.New("x"), Context{Op: agora.OpStop, State: state}); e.CanResend {
			t.Errorf("%s: a stop may start again", state)
		}
	}
	// Where no attempt is named, an answer to one start proves nothing of those before it.
	for _, err := range []error{
		&agora.APIError{Op: agora.OpStart, Status: 401, Kind: agora.KindCredentials}, &agora.NetError{Op: agora.OpStart, Cause: agora.CauseDNS},
	} {
		if e := Failure(err, Context{}); e.CanResend || e.Billed == billedNothing {
			t.Errorf("%v: resend %v, billed %q", err, e.CanResend, e.Billed)
		}
	}
	// What is not written down was not sent, and was not a stop either.
	journal := &attempt.JournalError{Path: "/s", Err: syscall.ENOSPC}
	if e := Failure(journal, Context{Op: agora.OpStart}); !e.CanResend || e.Billed != billedNothing {
		t.Errorf("a start: resend %v, billed %q", e.CanResend, e.Billed)
	}
	if e := Failure(journal, Context{State: attempt.Started}); e.CanResend || e.Billed != billedStill || strings.Contains(e.Do, "STTWIZARD_HOME") {
		t.Errorf("a stop: resend %v, billed %q, do %q", e.CanResend, e.Billed, e.Do)
	}
}

func TestWhatEndsByItselfIsToldAsThat(t *testing.T) {
	for _, test := range []struct {
		in   attempt.Intent
		late string
		want string
	}{
		{attempt.Intent{Version: agora.V5}, "", "ends by itself 30 s after the last host left the channel"},
		{attempt.Intent{Version: agora.V5, MaxIdleTime: 600}, "25 Nov 14:20", "ends by itself 10 min after the last host left the channel, and at the latest 25 Nov 14:20"},
		{attempt.Intent{Version: agora.V7, NeverIdle: true}, "25 Nov 14:20", "never ends by itself for want of people; it ends at the latest 25 Nov 14:20"},
		{attempt.Intent{Version: agora.V7, NeverIdle: true}, "", "never ends by itself for want of people; it ends when it is stopped"},
		{attempt.Intent{}, "", "ends by itself some time after the last host left the channel"},
	} {
		if got := EndsByItself(test.in, test.late); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

// aboutMoney are words about money, or that nothing was started.
var aboutMoney = regexp.MustCompile(`(?i)nothing (is billed|was billed|was started)|\bbilled at\b|costs? (money|nothing)|not billed`)

// TestMoneyIsSpokenOfInOnePlace looks for sentences about money outside of this
// package. The long texts of --help are in backquotes, and are about no attempt.
func TestMoneyIsSpokenOfInOnePlace(t *testing.T) {
	files := 0
	for _, dir := range []string{"../../ui", "../cli", "../session", "../bundle"} {
		paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			files++
			parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(parsed, func(n ast.Node) bool {
				text, ok := n.(*ast.BasicLit)
				if ok && text.Kind == token.STRING && text.Value[0] == '"' && aboutMoney.MatchString(text.Value) {
					t.Errorf("%s says %s", path, text.Value)
				}
				return true
			})
		}
	}
	if files < 100 {
		t.Errorf("only %d files were looked at", files)
	}
}
