package postgres

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/store"
	"sttwizard/internal/store/postgrestest"
)

// pooler runs PgBouncer before a journal, and returns the options that lead through it.
func pooler(t *testing.T, journal *team, settings string) Options {
	t.Helper()
	path, err := exec.LookPath("pgbouncer")
	if err != nil {
		path = "/usr/sbin/pgbouncer"
	}
	if _, err := os.Stat(path); err != nil {
		if os.Getenv(postgrestest.NeedVariable) != "" {
			t.Fatal("install Debian's pgbouncer")
		}
		t.Skip("no PgBouncer here")
	}
	dir, err := os.MkdirTemp(journal.server.Dir, "pool")
	ok(t, err)
	ok(t, os.Chmod(dir, 0o777))
	config := journal.server.File(t, filepath.Base(dir)+".ini", fmt.Appendf(nil,
		"[databases]\n* = host=%s port=%d user=%s\n"+
			"[pgbouncer]\nlisten_addr =\nlisten_port = 6432\nunix_socket_dir = %s\nauth_type = any\n%s\n",
		journal.server.Dir, journal.server.Port, journal.login, dir, settings))
	cmd := journal.server.Command(path, "-q", config)
	ok(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for began := clock.Now(); ; clock.Pause(5 * time.Millisecond) {
		if conn, err := net.Dial("unix", filepath.Join(dir, ".s.PGSQL.6432")); err == nil {
			_ = conn.Close()
			break
		}
		if clock.Since(began) > clocktest.Patience() {
			t.Fatal("PgBouncer does not start")
		}
	}
	o := journal.options("dana")
	o.Address = "postgres://" + journal.login + "@/" + journal.database + "?port=6432&host=" + dir
	return o
}

func TestAPoolerIsToldAndRefused(t *testing.T) {
	journal := newTeam(t, postgrestest.Shared(t))
	o, err := prepare(journal.options("dana"))
	ok(t, err)
	var names []string
	for name := range o.base.RuntimeParams {
		names = append(names, name)
	}
	ignore := "ignore_startup_parameters = " + strings.Join(names, ",")
	for name, settings := range map[string]string{
		"as it comes":  "",
		"transactions": "pool_mode = transaction\n" + ignore,
		"sessions":     "pool_mode = session\n" + ignore,
	} {
		_, err := Open(t.Context(), pooler(t, journal, settings))
		if !errors.Is(err, store.ErrUnavailable) || !strings.Contains(err.Error(), "connection pooler") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
