package convert

import (
	"net/http"
	"net/http/httptest"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// hostile are requests whose texts try to get out of their quotes. Those that
// Agora's rules allow must be started; the others must reach it as they are.
func hostile() map[string]agora.Request {
	out := map[string]agora.Request{"every field, with every secret": fullRequest()}
	for name, channel := range map[string]string{
		"the letters, digits and a space":  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ",
		"the signs of a channel name":      " !#$%&()+-:;<=.>?@[]^_{}|~, ",
		"a command in a channel name":      "$(touch pwned); touch pwned | touch pwned & touch pwned >pwned",
		"expansions in a channel name":     "$HOME ${HOME} ~ [a-z] {a,b} !! !$ %s%n $$ $? #x <(y) =ls @BODY@",
		"a channel that is an option":      "-K -",
		"quotes in a channel name":         `'; touch pwned; ' " \ ' '" \' \\' \"`,
		"a command in back quotes":         "`touch pwned` $(touch pwned) ${x:=`touch pwned`}",
		"a line that ends the script":      "x\nSTTWIZARD\ntouch pwned\nLINE\n",
		"what looks like a secret's place": `'"$customer_secret"'`,
	} {
		r := minimalRequest()
		r.RTC.ChannelName = channel
		out[name] = r
	}
	for name, bucket := range map[string]string{
		"a bucket with quotes":              `'; touch pwned; ' " \ '" $(touch pwned) \' \u0027 \n "}`,
		"a bucket with back quotes":         "`touch pwned` $(touch pwned) %s %n \\1 & @KEY@",
		"a bucket with the mark":            `secret", "x": "'"$AGORA_CUSTOMER_SECRET"'`,
		"a bucket of several lines":         "a\nSTTWIZARD\ntouch pwned\r\n\t\x1b[31m\x00\x7f",
		"a bucket with other alphabets":     "Zürich \u2028 \u202e 字 \U0001f600 \xff !",
		"a bucket that would read a file":   "@/etc/passwd",
		"a bucket that ends in a backslash": `\`,
	} {
		r := fullRequest()
		r.Caption.Storage.Bucket = bucket
		out[name] = r
	}
	return out
}

func TestEveryShellStartsExactlyTheRequest(t *testing.T) {
	for _, shell := range realShells(t) {
		t.Run(shell.name, func(t *testing.T) {
			t.Parallel()
			for name, r := range hostile() {
				t.Run(name, func(t *testing.T) { startsExactly(t, shell, r) })
			}
		})
	}
}

func startsExactly(t *testing.T, shell realShell, r agora.Request) {
	a := newAgora(t, sandbox.Options{}, nil)
	o := run(t, shell, Curl(sandboxCall(a.url, r)), environment(r, sandbox.DefaultSecret))
	bodies, _ := a.seen()
	if len(bodies) != 1 || !sameJSON(bodies[0], r.Body(v5)) {
		t.Fatalf("sent %q\nwant %s\n%s%s", bodies, r.Body(v5), o.out, o.err)
	}
	st := a.state(t)
	if errs := r.Validate(v5); len(errs) > 0 {
		if len(st.Tasks) != 0 || !strings.Contains(o.err, "the task was not started. Agora answered: ") {
			t.Errorf("%d tasks for a request with %v, and the script says\n%s", len(st.Tasks), errs, o.err)
		}
		return
	}
	withoutSecrets := r.Clone()
	for _, v := range variables[1:] {
		_ = withoutSecrets.Set(v.path, "")
	}
	if len(st.Tasks) != 1 || st.Tasks[0].Channel != r.RTC.ChannelName || !sameJSON(st.Tasks[0].Request, withoutSecrets.Body(v5)) {
		t.Errorf("the ledger holds %+v\n%s", st.Tasks, o.err)
	}
	for _, form := range append(formsOfSecrets(r), sandbox.DefaultSecret.Reveal(), st.Tokens[0].Name) {
		if strings.Contains(o.argv, form) {
			t.Errorf("%q was an argument of a program:\n%s", form, o.argv)
		}
	}
	if !strings.Contains(o.argv, "curl\n-q\n") {
		t.Errorf("curl was not called through the spy:\n%s", o.argv)
	}
}

func TestThePrintedLinesQueryAndStopTheTask(t *testing.T) {
	for _, shell := range realShells(t) {
		for _, v := range agora.Versions() {
			t.Run(shell.name+" "+string(v), func(t *testing.T) {
				t.Parallel()
				printedLinesWork(t, shell, v)
			})
		}
	}
}

func printedLinesWork(t *testing.T, shell realShell, v agora.Version) {
	secret := agora.Secret(`cust"omer\ 'se$cret`)
	a := newAgora(t, sandbox.Options{Secret: secret, Key: `k"\'$e` + "`y`", Project: agora.Project{Version: v}}, nil)
	call := sandboxCall(a.url, minimalRequest())
	call.Key, call.Project.Version = `k"\'$e`+"`y`", v
	env := environment(call.Request, secret)
	o := run(t, shell, Curl(call), env)
	if len(a.state(t).Tasks) != 1 {
		t.Fatalf("the script says\n%s%s", o.out, o.err)
	}
	id := a.state(t).Tasks[0].ID
	if !strings.Contains(o.out, "The task "+id+" was started; its status is ") {
		t.Errorf("the script says\n%s%s", o.out, o.err)
	}
	var printed []string
	for line := range strings.Lines(o.out) {
		if strings.HasPrefix(line, "  printf ") {
			printed = append(printed, line)
		}
	}
	if len(printed) != 2 {
		t.Fatalf("the script printed\n%s", o.out)
	}
	token := a.state(t).Tokens[0].Name
	wanted := []string{"GET " + id, "DELETE " + id}
	if v.Named() {
		token, wanted[1] = "omer", "POST leave"
	}
	for i, want := range wanted {
		o := run(t, shell, printed[i], env)
		if _, calls := a.seen(); calls[len(calls)-1] != want {
			t.Errorf("%s called %s", printed[i], calls[len(calls)-1])
		}
		if strings.Contains(o.argv, token) || strings.Contains(o.argv, "omer") {
			t.Errorf("a secret was an argument of a program:\n%s", o.argv)
		}
		if i == 0 && !strings.Contains(o.out, id) {
			t.Errorf("the query gave %s%s", o.out, o.err)
		}
	}
	if a.state(t).Tasks[0].StopRequestedAt.IsZero() {
		t.Error("the task was not stopped")
	}
}

func TestThePrintedLinesGoWithTheToken(t *testing.T) {
	for auth, header := range map[agora.Auth]string{agora.AuthToken: "agora token=007token", agora.AuthQuotedToken: `agora token="007token"`} {
		for _, shell := range realShells(t) {
			var got atomic.Value
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				got.Store(r.Method + " " + r.Header.Get("Authorization"))
				_, _ = w.Write([]byte(`{"agent_id":"abc","status":"STARTING"}`))
			}))
			call := sandboxCall(server.URL, minimalRequest())
			call.Auth, call.Project.Version = auth, agora.V7
			o := run(t, shell, Curl(call), []string{"AGORA_TOKEN=007token"})
			for line := range strings.Lines(o.out) {
				if !strings.HasPrefix(line, "  printf ") {
					continue
				}
				verb := "GET "
				if strings.Contains(line, "/leave") {
					verb = "POST "
				}
				if o := run(t, shell, line, []string{"AGORA_TOKEN=007token"}); got.Load() != verb+header || strings.Contains(o.argv, "007token") {
					t.Errorf("%s, %s: %v\n%s", shell.name, line, got.Load(), o.err)
				}
			}
			if strings.Count(o.out, "  printf ") != 2 {
				t.Errorf("%s printed %s%s", shell.name, o.out, o.err)
			}
			server.Close()
		}
	}
}

