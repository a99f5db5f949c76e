package postgres

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/internal/store"
)

// hush takes away what the machine says to PostgreSQL's programs.
func hush(t *testing.T) {
	for _, name := range []string{
		"PGSSLMODE", "PGHOST", "PGUSER", "PGPASSWORD", "PGPASSFILE", "PGSSLROOTCERT", "PGSERVICE", "PGDATABASE",
	} {
		t.Setenv(name, "")
		ok(t, os.Unsetenv(name))
	}
	t.Setenv("HOME", t.TempDir())
}

func TestNothingGoesToAnotherMachineUnverified(t *testing.T) {
	tests := []struct {
		address, mode string
		want          bool
	}{
		{"postgres://dana@db.example.com/stt", "", true},
		{"postgres://dana@db.example.com/stt?sslmode=verify-full", "", true},
		{"postgresql://dana@db.example.com:6432/stt?sslmode=verify-full", "disable", true},
		{"postgres://dana@db.example.com/stt", "disable", false},
		{"postgres://dana@db.example.com/stt", "prefer", false},
		{"postgres://dana@db.example.com/stt", "verify-full", true},
		{"postgres://dana@db.example.com/stt?sslmode=disable", "", false},
		{"postgres://dana@db.example.com/stt?sslmode=allow", "", false},
		{"postgres://dana@db.example.com/stt?sslmode=prefer", "", false},
		{"postgres://dana@db.example.com/stt?sslmode=require", "", false},
		{"postgres://dana@db.example.com/stt?sslmode=verify-ca", "", false},
		{"postgres://dana@localhost/stt?host=db.example.com&sslmode=disable", "", false},
		{"postgres://dana@127.0.0.1/stt?host=db.example.com&sslmode=prefer", "", false},
		{"postgres://dana@localhost/stt", "", true},
		{"postgres://dana@127.0.0.1:5433/stt?sslmode=disable", "", true},
		{"postgres://dana@[::1]/stt", "", true},
		{"postgres://dana@/stt?host=/var/run/postgresql", "", true},
		{"postgres://dana@10.0.0.7/stt?sslmode=disable", "", false},
		{"postgres://dana@localhost.example.com/stt?sslmode=disable", "", false},
	}
	for _, test := range tests {
		hush(t)
		if test.mode != "" {
			t.Setenv("PGSSLMODE", test.mode)
		}
		config, err := Options{Address: test.address}.config()
		if (err == nil) != test.want || err != nil && !strings.Contains(err.Error(), "sslmode=verify-full") {
			t.Errorf("%s with PGSSLMODE=%s: %v", test.address, test.mode, err)
		}
		if err == nil && len(config.Fallbacks) > 0 {
			t.Errorf("%s falls back", test.address)
		}
	}
}

func TestAnAddressSaysWhereAndHasNoPassword(t *testing.T) {
	hush(t)
	t.Setenv("PGHOST", "elsewhere.example.com")
	const secret = "hunter2-canary"
	for address, want := range map[string]string{
		"":                                    form,
		"journal.db":                          form,
		"mysql://dana@db/stt":                 form,
		"host=db user=dana":                   form,
		"postgres:///stt":                     "no host",
		"postgres://dana@/stt":                "no host",
		"postgres://dana@db":                  "no database",
		"postgres://dana@db/":                 "no database",
		"postgres://dana@a,b/stt":             "several hosts",
		"postgres://dana@db:x/stt":            form,
		"postgres://dana@/stt?host=/a,/b":     "several hosts",
		"postgres://dana@db/stt?sslmode=wild": "can't be used",
		"postgres://dana@db/stt?sslrootcert=/none/ca.pem": "can't be used",
		"postgres://dana:" + secret + "@db/stt":           "password in it",
		"postgres://dana@db/stt?password=" + secret:       "password in it",
		"postgres://dana:" + secret + "%zz@db/stt":        form,
		"postgres://dana:" + secret + " @db:port/stt":     form,
		"postgres://dana:" + secret + "@[db/stt":          form,
		"user=dana password=" + secret + " host=db":       form,
	} {
		_, err := Options{Address: address}.config()
		if err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
		for ; err != nil; err = errors.Unwrap(err) {
			if text := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(text, "hunter2") {
				t.Errorf("%s: the password is in %s", address, text)
			}
		}
	}
}

