package preflight

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/samples"
	"sttwizard/internal/storage"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var noon = clocktest.At(12, 0, 0)

const (
	appID       = "0123456789abcdef0123456789abcdef"
	certificate = agora.Secret("fedcba9876543210fedcba9876543210")
)

// pretend answers as it is told.
type pretend struct {
	try    error
	users  agora.ChannelUsers
	refuse error // to tell who is in the channel
	open   []attempt.Conflict
	others []agora.Task
	bots   []string
	offset agora.Offset
	dated  bool
	hangs  bool
}

func (p *pretend) wait(ctx context.Context, err error) error {
	if !p.hangs {
		return err
	}
	<-ctx.Done()
	return &agora.NetError{Op: agora.OpUsers, Cause: agora.CauseTimeout, Err: ctx.Err()}
}

func (p *pretend) Try(ctx context.Context) error { return p.wait(ctx, p.try) }
func (p *pretend) Users(ctx context.Context, _ string) (agora.ChannelUsers, error) {
	return p.users, p.wait(ctx, p.refuse)
}
func (p *pretend) Others(ctx context.Context, _ string) ([]attempt.Conflict, []agora.Task, error) {
	return p.open, p.others, p.wait(ctx, nil)
}
func (p *pretend) Bots(string) []string        { return p.bots }
func (p *pretend) Clock() (agora.Offset, bool) { return p.offset, p.dated }

// usual returns an input in which everything is in place, and who answers in it.
func usual(t *testing.T) (Input, *pretend) {
	t.Helper()
	r := samples.LegalRequest("town-hall")
	r.Caption = nil
	p := &pretend{users: agora.ChannelUsers{Exists: true, Hosts: []uint32{7}}, dated: true, offset: agora.Offset{Low: -time.Second, High: time.Second}}
	return Input{
		Now: func() time.Time { return noon }, Limit: clocktest.Patience(), Request: r,
		Project: agora.Project{Version: agora.V6, AppID: appID, Certificate: agora.CertificateOff},
		Until:   noon.Add(4 * time.Hour), Agora: p, Writable: func() error { return nil },
		Verifies: func(context.Context) bool { return true },
	}, p
}

// stores lets the request have captions, of which a probe finds that.
func stores(in *Input, found storage.Probed) {
	in.Request.Caption = &agora.CaptionConfig{Storage: agora.Storage{Bucket: "captions"}}
	in.Probe = func(context.Context, storage.Place, storage.Keys) (storage.Probed, error) { return found, nil }
}

