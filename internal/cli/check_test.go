package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/agora/token"
	"sttwizard/internal/preflight"
)

// verdicts are those of a check in JSON.
func verdicts(t *testing.T, r ran) map[preflight.Check]preflight.Verdict {
	t.Helper()
	var told checkJSON
	if err := json.Unmarshal([]byte(r.out), &told); err != nil {
		t.Fatalf("%v\n%s%s", err, r.out, r.err)
	}
	out := map[preflight.Check]preflight.Verdict{}
	for _, row := range told.Rows {
		out[row.Check] = row.Verdict
	}
	return out
}

func TestACheckGoesFromRedToGreen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ledger := w.serve(nil)
	w.vars["AGORA_CUSTOMER_SECRET"] = "wrong"
	r := w.want(exitFailed, "check")
	mustHold(t, r.out, "wrong      Request", "--set languages=VALUE", "wrong      Credentials", "not known  Bots' uids", "Something is wrong")
	w.vars["AGORA_CUSTOMER_SECRET"] = sandbox.DefaultSecret.Reveal()
	r = w.want(exitFailed, append([]string{"check", "--until", "25h"}, legal("hall")...)...)
	mustHold(t, r.out, "ready      Request", "ready      Credentials", "ready      Host             1 host can be heard", "wrong      Length", "--until 24h")
	r = w.want(exitLook, append([]string{"check"}, legal("hall")...)...)
	mustHold(t, r.out, "look       Listening token", "Nothing is wrong")
	delete(w.vars, "STTWIZARD_API_URL")
	r = w.want(exitDone, append([]string{"check", "--sandbox"}, legal("hall")...)...)
	mustHold(t, r.out, "ready      Writing token", "off        Storage", "Everything is in place.")
	if n := started(t, ledger); n != 0 {
		t.Errorf("%d tasks were started", n)
	}
}

func TestWhatKeepsACheckFromBeingGreen(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args  []string
		code  int
		check preflight.Check
		want  preflight.Verdict
	}{
		"nobody there":       {[]string{"--sandbox", "--set", "rtcConfig.channelName=idle-hall"}, exitLook, preflight.Host, preflight.Amber},
		"a uid that is used": {[]string{"--sandbox", "--set", "rtcConfig.pubBotUid=1"}, exitFailed, preflight.UIDs, preflight.Red},
		"nobody may ask":     {[]string{"--sandbox=presence=off"}, exitLook, preflight.UIDs, preflight.Grey},
		"refused":            {[]string{"--sandbox=denied"}, exitFailed, preflight.Credentials, preflight.Red},
		"not switched on":    {[]string{"--sandbox=invalid", "--api", "v7"}, exitFailed, preflight.Credentials, preflight.Red},
		"nobody answers":     {[]string{"--sandbox=down"}, exitFailed, preflight.Clock, preflight.Grey},
		"a wrong field":      {[]string{"--sandbox", "--set", "maxIdleTime=1"}, exitFailed, preflight.Request, preflight.Red},
		"a secret to be typed": {
			[]string{"--sandbox", "--set", "rtcConfig.pubBotToken=env:NOT_SET"}, exitLook, preflight.PubToken, preflight.Grey,
		},
		"v7 has one bot": {[]string{"--sandbox", "--api", "v7"}, exitDone, preflight.PubToken, preflight.Green},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			r := w.want(c.code, append(append([]string{"check", "--json"}, legal("hall")...), c.args...)...)
			if got := verdicts(t, r)[c.check]; got != c.want {
				t.Errorf("%s is %s\n%s", c.check, got, r.out)
			}
		})
	}
}

// TestWhereNobodyAnswersNoTaskIsSaidToBeNone: who could not be asked says nothing of what
// runs in a channel, whatever version and however it fails.
func TestWhereNobodyAnswersNoTaskIsSaidToBeNone(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"down", "denied", "invalid"} {
		for _, version := range []string{"v5", "v6", "v7"} {
			w := newWorld(t)
			args := append([]string{"check", "--sandbox=" + mode, "--api", version}, legal("hall")...)
			r := w.want(exitFailed, args...)
			mustHold(t, r.out, "not known  Other tasks      Agora could not be asked, see Credentials")
			if got := verdicts(t, w.want(exitFailed, append(args, "--json")...))[preflight.Others]; got != preflight.Grey {
				t.Errorf("%s of %s: other tasks are %s", mode, version, got)
			}
		}
	}
	w := newWorld(t)
	r := w.want(exitDone, append([]string{"check", "--sandbox", "--api", "v5"}, legal("hall")...)...)
	mustHold(t, r.out, "none in the channel that the journal knows; Agora's v5 can't list others")
}

