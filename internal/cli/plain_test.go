package cli

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
)

// typed makes the input of a person who types these lines.
func typed(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

// short answers: the channel, its bots and a language, then on to the review.
func shortAnswers(channel string) []string {
	return []string{":more", channel, "47091", "", "88222", "", "", "", "", "", "en-US", ":review"}
}

const salt = "c2FsdHNhbHRzYWx0c2FsdHNhbHRzYWx0c2FsdHNhbHQ=" // 32 bytes in Base64

// everything answers every question there is.
func everything() []string {
	return []string{
		":more", "demo", "47091", "sub-token-of-the-test", "88222", "pub-token-of-the-test", "201,202", "60", "2", "1,2",
		"english united states, fr-FR",
		"on", "7", "key-of-the-test", salt,
		"on", "1", "us-east-1", "bucket-of-the-test", "access-of-the-test", ":more", "secret-of-the-test", "captions/hall", "120",
		"yes", ":more", "de-DE,es-ES", "de-DE", "4",
	}
}

func TestPlainModeAsksEverythingAndSendsIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.run(typed(append(everything(), "json", "yes", "stop")...), "--plain", "--sandbox")
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.out, "as --plain was given", "SANDBOX", "1. Channel and bots", "5. Translation", "Review",
		"Folder: captions/hall/ [typed]", `"transferMode"`, "started: task ", "stopped: the task has ended")
	mustLack(t, r.out+r.err, "sub-token-of", "pub-token-of", "key-of-the-test", salt, "access-of", "secret-of-the")
	tasks := w.ledger().Tasks
	if len(tasks) != 1 {
		t.Fatalf("%d tasks", len(tasks))
	}
	for _, f := range agora.V5.Fields() {
		if name := f.Path[strings.LastIndexByte(f.Path, '.')+1:]; !f.Secret && !strings.Contains(string(tasks[0].Request), `"`+name+`"`) {
			t.Errorf("%s was not sent: %s", f.Path, tasks[0].Request)
		}
	}
	if data, _, err := mustSession(t, w).LoadDraft(); err != nil || data != nil {
		t.Errorf("what was sent is kept as unsent: %s, %v", data, err)
	}
}

func mustSession(t *testing.T, w *world) *session.Session {
	t.Helper()
	s, err := session.New(session.Options{Getenv: func(name string) string { return w.vars[name] }})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPlainModeGoesBackHelpsAndTellsWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.run(typed(":back", ":more", "demo", ":help", ":back", "other", "0", "47091", "", "47091", "88222", "", "", "", "", "",
		"en-US,fr-FR,de-DE", "en-US", ":review", "1", "third", "99", "what?", "no"), "--plain", "--sandbox")
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.out, "this is the first question", "joins the channel to listen", "Channel name [demo]:", "bot's uid: must differ from",
		"wrong: Spoken in the channel: at most 2 languages", "1. Channel name: other", "1. Channel name: third", "there is no line 99", "change line 3", "Nothing was sent.")
	if _, err := os.Stat(filepath.Join(w.home, "state", "sandbox.json")); err == nil {
		t.Error("something was sent")
	}
	// What was not sent is kept, and offered to somebody who can answer.
	w.env.CanAsk = true
	again := w.run(typed("yes", ":review", "no"), "--plain", "--sandbox")
	mustHold(t, again.out, "You left one unfinished", "1. Channel name: third")
	mustLack(t, w.run(typed("no", ":review", "no"), "--plain", "--sandbox").out, "third [typed]")
}

func TestTheEndOfTheInputSendsNothing(t *testing.T) {
	t.Parallel()
	all := everything()
	for n := 0; n <= len(all); n++ {
		w := newWorld(t)
		input := strings.Join(all[:n], "\n")
		if n > 0 {
			input += "\n"
		}
		r := w.run(input, "--plain", "--sandbox")
		if r.code != exitWrong {
			t.Fatalf("after %d answers: exit code %d\n%s%s", n, r.code, r.out, r.err)
		}
		mustHold(t, r.err, "the input ended at the question")
		if n < 1 {
			mustHold(t, r.err, "--set rtcConfig.channelName=VALUE")
		}
		if n == len(all) {
			mustHold(t, r.err, "Send this?", "nothing was sent")
		}
		if len(w.ledger().Tokens) > 0 {
			t.Fatalf("after %d answers something was sent", n)
		}
	}
}

