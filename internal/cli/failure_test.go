package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/files"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
	"sttwizard/presets"
)

func TestEveryKindOfErrorHasItsExitCode(t *testing.T) {
	t.Parallel()
	field := agora.FieldError{Path: "languages", Rule: "count", Text: "at most 2"}
	unknown := explain.Context{Op: agora.OpStart, Outcome: agora.OutcomeUnknown}
	for _, test := range []struct {
		name    string
		err     error
		context explain.Context
		code    int
		kind    string
	}{
		{"wrong use", wrongUse("", "no"), explain.Context{}, exitWrong, "usage"},
		{"a broken rule", fmt.Errorf("deep: %w", field), explain.Context{}, exitWrong, "invalid"},
		{"a missing secret", &secret.MissingError{What: "customer secret", Do: "set it"}, explain.Context{}, exitWrong, "secret"},
		{"a wrong configuration", &agora.ConfigError{Field: "App ID", Text: "no"}, explain.Context{}, exitWrong, "usage"},
		{"no such preset", &presets.NotFoundError{Name: "x"}, explain.Context{}, exitWrong, "usage"},
		{"a preset that is there already", &presets.ExistsError{Name: "x"}, explain.Context{}, exitWrong, "usage"},
		{"a bad name", &presets.BadNameError{Name: "X"}, explain.Context{}, exitWrong, "usage"},
		{"a preset's broken file", &presets.FileError{Path: "x", Err: errors.New("no")}, explain.Context{}, exitWrong, "file"},
		{"a value that no preset holds", &presets.ValueError{Path: "title"}, explain.Context{}, exitWrong, "invalid"},
		{"no such connection", &connections.NotFoundError{Name: "x"}, explain.Context{}, exitWrong, "usage"},
		{"a connection that is there already", &connections.ExistsError{Name: "x"}, explain.Context{}, exitWrong, "usage"},
		{"a connection that can't be saved", &connections.InvalidError{Fields: []agora.FieldError{field}}, explain.Context{}, exitWrong, "invalid"},
		{"the connections' broken file", &connections.FileError{Path: "x", Err: errors.New("no")}, explain.Context{}, exitWrong, "file"},
		{"no connection", &session.NoChoiceError{}, explain.Context{}, exitWrong, "usage"},
		{"a connection that can't be used", &connections.UnusableError{Fields: []agora.FieldError{field}}, explain.Context{}, exitWrong, "invalid"},
		{"two places", &connections.ConflictError{With: "x"}, explain.Context{}, exitWrong, "usage"},
		{"a wrong address", &session.APIURLError{From: "--api-url", Err: errors.New("no")}, explain.Context{}, exitWrong, "usage"},
		{"an address for the sandbox", &sandbox.AddressError{Addr: "x"}, explain.Context{}, exitWrong, "usage"},
		{"no such task", &attempt.NotFoundError{Query: "x"}, explain.Context{}, exitWrong, "no-such-task"},
		{"several tasks", &attempt.AmbiguousError{Query: "x"}, explain.Context{}, exitWrong, "ambiguous"},
		{"an attempt that another sttwizard has", &attempt.OwnedError{ID: "x"}, explain.Context{}, exitFailed, "at-work"},
		{"bots that can't be asked for", attempt.ErrNoProbe, explain.Context{}, exitFailed, "no-presence"},
		{"the end of the input", &form.InputEnded{}, explain.Context{}, exitWrong, "missing"},
		{"Ctrl+C", context.Canceled, explain.Context{}, exitInterrupted, "interrupted"},
		{"Ctrl+C at a secret", terminal.ErrInterrupted, explain.Context{}, exitInterrupted, "interrupted"},
		{"a refusal", &agora.APIError{Op: agora.OpStart, Status: 401, Kind: agora.KindCredentials}, explain.Context{}, exitFailed, "credentials"},
		{"a lost answer", &agora.NetError{Op: agora.OpStart, Cause: agora.CauseReset, Sent: true}, unknown, exitUnknown, "network-reset"},
		{"a full disk", &files.Error{Op: "write", Path: "x", Err: fs.ErrPermission}, explain.Context{}, exitFailed, "no-permission"},
		{"an unwritable journal", &attempt.JournalError{Path: "x", Err: fs.ErrPermission}, explain.Context{}, exitFailed, "journal"},
		{"anything else", errors.New("odd"), explain.Context{}, exitFailed, "other"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := failureOf(test.err, test.context)
			if f.code != test.code || f.kind != test.kind {
				t.Errorf("code %d, kind %s; want %d, %s", f.code, f.kind, test.code, test.kind)
			}
			if f.what == "" || test.name != "wrong use" && f.next == "" {
				t.Errorf("it lacks words: %+v", f)
			}
		})
	}
}

