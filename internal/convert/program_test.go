package convert

import (
	"encoding/json"
	"go/format"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

func TestProgramsAreAsInTheGoldenFiles(t *testing.T) {
	for _, l := range Languages() {
		for name, call := range map[string]Call{
			"v6-full":    {AppID: sandbox.DefaultAppID, Key: "customer-key", InstanceID: "sttw-given", Project: agora.Project{Version: agora.V6}, Request: fullRequest()},
			"v7-minimal": {AppID: sandbox.DefaultAppID, BaseURL: agora.ChinaBaseURL, Auth: agora.AuthQuotedToken, Project: agora.Project{Version: agora.V7}, Request: minimalRequest()},
		} {
			path, got := filepath.Join("testdata", "programs", name+l.Extension()+".txt"), Program(l, call)
			golden(t, path, got)
			if left := regexp.MustCompile(`@[A-Z]+@|@[a-z]+@`).FindString(got); left != "" {
				t.Errorf("%s still has the mark %s", path, left)
			}
		}
	}
}

func TestGoProgramsAreFormatted(t *testing.T) {
	for _, v := range agora.Versions() {
		for _, auth := range []agora.Auth{agora.AuthBasic, agora.AuthToken, agora.AuthQuotedToken} {
			got := Program(Go, Call{AppID: sandbox.DefaultAppID, Key: "k", Auth: auth, Project: agora.Project{Version: v}, Request: fullRequest()})
			formatted, err := format.Source([]byte(got))
			if err != nil || string(formatted) != got {
				t.Errorf("%s %s: %v\n%s", v, auth, err, got)
			}
		}
	}
}

func TestNoProgramHoldsASecretOrASignThatSteers(t *testing.T) {
	r := fullRequest()
	r.RTC.ChannelName = "it's \t\x1b[201~ \x9b \u202e \u00a0 \U000e0041 !! \u007f \xff ` ''' \"\"\""
	for _, l := range Languages() {
		for _, v := range agora.Versions() {
			text := Program(l, Call{AppID: "a'\n$b`\"", Key: "k\n'\x1b\"\\`", InstanceID: "i'\n\"`", Project: agora.Project{Version: v}, Request: r})
			for _, bad := range append(formsOfSecrets(r), "\x1b", "\x9b", "\u202e", "\u00a0", "\U000e0041", "\x7f", "\xff", "\r") {
				if strings.Contains(text, bad) {
					t.Errorf("%s, %s holds %q:\n%s", l, v, bad, text)
				}
			}
		}
	}
}

func TestTokensThatTheWizardWouldMakeAreAskedFor(t *testing.T) {
	for _, l := range Languages() {
		for v, want := range map[agora.Version]int{agora.V5: 2, agora.V6: 2, agora.V7: 1} {
			text := Program(l, Call{AppID: "a", Key: "k", Project: agora.Project{Version: v, MakesTokens: true}, Request: minimalRequest()})
			got := 0
			for _, name := range []string{"AGORA_SUB_BOT_TOKEN", "AGORA_PUB_BOT_TOKEN"} {
				if strings.Contains(text, name) {
					got++
				}
			}
			if got != want {
				t.Errorf("%s, %s asks for %d tokens", l, v, got)
			}
		}
	}
}

func TestWhatCanNotStartHasNoProgram(t *testing.T) {
	if got := Program(Python, Call{Project: agora.Project{Version: "v99"}}); got != "" {
		t.Error(got)
	}
	if got := Program("cobol", Call{Project: v5}); got != "" || Language("cobol").Extension() != "" {
		t.Error(got)
	}
}

func TestEveryProgramStartsTheTask(t *testing.T) {
	for _, l := range Languages() {
		for _, v := range agora.Versions() {
			t.Run(string(l)+" "+string(v), func(t *testing.T) {
				t.Parallel()
				programStarts(t, l, agora.Project{Version: v}, minimalRequest())
				programStarts(t, l, agora.Project{Version: v, StorageKeys: agora.LowerKeys}, fullRequest())
			})
		}
	}
}

// programStarts runs a program and checks the body that was sent, and for a legal
// one the ledger and what was printed.
func programStarts(t *testing.T, l Language, p agora.Project, r agora.Request) {
	t.Helper()
	a := newAgora(t, sandbox.Options{Project: p}, nil)
	call := sandboxCall(a.url, r)
	call.Project = p
	o := runProgram(t, l, Program(l, call), environment(r, sandbox.DefaultSecret))
	bodies, _ := a.seen()
	if len(bodies) != 1 {
		t.Fatalf("%d starts:\n%s%s", len(bodies), o.out, o.err)
	}
	if call.named() {
		var sent struct{ Name string }
		if err := json.Unmarshal(bodies[0], &sent); err != nil || !regexp.MustCompile(`^sttw-\d{8}T\d{6}Z-\d+$`).MatchString(sent.Name) {
			t.Errorf("the name %q, %v", sent.Name, err)
		}
		r = r.Clone()
		r.Name = sent.Name
	}
	if !sameJSON(bodies[0], r.Body(p)) {
		t.Fatalf("sent %s\nwant %s\n%s%s", bodies[0], r.Body(p), o.out, o.err)
	}
	tasks := a.state(t).Tasks
	if errs := r.Validate(p); len(errs) > 0 {
		if len(tasks) != 0 || o.code != 1 || !strings.Contains(o.err, "the task was not started. Agora answered: ") {
			t.Errorf("exit %d and %d tasks for a request with %v:\n%s", o.code, len(tasks), errs, o.err)
		}
		return
	}
	if o.code != 0 || len(tasks) != 1 || tasks[0].Channel != r.RTC.ChannelName || tasks[0].Version != p.Version {
		t.Fatalf("exit %d, the ledger holds %+v\n%s%s", o.code, tasks, o.out, o.err)
	}
	first := map[agora.Version]string{agora.V5: "STARTED", agora.V6: "STARTED", agora.V7: "RUNNING"}[p.Version]
	if !strings.Contains(o.out, "The task "+tasks[0].ID+" was started; its status is "+first+".") {
		t.Errorf("printed %s", o.out)
	}
	if l != Shell {
		printedCallsWork(t, a, o.out, tasks[0].ID)
	}
	if strings.Contains(o.out+o.err, "CANARY") || strings.Contains(o.out+o.err, sandbox.DefaultSecret.Reveal()) {
		t.Errorf("a secret was printed:\n%s%s", o.out, o.err)
	}
}

// printedCallsWork makes the calls that a program prints.
func printedCallsWork(t *testing.T, a *agoraWorld, out, id string) {
	t.Helper()
	for _, intro := range []string{"See how it is: ", "Stop it: "} {
		_, rest, _ := strings.Cut(out, intro)
		line, _, _ := strings.Cut(rest, "\n")
		verb, url, _ := strings.Cut(strings.TrimSpace(line), " ")
		req, err := http.NewRequest(verb, url, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.SetBasicAuth(sandbox.DefaultKey, sandbox.DefaultSecret.Reveal())
		answer, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s%s %s: %s", intro, verb, url, answer.Status)
		}
	}
	if task := a.state(t).Tasks[0]; task.ID != id || task.StopRequestedAt.IsZero() {
		t.Errorf("the task was not stopped: %+v", task)
	}
}

func TestHostileTextsReachAgoraAsTheyAre(t *testing.T) {
	for _, l := range Languages()[1:] {
		t.Run(string(l), func(t *testing.T) {
			t.Parallel()
			all := fullRequest()
			all.RTC.ChannelName, all.Caption.Storage.Bucket = "", ""
			for name, r := range hostile() {
				if all.RTC.ChannelName += r.RTC.ChannelName; r.Caption != nil {
					all.Caption.Storage.Bucket += r.Caption.Storage.Bucket
				}
				if l != Go { // each would have to be compiled
					t.Run(name, func(t *testing.T) { programStarts(t, l, v5, r) })
				}
			}
			all.RTC.ChannelName += "@@@rtcConfig.secret NAME-OF-THE-RUN @name ${process.exit(7)} {exit(7)} %(x)s"
			all.Keywords = []string{"NAME-OF-THE-RUN", "@name", "@@name", "@rtcConfig.secret", "''' \"\"\" ` \\"}
			if err := all.Set(agora.PathOverwriteKeys, `{"__proto__":{"a":1.5},"b":[true,false,null,"x",[],{}]}`); err != nil {
				t.Fatal(err)
			}
			programStarts(t, l, v5, all)
			programStarts(t, l, agora.Project{Version: agora.V7}, all)
		})
	}
}

func TestAProgramSendsAgainWhatGotNoClearAnswer(t *testing.T) {
	lose := func(w http.ResponseWriter, r *http.Request, n int, next http.Handler) {
		if n > 1 {
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(discard{http.Header{}}, r)
		panic(http.ErrAbortHandler)
	}
	for name, c := range map[string]struct {
		fault func(http.ResponseWriter, *http.Request, int, http.Handler)
		code  int
		out   string
		tries int
	}{
		"started, answer lost":    {lose, 0, "was started", 2},
		"a gateway's page":        {answerWith(504, "<html>\x1b[31m gateway"), 3, "nobody knows whether", 4},
		"a success without an id": {answerWith(200, "{}"), 3, "nobody knows whether", 4},
		"busy":                    {answerWith(429, `{"message":"limit"}`), 1, "the task was not started", 4},
		"refused":                 {answerWith(400, `{"message":"body schema check fail, x"}`), 1, "the task was not started", 1},
		"an id with a command":    {answerWith(200, `{"taskId":"$(x)'\n","agent_id":"$(x)'\n"}`), 3, "nobody knows whether", 4},
	} {
		for _, l := range Languages() {
			for _, v := range []agora.Version{agora.V5, agora.V7} {
				t.Run(name+", "+string(l)+" "+string(v), func(t *testing.T) {
					t.Parallel()
					a := newAgora(t, sandbox.Options{}, c.fault)
					call := sandboxCall(a.url, minimalRequest())
					call.Project.Version = v
					text := withoutWaits.Replace(Program(l, call))
					o := runProgram(t, l, text, environment(call.Request, sandbox.DefaultSecret))
					bodies, _ := a.seen()
					if o.code != c.code || !strings.Contains(o.out+o.err, c.out) || len(bodies) != c.tries {
						t.Errorf("exit %d, %d tries, and the program says\n%s%s", o.code, len(bodies), o.out, o.err)
					}
					if st := a.state(t); len(st.Tasks) > 1 || strings.Contains(o.out+o.err, "\x1b") {
						t.Errorf("%d tasks:\n%s%s", len(st.Tasks), o.out, o.err)
					}
				})
			}
		}
	}
}

// withoutWaits lets a program of any language send again at once.
var withoutWaits = strings.NewReplacer("3, 6, 9, 0", "0, 0, 0, 0")

func TestAProgramNamesAMissingVariableBeforeAnythingIsSent(t *testing.T) {
	r := fullRequest()
	for _, l := range Languages()[1:] {
		for i, value := range map[int]string{0: "", 3: "x\ny"} {
			a := newAgora(t, sandbox.Options{}, nil)
			needed := (Call{Project: v5, Request: r}).needed()
			env := environment(r, sandbox.DefaultSecret)
			env[i] = needed[i].name + "=" + value
			o := runProgram(t, l, Program(l, sandboxCall(a.url, r)), env)
			_, calls := a.seen()
			if len(calls) != 0 || o.code != 1 || !strings.Contains(o.err, needed[i].name) {
				t.Errorf("%s, %s=%q: exit %d, %d calls\n%s", l, needed[i].name, value, o.code, len(calls), o.err)
			}
		}
	}
}

func TestAProgramFollowsNoRedirect(t *testing.T) {
	var reached atomic.Bool
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Store(true) }))
	defer elsewhere.Close()
	here := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	defer here.Close()
	for _, l := range Languages() {
		call := sandboxCall(here.URL, minimalRequest())
		o := runProgram(t, l, Program(l, call), environment(call.Request, sandbox.DefaultSecret))
		if reached.Load() || o.code != 1 || !strings.Contains(o.err, "nothing was started") {
			t.Errorf("%s: exit %d, reached %v\n%s", l, o.code, reached.Load(), o.err)
		}
	}
}

func TestAProgramCallsWithAToken(t *testing.T) {
	for auth, want := range map[agora.Auth]string{agora.AuthToken: "agora token=007token", agora.AuthQuotedToken: `agora token="007token"`} {
		for _, l := range Languages() {
			var got atomic.Value
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				got.Store(r.Header.Get("Authorization"))
				_, _ = w.Write([]byte(`{"agent_id":"abc","status":"STARTING"}`))
			}))
			call := sandboxCall(server.URL, minimalRequest())
			call.Auth, call.Project.Version = auth, agora.V7
			o := runProgram(t, l, Program(l, call), []string{"AGORA_TOKEN=007token"})
			if o.code != 0 || got.Load() != want || strings.Contains(o.out+o.err+o.argv, "007token") {
				t.Errorf("%s: exit %d, Authorization %v\n%s%s", l, o.code, got.Load(), o.out, o.err)
			}
			server.Close()
		}
	}
}
