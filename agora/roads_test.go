package agora

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"
	"text/template"

	"go.yaml.in/yaml/v3"

	"sttwizard/internal/clock/clocktest"
)

const canarySecret = "CANARYsecret"

// leaks reports whether a text has the canary in any spelling that a verb gives.
func leaks(text string) bool {
	lower := strings.ToLower(text)
	for _, form := range []string{"%s", "%x", "% x", "%#x", "% #x", "%d", "%v", "%08b", "%c", "%q", "%U"} {
		if strings.Contains(lower, strings.ToLower(strings.Trim(fmt.Sprintf(form, []byte(canarySecret)), "[]"))) ||
			strings.Contains(lower, strings.ToLower(strings.Trim(fmt.Sprintf(form, []rune(canarySecret)), "[]"))) {
			return true
		}
	}
	return strings.Contains(lower, "q0foqvj") // base64
}

// holder has a Secret as another package's type would.
type holder struct {
	S    Secret            `json:"s" yaml:"s" xml:"s"`
	P    *Secret           `json:"p" yaml:"p" xml:"p"`
	M    map[string]Secret `json:"m" yaml:"m" xml:"-"`
	L    []Secret          `json:"l" yaml:"l" xml:"l"`
	Any  any               `json:"any" yaml:"any" xml:"any"`
	Deep *holder           `json:"deep,omitempty" yaml:"deep,omitempty" xml:"deep"`
}

func held(s Secret) holder {
	return holder{S: s, P: &s, M: map[string]Secret{"k": s}, L: []Secret{s}, Any: s}
}

// holding returns the ways in which a Secret stands in other values.
func holding(s Secret) map[string]any {
	outer, inner, p, request := held(s), held(s), &s, everySecret(s)
	outer.Deep = &inner
	failed := fmt.Errorf("it failed with %v, %+v, %q and %x", s, held(s), p, []Secret{s})
	return map[string]any{
		"bare": s, "pointer": p, "pointer to a pointer": &p, "slice": []Secret{s}, "array": [2]Secret{s, s},
		"map": map[string]Secret{"k": s}, "map of pointers": map[string]*Secret{"k": p}, "map of maps": map[string]any{"k": map[string]any{"k": s}},
		"key of a map": map[Secret]int{s: 1}, "any": []any{s, p}, "flat struct": struct{ S, T Secret }{s, s}, "struct": outer, "pointer to a struct": &outer, "embedded": Embedding{s},
		"error": failed, "joined": errors.Join(failed, errors.New("other")), "wrapped": fmt.Errorf("start: %w", failed),
		"request": everySecret(s), "pointer to a request": &request, "struct of a request": struct{ R *Request }{&request},
	}
}

// Embedding has a Secret's methods as its own.
type Embedding struct{ Secret }

// everySecret is a request with s in each field that is a secret.
func everySecret(s Secret) Request {
	var r Request
	for _, f := range Fields() {
		if f.Secret {
			_ = r.Set(f.Path, s.Reveal())
		}
	}
	return r
}

func TestNoFormattingRoadShowsASecret(t *testing.T) {
	if !leaks(canarySecret) || !leaks(fmt.Sprintf("%x", canarySecret)) || !leaks(fmt.Sprint([]byte(canarySecret))) || leaks("(secret)") {
		t.Fatal("leaks does not see a leak")
	}
	for name, value := range holding(canarySecret) {
		t.Run(name, func(t *testing.T) {
			for road, text := range roadsOf(t, value) {
				if leaks(text) {
					t.Errorf("%s: %s", road, text)
				}
			}
		})
	}
}

