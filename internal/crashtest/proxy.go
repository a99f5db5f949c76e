package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// cut is where the line between program and server breaks.
type cut struct {
	Nth  int     // in which append of the trial, from 1
	Back bool    // in its answer
	Part float64 // after which part of its bytes
}

// String says the cut in words.
func (c cut) String() string {
	what := "append"
	if c.Back {
		what = "the answer to append"
	}
	return fmt.Sprintf("%s no. %d after %.2f of its bytes", what, c.Nth, c.Part)
}

// appendWords begin the statement of an append.
var appendWords = []byte("INSERT INTO events")

// proxy passes lines on to a server's socket, and cuts them where it is told to.
type proxy struct {
	dir      string // with the socket that programs are led to
	to       string
	listener net.Listener
	note     func(format string, args ...any)
	lax      bool // the server confirms what it has not written to its disk
	pumps    sync.WaitGroup

	mu      sync.Mutex
	appends int
	cuts    []cut // that still come
	made    int   // cuts
	waits   []arrival
	closed  bool
	lines   map[*line]bool
}

// line is a connection through the proxy.
type line struct {
	client, server net.Conn
	back           *cut // the next answer is cut
}

func (l *line) close() {
	_ = l.client.Close()
	_ = l.server.Close()
}

func newProxy(to string, t team, note func(string, ...any)) (*proxy, error) {
	dir, err := os.MkdirTemp("/tmp", "sttw-line-") // a socket's path is short
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("unix", filepath.Join(dir, filepath.Base(to)))
	if err != nil {
		return nil, err
	}
	p := &proxy{
		dir: dir, to: to, listener: listener, note: note, lax: t.Lax,
		cuts: append([]cut{}, t.Cuts...), lines: map[*line]bool{},
	}
	p.pumps.Go(p.accept)
	return p, nil
}

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("unix", p.to)
		if err != nil {
			_ = client.Close()
			continue
		}
		l := &line{client: client, server: server}
		if !p.keep(l) {
			l.close()
			return
		}
		p.pumps.Go(func() { p.pump(l, l.server, l.client, p.forth) })
		p.pumps.Go(func() { p.pump(l, l.client, l.server, p.answer) })
	}
}

func (p *proxy) keep(l *line) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lines[l] = !p.closed
	return !p.closed
}

// pump passes one way on, each piece as far as it is told, until the line ends.
func (p *proxy) pump(l *line, to, from net.Conn, reach func(*line, []byte) (passed []byte, on bool)) {
	defer l.close()
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		passed, on := reach(l, buffer[:n])
		_, failed := to.Write(passed)
		if err != nil || failed != nil || !on {
			p.mu.Lock()
			delete(p.lines, l)
			p.mu.Unlock()
			return
		}
	}
}

// forth returns how much of a piece arrives at the server, and whether the line goes on.
func (p *proxy) forth(l *line, piece []byte) (passed []byte, on bool) {
	if p.lax {
		piece = relaxed(piece)
	}
	if !bytes.Contains(piece, appendWords) {
		return piece, true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.appends++
	p.waits = arrived(p.waits, callAppend, p.appends)
	i := slices.IndexFunc(p.cuts, func(c cut) bool { return c.Nth == p.appends })
	if i < 0 {
		return piece, true
	}
	c := p.cuts[i]
	p.cuts = slices.Delete(p.cuts, i, i+1)
	if c.Back {
		l.back = &c
		return piece, true
	}
	return p.cutting(c, piece), false
}

// answer returns how much of what the server says arrives, and whether the line goes on.
func (p *proxy) answer(l *line, piece []byte) (passed []byte, on bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l.back == nil || len(piece) == 0 {
		return piece, true
	}
	return p.cutting(*l.back, piece), false
}

func (p *proxy) cutting(c cut, piece []byte) []byte {
	p.made++
	most := min(int(c.Part*float64(len(piece))), len(piece)-1)
	p.note("the line is cut: %s: %d of %d", c, most, len(piece))
	return piece[:most]
}

// relaxed returns the first message of a session with another value of the setting that
// makes a commit durable: the message begins with its length.
func relaxed(message []byte) []byte {
	on, off := []byte("\x00synchronous_commit\x00on\x00"), []byte("\x00synchronous_commit\x00off\x00")
	if len(message) < 4 || !bytes.Contains(message, on) {
		return message
	}
	out := bytes.Replace(message, on, off, 1)
	binary.BigEndian.PutUint32(out, binary.BigEndian.Uint32(out)+uint32(len(off)-len(on)))
	return out
}

// arrives returns a channel that is closed when the nth append from now on comes.
func (p *proxy) arrives(nth int) <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	came := make(chan struct{})
	p.waits = append(p.waits, arrival{callAppend, p.appends + nth, came})
	return came
}

// cutsMade returns how often the line was cut.
func (p *proxy) cutsMade() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.made
}

// close ends all lines.
func (p *proxy) close() {
	p.mu.Lock()
	p.closed = true
	for l := range p.lines {
		l.close()
	}
	p.mu.Unlock()
	_ = p.listener.Close()
	p.pumps.Wait()
	_ = os.RemoveAll(p.dir)
}
