package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// book is a file in memory.
type book struct {
	bytes.Buffer
	full bool
}

func (b *book) Write(p []byte) (int, error) {
	if b.full {
		return 0, syscall.ENOSPC
	}
	return b.Buffer.Write(p)
}

func (b *book) Close() error { return nil }

func noon() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

func TestAnEventIsALineAsSlogWritesOne(t *testing.T) {
	var b book
	l := NewLog(&b, noon)
	l.Event("call", "op", "start", "empty", "", "said", "two words", "quoted", `a"b=c`)
	var want bytes.Buffer
	slogs := slog.New(slog.NewTextHandler(&want, nil))
	slogs.Info("call", "op", "start", "said", "two words", "quoted", `a"b=c`)
	_, after, _ := strings.Cut(want.String(), " ")
	if got := b.String(); got != "time=2026-11-22T12:00:00.000Z "+after {
		t.Errorf("%q, slog has %q", got, after)
	}
}

func TestNoSecretThatIsKnownGetsIntoALine(t *testing.T) {
	const secret = "canary+secret/of=42"
	var b book
	l := NewLog(&b, noon)
	var r agora.Request
	if err := r.Set(agora.PathSecret, "canary-channel"); err != nil {
		t.Fatal(err)
	}
	l.HideRequest(r)
	l.Attempt("a-1", attempt.Record{Event: attempt.EventSending, N: 1, Token: secret})
	inJSON, _ := json.Marshal(secret)
	l.Event("it said "+secret, "a", string(inJSON), "b", "canary-channel", "c", strings.ToUpper(secret), "d", "canary%2Bsecret%2Fof%3D42")
	if got := b.String(); strings.Contains(strings.ToLower(got), "canary") || strings.Count(got, "(secret)") != 5 || !strings.Contains(got, "token="+agora.Secret(secret).Fingerprint()) {
		t.Error(got)
	}
	if got := l.Clean("a " + secret); got != "a (secret)" {
		t.Error(got)
	}
	off := &Log{}
	off.Hide(secret)
	off.Event("nothing")
	if got := off.Clean("a " + secret); got != "a (secret)" || off.Close() != nil {
		t.Error(got)
	}
}

func TestHostileTextStaysOneLineOfASCII(t *testing.T) {
	var b book
	l := NewLog(&b, noon)
	for _, s := range []string{"a\x1b]0;x\x07b\nlevel=INFO", "a\u202eb\u200b", "a\u009bb", "a\u2028b", "a\x7fb", "\xff\xfe", strings.Repeat("ü", 3000)} {
		b.Reset()
		l.Event("call", "said", s)
		line := b.String()
		if strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, "\n") || len(line) > 7*longest {
			t.Errorf("%q", line)
		}
		for _, c := range []byte(line[:len(line)-1]) {
			if c < ' ' || c > '~' {
				t.Errorf("the byte %#x is in %q", c, line)
			}
		}
	}
}

func TestWhatWaitsIsWrittenWithTheNextEventOrAtTheEnd(t *testing.T) {
	var b book
	l := NewLog(&b, noon)
	l.Later("screen", "name", "home")
	if b.Len() > 0 {
		t.Error("it was written at once")
	}
	l.Event("call")
	l.Later("screen", "name", "review")
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l.Event("too late")
	lines := strings.Split(b.String(), "\n")
	if len(lines) != 4 || !strings.Contains(lines[0], "home") || !strings.Contains(lines[2], "review") {
		t.Errorf("%q", lines)
	}
}

func TestALogThatLacksLinesSaysSoAtTheEnd(t *testing.T) {
	b := book{full: true}
	l := NewLog(&b, noon)
	l.path = "wizard.log"
	l.Event("call")
	b.full = false
	l.Event("call")
	if err := l.Close(); err == nil || err.Error() != "the log lacks lines: cannot write wizard.log: the disk is full" {
		t.Error(err)
	}
}

func TestCallsAreWrittenWithWhatTheyMet(t *testing.T) {
	var b book
	l := NewLog(&b, noon)
	l.Call(agora.Observed{Op: "query", Method: "GET", Path: "/v1/tasks/t", Status: 404, RequestID: "r-1", Took: 1234 * time.Microsecond,
		Err: &agora.APIError{Op: "query", Status: 404, Kind: agora.KindNotFound, Message: "no \"task\""}})
	l.Call(agora.Observed{Op: "start", Err: &agora.NetError{Op: "start", Cause: agora.CauseTimeout, Err: context.DeadlineExceeded}})
	for _, want := range []string{"level=WARN msg=call op=query method=GET path=/v1/tasks/t status=404 request_id=r-1 took=1.2ms error=" + string(agora.KindNotFound) + ` said="no \"task\""`, "op=start took=0s error=", "timeout"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%s is not in\n%s", want, b.String())
		}
	}
}

func TestAFileThatIsNoPlaceForALogIsRefused(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, text string, mode os.FileMode) string {
		if err := errors.Join(os.WriteFile(at(name), []byte(text), 0o600), os.Chmod(at(name), mode)); err != nil {
			t.Fatal(err)
		}
		return at(name)
	}
	mine := write("mine.log", "time=2026 level=INFO msg=old\n", 0o600)
	twice := write("twice.log", "", 0o600)
	if err := errors.Join(os.Symlink(mine, at("link.log")), os.Symlink("nowhere", at("dangling.log")), os.Link(twice, at("second.log"))); err != nil {
		t.Skip(err)
	}
	for _, tt := range []struct{ path, want string }{
		{dir, "it is a directory"},
		{at("link.log"), "it is a symbolic link"},
		{at("dangling.log"), "it is a symbolic link"},
		{twice, "a hard link"},
		{write("open.log", "time=1\n", 0o644), "others may read it"},
		{write("notes.txt", "dear diary", 0o600), "something else"},
		{write("short.txt", "ti", 0o600), "something else"},
		{at("no/such.log"), "it does not exist"},
		{"/dev/null", "it is not a file"},
	} {
		l, err := OpenLog(tt.path, noon)
		if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.path) {
			t.Errorf("%s: %v, want %q", tt.path, err, tt.want)
			l.Close()
		}
	}
	if _, err := os.Lstat(at("nowhere")); err == nil {
		t.Error("a file was made behind the link")
	}
	for _, path := range []string{mine, at("new.log")} {
		l, err := OpenLog(path, noon)
		if err != nil {
			t.Fatal(err)
		}
		l.Event("begin")
		l.Close()
		info, _ := os.Stat(path)
		data, _ := os.ReadFile(path)
		if info.Mode().Perm() != 0o600 || !strings.HasSuffix(string(data), "msg=begin\n") || path == mine && !strings.Contains(string(data), "old") {
			t.Errorf("%v %q", info.Mode(), data)
		}
	}
}