// hostile is what a server or a file may send: commands to the terminal, text
// that turns round, and characters that hide.
const hostile = "\x1b]0;owned\x07\u009b31m\u202egnp.exe\u2066\u200bend"

func TestHostileTextReachesNobodysTerminal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(onStart(answerWith(400, `{"message":"body schema check fail `+strings.ReplaceAll(strings.ReplaceAll(hostile, "\x1b", `\u001b`), "\x07", `\u0007`)+`"}`)))
	check := func(r ran) {
		t.Helper()
		for _, text := range []string{r.out, r.err} {
			for _, c := range text {
				if c != '\n' && (c < ' ' || c >= 0x7f && c < 0xa0 || c >= 0x200b && c <= 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069) {
					t.Fatalf("%U reached the terminal:\n%q", c, text)
				}
			}
		}
	}
	for _, args := range [][]string{
		startArgs("demo"), startArgs("demo", "--json"),
		{hostile}, {"start", hostile}, {"start", "./" + hostile + ".yaml"}, {"start", "--" + hostile},
		{"start", "--sandbox", "--set", hostile + "=x"}, {"start", "--sandbox", "--set", hostile}, {"start", "--sandbox", "--json", "--set", hostile},
		{"start", "--sandbox", "--yes", "--set", "rtcConfig.channelName=" + hostile},
		{"start", "--sandbox", "--yes", "--json", "--set", "languages=" + hostile},
		{"start", "--sandbox", "--yes", "--request", hostile},
		{"start", "--connection", hostile}, {"tasks", "stop", hostile}, {"tasks", "stop", "--channel", hostile, "--yes"},
		{"tasks", "show", hostile}, {"tasks", "watch", hostile}, {"tasks", "plan", hostile, hostile}, {"tasks", "plan", hostile, "2h"}, {"tasks", "recover", hostile},
		{"tasks", "forget", hostile, "--channel", hostile}, {"tasks", "list", "--channel", hostile}, {"start", "--planned-end", hostile}, {"start", "--give-up-after", hostile},
		{"tasks", "take-up", hostile, "--channel", hostile, "--token", hostile}, {"tasks", "take-up", hostile, "--channel", hostile, "--token", "-", "--json"},
		{"tasks", "show", hostile, "--json"}, {"tasks", "recover", hostile, "--json"},
		{"presets", "show", hostile}, {"presets", "save", hostile}, {"presets", "save", "x", "--title", hostile},
		{"connections", "show", hostile}, {"connections", "add", hostile, "--version", hostile}, {"connections", "add", "x", "--version", "v5", "--app-id", hostile, "--customer-key", "k", "--secret", "ask"},
		{"sandbox", "--addr", hostile}, {"sandbox", "--mode", hostile}, {"sandbox", "--app-id", hostile},
		{"help", hostile}, {"languages", "--api", hostile}, {"--sandbox=" + hostile}, {"--api-url", hostile},
		{"start", "--sandbox", "--dry-run", "--set", "captionConfig.storage.bucket=" + hostile, "--set", "captionConfig.storage.vendor=1", "--set", "captionConfig.storage.region=0"},
	} {
		check(w.run("", args...))
	}
	// From files.
	dir := filepath.Join(w.home, "config", "presets")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"hostile.yaml":            "schema: 1\nnote: |\n  " + strings.ReplaceAll(hostile, "\x1b", "") + "\n",
		"odd\x1b[31mname.yaml":    "schema: 1\n",
		"strange-\u202ename.yaml": hostile,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Skip("this system does not have such file names")
		}
	}
	for _, args := range [][]string{{"presets", "list"}, {"presets", "list", "--json"}, {"presets", "show", "hostile"}, {"__complete", "start", ""}} {
		check(w.run("", args...))
	}
}

