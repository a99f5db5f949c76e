package postgres

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/store/postgrestest"
)

// proxy stands between a store and the server, both on unix sockets. It can cut the
// line at a byte, or go on holding it without passing anything.
type proxy struct {
	dir string

	mu      sync.Mutex
	passed  [2]int // bytes to the server, and back
	armed   bool
	way     int // 0: to the server
	left    int
	stalled chan struct{} // nil: it passes on
	hanging int           // how many ways of lines pass nothing

	listener net.Listener
}

func newProxy(t *testing.T, server *postgrestest.Server) *proxy {
	t.Helper()
	dir, err := os.MkdirTemp("/tmp", "sttw-proxy-")
	ok(t, err)
	l, err := net.Listen("unix", filepath.Join(dir, filepath.Base(server.Socket())))
	ok(t, err)
	p := &proxy{dir: dir, listener: l}
	t.Cleanup(func() {
		_ = l.Close()
		p.resume()
		_ = os.RemoveAll(dir)
	})
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			back, err := net.Dial("unix", server.Socket())
			if err != nil {
				_ = client.Close()
				continue
			}
			go p.pump(back, client, 0)
			go p.pump(client, back, 1)
		}
	}()
	return p
}

// through returns options that lead through the proxy.
func (p *proxy) through(j *team, who string) Options {
	o := j.options(who)
	o.Address = strings.Replace(o.Address, "host="+j.server.Dir, "host="+p.dir, 1)
	return o
}

// cutAfter cuts the line once after so many bytes of one way.
func (p *proxy) cutAfter(way, bytes int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.armed, p.way, p.left, p.passed = true, way, bytes, [2]int{}
}

func (p *proxy) wasCut() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.armed
}

func (p *proxy) stall() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stalled = make(chan struct{})
}

// hangs waits until something was sent that hangs.
func (p *proxy) hangs(t *testing.T) {
	t.Helper()
	for began := clock.Now(); clock.Since(began) < clocktest.Patience(); clock.Pause(time.Millisecond) {
		p.mu.Lock()
		hanging := p.hanging
		p.mu.Unlock()
		if hanging > 0 {
			return
		}
	}
	t.Fatal("nothing hangs")
}

// forget lets new lines pass, and what hangs hang until the end of the test.
func (p *proxy) forget(t *testing.T) {
	t.Helper()
	p.hangs(t)
	p.mu.Lock()
	defer p.mu.Unlock()
	hung := p.stalled
	p.stalled = nil
	t.Cleanup(func() { close(hung) })
}

func (p *proxy) resume() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stalled != nil {
		close(p.stalled)
		p.stalled = nil
	}
}

func (p *proxy) pump(to, from net.Conn, way int) {
	defer to.Close()
	defer from.Close()
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		p.mu.Lock()
		stalled := p.stalled
		if stalled != nil {
			p.hanging++
		}
		p.mu.Unlock()
		if stalled != nil {
			<-stalled
		}
		p.mu.Lock()
		p.passed[way] += n
		cut := p.armed && p.way == way && n > p.left
		switch {
		case cut:
			n, p.armed = p.left, false
		case p.armed && p.way == way:
			p.left -= n
		}
		p.mu.Unlock()
		if _, failed := to.Write(buf[:n]); cut || err != nil || failed != nil {
			return
		}
	}
}