func TestTheEndOfTheInputLeavesTheTaskRunning(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.run(typed(append(shortAnswers("demo"), "yes")...), "--plain", "--sandbox")
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	_, command, ok := strings.Cut(r.out, "Stop it with: sttwizard ")
	if !ok {
		t.Fatalf("no command that stops it:\n%s", r.out)
	}
	stop := w.want(exitDone, strings.Fields(command)...)
	mustHold(t, stop.out, "has ended")
}

func TestPlainModeWatchesTheTask(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in, typing := io.Pipe()
	running := make(chan struct{})
	tell := sync.OnceFunc(func() { close(running) })
	var out buffer
	env := w.env
	env.Args, env.In, env.Err = []string{"--plain", "--sandbox"}, in, io.Discard
	env.Out = writerFunc(func(p []byte) (int, error) {
		if strings.HasPrefix(string(p), "IN_PROGRESS") {
			tell()
		}
		return out.Write(p)
	})
	env.Getenv = func(name string) string { return w.vars[name] }
	code := make(chan int, 1)
	go func() { code <- Run(env) }()
	io.WriteString(typing, typed(append(shortAnswers("demo"), "yes")...))
	wait := func(c <-chan struct{}) {
		t.Helper()
		select {
		case <-c:
		case <-time.After(patience):
			t.Fatalf("nothing came:\n%s", out.String())
		}
	}
	wait(running)
	io.WriteString(typing, typed("nonsense", "status", "stop"))
	select {
	case got := <-code:
		if got != exitDone {
			t.Errorf("exit code %d", got)
		}
	case <-time.After(patience):
		t.Fatalf("it did not end:\n%s", out.String())
	}
	mustHold(t, out.String(), "IN_PROGRESS (running)", "Type stop to stop it", "stopped: the task has ended")
}

func TestPlainModeSeesATaskEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodGet {
			return false
		}
		id := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		answerWith(200, fmt.Sprintf(`{"taskId":%q,"status":"STOPPED"}`, id))(rw, r)
		return true
	})
	in, typing := io.Pipe()
	defer typing.Close()
	go io.WriteString(typing, typed(append(shortAnswers("demo"), "yes")...))
	r := w.runFrom(in, "--plain")
	if r.code != exitDone {
		t.Errorf("exit code %d", r.code)
	}
	mustHold(t, r.out, "The task has ended")
}

func TestPlainModeAfterARefusal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.vars["AGORA_CUSTOMER_SECRET"] = "x"
	w.serve(onStart(answerWith(400, `{"message":"body schema check fail"}`)))
	r := w.run(typed(append(shortAnswers("demo"), "yes", "1", "other", "yes")...), "--plain")
	if r.code != exitFailed {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	if n := strings.Count(r.out, "Agora refused the request"); n != 2 {
		t.Errorf("told %d times:\n%s", n, r.out)
	}
	mustHold(t, r.out, "The answers are kept, without secrets: sttwizard --plain goes on with them.")
	if n := strings.Count(r.out, "\nReview\n"); n != 4 {
		t.Errorf("%d reviews, want one before, one after the change and each refusal:\n%s", n, r.out)
	}
}

func TestPlainModeAsksBeforeASecondTask(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, startArgs("demo", "--sandbox")...)
	r := w.run(typed(append(shortAnswers("demo"), "yes", "no")...), "--plain", "--sandbox")
	if r.code != exitWrong {
		t.Errorf("exit code %d", r.code)
	}
	mustHold(t, r.out, "two tasks may be billed", "Start another one all the same?")
	if n := len(w.ledger().Tasks); n != 1 {
		t.Errorf("%d tasks", n)
	}
	yes := w.run(typed(append(shortAnswers("demo"), "yes", "yes", "leave")...), "--plain", "--sandbox")
	if n := len(w.ledger().Tasks); yes.code != exitDone || n != 2 {
		t.Errorf("exit code %d, %d tasks\n%s", yes.code, n, yes.out)
	}
}