func TestEachCheckHasItsVerdicts(t *testing.T) {
	lost := errors.New("not there")
	made := func(change func(*token.Spec)) agora.Secret {
		r := samples.LegalRequest("town-hall")
		s := token.Spec{AppID: appID, Channel: r.RTC.ChannelName, UID: r.RTC.PubBotUID, Role: token.Publisher, Life: 5 * time.Hour, Issued: noon}
		change(&s)
		out, err := token.Make(s, certificate, nil)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, c := range map[string]struct {
		change func(*Input, *pretend)
		check  Check
		want   Row // verdict, reason, mend and field
	}{
		"a request that breaks a rule": {
			func(in *Input, _ *pretend) {
				in.Problems = []agora.FieldError{{Path: agora.PathLanguages, Rule: "required"}}
			}, Request, Row{Verdict: Red, Why: Rules, Mend: MendField, Field: agora.PathLanguages},
		},
		"what is wrong with a token has a row of its own": {
			func(in *Input, _ *pretend) {
				in.Problems = []agora.FieldError{{Path: agora.PathPubBotToken, Rule: "token-expired"}}
			}, Request, Row{Verdict: Green, Why: InPlace},
		},
		"a secret that is not at hand": {
			func(in *Input, _ *pretend) {
				in.Untold = []Untold{{agora.PathSecretKey, lost}}
				in.Problems = []agora.FieldError{{Path: agora.PathSecretKey, Rule: "required"}}
			}, Request, Row{Verdict: Grey, Why: Secret, Mend: MendField, Field: agora.PathSecretKey},
		},
		"a journal that can't be written": {
			func(in *Input, _ *pretend) { in.Writable = func() error { return lost } }, Journal, Row{Verdict: Red, Why: Failed, Mend: MendOutside},
		},
		"credentials that are refused": {
			func(_ *Input, p *pretend) { p.try = &agora.APIError{Kind: agora.KindCredentials} }, Credentials, Row{Verdict: Red, Why: Failed, Mend: MendConnection},
		},
		"an Agora in trouble": {
			func(_ *Input, p *pretend) { p.try = &agora.APIError{Kind: agora.KindServer} }, Credentials, Row{Verdict: Amber, Why: Failed, Mend: MendConnection},
		},
		"no way to ask": {
			func(in *Input, _ *pretend) { in.Agora, in.NoAgora = nil, lost }, Credentials, Row{Verdict: Grey, Why: Secret, Mend: MendConnection},
		},
		"no way to ask who is there": {
			func(in *Input, _ *pretend) { in.Agora, in.NoAgora = nil, lost }, Host, Row{Verdict: Grey, Why: Secret, Mend: MendConnection},
		},
		"a clock 29 s off at least": {
			func(_ *Input, p *pretend) { p.offset = agora.Offset{Low: 29 * time.Second, High: time.Minute} }, Clock, Row{Verdict: Green, Why: InPlace},
		},
		"a clock 30 s off at least": {
			func(_ *Input, p *pretend) { p.offset = agora.Offset{Low: -time.Minute, High: -30 * time.Second} }, Clock, Row{Verdict: Amber, Why: Wrong, Mend: MendOutside},
		},
		"a clock 5 min off at least": {
			func(_ *Input, p *pretend) { p.offset = agora.Offset{Low: 5 * time.Minute, High: 6 * time.Minute} }, Clock, Row{Verdict: Red, Why: Wrong, Mend: MendOutside},
		},
		"a clock that nothing tells of": {
			func(_ *Input, p *pretend) { p.dated = false }, Clock, Row{Verdict: Grey, Why: Unanswered},
		},
		"a token for another channel": {
			func(in *Input, _ *pretend) {
				in.Request.RTC.PubBotToken = made(func(s *token.Spec) { s.Channel = "other" })
			},
			PubToken, Row{Verdict: Red, Why: Rules, Mend: MendField, Field: agora.PathPubBotToken},
		},
		"a token that ends too early": {
			func(in *Input, _ *pretend) {
				in.Request.RTC.PubBotToken = made(func(s *token.Spec) { s.Life = time.Hour })
			},
			PubToken, Row{Verdict: Amber, Why: Rules, Mend: MendField, Field: agora.PathPubBotToken},
		},
		"it ends the task too early": {
			func(in *Input, _ *pretend) {
				in.Request.RTC.PubBotToken = made(func(s *token.Spec) { s.Life = time.Hour })
			},
			Life, Row{Verdict: Amber, Why: TokenEnds, Mend: MendReminder},
		},
		"a token that is right": {
			func(in *Input, _ *pretend) { in.Request.RTC.PubBotToken = made(func(*token.Spec) {}) },
			PubToken, Row{Verdict: Green, Why: InPlace, Field: agora.PathPubBotToken},
		},
		"a token that is made when it is sent": {
			func(in *Input, _ *pretend) {
				in.Project.MakesTokens, in.Project.Certificate = true, agora.CertificateOn
				in.Fill = func(_ context.Context, r *agora.Request, until time.Time) error {
					return token.Fill(r, in.Project, certificate, until, noon, nil)
				}
			}, SubToken, Row{Verdict: Green, Why: MadeLater, Field: agora.PathSubBotToken},
		},
		"a certificate that is not at hand": {
			func(in *Input, _ *pretend) {
				in.Project.MakesTokens, in.Project.Certificate = true, agora.CertificateOn
				in.Fill = func(context.Context, *agora.Request, time.Time) error { return lost }
			}, PubToken, Row{Verdict: Grey, Why: Secret, Mend: MendConnection, Field: agora.PathPubBotToken},
		},
		"a certificate that can't be one": {
			func(in *Input, _ *pretend) {
				in.Project.MakesTokens, in.Project.Certificate = true, agora.CertificateOn
				in.Fill = func(_ context.Context, r *agora.Request, until time.Time) error {
					return token.Fill(r, in.Project, "abc", until, noon, nil)
				}
			}, PubToken, Row{Verdict: Red, Why: Failed, Mend: MendConnection},
		},
		"a token whose signature can't be checked": {
			func(in *Input, _ *pretend) {
				in.Request.RTC.PubBotToken = made(func(*token.Spec) {})
				in.Verifies = func(context.Context) bool { return false }
			}, PubToken, Row{Verdict: Green, Why: Unverified, Field: agora.PathPubBotToken},
		},
		"a token that was signed with another certificate": {
			func(in *Input, _ *pretend) {
				in.Project.MakesTokens = true
				in.Request.RTC.PubBotToken = made(func(*token.Spec) {})
				in.Fill = func(context.Context, *agora.Request, time.Time) error {
					return token.ForeignProblem(agora.PathPubBotToken)
				}
			}, PubToken, Row{Verdict: Red, Why: Rules, Mend: MendField, Field: agora.PathPubBotToken},
		},
		"no token where one is needed": {
			func(in *Input, _ *pretend) { in.Project.Certificate = agora.CertificateOn }, PubToken,
			Row{Verdict: Red, Why: NoneGiven, Mend: MendField, Field: agora.PathPubBotToken},
		},
		"no token where it is not known whether one is needed": {
			func(in *Input, _ *pretend) { in.Project.Certificate = "" }, PubToken,
			Row{Verdict: Amber, Why: NoneGiven, Mend: MendField, Field: agora.PathPubBotToken},
		},
		"no token where none is needed": {
			func(*Input, *pretend) {}, SubToken, Row{Verdict: Green, Why: NoneNeeded, Field: agora.PathSubBotToken},
		},
		"a bot's uid that is taken": {
			func(_ *Input, p *pretend) { p.users.Audience = []uint32{88222} }, UIDs, Row{Verdict: Red, Why: Taken, Mend: MendField, Field: agora.PathPubBotUID},
		},
		"who may be a host or a bot": {
			func(_ *Input, p *pretend) { p.users.Hosts = []uint32{88222} }, Host, Row{Verdict: Grey, Why: MayBeBot},
		},
		"a bot of the journal's": {
			func(_ *Input, p *pretend) { p.users.Hosts, p.bots = []uint32{88222}, []string{"88222"} },
			Host, Row{Verdict: Amber, Why: Nobody, Mend: MendOutside},
		},
		"more people than are named": {
			func(_ *Input, p *pretend) { p.users.Cut = true }, UIDs, Row{Verdict: Amber, Why: NotNamed, Mend: MendOutside},
		},
		"a channel that nobody may ask about": {
			func(_ *Input, p *pretend) { p.refuse = &agora.APIError{Kind: agora.KindForbidden} }, UIDs, Row{Verdict: Grey, Why: Failed},
		},
		"a connection that asks nobody": {
			func(in *Input, _ *pretend) { in.NoUsers = true }, Host, Row{Verdict: Grey, Why: Unasked, Mend: MendConnection},
		},
		"a channel without a name": {
			func(in *Input, _ *pretend) {
				in.Problems = []agora.FieldError{{Path: agora.PathChannelName, Rule: "required"}}
			}, Others, Row{Verdict: Grey, Why: Unasked, Mend: MendField, Field: agora.PathChannelName},
		},
		"nobody in the channel": {
			func(_ *Input, p *pretend) { p.users = agora.ChannelUsers{} }, Host, Row{Verdict: Amber, Why: Nobody, Mend: MendOutside},
		},
		"bots of another task are no hosts": {
			func(_ *Input, p *pretend) { p.bots = []string{"7"} }, Host, Row{Verdict: Amber, Why: Nobody, Mend: MendOutside},
		},
		"a host who is not heard": {
			func(in *Input, _ *pretend) { in.Request.RTC.SubscribeAudioUIDs = []string{"8"} }, Host,
			Row{Verdict: Amber, Why: NobodyHeard, Mend: MendField, Field: agora.PathSubscribeUIDs},
		},
		"a host who is left out": {
			func(in *Input, _ *pretend) {
				in.Request.RTC.SubscribeAudioUIDs, in.Request.RTC.UnSubscribeAudioUIDs = []string{"all"}, []string{"7"}
			}, Host, Row{Verdict: Amber, Why: NobodyHeard, Mend: MendField, Field: agora.PathSubscribeUIDs},
		},
		"another task": {
			func(_ *Input, p *pretend) { p.open = []attempt.Conflict{{ID: "a"}} }, Others, Row{Verdict: Amber, Why: Running, Mend: MendTasks},
		},
		"a task that nobody here knows": {
			func(_ *Input, p *pretend) { p.others = []agora.Task{{ID: "a"}} }, Others, Row{Verdict: Amber, Why: Running, Mend: MendOutside},
		},
		"longer than a task lives": {
			func(in *Input, _ *pretend) { in.Until = noon.Add(25 * time.Hour) }, Life, Row{Verdict: Red, Why: TooLong, Mend: MendReminder},
		},
		"as long as it lives": {
			func(in *Input, _ *pretend) { in.Until = noon.Add(24 * time.Hour) }, Life, Row{Verdict: Green, Why: InPlace},
		},
		"busy until time is up": {
			func(_ *Input, p *pretend) {
				p.try = &agora.NetError{Op: agora.OpAcquire, Cause: agora.CauseTimeout, Before: &agora.APIError{Op: agora.OpAcquire, Kind: agora.KindBusy}}
			}, Credentials, Row{Verdict: Amber, Why: Failed, Mend: MendConnection},
		},
		"what a start warns of": {
			func(in *Input, _ *pretend) {
				in.Warnings = []agora.Warning{{Path: agora.PathPubBotToken, Rule: "token-old"}, {Path: agora.PathMaxIdleTime, Rule: "short"}}
			}, Request, Row{Verdict: Amber, Why: Odd, Mend: MendField, Field: agora.PathMaxIdleTime},
		},
		"what may well be meant": {
			func(in *Input, _ *pretend) {
				in.Warnings = []agora.Warning{{Path: agora.PathRegion, Rule: "far"}}
			}, Request, Row{Verdict: Green, Why: InPlace},
		},
		"that beside a worry": {
			func(in *Input, _ *pretend) {
				in.Warnings = []agora.Warning{{Path: agora.PathRegion, Rule: "far"}, {Path: agora.PathMaxIdleTime, Rule: "short"}}
			}, Request, Row{Verdict: Amber, Why: Odd, Mend: MendField, Field: agora.PathMaxIdleTime},
		},
		"an odd token has a row of its own": {
			func(in *Input, _ *pretend) {
				in.Warnings = []agora.Warning{{Path: agora.PathPubBotToken, Rule: "token-old"}}
			}, Request, Row{Verdict: Green, Why: InPlace},
		},
		"a storage that can be written and looked at": {
			func(in *Input, _ *pretend) { stores(in, storage.Probed{}) }, Storage, Row{Verdict: Green, Why: InPlace},
		},
		"a bucket that is not there": {
			func(in *Input, _ *pretend) {
				stores(in, storage.Probed{Write: storage.Finding{Cause: storage.NoBucket}})
			}, Storage, Row{Verdict: Red, Why: CantWrite, Mend: MendField},
		},
		"a storage that a pretend Agora does not write to": {
			func(in *Input, _ *pretend) {
				stores(in, storage.Probed{})
				in.Probe = func(context.Context, storage.Place, storage.Keys) (storage.Probed, error) {
					return storage.Probed{}, ErrPretend
				}
			}, Storage, Row{Verdict: Off, Why: Pretend},
		},
		"a storage that is not reached from here": {
			func(in *Input, _ *pretend) {
				stores(in, storage.Probed{Write: storage.Finding{Cause: storage.NoRoute}})
			}, Storage, Row{Verdict: Amber, Why: CantWrite, Mend: MendField},
		},
		"keys that may only write": {
			func(in *Input, _ *pretend) {
				stores(in, storage.Probed{List: storage.Finding{Cause: storage.Denied}, Remove: storage.Finding{Cause: storage.Denied}})
			}, Storage, Row{Verdict: Amber, Why: CantLook, Mend: MendOutside},
		},
		"keys that would have to be typed": {
			func(in *Input, _ *pretend) {
				stores(in, storage.Probed{})
				in.Untold = []Untold{{agora.PathSecretKey, lost}}
			}, Storage, Row{Verdict: Grey, Why: Secret, Mend: MendField, Field: agora.PathSecretKey},
		},
		"no captions": {func(*Input, *pretend) {}, Storage, Row{Verdict: Off, Why: NotWanted}},
	} {
		t.Run(name, func(t *testing.T) {
			in, p := usual(t)
			c.change(&in, p)
			rows := report(t, in)
			got := rows[slices.IndexFunc(rows, func(r Row) bool { return r.Check == c.check })]
			if got.Verdict != c.want.Verdict || got.Why != c.want.Why || got.Mend != c.want.Mend || got.Field != c.want.Field {
				t.Errorf("%s is %s, %s, mend %d, field %q", got.Check, got.Verdict, got.Why, got.Mend, got.Field)
			}
		})
	}
}

func TestEverythingInPlaceIsGreenInItsOrder(t *testing.T) {
	in, _ := usual(t)
	rows := report(t, in)
	for i, r := range rows {
		if r.Check != Checks(agora.V6)[i] || r.At != noon || r.Verdict != Green && r.Verdict != Off {
			t.Errorf("%d: %s is %s, %s", i, r.Check, r.Verdict, r.Why)
		}
	}
	if Overall(rows) != Green {
		t.Errorf("all of it is %s", Overall(rows))
	}
}

func TestNobodyIsWaitedForLongerThanTheLimit(t *testing.T) {
	in, p := usual(t)
	in.Limit, p.hangs, p.dated = time.Millisecond, true, false
	end := make(chan struct{})
	t.Cleanup(func() { close(end) })
	in.Writable = func() error { <-end; return nil }
	want := map[Check]Verdict{Credentials: Amber, UIDs: Grey, Host: Grey, Others: Grey, Clock: Grey, Journal: Red}
	for _, r := range report(t, in) {
		if v, slow := want[r.Check]; slow && r.Verdict != v {
			t.Errorf("%s is %s, %s", r.Check, r.Verdict, r.Why)
		}
	}
}

func TestWhoStopsItIsGivenWhatIsLeft(t *testing.T) {
	in, p := usual(t)
	p.hangs = true
	run := Begin(t.Context(), in)
	run.Stop()
	n := 0
	for _, ok := run.Next(); ok; _, ok = run.Next() {
		n++
	}
	if n != len(Checks(agora.V6)) {
		t.Errorf("%d rows", n)
	}
}

func TestAGoodVerdictHoldsForTenMinutes(t *testing.T) {
	for _, c := range []struct {
		given Verdict
		after time.Duration
		want  Verdict
	}{
		{Green, 10*time.Minute - 1, Green}, {Green, 10 * time.Minute, Grey},
		{Red, time.Hour, Red}, {Amber, time.Hour, Amber}, {Off, time.Hour, Off},
	} {
		r := Row{Verdict: c.given, Why: InPlace, At: noon}.AsOf(noon.Add(c.after))
		if r.Verdict != c.want || (r.Why == TooOld) != (c.given != c.want) {
			t.Errorf("%s after %s is %s, %s", c.given, c.after, r.Verdict, r.Why)
		}
	}
}

func TestAllRowsTogetherAreAsBadAsTheWorst(t *testing.T) {
	for want, of := range map[Verdict][][]Verdict{
		Green: {{}, {Green, Off}}, Amber: {{Green, Amber}, {Grey, Green}}, Red: {{Green, Grey, Amber, Red}, {Red, Amber}},
	} {
		for _, verdicts := range of {
			var rows []Row
			for _, v := range verdicts {
				rows = append(rows, Row{Verdict: v})
			}
			if got := Overall(rows); got != want {
				t.Errorf("%v come to %s, want %s", verdicts, got, want)
			}
		}
	}
}

// report returns all rows in the order in which they are shown.
func report(t *testing.T, in Input) []Row {
	t.Helper()
	found := map[Check]Row{}
	running := Begin(t.Context(), in)
	for row, ok := running.Next(); ok; row, ok = running.Next() {
		found[row.Check] = row
	}
	var out []Row
	for _, check := range Checks(in.Project.Version) {
		out = append(out, found[check])
	}
	return out
}