func TestJSONHidesNothingFromATerminal(t *testing.T) {
	t.Parallel()
	in := "a\u009bb\u202e\u200b\u00ad\U000e0041\x7f é 日本 \U0001f600\n"
	want := `a\u009bb\u202e\u200b\u00ad\udb40\udc41\u007f é 日本 ` + "\U0001f600\n"
	if got := escaped(in); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAPanicIsOneLineWithoutSecrets(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		make func()
		want string
	}{
		{"a mistake of the program", func() { var a []int; _ = a[len(os.Args)+5] }, "index out of range"},
		{"a text that may hold a secret", func() { panic("hunter2-hunter2 \x1b[31m") }, "an unexpected value"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			w.env.Mode = func() terminal.Mode { return terminal.Mode{Kind: terminal.Screen} }
			w.env.Screen = func(context.Context, *session.Session, ScreenOptions) (int, error) { test.make(); return 0, nil }
			r := w.want(exitFailed, "--sandbox")
			mustHold(t, r.err, test.want, "failure_test.go:", "tasks list")
			mustLack(t, r.out+r.err, "hunter2", "\x1b", "goroutine")
			if n := strings.Count(r.err, "\n"); n != 2 {
				t.Errorf("%d lines:\n%s", n, r.err)
			}
		})
	}
}

func TestAHomeThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	calls := w.serve(nil)
	w.vars["STTWIZARD_HOME"] = filepath.Join(file, "home")
	for _, args := range [][]string{
		startArgs("demo", "--connection", "environment"), startArgs("demo", "--connection", "environment", "--json"),
		{"presets", "save", "x", "--set", "languages=en-US"}, {"presets", "list"},
		{"connections", "add", "x", "--version", "v5", "--app-id", sandbox.DefaultAppID, "--customer-key", "k", "--secret", "ask"},
		{"tasks", "list"},
	} {
		want := exitFailed
		if args[0] == "tasks" { // what runs is not known
			want = exitUnknown
		}
		r := w.run("", args...)
		if r.code != want {
			t.Errorf("%v: exit code %d, want %d\n%s%s", args, r.code, want, r.out, r.err)
		}
		mustHold(t, r.out+r.err, file)
	}
	state, err := sandbox.Read(calls)
	if err != nil {
		t.Fatal(err)
	}
	if len(state.Tokens)+len(state.Tasks) != 0 {
		t.Error("something was sent although it could not be written down")
	}
	if data, _ := os.ReadFile(file); string(data) != "kept" {
		t.Error("the file was changed")
	}
	// What needs no files works all the same.
	w.want(exitDone, "languages")
	w.want(exitDone, append([]string{"start", "--dry-run", "--connection", "environment"}, legal("demo")...)...)
}

func TestNobodyIsCalledOverPlainHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.env.Transport = roundTripper(func(*http.Request) (*http.Response, error) {
		t.Error("a request left")
		return nil, errors.New("no")
	})
	w.vars["STTWIZARD_API_URL"] = "http://agora.example"
	r := w.want(exitWrong, startArgs("demo")...)
	mustHold(t, r.err, "STTWIZARD_API_URL", "https://")
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