func TestAPresetAsksOnlyWhatItLeavesOpen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, "presets", "save", "hall", "--ask", "rtcConfig.channelName", "--set", "languages=en-US",
		"--set", "rtcConfig.subBotUid=47091", "--set", "rtcConfig.pubBotUid=88222")
	r := w.run(typed("hall-1", "save hall-copy", "save hall", "captions", "on", ":review", "captions", "off", ":review", "yes", "leave"), "--plain", "--sandbox", "--preset", "hall")
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.out, "1. Channel name: hall-1 [typed]", "47091 [preset hall]", "saved as the preset hall-copy", "not saved: there is a preset", "Storage: (empty)", "wrong: is required")
	w.want(exitDone, "presets", "show", "hall-copy")
	if code := w.run("", "--plain", "--sandbox", "--preset", "nope").code; code != exitWrong {
		t.Errorf("a preset that is not there: exit code %d", code)
	}
}

func TestPlainModeAsksWhichConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, name := range []string{"first", "second"} {
		w.want(exitDone, "connections", "add", name, "--version", "v5", "--app-id", strings.Repeat("a", 32), "--customer-key", "k", "--secret", "ask")
	}
	end, _ := agora.V5.EndOfLife()
	w.env.Now = func() time.Time { return end.Add(30 * 24 * time.Hour) }
	r := w.run(typed("7", "2", ":review", "no"), "--plain")
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.out, "1. first", "2. second", "type one of the numbers", "Connection: second, v5, https://api.agora.io", "v5 is past the end of life")
	none := w.run("", "--plain")
	if none.code != exitWrong {
		t.Errorf("exit code %d", none.code)
	}
	mustHold(t, none.err, "--connection NAME")
}

// askedSecrets stands in for a terminal that does not show what is typed.
func askedSecrets(w *world, answers ...string) {
	w.env.CanAsk = true
	w.env.ReadSecret = func(context.Context) (string, error) {
		if len(answers) == 0 {
			return "", io.EOF
		}
		answer := answers[0]
		answers = answers[1:]
		return answer, nil
	}
}

// Somebody who types y at the review is told what is wanted, and who types n leaves.
func TestTheReviewOfPlainModeUnderstandsALetter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.run(typed(append(shortAnswers("demo"), "y", "n")...), "--plain", "--sandbox")
	mustHold(t, r.out, "type yes in full to send it", "Nothing was sent.")
	mustLack(t, r.out+r.err, "no such command", "started: task")
}

func TestAQuestionIsBrokenBetweenWords(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	a := &app{talk: &out, wide: 40}
	a.putQuestion("Send this to the sandbox (a pretend Agora on this machine)? yes, no, or :help for more:")
	for i, l := range strings.Split(out.String(), "\n") {
		if len(l) > 40 || strings.HasSuffix(l, " fo") || i == 0 && l == "" {
			t.Errorf("line %d is %q", i, l)
		}
	}
}

