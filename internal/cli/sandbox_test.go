package cli

import (
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/agora/token"
	"sttwizard/internal/session"
)

// served runs the sandbox command with arguments until the test ends. It gives
// the URL, and what the command printed.
func (w *world) served(args ...string) (url string, out *buffer) {
	w.t.Helper()
	i := interrupted(w)
	out = &buffer{}
	told := make(chan string, 1)
	env := w.env
	env.Args, env.In, env.Err = append([]string{"sandbox"}, args...), strings.NewReader(""), io.Discard
	env.Out = writerFunc(func(p []byte) (int, error) {
		if rest, ok := strings.CutPrefix(string(p), "URL"); ok {
			told <- strings.TrimSpace(rest)
		}
		return out.Write(p)
	})
	env.Getenv = func(name string) string { return w.vars[name] }
	code := make(chan int, 1)
	go func() { code <- Run(env) }()
	w.t.Cleanup(func() {
		i.c <- os.Interrupt
		<-code
	})
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	select {
	case url := <-told:
		return url, out
	case got := <-code:
		w.t.Fatalf("it ended with %d: %s", got, out)
	case <-ctx.Done():
		w.t.Fatal("it told no URL")
	}
	return "", out
}

// sent sends a request as another client would.
func sent(t *testing.T, method, url, body, auth string) (status int, answer string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth(sandbox.DefaultKey, sandbox.DefaultSecret.Reveal())
	if auth != "" {
		req.Header.Set("Authorization", auth)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(data)
}

const joinPath = "/api/speech-to-text/v1/projects/" + sandbox.DefaultAppID + "/join"

// joinOf is a join's body, with more members.
func joinOf(more string) string {
	return `{"name":"` + agora.NewInstanceID(nil) + `","languages":["en-US"],` + more + `"rtcConfig":{"channelName":"lobby","pubBotUid":"88222"}}`
}

func TestTheSandboxCommandNamesWhatIsOddOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url, out := w.served()
	for range 2 {
		status, answer := sent(t, "post", url+joinPath, joinOf(`"graph_id":"g7","nickname":"x",`), "")
		if status != 200 || !strings.Contains(answer, `"status":"RUNNING"`) {
			t.Errorf("answered %d %s", status, answer)
		}
	}
	for _, once := range []string{`the verb POST as "post"`, "the request has graph_id, which Agora's pages do not list", "the request has nickname, which is taken and has no effect"} {
		if n := strings.Count(out.String(), once); n != 1 {
			t.Errorf("%q was printed %d times:\n%s", once, n, out)
		}
	}
}

func TestTheStrictSandboxRefusesWhatNoAppOfAgorasSends(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url, out := w.served("--strict")
	if status, answer := sent(t, "POST", url+joinPath, joinOf(`"graph_id":"g7",`), ""); status != 200 {
		t.Errorf("answered %d %s", status, answer)
	}
	status, answer := sent(t, "POST", url+joinPath, joinOf(`"nickname":"x",`), "")
	if status != 400 || !strings.Contains(answer, "nickname") {
		t.Errorf("answered %d %s", status, answer)
	}
	out.holds(t, "the request has graph_id")
}

func TestTheSandboxCommandTakesTokens(t *testing.T) {
	t.Parallel()
	const certificate = "fedcba9876543210fedcba9876543210"
	w := newWorld(t)
	w.vars["CERTIFICATE"] = certificate
	url, out := w.served("--token", "--certificate", "env:CERTIFICATE")
	signed := func(with agora.Secret) string {
		spec := token.Spec{AppID: sandbox.DefaultAppID, Channel: "any", Role: token.Subscriber, Life: time.Hour, Issued: w.env.Now()}
		made, err := token.Make(spec, with, nil)
		if err != nil {
			t.Fatal(err)
		}
		return `agora token="` + made.Reveal() + `"`
	}
	if status, answer := sent(t, "POST", url+joinPath, joinOf(""), signed(certificate)); status != 200 {
		t.Errorf("answered %d %s", status, answer)
	}
	if status, answer := sent(t, "POST", url+joinPath, joinOf(""), signed("00000000000000000000000000000001")); status != 401 {
		t.Errorf("with another certificate: %d %s", status, answer)
	}
	if status, answer := sent(t, "POST", url+joinPath, joinOf(""), ""); status != 200 {
		t.Errorf("with key and secret: %d %s", status, answer)
	}
	out.holds(t, `agora token="007..."`)
	if strings.Contains(out.String(), certificate) {
		t.Error("the certificate was printed")
	}
	r := w.want(exitWrong, "sandbox", "--certificate", "env:CERTIFICATE")
	mustHold(t, r.err, "--certificate is for the tokens that --token lets the sandbox take", "add --token")
}

func TestTheSandboxOfTheProgramItselfStaysStrict(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s, err := session.New(session.Options{Getenv: func(name string) string { return w.vars[name] }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	url, err := s.SandboxURL(agora.V7)
	if err != nil {
		t.Fatal(err)
	}
	if status, answer := sent(t, "POST", url+joinPath, joinOf(`"graph_id":"g7",`), ""); status != http.StatusBadRequest {
		t.Errorf("answered %d %s", status, answer)
	}
}
