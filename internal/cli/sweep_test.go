package cli

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/samples"
	"sttwizard/internal/secret"
)

// sweep runs commands in a world that is full of canaries, and looks at all that they
// leave: output, files, the log.
type sweep struct {
	*world
	birds   samples.Cage
	outside string       // a directory for files that people keep secrets in
	status  atomic.Int64 // what the server answers, with all that it was told; 0: as Agora does
	ledger  *sandbox.MemoryLedger
	used    map[string]bool // the commands that were run
	outputs []string        // of each run: the command line, then what it printed
}

// box is a keyring in memory.
type box map[string]agora.Secret

func (b box) Available(context.Context) error { return nil }

func (b box) Get(_ context.Context, name string) (agora.Secret, error) {
	value, ok := b[name]
	if !ok {
		return "", &secret.NotThereError{Place: "the keyring", Name: name}
	}
	return value, nil
}

func (b box) Put(_ context.Context, name string, value agora.Secret) error {
	b[name] = value
	return nil
}

func (b box) Delete(_ context.Context, name string) error { delete(b, name); return nil }

func newSweep(t *testing.T) *sweep {
	t.Helper()
	s := &sweep{world: newWorld(t), birds: samples.Canaries(), outside: t.TempDir(), ledger: &sandbox.MemoryLedger{}, used: map[string]bool{}}
	pretend := sandbox.New(sandbox.Options{Ledger: s.ledger, Pace: s.env.Pace, Now: s.env.Now, Secret: agora.Secret(s.birds[samples.CustomerSecret])})
	s.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		if status := int(s.status.Load()); status != 0 && (!strings.HasSuffix(r.URL.Path, "/builderTokens") || status == 401) {
			return echo(status)(rw, r)
		}
		pretend.ServeHTTP(rw, r)
		return true
	})
	s.env.Keyring = box{"acme-customer-secret": agora.Secret(s.birds[samples.CustomerSecret]), "acme-app-certificate": agora.Secret(s.birds[samples.AppCertificate])}
	s.vars["AGORA_CUSTOMER_SECRET"] = s.birds[samples.CustomerSecret]
	s.vars["SOME_CERTIFICATE"] = s.birds[samples.AppCertificate]
	s.vars["STTWIZARD_LOG"] = filepath.Join(s.home, "sttwizard.log")
	for _, f := range agora.Fields() {
		if f.Secret {
			s.vars[variableOf(f.Path)] = s.birds[f.Path]
		}
	}
	s.run("", "connections", "add", "acme", "--version", "v5", "--app-id", sandbox.DefaultAppID, "--customer-key", sandbox.DefaultKey, "--certificate", "on",
		"--secret", "keyring:acme-customer-secret", "--app-certificate", "keyring:acme-app-certificate", "--base-url", s.vars["STTWIZARD_API_URL"])
	return s
}

// variableOf names an environment variable for a secret of the request.
func variableOf(path string) string { return strings.ToUpper(strings.ReplaceAll(path, ".", "_")) }

// file makes a file outside of the home that holds a text.
func (s *sweep) file(name, text string) string {
	s.t.Helper()
	path := filepath.Join(s.outside, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func (s *sweep) run(input string, args ...string) ran {
	s.t.Helper()
	root := (&app{env: s.env.withDefaults()}).rootCommand()
	if cmd, _, err := root.Find(args); err == nil {
		s.used[cmd.CommandPath()] = true
	}
	r := s.world.run(input, args...)
	s.outputs = append(s.outputs, s.birds.Cut(strings.Join(args, " "))+"\n"+r.out+r.err)
	return r
}

// must runs what has to work.
func (s *sweep) must(input string, args ...string) ran {
	s.t.Helper()
	r := s.run(input, args...)
	if r.code != exitDone {
		s.t.Fatalf("sttwizard %s: exit code %d\n%s%s", s.birds.Cut(strings.Join(args, " ")), r.code, s.birds.Cut(r.out), s.birds.Cut(r.err))
	}
	return r
}

// leaks returns where a canary is that must not be there.
func (s *sweep) leaks() []string {
	s.t.Helper()
	birds := maps.Clone(s.birds)
	delete(birds, samples.BuilderToken)
	state, err := sandbox.Read(s.ledger)
	if err != nil {
		s.t.Fatal(err)
	}
	for name, value := range s.birds { // what is left of it when it is read as NAME=VALUE
		if begin, _, cut := strings.Cut(value, "="); cut {
			birds["beginning of the "+name] = begin
		}
	}
	shown := maps.Clone(birds) // a journal has its builder token, and nothing else has
	for i, token := range state.Tokens {
		shown[fmt.Sprintf("builder token %d", i)] = token.Name
	}
	var out []string
	for _, output := range s.outputs {
		args, text, _ := strings.Cut(output, "\n")
		for _, name := range samples.Cage(shown).In(text) {
			out = append(out, "the output of sttwizard "+args+" holds the "+name)
		}
	}
	err = filepath.WalkDir(s.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		look := samples.Cage(shown)
		if filepath.Ext(path) == ".jnl" {
			look = birds
		}
		for _, name := range look.In(string(data)) {
			out = append(out, path+" holds the "+name)
		}
		if info, _ := d.Info(); info.Mode().Perm()&0o077 != 0 {
			s.t.Errorf("others may read %s (%v)", path, info.Mode())
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out
}

// clean fails the test for every leak.
func (s *sweep) clean() {
	s.t.Helper()
	for _, leak := range s.leaks() {
		s.t.Error(leak)
	}
}

// everyCommand returns all commands that do something.
func everyCommand(env Env) []*cobra.Command {
	var out []*cobra.Command
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if !cmd.HasSubCommands() {
			out = append(out, cmd)
		}
		for _, below := range cmd.Commands() {
			walk(below)
		}
	}
	walk((&app{env: env.withDefaults()}).rootCommand())
	return out
}

// linesOf returns what runs a command alone and with each of the arguments, also as
// JSON, and for its help.
func linesOf(cmd *cobra.Command, arguments ...string) [][]string {
	line := strings.Fields(cmd.CommandPath())[1:]
	lines := [][]string{line}
	for _, argument := range arguments {
		lines = append(lines, append(slices.Clone(line), argument))
	}
	if cmd.Flags().Lookup("json") != nil {
		for _, line := range slices.Clone(lines) {
			lines = append(lines, append(slices.Clone(line), "--json"))
		}
	}
	return append(lines, append(slices.Clone(line), "--help"))
}

// echo answers with everything that it was told, as a badly made server might.
func echo(status int) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		body, _ := io.ReadAll(r.Body)
		_, basic, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		credentials, _ := base64.StdEncoding.DecodeString(basic)
		said := "body schema check fail " + string(body) + " " + string(credentials) + " " + basic + " " + r.URL.String() + " " + base64.StdEncoding.EncodeToString(body)
		message, _ := json.Marshal(map[string]string{"message": said + " " + strings.ToUpper(said)})
		w.Header().Set("X-Request-Id", string(credentials))
		answerWith(status, string(message))(w, r)
		return true
	}
}

// legal are settings of a request with every secret, in the environment.
func (s *sweep) withSecrets(channel string) []string {
	args := append(legal(channel), "--set", agora.PathCryptionMode+"=8", "--set", agora.PathBucket+"=bucket", "--set", agora.PathVendor+"=1", "--set", agora.PathRegion+"=0")
	for _, f := range agora.Fields() {
		if f.Secret {
			args = append(args, "--set", f.Path+"=env:"+variableOf(f.Path))
		}
	}
	return args
}
