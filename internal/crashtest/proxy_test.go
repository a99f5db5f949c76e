package main

import (
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
)

// echo is a server that answers what it gets with "yes: " before it.
func echo(t *testing.T) (socket string) {
	t.Helper()
	socket = filepath.Join(t.TempDir(), "s")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				buffer := make([]byte, 1<<10)
				for {
					n, err := c.Read(buffer)
					if err != nil {
						return
					}
					if _, err := c.Write([]byte("yes: " + string(buffer[:n]))); err != nil {
						return
					}
				}
			}()
		}
	}()
	return socket
}

func TestTheLineIsCutInTheMiddleOfAnAppendOrOfItsAnswer(t *testing.T) {
	const statement = "INSERT INTO events (attempt)"
	for name, c := range map[string]struct {
		cut  cut
		want string // what comes back of the second append
	}{
		"on its way":    {cut{Nth: 2, Part: 0.5}, "yes: " + statement[:14]},
		"in its answer": {cut{Nth: 2, Back: true, Part: 0.2}, "yes: I"},
		"not yet":       {cut{Nth: 3, Part: 0.5}, "yes: " + statement},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := newProxy(echo(t), team{Cuts: []cut{c.cut}}, t.Logf)
			if err != nil {
				t.Fatal(err)
			}
			defer p.close()
			came := p.arrives(2)
			for i, want := range []string{"yes: " + statement, c.want} {
				conn, err := net.Dial("unix", filepath.Join(p.dir, "s"))
				if err != nil {
					t.Fatal(err)
				}
				if _, err := io.WriteString(conn, statement); err != nil {
					t.Fatal(err)
				}
				got := make([]byte, 100)
				n, _ := conn.Read(got)
				// What is cut on its way may be lost before the server answers it.
				if text := string(got[:n]); text != want && (text != "" || c.cut.Back || i == 0) {
					t.Errorf("append no. %d: %q, want %q", i+1, text, want)
				}
				_ = conn.Close()
			}
			<-came
			if want := strings.Count("on its way in its answer", name); p.cutsMade() != want {
				t.Errorf("cut %d times, want %d", p.cutsMade(), want)
			}
		})
	}
}

func TestASessionIsRelaxedInItsFirstMessageOnly(t *testing.T) {
	const parameters = "\x00\x03\x00\x00user\x00dana\x00synchronous_commit\x00on\x00jit\x00off\x00\x00"
	message := append([]byte{0, 0, 0, byte(len(parameters) + 4)}, parameters...)
	out := relaxed(message)
	if want := strings.Replace(parameters, "commit\x00on", "commit\x00off", 1); string(out[4:]) != want {
		t.Errorf("%q, want %q", out[4:], want)
	}
	if int(out[3]) != len(out) {
		t.Errorf("it says that it has %d bytes, and has %d", out[3], len(out))
	}
	for _, other := range []string{"", "Q", "INSERT INTO events"} {
		if got := relaxed([]byte(other)); string(got) != other {
			t.Errorf("%q became %q", other, got)
		}
	}
}