// TestWhoCouldNotBeAskedIsSaidWithWhatHelps: that Agora is busy stands in each row of a
// call that it kept waiting, and nobody is told to look again where that can't help.
func TestWhoCouldNotBeAskedIsSaidWithWhatHelps(t *testing.T) {
	t.Parallel()
	const who = "Host             the call that tells who is in the channel failed, see Bots' uids"
	for mode, c := range map[string]struct {
		code int
		says []string
	}{
		"busy":         {exitLook, []string{"Credentials      Agora is busy: too many calls", "Bots' uids       Agora is busy", "Other tasks      Agora could not be asked"}},
		"denied":       {exitFailed, []string{who, "next: check the customer key and secret"}},
		"presence=off": {exitLook, []string{who, "next: look into the channel yourself"}},
	} {
		w := newWorld(t)
		r := w.want(c.code, append([]string{"check", "--sandbox=" + mode}, legal("hall")...)...)
		mustHold(t, r.out, c.says...)
		mustLack(t, r.out, "no good answer", "look again in a moment")
	}
}

// TestWhatAStartWarnsOfACheckTellsToLookAt: a start notes it, so not everything is in
// place.
func TestWhatAStartWarnsOfACheckTellsToLookAt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	args := []string{"--sandbox", "--api", "v5", "--set", agora.PathChannelName + "=hall", "--set", agora.PathLanguages + "=english", "--set", agora.PathMaxIdleTime + "=86400"}
	notes := w.want(exitDone, append([]string{"start", "--dry-run"}, args...)...).err
	r := w.want(exitLook, append([]string{"check"}, args...)...)
	for _, text := range []string{"english is not on the list that Agora published for v5 and may be refused", "over an hour: a forgotten task goes on for 24 hours after the last host left"} {
		mustHold(t, notes, text)
		mustHold(t, r.out, "look       Request", text, `next: look at "Spoken in the channel" and "Idle time"`, "ready      Length")
	}
	if got := verdicts(t, w.want(exitLook, append(args, "check", "--json")...))[preflight.Request]; got != preflight.Amber {
		t.Errorf("the request is %s", got)
	}
}

func TestACheckFindsWhatRunsInTheChannel(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, startArgs("hall", "--sandbox", "--wait")...)
	r := w.want(exitFailed, append([]string{"check", "--sandbox"}, legal("hall")...)...)
	mustHold(t, r.out, "wrong      Bots' uids", "the uid 47091 is in the channel already", "look       Other tasks", "for en-US too", "1 host can be heard")
}

func TestACheckTellsHowWrongTheClockIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ahead := 20 * time.Minute
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		rw.Header().Set("Date", w.env.Now().Add(ahead).UTC().Format(http.TimeFormat))
		rw.WriteHeader(http.StatusUnauthorized)
		return true
	})
	r := w.want(exitFailed, append([]string{"check"}, legal("hall")...)...)
	mustHold(t, r.out, "wrong      Clock", "behind (±", "set this machine's clock")
}

func TestACheckAsksNobodyAndLeaksNothing(t *testing.T) {
	t.Parallel()
	s := newSweep(t)
	for _, status := range []int{0, 401, 403, 500} {
		s.status.Store(int64(status))
		r := s.run("typed\n", append([]string{"check", "--connection", "acme"}, s.withSecrets("hall")...)...)
		if r.code == exitDone || strings.Contains(r.out+r.err, "not shown") {
			t.Errorf("under %d: exit code %d\n%s%s", status, r.code, r.out, r.err)
		}
		s.run("", append([]string{"check", "--json", "--connection", "acme"}, s.withSecrets("hall")...)...)
	}
	s.clean()
	if state, err := sandbox.Read(s.ledger); err != nil || len(state.Tasks) != 0 {
		t.Errorf("%d tasks, %v", len(state.Tasks), err)
	}
}

func TestACheckMakesTheTokensItLooksAt(t *testing.T) {
	t.Parallel()
	s := newSweep(t)
	args := append(legal("hall"), "--connection", "acme", "--json", "--until", "2h")
	got := verdicts(t, s.must("", append([]string{"check"}, args...)...))
	if got[preflight.SubToken] != preflight.Green || got[preflight.PubToken] != preflight.Green {
		t.Errorf("they are %v", got)
	}
	bird := s.birds[agora.PathPubBotToken]
	r := s.run("", append([]string{"check", "--set", agora.PathPubBotToken + "=env:" + variableOf(agora.PathPubBotToken)}, args...)...)
	if v := verdicts(t, r)[preflight.PubToken]; v == preflight.Green || strings.Contains(r.out, bird) {
		t.Errorf("a text that is no token is %s", v)
	}
}