func TestAFileOfPasswordsIsForItsOwnerOnly(t *testing.T) {
	hush(t)
	path := filepath.Join(t.TempDir(), "passwords")
	ok(t, os.WriteFile(path, []byte("db:*:*:dana:hunter2\n"), 0o644))
	ok(t, os.Chmod(path, 0o644))
	for _, way := range []string{"variable", "address", "home"} {
		hush(t)
		address := "postgres://dana@db/stt"
		switch way {
		case "variable":
			t.Setenv("PGPASSFILE", path)
		case "address":
			address += "?passfile=" + path
		case "home":
			ok(t, os.Symlink(path, filepath.Join(os.Getenv("HOME"), ".pgpass")))
		}
		ok(t, os.Chmod(path, 0o644))
		if _, err := (Options{Address: address}).config(); err == nil || !strings.Contains(err.Error(), "chmod 600") {
			t.Errorf("%s: %v", way, err)
		}
		told := func() (string, error) { return "x", nil }
		if _, err := (Options{Address: address, Password: told}).config(); err != nil {
			t.Errorf("%s: it is not used: %v", way, err)
		}
		ok(t, os.Chmod(path, 0o600))
		if config, err := (Options{Address: address}).config(); err != nil || config.Password != "hunter2" {
			t.Errorf("%s: %v", way, err)
		}
	}
}

func TestTheNameOfASessionComesBack(t *testing.T) {
	for _, who := range []string{"dana", "Дана", "日本 太郎", "100% \x1b[31m", "a'b\"c\\", ""} {
		name := sessionName(who, "laptop-7")
		if got := nameOf(name); got != who+" on laptop-7" || len(name) > longestName {
			t.Errorf("%q is %q on the server, and %q again", who, name, got)
		}
		for _, r := range name {
			if r < ' ' || r > '~' {
				t.Errorf("%q has %q in it", name, r)
			}
		}
	}
	long := sessionName(strings.Repeat("ж", 40), "laptop-7")
	if got := nameOf(long); len(long) > longestName || len(long) < longestName-6 || strings.Trim(got, "ж") != "" {
		t.Errorf("%q, %q", long, got)
	}
	if got := nameOf("50% off"); got != "50% off" {
		t.Errorf("a name of somebody else's is %q", got)
	}
}

func TestASumIsOfEverythingThatAWriterSays(t *testing.T) {
	base := store.Event{Key: "k", Who: "dana", Host: "laptop", Kind: "intent", Payload: []byte("{}"), Open: true}
	seen := map[int64]string{sum("one", 1, base): "base"}
	for name, change := range map[string]func(*store.Event){
		"key": func(e *store.Event) { e.Key = "l" }, "at": func(e *store.Event) { e.At = e.At.AddDate(0, 0, 1) },
		"who": func(e *store.Event) { e.Who = "lee" }, "host": func(e *store.Event) { e.Host = "other" },
		"kind":     func(e *store.Event) { e.Kind = "sending" },
		"payload":  func(e *store.Event) { e.Payload = []byte("{ }") },
		"open":     func(e *store.Event) { e.Open = false },
		"boundary": func(e *store.Event) { e.Who, e.Host = "danal", "aptop" },
	} {
		e := base
		change(&e)
		got := sum("one", 1, e)
		if other, there := seen[got]; there {
			t.Errorf("%s has the sum of %s", name, other)
		}
		seen[got] = name
	}
	if got := sum("one", 1, base); got == sum("one", 2, base) || got == sum("two", 1, base) || got < 0 {
		t.Error("the place makes no difference")
	}
}