func TestTheInstanceIsTheGivenOneOrAFreshOne(t *testing.T) {
	shell := realShells(t)[0]
	a := newAgora(t, sandbox.Options{}, nil)
	call := sandboxCall(a.url, minimalRequest())
	env := environment(call.Request, sandbox.DefaultSecret)
	run(t, shell, Curl(call), env)
	run(t, shell, Curl(call), env)
	call.InstanceID = "sttw-given"
	run(t, shell, Curl(call), env)
	tokens := a.state(t).Tokens
	if len(tokens) != 3 || tokens[0].InstanceID == tokens[1].InstanceID || tokens[2].InstanceID != "sttw-given" {
		t.Errorf("the ledger holds %+v", tokens)
	}
}

func TestAMissingOrBrokenVariableIsNamedBeforeAnythingIsSent(t *testing.T) {
	r := fullRequest()
	for _, shell := range realShells(t) {
		for i, v := range (Call{Project: v5, Request: r}).needed() {
			for value, want := range map[string]string{"": "set it to " + v.what, "x\r": "control character", "x\ny": "control character"} {
				a := newAgora(t, sandbox.Options{}, nil)
				env := environment(r, sandbox.DefaultSecret)
				env[i] = v.name + "=" + value
				o := run(t, shell, Curl(sandboxCall(a.url, r)), env)
				_, calls := a.seen()
				if len(calls) != 0 || !strings.Contains(o.err, v.name) || !strings.Contains(o.err, want) {
					t.Errorf("%s, %s=%q: %d calls, and the script says\n%s", shell.name, v.name, value, len(calls), o.err)
				}
				if shell.file && o.code == 0 {
					t.Errorf("%s, %s=%q: exit 0", shell.name, v.name, value)
				}
			}
			if testing.Short() {
				break
			}
		}
	}
}