// roadsOf returns what every road makes of a value.
func roadsOf(t *testing.T, value any) map[string]string {
	t.Helper()
	roads := map[string]string{"Sprint": fmt.Sprint(value), "Sprintln": fmt.Sprintln(value, value), "Errorf": fmt.Errorf("a: %v", value).Error()}
	verbs := strings.Fields("%v %+v %#v %T %-20v superfluous")
	if !hasStruct(value) { // go vet finds these for them
		verbs = append(verbs, strings.Fields("%s %q %+q %#q %x %X %#x %20s %.3s %d %c %U %b %o %t %e %g %!")...)
	}
	for _, verb := range verbs {
		roads[verb] = fmt.Sprintf(verb, value)
	}
	marshalled := map[string]func(any) ([]byte, error){"json": json.Marshal, "yaml": yaml.Marshal}
	if hasStruct(value) {
		marshalled["xml"] = xml.Marshal // it takes no maps
	}
	if _, keys := value.(map[Secret]int); keys {
		clear(marshalled) // the encoders write the keys of maps as they are
	}
	for road, marshal := range marshalled {
		data, err := marshal(value)
		roads[road] = string(data) + fmt.Sprint(err)
	}
	var out bytes.Buffer
	log.New(&out, "", 0).Print(value)
	if err := template.Must(template.New("").Parse(`{{.}} {{print .}}`)).Execute(&out, value); err != nil {
		t.Error(err)
	}
	roads["log, template"] = out.String()
	roads["slog"] = logged(value)
	return roads
}

// hasStruct reports whether a value is a struct with pointers to another.
func hasStruct(value any) bool {
	switch value.(type) {
	case holder, *holder:
		return true
	}
	return false
}

func logged(value any) string {
	var out bytes.Buffer
	own := &lookingHandler{out: &out}
	handlers := []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil), own}
	if _, keys := value.(map[Secret]int); keys {
		handlers = handlers[:1]
	}
	for _, h := range handlers {
		l := slog.New(h).With("with", value).WithGroup("group")
		l.Info("m", "value", value, slog.Any("any", value), slog.Group("g", "in", value))
		l.Info(fmt.Sprint(value), "err", fmt.Errorf("x: %v", value))
		if err, ok := value.(error); ok {
			l.Error("m", "err", err)
		}
		if s, ok := value.(Secret); ok {
			l.LogAttrs(context.Background(), slog.LevelWarn, "m", slog.Attr{Key: "s", Value: s.LogValue()})
		}
	}
	return out.String()
}

// lookingHandler writes values by their kind, as handlers do that know nothing
// of text marshalling.
type lookingHandler struct {
	slog.Handler
	out *bytes.Buffer
}

func (h *lookingHandler) Enabled(context.Context, slog.Level) bool { return true }
func (h *lookingHandler) WithAttrs([]slog.Attr) slog.Handler       { return h }
func (h *lookingHandler) WithGroup(string) slog.Handler            { return h }
func (h *lookingHandler) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		fmt.Fprintf(h.out, "%s=%s %v ", a.Key, a.Value.Resolve().String(), a.Value.Resolve().Any())
		return true
	})
	return nil
}

// panics are the ways to crash with a secret. The child knows the canary from
// its code, so that nothing but the crash can show it.
func panics() map[string]func() {
	s := Secret(canarySecret)
	out := map[string]func(){
		"twice": func() { defer func() { panic(fmt.Sprint(recover(), s)) }(); panic(s) },
		"again": func() { defer func() { panic(recover()) }(); panic(s) },
	}
	for name, value := range holding(s) {
		out[name] = func() { panic(value) }
	}
	return out
}

const crashVariable = "STTWIZARD_AGORA_TEST_CRASH"

func TestACrashShowsNoSecret(t *testing.T) {
	if crash, ok := panics()[os.Getenv(crashVariable)]; ok {
		go crash() // a panic in a test's own goroutine goes through package testing
		select {}
	}
	for name := range panics() {
		ctx, cancel := context.WithTimeout(t.Context(), clocktest.Patience())
		cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestACrashShowsNoSecret$")
		cmd.Env = append(os.Environ(), crashVariable+"="+name, "GOTRACEBACK=all")
		out, err := cmd.CombinedOutput()
		cancel()
		if err == nil || !strings.Contains(string(out), "panic: ") || !strings.Contains(string(out), "goroutine ") {
			t.Errorf("%s: it did not crash: %v\n%s", name, err, out)
		}
		if leaks(string(out)) {
			t.Errorf("%s: the crash shows the secret:\n%s", name, out)
		}
	}
}
