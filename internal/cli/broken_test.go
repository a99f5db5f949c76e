package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/samples"
)

// certificateOn makes a connection whose project has its App Certificate on.
func certificateOn(w *world) {
	w.t.Helper()
	w.want(exitDone, "connections", "add", "certified", "--version", "v5", "--app-id", sandbox.DefaultAppID,
		"--customer-key", sandbox.DefaultKey, "--secret", "env:AGORA_CUSTOMER_SECRET", "--certificate", "on")
}

func TestEveryBrokenRuleIsNamedAndNothingIsSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ledger := w.serve(nil)
	certificateOn(w)
	for _, b := range allBroken() {
		b = withToken(b)
		connection := "environment"
		if b.Project.Certificate == agora.CertificateOn {
			connection = "certified"
		}
		check := func(t *testing.T, args ...string) {
			t.Helper()
			r := w.want(exitWrong, append([]string{"start", "--yes", "--json", "--connection", connection, "--api", string(b.Project.Version)}, args...)...)
			var got struct{ Error errorJSON }
			if err := json.Unmarshal([]byte(r.out), &got); err != nil {
				t.Fatal(err)
			}
			for _, f := range got.Error.Fields {
				if (agora.FieldError{Path: f.Path}).Field() == b.Path && f.Rule == b.Rule && f.Text != "" {
					return
				}
			}
			t.Errorf("want %s (%s), got %+v", b.Path, b.Rule, got.Error)
		}
		t.Run("set, "+b.Name, func(t *testing.T) { check(t, setArgs(w, b.Settings())...) })
		t.Run("request, "+b.Name, func(t *testing.T) {
			request, err := b.Request()
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "request.json")
			if err := os.WriteFile(file, request.Body(b.Project), 0o600); err != nil {
				t.Fatal(err)
			}
			check(t, "--request", file)
		})
	}
	state, err := sandbox.Read(ledger)
	if err != nil {
		t.Fatal(err)
	}
	if len(state.Tokens)+len(state.Tasks) > 0 {
		t.Errorf("the ledger holds %d tokens and %d tasks", len(state.Tokens), len(state.Tasks))
	}
}

// allBroken returns the broken requests of every version. A name that a request
// brings along is not sent, so nothing is wrong with it.
func allBroken() []samples.Broken {
	var out []samples.Broken
	for _, v := range agora.Versions() {
		for _, b := range samples.BrokenRequestsOf(v) {
			if b.Path != agora.PathName {
				b.Name = string(v) + ", " + b.Name
				out = append(out, b)
			}
		}
	}
	return out
}

func TestWhatIsLegalAtTheLimitIsTaken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	for _, v := range agora.Versions() {
		for _, e := range samples.EdgeRequestsOf(v) {
			settings := append(samples.Legal(), e.Set...)
			w.want(exitDone, append([]string{"start", "--dry-run", "--api", string(v)}, setArgs(w, settings)...)...)
		}
	}
}

// withToken returns the bot without a uid a token. Here a uid that is missing is
// automatic and breaks no rule, unless a token binds it; the rows of these two
// rules get one, and no others.
func withToken(b samples.Broken) samples.Broken {
	token := map[string]string{agora.PathSubBotUID: agora.PathSubBotToken, agora.PathPubBotUID: agora.PathPubBotToken}[b.Path]
	if token != "" && b.Rule == "required" {
		b.Set = append(b.Set, samples.Setting{Path: token, Text: "pretend-token"})
	}
	return b
}

// setArgs writes settings as --set; secrets go through the environment.
func setArgs(w *world, settings []samples.Setting) []string {
	var args []string
	for _, s := range settings {
		text := s.Text
		if agora.IsSecret(s.Path) && text != "" {
			name := "SECRET_" + strings.ToUpper(strings.NewReplacer(".", "_").Replace(s.Path))
			w.vars[name] = text
			text = "env:" + name
		}
		args = append(args, "--set", s.Path+"="+text)
	}
	return args
}