func TestARefusedAcquireStartsNothing(t *testing.T) {
	shell := realShells(t)[0]
	call := sandboxCall("", minimalRequest())
	for name, c := range map[string]struct {
		mode   sandbox.Mode
		secret agora.Secret
		want   string
	}{
		"wrong customer secret": {sandbox.ModeOK, "wrong", "Invalid authentication credentials"},
		"not enabled":           {sandbox.ModeInvalid, sandbox.DefaultSecret, "invalid_appid"},
		"busy":                  {sandbox.ModeBusy, sandbox.DefaultSecret, "429"},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAgora(t, sandbox.Options{Mode: c.mode}, nil)
			call.BaseURL = a.url
			o := run(t, shell, Curl(call), environment(call.Request, c.secret))
			if o.code != 1 || !strings.Contains(o.err, "acquire gave no builder token; nothing was started.") || !strings.Contains(o.err, c.want) {
				t.Errorf("exit %d, and the script says\n%s", o.code, o.err)
			}
			if bodies, _ := a.seen(); len(bodies) != 0 {
				t.Error("a start was sent")
			}
		})
	}
	t.Run("nobody there", func(t *testing.T) {
		l, err := sandbox.New(sandbox.Options{Mode: sandbox.ModeDown}).Listen("127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		call.BaseURL = l.URL()
		o := run(t, shell, Curl(call), environment(call.Request, sandbox.DefaultSecret))
		if o.code != 1 || !strings.Contains(o.err, "no answer to the acquire call; nothing was started") {
			t.Errorf("exit %d, and the script says\n%s", o.code, o.err)
		}
	})
}

// answerWith answers a start without doing it.
func answerWith(status int, body string) func(http.ResponseWriter, *http.Request, int, http.Handler) {
	return func(w http.ResponseWriter, _ *http.Request, _ int, _ http.Handler) {
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func TestAStartWithoutAClearAnswerIsSentAgainWithTheSameToken(t *testing.T) {
	shell := realShells(t)[0]
	lose := func(w http.ResponseWriter, r *http.Request, n int, next http.Handler) {
		if n > 1 {
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(discard{http.Header{}}, r)
		panic(http.ErrAbortHandler)
	}
	for name, c := range map[string]struct {
		fault      func(http.ResponseWriter, *http.Request, int, http.Handler)
		code       int
		out, waits string
	}{
		"started, answer lost":      {lose, 0, "was started", "3\n"},
		"a gateway's page":          {answerWith(504, "<html>\x1b[31m gateway"), 3, "nobody knows whether", "3\n6\n9\n"},
		"a success without an id":   {answerWith(200, "{}"), 3, "nobody knows whether", "3\n6\n9\n"},
		"busy":                      {answerWith(429, `{"message":"limit"}`), 1, "the task was not started", "3\n6\n9\n"},
		"refused":                   {answerWith(400, `{"message":"body schema check fail, x"}`), 1, "the task was not started", ""},
		"already started, id named": {answerWith(409, `{"message":"..., taskId is abc123"}`), 0, "The task abc123 was started", ""},
		"an id with a command":      {answerWith(200, `{"taskId":"$(touch pwned)'"}`), 3, "nobody knows whether", "3\n6\n9\n"},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAgora(t, sandbox.Options{}, c.fault)
			call := sandboxCall(a.url, minimalRequest())
			o := run(t, shell, Curl(call), environment(call.Request, sandbox.DefaultSecret))
			if o.code != c.code || !strings.Contains(o.out+o.err, c.out) || o.waits != c.waits {
				t.Errorf("exit %d, waits %q, and the script says\n%s%s", o.code, o.waits, o.out, o.err)
			}
			if st := a.state(t); len(st.Tokens) != 1 || len(st.Tasks) > 1 {
				t.Errorf("%d tokens and %d tasks", len(st.Tokens), len(st.Tasks))
			}
			if strings.Contains(o.out+o.err, "\x1b") {
				t.Errorf("a control character of the answer was printed: %q", o.err)
			}
			if c.code == 3 && !strings.Contains(o.err, a.state(t).Tokens[0].Name) {
				t.Errorf("the builder token is lost:\n%s", o.err)
			}
		})
	}
}

// discard takes an answer that nobody gets.
type discard struct{ header http.Header }

func (d discard) Header() http.Header       { return d.header }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}

func TestCurlItselfIsMissed(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("sh is not installed, so no script can run")
	}
	// A PATH with what the script needs but curl.
	dir := t.TempDir()
	for _, tool := range []string{"sed", "tr", "cat"} {
		path, err := exec.LookPath(tool)
		if err != nil {
			t.Skipf("%s is not installed, so no script can run", tool)
		}
		spy(t, dir, tool, "exec "+path+` "$@"`+"\n")
	}
	spy(t, dir, "sh", "exec "+sh+` "$@"`+"\n")
	call := sandboxCall("http://127.0.0.1:1", minimalRequest())
	cmd := exec.Command(sh)
	cmd.Stdin = strings.NewReader(Curl(call))
	cmd.Env = slices.Concat([]string{"PATH=" + dir}, environment(call.Request, sandbox.DefaultSecret))
	out, _ := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), "curl is not installed") {
		t.Errorf("%v: %s", cmd.ProcessState, out)
	}
}