func TestOnATerminalStartAsksForWhatIsMissing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.want(exitDone, "connections", "add", "asked", "--version", "v5", "--app-id", w.vars["AGORA_APP_ID"],
		"--customer-key", w.vars["AGORA_CUSTOMER_KEY"], "--secret", "ask", "--certificate", "on")
	askedSecrets(w, " sub token\nof the test ", "pubtoken", w.vars["AGORA_CUSTOMER_SECRET"])
	r := w.run(typed("demo", "yes"), "start", "--connection", "asked", "--set", "languages=en-US", "--set", "rtcConfig.subBotUid=47091", "--set", "rtcConfig.pubBotUid=88222")
	if r.code != exitDone {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	mustHold(t, r.err, "Channel name:", "customer secret (not shown):", "Send this to http://127.0.0.1", "[flag]", "[typed]")
	mustHold(t, r.out, "started: task")
	mustLack(t, r.out+r.err, "pubtoken", w.vars["AGORA_CUSTOMER_SECRET"])

	no := w.run(typed("other", "no"), append([]string{"start", "--connection", "environment"}, legal("other")...)...)
	if no.code != exitWrong {
		t.Errorf("after no: exit code %d", no.code)
	}
	wrong := w.run("", "start", "--sandbox", "--set", "languages=a_b")
	if wrong.code != exitWrong {
		t.Errorf("a wrong value: exit code %d", wrong.code)
	}
	mustLack(t, wrong.err, "Channel name:")
	// Whoever gives the request on the input can't answer there too.
	piped := w.run(`{"languages":["en-US"]}`, "start", "--connection", "environment", "--request", "-")
	if piped.code != exitWrong {
		t.Errorf("a request on the input: exit code %d", piped.code)
	}
	mustHold(t, piped.err, "--set rtcConfig.channelName=VALUE")
}

func TestDeletingAsks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env.CanAsk = true
	w.want(exitDone, "presets", "save", "hall", "--set", "languages=en-US")
	if r := w.run(typed("maybe", "no"), "presets", "delete", "hall"); r.code != exitWrong {
		t.Errorf("exit code %d after no", r.code)
	}
	w.want(exitDone, "presets", "show", "hall")
	if r := w.run(typed("yes"), "presets", "delete", "hall"); r.code != exitDone {
		t.Errorf("exit code %d after yes", r.code)
	}
	w.want(exitWrong, "presets", "show", "hall")
}

func TestWithoutArgumentsThoseOfTheProcessAreNotRead(t *testing.T) {
	before := os.Args
	defer func() { os.Args = before }()
	os.Args = []string{before[0], "no-such-command"}
	w := newWorld(t)
	shown := false
	w.env.Mode = func() terminal.Mode { return terminal.Mode{Kind: terminal.Screen} }
	w.env.Screen = func(context.Context, *session.Session, ScreenOptions) (int, error) {
		shown = true
		return exitDone, nil
	}
	if w.want(exitDone); !shown {
		t.Error("the screens were not shown")
	}
}

func TestTheScreensGetWhatTheFlagsSay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env.Mode = func() terminal.Mode { return terminal.Mode{Kind: terminal.Screen} }
	var got ScreenOptions
	w.env.Screen = func(_ context.Context, _ *session.Session, o ScreenOptions) (int, error) {
		got = o
		return exitUnknown, nil
	}
	w.want(exitUnknown)
	if got.HasConnection || got.Draft != nil || got.Fixed || got.NoMouse {
		t.Errorf("with nothing said: %+v", got)
	}
	w.want(exitDone, "presets", "save", "hall", "--ask", "rtcConfig.channelName", "--set", "languages=en-US")
	w.want(exitUnknown, "--preset", "hall")
	if got.HasConnection || got.Draft == nil || got.Draft.Text("languages") != "en-US" || len(got.Ask) != 1 || got.Preset != "hall" {
		t.Errorf("a preset before a connection: %+v", got)
	}
	w.want(exitUnknown, "--preset", "hall", "--sandbox=lost", "--ascii", "--no-mouse", "--light")
	if !got.HasConnection || !got.Connection.Sandbox || got.SandboxMode != "lost" || !got.ASCII || !got.NoMouse || !got.Light || !got.Fixed {
		t.Errorf("with everything said: %+v", got)
	}
	if source := got.Draft.Source("languages"); source != form.FromPreset("hall", "") {
		t.Errorf("the language's source is %s", source)
	}
	w.want(exitUnknown, "--dark")
	if got.Light || !got.Fixed {
		t.Errorf("with --dark: %+v", got)
	}
	w.want(exitUnknown, "--preset", "hall", "--api", "v7")
	if got.HasConnection || got.API != agora.V7 || got.Draft.Project().Version != agora.V7 {
		t.Errorf("with a version before a connection: %+v", got)
	}
	w.serve(nil)
	delete(w.vars, "AGORA_API_VERSION")
	w.want(exitUnknown, "--connection", "environment", "--api", "v7")
	if !got.HasConnection || got.Connection.Version != agora.V7 || got.API != agora.V7 {
		t.Errorf("with a version for a connection without one: %+v", got)
	}
	w.want(exitWrong, "--connection", "nope")
	w.want(exitWrong, "--plain", "--connection", "nope")
}

