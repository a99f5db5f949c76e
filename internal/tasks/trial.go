package tasks

import (
	"context"
	"errors"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
)

// TestVerdict is what a test of a connection found.
type TestVerdict string

// The verdicts of a test.
const (
	TestOK          TestVerdict = "ok"
	TestCredentials TestVerdict = "wrong-credentials"
	TestNotEnabled  TestVerdict = "not-enabled" // invalid_appid: not switched on for the App ID
	TestNoRoute     TestVerdict = "no-route"    // Agora has no such API version any more
	TestNotReached  TestVerdict = "not-reached"
	TestRefused     TestVerdict = "refused" // any other answer
)

// ConnectionTest is what came of testing a connection.
type ConnectionTest struct {
	Verdict TestVerdict
	Op      string       // the call that was made: agora.OpAcquire, or agora.OpList for v7
	Found   secret.Found // where the customer secret came from
	Took    time.Duration
	Err     error // the cause; nil for TestOK
}

// TestConnection acquires a builder token, or in v7 lists the tasks, which starts
// nothing and bills nothing. The error is that of finding the customer secret, or
// ctx's. Typed secrets that Agora refuses are forgotten.
func (t *Tasks) TestConnection(ctx context.Context, c connections.Connection, ask Ask) (ConnectionTest, error) {
	client, found, err := t.o.Run.ClientFrom(ctx, c, ask)
	if err != nil {
		return ConnectionTest{}, err
	}
	began := t.o.Now()
	op, err := t.try(ctx, client, c)
	if ctx.Err() != nil {
		return ConnectionTest{}, ctx.Err()
	}
	test := ConnectionTest{Op: op, Verdict: testVerdict(err), Found: found, Took: t.o.Now().Sub(began), Err: err}
	if test.Verdict == TestCredentials {
		t.o.Run.Forget(c.Name)
	}
	return test, nil
}

// try makes the call that starts nothing and bills nothing.
func (t *Tasks) try(ctx context.Context, client *agora.Client, c connections.Connection) (op string, err error) {
	if c.Version.Named() { // there acquire asks nobody
		_, err = client.List(ctx, agora.ListQuery{States: []agora.Status{agora.StatusRunning}})
		return agora.OpList, err
	}
	_, err = client.Acquire(ctx, agora.NewInstanceID(t.o.Rand))
	return agora.OpAcquire, err
}

// testVerdict sorts what came of the call.
func testVerdict(err error) TestVerdict {
	if err == nil {
		return TestOK
	}
	switch agora.KindOf(err) {
	case agora.KindCredentials:
		return TestCredentials
	case agora.KindNotEnabled:
		return TestNotEnabled
	case agora.KindNoRoute:
		return TestNoRoute
	}
	if _, unreached := errors.AsType[*agora.NetError](err); unreached {
		return TestNotReached
	}
	return TestRefused
}
