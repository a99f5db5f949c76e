package connections

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/files"
	"sttwizard/internal/files/filestest"
	"sttwizard/internal/seal"
	"sttwizard/internal/secret"
	"sttwizard/internal/strictyaml"
)

func testHome(t *testing.T) files.Home {
	t.Helper()
	t.Setenv("STTWIZARD_HOME", t.TempDir())
	home, err := files.Locate(os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	return home
}

func save(t *testing.T, s *Store, c Connection) {
	t.Helper()
	if err := s.Save(c, false); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func text(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}

// document returns what a file says that sttwizard wrote.
func document(t *testing.T, path string) string {
	t.Helper()
	got, edited, err := seal.OpenYAML([]byte(text(t, path)))
	if err != nil || edited || string(seal.YAML(got)) != text(t, path) {
		t.Errorf("%s is not sealed: edited %v, %v", path, edited, err)
	}
	return string(got)
}

func names(t *testing.T, s *Store) string {
	t.Helper()
	all, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(content{connections: all}.names(), " ")
}

func TestASavedConnectionIsGivenAsItWas(t *testing.T) {
	s := Open(testHome(t))
	if all, err := s.List(); err != nil || len(all) != 0 {
		t.Errorf("without a file: %v, %v", all, err)
	}
	want := good("production")
	want.AppID = "01234567890123456789012345678901"
	want.CustomerKey, want.Certificate, want.Secret = "12e1", agora.CertificateOn, secret.Ask()
	want.BaseURL, want.StorageKeys, want.NoProbe = "http://localhost:8080", agora.LowerKeys, true
	save(t, s, want)
	save(t, s, good("123"))
	if got, err := s.Get("production"); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	if got, err := s.Get("123"); err != nil || got != good("123") {
		t.Errorf("got %+v, %v", got, err)
	}
	if runtime.GOOS != "windows" {
		if info, err := os.Stat(s.Path()); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("got %v, %v", info, err)
		}
	}
}

func TestTheFileLooksAsOneWouldWriteIt(t *testing.T) {
	s := Open(testHome(t))
	c := good("production")
	c.Certificate = agora.CertificateUnknown
	save(t, s, c)
	if err := s.SetDefault("production"); err != nil {
		t.Fatal(err)
	}
	const want = `schema: 1
default: production
connections:
  - name: production
    version: v5
    appId: 0123456789abcdef0123456789ABCDEF
    customerKey: key
    certificate: unknown
    secret: env:EVENTS_SECRET
`
	if got := document(t, s.Path()); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestAChangeKeepsCommentsAndTheOldFile(t *testing.T) {
	home := testHome(t)
	s := Open(home)
	const old = `# our connections
schema: 1
connections:
  # for the events
  - name: events
    version: v5
    appId: 0123456789abcdef0123456789abcdef # Acme Events
    customerKey: old
    secret: env:EVENTS_SECRET
  - name: tests # never for guests
    secret: ask
`
	put(t, s.Path(), old)
	c, err := s.Get("events")
	if err != nil {
		t.Fatal(err)
	}
	c.CustomerKey, c.Certificate, c.Secret = "new", agora.CertificateOff, secret.Ask()
	var exists *ExistsError
	if err := s.Save(c, false); !errors.As(err, &exists) || exists.Name != "events" {
		t.Errorf("got %v", err)
	}
	if err := s.Save(c, true); err != nil {
		t.Fatal(err)
	}
	if err := s.SetDefault("events"); err != nil {
		t.Fatal(err)
	}
	const want = `# our connections
schema: 1
default: events
connections:
  # for the events
  - name: events
    version: v5
    appId: 0123456789abcdef0123456789abcdef # Acme Events
    customerKey: new
    secret: ask
    certificate: off
  - name: tests # never for guests
    secret: ask
`
	if got := document(t, s.Path()); got != want {
		t.Errorf("got\n%s", got)
	}
	if err := s.Remove("tests"); err != nil {
		t.Fatal(err)
	}
	if got := document(t, filepath.Join(home.Backups(), filepath.Base(home.Config), "connections.yaml")); got != want {
		t.Errorf("the backup holds\n%s", got)
	}
}

func TestADefaultIsWhatTheFileSaysOrTheOnlyOne(t *testing.T) {
	s := Open(testHome(t))
	is := func(want string) {
		t.Helper()
		if got, err := s.Default(); err != nil || got != want {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	is("")
	save(t, s, good("a"))
	is("a")
	save(t, s, good("b"))
	is("")
	for _, name := range []string{"b", "a", EnvironmentName, SandboxName, ""} {
		if err := s.SetDefault(name); err != nil {
			t.Fatal(err)
		}
		is(name)
	}
	var missing *NotFoundError
	if err := s.SetDefault("c"); !errors.As(err, &missing) || !strings.Contains(err.Error(), "a, b") {
		t.Errorf("got %v", err)
	}
	save(t, s, good("c"))
	if err := s.SetDefault("c"); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove("c"); err != nil {
		t.Fatal(err)
	}
	is("")
}

func TestRemoveTakesOneAway(t *testing.T) {
	s := Open(testHome(t))
	var missing *NotFoundError
	if err := s.Remove("a"); !errors.As(err, &missing) || !strings.Contains(err.Error(), "none has been made") {
		t.Errorf("got %v", err)
	}
	for _, name := range []string{"a", "b", "c"} {
		save(t, s, good(name))
	}
	if err := s.Remove("b"); err != nil {
		t.Fatal(err)
	}
	if got := names(t, s); got != "a c" {
		t.Errorf("got %s", got)
	}
	if _, err := s.Get("b"); !errors.As(err, &missing) || missing.Name != "b" {
		t.Errorf("got %v", err)
	}
	for _, name := range []string{"a", "c"} {
		if err := s.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	if got := names(t, s); got != "" {
		t.Errorf("got %s", got)
	}
	save(t, s, good("d"))
	if got := names(t, s); got != "d" {
		t.Errorf("got %s", got)
	}
}

func TestWrongAndBuiltInConnectionsAreNotSaved(t *testing.T) {
	s := Open(testHome(t))
	wrong := good("a")
	wrong.AppID, wrong.CustomerKey = "cut", ""
	environment, _ := FromEnv(env(AppIDVariable, someAppID, KeyVariable, "key", SecretVariable, "canary"))
	for name, c := range map[string]struct {
		connection Connection
		words      string
	}{
		"two wrong values": {wrong, "appId: must be 32 hexadecimal digits (0-9, a-f); this has 3 characters; customerKey: is required"},
		"the sandbox":      {Sandbox("http://127.0.0.1:1", someAppID, "key"), "name: sandbox is the name of a connection that is built in"},
		"the environment":  {environment, "built in"},
	} {
		err := s.Save(c.connection, true)
		var invalid *InvalidError
		if !errors.As(err, &invalid) || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := os.Stat(s.Path()); err == nil {
		t.Error("a file was made")
	}
}

func TestABrokenFileIsNamedAndNeverWritten(t *testing.T) {
	s := Open(testHome(t))
	const broken = "schema: 1\nconnections:\n- name: a\n  secret: canary\n"
	put(t, s.Path(), broken)
	_, listed := s.List()
	_, got := s.Get("a")
	_, byDefault := s.Default()
	for what, err := range map[string]error{
		"list": listed, "get": got, "default": byDefault, "save": s.Save(good("b"), true), "remove": s.Remove("a"), "set default": s.SetDefault("a"),
	} {
		var file *FileError
		var line *strictyaml.Error
		if !errors.As(err, &file) || file.Path != s.Path() || !errors.As(err, &line) || line.Line != 4 {
			t.Errorf("%s: %v", what, err)
		}
		if err != nil && (strings.Contains(err.Error(), "canary") || !strings.HasPrefix(err.Error(), s.Path()+": line 4: ")) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := text(t, s.Path()); got != broken {
		t.Errorf("the file was changed: %q", got)
	}
}

func TestAPathThatIsNoFileIsAnError(t *testing.T) {
	s := Open(testHome(t))
	if err := os.MkdirAll(s.Path(), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := s.List(); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("got %v", err)
	}
}

// The test binary starts itself again as a writer with this number.
const writerVariable = "STTWIZARD_CONNECTIONS_TEST_WRITER"

func TestMain(m *testing.M) {
	writer := os.Getenv(writerVariable)
	if writer == "" {
		os.Exit(m.Run())
	}
	home, err := files.Locate(os.Getenv)
	for n := 0; n < 5 && err == nil; n++ {
		err = filestest.Persist(func() error { return Open(home).Save(good(fmt.Sprintf("writer-%s-%d", writer, n)), false) })
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func TestEightProcessesLoseNothing(t *testing.T) {
	s := Open(testHome(t))
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var all []*exec.Cmd
	for writer := range 8 {
		cmd := exec.CommandContext(t.Context(), self)
		cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", writerVariable, writer))
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, cmd)
	}
	for _, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	if got := len(strings.Fields(names(t, s))); got != 40 {
		t.Errorf("%d of 40 connections are there", got)
	}
}

func TestAChangeIsMadeWhileNobodyElseWrites(t *testing.T) {
	s := Open(testHome(t))
	put(t, s.Path(), `schema: 1
connections:
  - name: a # ours
    version: v5
    appId: 0123456789abcdef0123456789abcdef
    customerKey: key
    secret: env:A # until Friday
`)
	mark := func(c *Connection) error {
		c.Name, c.Production, c.AppCertificate = "other", true, secret.Keyring("a-app-certificate")
		return nil
	}
	if err := s.Change("a", mark); err != nil {
		t.Fatal(err)
	}
	const want = `schema: 1
connections:
  - name: a # ours
    version: v5
    appId: 0123456789abcdef0123456789abcdef
    customerKey: key
    secret: env:A # until Friday
    appCertificate: keyring:a-app-certificate
    production: on
`
	if got := document(t, s.Path()); got != want {
		t.Errorf("got\n%s", got)
	}
	own := errors.New("not now")
	var missing *NotFoundError
	var invalid *InvalidError
	for name, err := range map[string]error{
		"an error of its own": s.Change("a", func(c *Connection) error { c.CustomerKey = "new"; return own }),
		"another name":        s.Change("b", mark),
		"a wrong value":       s.Change("a", func(c *Connection) error { c.AppID = "cut"; return nil }),
	} {
		if !errors.Is(err, own) && !errors.As(err, &missing) && !errors.As(err, &invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Change("a", func(c *Connection) error {
		c.Production, c.AppCertificate = false, secret.Ref{}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if got := text(t, s.Path()); strings.Contains(got, "production") || strings.Contains(got, "appCertificate") || !strings.Contains(got, "# until Friday") {
		t.Errorf("got\n%s", got)
	}
}

func TestATokenConnectionComesBackAsItWasSaved(t *testing.T) {
	s := Open(testHome(t))
	c := Connection{Name: "china", Version: agora.V7, AppID: someAppID, Auth: agora.AuthQuotedToken, Token: secret.Env("CALL_TOKEN"), BaseURL: AddressChina}
	if err := s.Save(c, false); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Get("china"); err != nil || got != c {
		t.Errorf("got %+v, %v", got, err)
	}
	if got := text(t, s.Path()); !strings.Contains(got, "auth: quoted-token\n    token: env:CALL_TOKEN\n    baseUrl: china\n") {
		t.Error(got)
	}
	if err := s.Change("china", func(c *Connection) error { return c.SetAuth(AuthKey) }); err == nil || !strings.Contains(err.Error(), "customerKey") {
		t.Errorf("by key without a key: %v", err)
	}
}