func TestACheckTriesTheStorage(t *testing.T) {
	t.Parallel()
	back := s3mem.New()
	if err := back.CreateBucket("captions"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(back, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	t.Cleanup(server.Close)
	w := newWorld(t)
	w.vars["ACCESS"], w.vars["SECRET"] = "AKIA0123456789ABCDEF", "0123456789abcdefghij0123456789abcdefghij"
	args := append(legal("hall"), "--sandbox", "--api", "v7", "--set", agora.PathVendor+"=11", "--set", agora.PathEndpoint+"="+server.URL,
		"--set", agora.PathStorageRegion+"=us-east-1", "--set", agora.PathFileNamePrefix+"=gala", "--set", agora.PathAccessKey+"=env:ACCESS")
	check := func(code int, more ...string) string {
		return w.want(code, append(append([]string{"check"}, args...), more...)...).out
	}
	mustHold(t, check(exitFailed, "--set", agora.PathBucket+"=nothere", "--set", agora.PathSecretKey+"=env:SECRET"),
		"wrong      Storage          There is no bucket nothere", "--set "+agora.PathBucket+"=VALUE")
	mustHold(t, check(exitLook, "--set", agora.PathBucket+"=captions", "--set", agora.PathSecretKey+"=env:NOT_SET"),
		"not known  Storage          \"Secret key\" is not at hand", "--set "+agora.PathSecretKey+"=env:NAME")
	mustHold(t, check(exitLook, "--set", agora.PathBucket+"=captions", "--set", agora.PathSecretKey+"=env:SECRET"),
		"ready      Storage          Captions can be stored", "captions/gala/", "look       Request", "is on this machine, which Agora does not reach")
	left, err := back.ListBucket("captions", nil, gofakes3.ListBucketPage{})
	if err != nil || len(left.Contents) != 0 {
		t.Errorf("%d objects stay, %v", len(left.Contents), err)
	}
}

// TestACheckSaysThatThisMachinesDiskIsAtFault: a sandbox that can't write is no trouble of
// Agora's, and a directory that is none is no file to be kept.
func TestACheckSaysThatThisMachinesDiskIsAtFault(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := os.WriteFile(filepath.Join(w.home, "state"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r := w.want(exitFailed, append([]string{"check", "--sandbox"}, legal("hall")...)...)
	mustHold(t, r.out, "wrong      Journal", "Credentials      The sandbox can't keep its tasks on this machine's disk",
		"Other tasks      the journal can't be read: ", "attempts is a directory again")
	mustLack(t, r.out, "support", "keep the file")
}

// TestACheckNamesWhatKeepsATokenFromBeingMade: a malformed App Certificate keeps a start
// from being sent, and the check names the variable.
func TestACheckNamesWhatKeepsATokenFromBeingMade(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.vars["AGORA_APP_CERTIFICATE"] = "abc"
	r := w.want(exitFailed, append([]string{"check"}, legal("hall")...)...)
	for _, title := range []string{"Listening token", "Writing token  "} {
		mustHold(t, r.out, "wrong      "+title+"  can't be made: the App Certificate of the connection environment must be 32 hexadecimal digits",
			"next: correct the variable AGORA_APP_CERTIFICATE")
	}
	mustLack(t, r.out, "supply it", "abc")
}

// TestASignatureThatCantBeCheckedIsSaid: of a token that was given nobody here knows by
// which certificate it was signed, unless the connection has one.
func TestASignatureThatCantBeCheckedIsSaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	const own, foreign = "0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"
	made, err := token.Make(token.Spec{
		AppID: sandbox.DefaultAppID, Channel: "hall", UID: "88222", Role: token.Publisher, Life: 6 * time.Hour, Issued: w.env.Now(),
	}, foreign, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.vars["TOKEN"] = made.Reveal()
	args := append([]string{"check", "--api", "v7", "--set", agora.PathPubBotToken + "=env:TOKEN"}, legal("hall")[:4]...)
	args = append(args, "--set", agora.PathPubBotUID+"=88222")
	const unchecked = "App Certificate signed it can't be checked here"
	mustHold(t, w.want(exitDone, args...).out, "ready      Writing token    App ID, channel, uid and role are right", unchecked)
	w.vars["AGORA_APP_CERTIFICATE"] = own
	r := w.want(exitFailed, args...)
	mustHold(t, r.out, "wrong      Writing token", "was signed with another App Certificate")
	mustLack(t, r.out, unchecked)
	w.vars["AGORA_APP_CERTIFICATE"] = foreign
	mustLack(t, w.want(exitDone, args...).out, unchecked)
}

// TestACheckSaysWhichEndItUnderstood: a time of day that has passed is tomorrow's.
func TestACheckSaysWhichEndItUnderstood(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	passed := w.env.Now().Local().Add(-time.Hour)
	now := w.env.Now().Local()
	w.env.Now = func() time.Time { return now }
	day := "tomorrow "
	if passed.Day() != now.Day() { // the hour after midnight
		day = ""
	}
	r := w.want(exitDone, append([]string{"check", "--sandbox", "--until", passed.Format("15:04")}, legal("hall")...)...)
	mustHold(t, r.out, "ready      Length           it is to run until "+day+passed.Format("15:04")+"; it can run until ")
}

// TestAHostWithTheUidOfABotIsNotDenied: who is there is not said to be nobody.
func TestAHostWithTheUidOfABotIsNotDenied(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"v6", "v7"} {
		w := newWorld(t)
		r := w.want(exitFailed, append(append([]string{"check", "--sandbox", "--api", version}, legal("hall")[:4]...), "--set", agora.PathPubBotUID+"=1")...)
		mustHold(t, r.out, "the uid 1 is in the channel already", "not known  Host             who is there has the uid 1")
		mustLack(t, r.out, "nobody is there")
	}
}
