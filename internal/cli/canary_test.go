package cli

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/connections"
	"sttwizard/internal/samples"
	"sttwizard/internal/secret"
)

func TestNoSecretLeavesByAnyCommand(t *testing.T) {
	t.Parallel()
	s := newSweep(t)
	s.starts()
	s.tasks()
	s.presets()
	s.connections()
	s.tokens()
	s.mistakes()
	s.plain()
	for _, args := range [][]string{
		{"languages"}, {"regions", "--json"}, {"man", t.TempDir()}, {"help", "start"}, {"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}, {"completion", "powershell"},
		{"__complete", "start", ""}, {"__complete", "tasks", "stop", ""}, {"__complete", "tasks", "show", ""}, {"__complete", "connections", "show", ""}, {"__complete", "presets", "show", ""},
	} {
		s.must("", args...)
	}
	s.used["sttwizard sandbox"] = true // it waits for ctrl+c; what it prints are its own published credentials
	s.others()
	mustHold(t, strings.Join(s.outputs, "\n"), "body schema check fail", "••••")
	s.clean()
}

// others runs the commands that were not run yet, about all that is there.
func (s *sweep) others() {
	attempts, _, err := s.journal().List()
	if err != nil || len(attempts) == 0 {
		s.t.Fatal(attempts, err)
	}
	for _, cmd := range everyCommand(s.env) {
		if s.used[cmd.CommandPath()] {
			continue
		}
		for _, args := range linesOf(cmd, attempts[0].ID(), "kept", "acme") {
			s.run("", args...)
		}
	}
}

// starts sends with every secret, to a server that takes it and to one that repeats
// everything that it was told.
func (s *sweep) starts() {
	failing := 0
	request := s.file("request.json", string(s.request().Body(agora.Project{Version: agora.V5})))
	for i, status := range []int{0, 400, 401, 403, 404, 409, 429, 500} {
		s.status.Store(int64(status))
		channel := "c" + string(rune('a'+i))
		for _, form := range [][]string{nil, {"--json"}, {"--dry-run"}, {"--wait", "--json"}, {"--request", request}, {"--connection", "acme"}} {
			args := append([]string{"start", "--yes", "--even-if-running", "--give-up-after", "1s"}, append(s.withSecrets(channel), form...)...)
			if slices.Contains(form, "--request") {
				args = append(args[:5:5], append(form, "--set", agora.PathChannelName+"="+channel)...)
			}
			r := s.run("", args...)
			if status == 0 && r.code != exitDone {
				s.t.Fatalf("%v: exit code %d\n%s", form, r.code, s.birds.Cut(r.out+r.err))
			}
			failing += r.code
		}
		s.run("", "connections", "test")
		s.run("", "connections", "test", "acme", "--json")
		s.run("", "tasks", "stop", "--channel", "ca", "--yes")
	}
	s.status.Store(0)
	if failing == 0 {
		s.t.Error("nothing failed, so nothing was tried")
	}
}

// request is one with every secret.
func (s *sweep) request() agora.Request {
	var r agora.Request
	settings := append(samples.Legal(), []samples.Setting{
		{Path: agora.PathCryptionMode, Text: "8"}, {Path: agora.PathBucket, Text: "bucket"}, {Path: agora.PathVendor, Text: "1"}, {Path: agora.PathRegion, Text: "0"},
	}...)
	for path, value := range s.birds {
		if agora.IsSecret(path) {
			settings = append(settings, samples.Setting{Path: path, Text: value})
		}
	}
	for _, set := range settings {
		if err := r.Set(set.Path, set.Text); err != nil {
			s.t.Fatal(err)
		}
	}
	return r
}

func (s *sweep) tasks() {
	attempts, _, err := s.journal().List()
	if err != nil || len(attempts) == 0 {
		s.t.Fatal(attempts, err)
	}
	for i, at := range attempts {
		s.must("", "tasks", "show", at.ID())
		s.must("", "tasks", "show", at.ID(), "--json")
		s.must("", "tasks", "bundle", at.ID())
		s.must("", "tasks", "bundle", at.ID(), "-o", filepath.Join(s.home, fmt.Sprintf("bundle-%d.txt", i)))
		s.run("", "tasks", "plan", at.ID(), "2h")
		s.run("", "tasks", "update", at.ID(), "--set", "languages=de-DE", "--set", "rtcConfig.secret=env:NONE", "--yes")
		s.run("", "tasks", "update", at.ID(), "--set", "languages=de-DE", "--dry-run", "--json")
		s.run("", "tasks", "stop", at.ID(), "--json")
		s.run("", "tasks", "watch", at.ID(), "--json")
		s.run("", "tasks", "forget", at.ID())
	}
	for _, args := range [][]string{
		{"tasks", "list", "--all"}, {"tasks", "list", "--all", "--json"}, {"tasks", "list", "--all", "--live"}, {"tasks", "recover", "--json"},
		{"tasks", "recover", "--wait", "--stop"}, {"tasks", "stop", "--all", "--yes", "--json"}, {"tasks", "take-up", "--task", "t", "--channel", "c"},
	} {
		s.run("", args...)
	}
}

func (s *sweep) presets() {
	s.must("", append([]string{"presets", "save", "kept"}, s.withSecrets("kept")...)...)
	shared := filepath.Join(s.home, "config", "presets", "kept.yaml")
	copied := s.file("sent.yaml", read(s.t, shared))
	for _, args := range [][]string{
		{"presets", "list"}, {"presets", "list", "--json"}, {"presets", "show", "kept"}, {"presets", "path", "kept"}, {"presets", "duplicate", "kept", "again"},
		{"presets", "rename", "again", "other"}, {"presets", "delete", "other", "--yes"}, {"presets", "import", copied, "--name", "imported"}, {"start", "kept", "--dry-run"},
	} {
		s.run("", args...)
	}
}

func (s *sweep) connections() {
	customer, certificate := s.birds[samples.CustomerSecret], s.birds[samples.AppCertificate]
	s.vars["STTWIZARD_PASSPHRASE"] = s.birds[samples.Passphrase]
	add := func(name, input string, more ...string) {
		s.t.Helper()
		args := append([]string{"connections", "add", name, "--version", "v5", "--app-id", sandbox.DefaultAppID, "--customer-key", sandbox.DefaultKey}, more...)
		if r := s.run(input, args...); r.code != exitDone {
			s.t.Errorf("%s: exit code %d\n%s%s", strings.Join(args, " "), r.code, s.birds.Cut(r.out), s.birds.Cut(r.err))
		}
	}
	add("stored", customer+"\n"+certificate+"\n", "--certificate", "on", "--store", "keyring")
	add("by-file", "", "--secret", "file:"+s.file("customer", customer+"\n"))
	add("by-command", "", "--secret", "cmd:cat "+filepath.Join(s.outside, "customer")+"; cat "+filepath.Join(s.outside, "customer")+" >&2")
	add("by-env", "", "--secret", "env:AGORA_CUSTOMER_SECRET", "--app-certificate", "env:SOME_CERTIFICATE")
	add("typed", "", "--secret", "ask")
	add("wrong", "", "--secret", "cmd:cat "+filepath.Join(s.outside, "customer")+" >&2; exit 3")
	for _, status := range []int{0, 400, 401} {
		s.status.Store(int64(status))
		for _, name := range []string{"stored", "by-file", "by-command", "by-env", "typed", "wrong"} {
			s.run("", "connections", "test", name)
			s.run("", "connections", "show", name)
			s.run("", append([]string{"start", "--yes", "--connection", name, "--even-if-running", "--give-up-after", "1s"}, legal("by-"+name)...)...)
		}
	}
	s.status.Store(0)
	for _, args := range [][]string{
		{"connections", "list"}, {"connections", "list", "--json"}, {"connections", "edit", "stored", "--production"}, {"connections", "default", "acme"},
		{"connections", "move-secret", "stored", "--to", "keyring:moved"}, {"connections", "move-secret", "stored", "--to", "env:AGORA_CUSTOMER_SECRET"},
		{"connections", "move-secret", "stored", "--to", "env:SOME_CERTIFICATE"}, {"connections", "remove", "by-env", "--yes"}, {"connections", "remove", "stored", "--yes"},
	} {
		s.run("", args...)
	}
	s.must(customer+"\n", "connections", "store-secret", "typed")
	s.run(customer+"\n", "connections", "store-secret", "by-file", "--to", "age")
}

func (s *sweep) tokens() {
	made := strings.TrimSpace(s.must("", "token", "make", "--channel", "demo", "--uid", "47091", "--connection", "acme").out)
	s.birds["made token"] = made
	s.outputs = s.outputs[:len(s.outputs)-1] // that it prints it is what it is for
	s.run(made+"\n", "token", "inspect", "--connection", "acme")
	s.run(made+"\n", "token", "inspect", "--json", "--channel", "other", "--uid", "1", "--certificate", "env:SOME_CERTIFICATE")
	s.run(made[:40]+"\n", "token", "inspect")
	s.run(s.birds[agora.PathPubBotToken]+"\n", "token", "inspect")
	s.vars["MADE"] = made
	s.run("", "token", "inspect", "--from", "env:MADE")
	s.run("", "token", "make", "--channel", "demo", "--uid", "47091", "--app-id", sandbox.DefaultAppID, "--certificate", "env:"+variableOf(agora.PathSecret))
	for _, how := range [][]string{{"--dry-run"}, {"--json"}, nil} {
		s.must("", append(append([]string{"start", "--yes", "--even-if-running", "--connection", "acme"}, legal("made")...), how...)...)
	}
}

// mistakes are secrets on the command line, where they don't belong, and in files that
// are broken round them.
func (s *sweep) mistakes() {
	for name, value := range s.birds {
		for _, args := range [][]string{
			{"start", "--set", name + "=" + value}, {"start", "--set", name + "=env:" + value}, {"start", "--set", name + "=keyring:" + value}, {"start", "--set", value},
			{"connections", "add", "x", "--version", "v5", "--secret", value}, {"connections", "edit", "acme", "--app-certificate", value}, {"connections", "add", "x", "--version", "v5", "--secret", "keyring:" + value + "!"},
			{"connections", "move-secret", "acme", "--to", value}, {"connections", "store-secret", "acme", value}, {"connections", "store-secret", "acme", "--to", value},
			{"token", "inspect", value}, {"token", "inspect", "--from", value}, {"token", "make", "--channel", "c", "--uid", "1", "--certificate", value}, {"token", value}, {value}, {"help", value},
			{"--api-url", "https://u:" + value + "@h", "tasks", "list", "--live"}, {"presets", "save", "x", "--keep", name + "=" + value},
		} {
			s.run("", args...)
		}
		quoted, _ := json.Marshal(value)
		s.run(`{"rtcConfig":{"secret":`+value+`}}`, "start", "--request", "-")
		s.run(`{"rtcConfig":{"secret":[`+string(quoted)+`],"subBotUid":`+string(quoted)+`.}}`, "start", "--request", "-")
		for i, text := range []string{
			"schema: 1\nrequest:\n  rtcConfig:\n    secret: " + value + "\n    more: [\n", "schema: 1\nrequest:\n  rtcConfig:\n    secret: " + string(quoted) + "\n",
			"schema: 1\nsecrets:\n  rtcConfig.secret: " + string(quoted) + "\n", "schema: 1\nsecrets: {" + string(quoted) + ": ask}\n",
		} {
			yaml := s.file(fmt.Sprintf("broken-%d.yaml", i), text)
			s.run("", "presets", "import", yaml)
			s.run("", "start", yaml)
		}
	}
}

// plain walks plain mode with all secrets typed, on a terminal that does not show them,
// and leaves before and after sending.
func (s *sweep) plain() {
	s.t.Helper()
	for _, last := range [][]string{{"json", "save typed", "yes", "no", "of-the-storage", "yes", "no"}, {"yes", "stop"}} {
		var secrets []string
		for _, f := range agora.Fields() {
			if f.Secret {
				secrets = append(secrets, s.birds[f.Path])
			}
		}
		s.env.ReadSecret = func(context.Context) (string, error) {
			if len(secrets) == 0 {
				return "", io.EOF
			}
			next := secrets[0]
			secrets = secrets[1:]
			return next, nil
		}
		lines := []string{"plain", "47091", "88222", "", "", "", "", "en-US", "on", "8", "on", "1", "us-east-1", "bucket", "", "", "off"}
		mustHold(s.t, s.must(typed(append(lines, last...)...), "--plain", "--connection", connections.EnvironmentName).out, "••••")
	}
	s.env.ReadSecret = nil
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// loud is a keyring whose errors have the secret in them.
type loud struct{ box }

func (l loud) Get(_ context.Context, name string) (agora.Secret, error) {
	return "", &secret.UnavailableError{Place: "the keyring", Why: "the service said " + l.box[name].Reveal()}
}

func TestAPlantedLeakFailsTheSweepOfCommands(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		plant func(*sweep)
		want  string
	}{
		"an error with a secret in it": {func(s *sweep) {
			s.env.Keyring = loud{s.env.Keyring.(box)}
			s.run("", "connections", "test", "acme")
		}, "the output of sttwizard connections test acme holds the customer secret"},
		"a file with a secret in hexadecimal": {func(s *sweep) {
			write(s.t, filepath.Join(s.home, "state", "cache"), hex.EncodeToString([]byte("x"+s.birds[samples.Passphrase])))
		}, "cache holds the passphrase"},
		"a log with a token in Base64": {func(s *sweep) {
			s.run("", startArgs("planted")...)
			state, err := sandbox.Read(s.ledger)
			if err != nil || len(state.Tokens) == 0 {
				s.t.Fatal(err)
			}
			write(s.t, s.vars["STTWIZARD_LOG"], base64.RawURLEncoding.EncodeToString([]byte("token="+state.Tokens[0].Name+"&")))
		}, "sttwizard.log holds the builder token 0"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSweep(t)
			if leaks := s.leaks(); len(leaks) > 0 {
				t.Fatal(leaks)
			}
			tt.plant(s)
			if leaks := s.leaks(); len(leaks) == 0 || !strings.Contains(strings.Join(leaks, "\n"), tt.want) {
				t.Errorf("want %q, have %q", tt.want, leaks)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}
