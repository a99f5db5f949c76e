package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/files"
)

// Log is a file that events are added to. It is safe for concurrent use.
type Log struct {
	path string
	now  func() time.Time

	mu      sync.Mutex
	w       io.WriteCloser // nil: nothing is written
	later   string         // lines that wait for the next event
	failed  error          // the first
	secrets []agora.Secret
	hide    func(string) string // takes them out
}

// NewLog makes a log that writes to w; the time of events comes from now.
func NewLog(w io.WriteCloser, now func() time.Time) *Log { return &Log{w: w, now: now} }

// Hide adds secrets to the net.
func (l *Log) Hide(secrets ...agora.Secret) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range secrets {
		if s != "" && !slices.Contains(l.secrets, s) {
			l.secrets, l.hide = append(l.secrets, s), nil
		}
	}
}

// HideRequest adds the secrets of a request to the net.
func (l *Log) HideRequest(r agora.Request) {
	for _, f := range agora.Fields() {
		if value, set := r.Get(f.Path); set && f.Secret {
			l.Hide(agora.Secret(value))
		}
	}
}

// Clean takes every secret that is known out of a text.
func (l *Log) Clean(text string) string {
	if l == nil {
		return text
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.cleaned(text)
}

func (l *Log) cleaned(text string) string {
	if len(l.secrets) == 0 {
		return text
	}
	if l.hide == nil {
		l.hide = agora.Hide(l.secrets...)
	}
	return l.hide(text)
}

// Event adds a line: a name, then pairs of a key and a fact. Facts that are
// empty are left out; a long one is cut.
func (l *Log) Event(name string, facts ...string) {
	if !l.on() {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write(l.line(name, facts))
}

// Later adds a line that is written together with the next event: for callers
// that must not wait for a disk.
func (l *Log) Later(name string, facts ...string) {
	if !l.on() {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.later += l.line(name, facts)
}

func (l *Log) on() bool {
	if l == nil {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w != nil
}

func (l *Log) line(name string, facts []string) string {
	level := slog.LevelInfo
	var attrs []slog.Attr
	for pair := range slices.Chunk(facts, 2) {
		if pair[1] == "" {
			continue
		}
		if pair[0] == "error" {
			level = slog.LevelWarn
		}
		attrs = append(attrs, slog.String(pair[0], short(l.cleaned(pair[1]))))
	}
	record := slog.NewRecord(l.now(), level, short(l.cleaned(name)), 0)
	record.AddAttrs(attrs...)
	var out strings.Builder
	_ = slog.NewTextHandler(&out, nil).Handle(context.Background(), record) // a Builder takes everything
	return inASCII(out.String())
}

// write adds whole lines in one go, so that two sttwizards can add to one file.
func (l *Log) write(lines string) {
	lines, l.later = l.later+lines, ""
	if l.w == nil || lines == "" {
		return
	}
	if _, err := l.w.Write([]byte(lines)); err != nil && l.failed == nil {
		l.failed = err
	}
}

// longest is how much of a fact is written, in bytes.
const longest = 2000

func short(s string) string {
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "") + "..."
	}
	return s
}

// inASCII escapes what could steer a terminal on which the file is read: slog
// leaves DEL and every printable rune as they are.
func inASCII(line string) string {
	var out strings.Builder
	for _, r := range line {
		if r <= '~' {
			out.WriteRune(r)
			continue
		}
		quoted := strconv.QuoteRuneToASCII(r)
		out.WriteString(quoted[1 : len(quoted)-1])
	}
	return out.String()
}

// Call adds a call to Agora.
func (l *Log) Call(o agora.Observed) {
	if l == nil {
		return
	}
	var status, failed, said string
	if o.Status != 0 {
		status = strconv.Itoa(o.Status)
	}
	if o.Err != nil {
		failed = o.Err.Error()
	}
	if api, ok := errors.AsType[*agora.APIError](o.Err); ok {
		// By itself: it may be cut off in the middle of a secret, which shows at the end only.
		failed, said = string(api.Kind), api.Message
	}
	l.Event("call", "op", o.Op, "method", o.Method, "path", o.Path, "status", status, "request_id", o.RequestID,
		"took", o.Took.Round(time.Millisecond/10).String(), "error", failed, "said", said)
}

// Attempt adds what an attempt's journal was told.
func (l *Log) Attempt(id string, r attempt.Record) {
	if l == nil {
		return
	}
	l.Hide(r.Token)
	var number, token, until string
	if r.N > 0 {
		number = strconv.Itoa(r.N)
	}
	if r.Token != "" {
		token = r.Token.Fingerprint()
	}
	if !r.Until.IsZero() {
		until = r.Until.UTC().Format(time.RFC3339)
	}
	facts := []string{"id", id, "event", string(r.Event), "n", number, "token", token, "task", r.TaskID, "status", string(r.Status),
		"how", string(r.How), "why", r.Why, "request_id", r.Request, "until", until, "note", r.Note}
	if in := r.Intent; in != nil {
		facts = append(facts, "connection", in.Connection, "version", string(in.Version), "app_id", in.AppID, "url", in.BaseURL,
			"instance", in.InstanceID, "channel", in.Channel, "sub_bot", in.SubBotUID, "pub_bot", in.PubBotUID, "preset", in.Preset)
	}
	l.Event("attempt", facts...)
}

// Close ends the log. The error says that it lacks lines, and why.
func (l *Log) Close() error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.w == nil {
		return nil
	}
	l.write("")
	err := l.w.Close()
	if l.failed != nil {
		err = l.failed
	}
	l.w = nil
	if err != nil {
		return fmt.Errorf("the log lacks lines: %w", &files.Error{Op: "write", Path: l.path, Err: err})
	}
	return nil
}