func TestPlainModeIsLeftAndGoneOnWith(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env.CanAsk = true
	r := w.run(typed("hall", "en-US", ":quit"), "--plain", "--sandbox")
	mustHold(t, r.out, "Nothing was sent.", "The answers are kept, without secrets: sttwizard --plain goes on with them.")
	if r.code != exitDone {
		t.Errorf("exit code %d", r.code)
	}
	r = w.run(typed("y", "", "", ":review", "more", "101", ":quit"), "--plain", "--sandbox")
	mustHold(t, r.out, "You left one unfinished (", "Channel name [hall]:", "1. Channel name: hall [typed]",
		"Subscribing bot's uid [automatic]:", "Nothing was sent.")
	mustLack(t, r.out, "Type yes or no.")
	r = w.run(typed("", ":review", "no"), "--plain", "--sandbox")
	mustHold(t, r.out, "Subscribing bot's uid: 101 [typed]")
}

func TestPlainModeReplacesNoUnsentAnswersUnasked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, "presets", "save", "ready", "--set", "rtcConfig.channelName=ready", "--set", "languages=en-US", "--sandbox")
	kept := func() string {
		data, _, _ := mustSession(t, w).LoadDraft()
		return string(data)
	}
	w.run(typed("precious", "en-US", ":quit"), "--plain", "--sandbox")
	changed := []string{"1", "other", "no"}
	for _, who := range []struct {
		can    bool
		answer string
		told   string
		keeps  string
	}{
		{false, "", "still kept, and these are not", "precious"},
		{true, "no", "Keep these in their place?", "precious"},
		{true, "yes", "The answers are kept", "other"},
	} {
		w.env.CanAsk = who.can
		r := w.run(typed(append(changed, who.answer)...), "--plain", "--sandbox", "--preset", "ready")
		mustHold(t, r.out, who.told)
		if !strings.Contains(kept(), who.keeps) {
			t.Errorf("%+v: the unsent answers are %s", who, kept())
		}
	}
	w.env.CanAsk = false
	w.run(typed("yes", "leave"), "--plain", "--sandbox", "--preset", "ready")
	if len(w.ledger().Tasks) != 1 || !strings.Contains(kept(), "other") {
		t.Errorf("%d tasks were started, and the unsent answers are %s", len(w.ledger().Tasks), kept())
	}
}

func TestPlainModeBreaksLinesBetweenWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env.Columns = func() int { return 44 }
	r := w.run(typed("hall", ":help", "en-US", ":review", "no"), "--plain", "--sandbox")
	mustHold(t, r.out, "\n   Enter keeps what is in brackets, -\n   empties;")
	for line := range strings.Lines(r.out) {
		if _, answered, isPrompt := strings.Cut(line, ": "); len([]rune(line)) > 45 && !isPrompt {
			t.Errorf("too long: %q %q", line, answered)
		}
	}
}

// TestPlainModeKeepsNothingAsUnsentThatMayRun goes on with kept answers, and the answer to their
// start is lost.
func TestPlainModeKeepsNothingAsUnsentThatMayRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.env.CanAsk = true
	w.run(typed("hall", "en-US", ":quit"), "--plain", "--sandbox")
	r := w.run(typed("y", ":review", "yes"), "--plain", "--sandbox=start:reset-before,presence=off")
	if r.code != exitUnknown {
		t.Fatalf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	if data, _, err := mustSession(t, w).LoadDraft(); err != nil || data != nil {
		t.Errorf("what may run is kept as unsent: %s, %v", data, err)
	}
}
