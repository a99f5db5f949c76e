package main

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"path/filepath"
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

func newProxy(to string, cuts []cut, note func(string, ...any)) (*proxy, error) {
	dir, err := os.MkdirTemp("/tmp", "sttw-line-") // a socket's path is short
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("unix", filepath.Join(dir, filepath.Base(to)))
	if err != nil {
		return nil, err
	}
	p := &proxy{dir: dir, to: to, listener: listener, note: note, cuts: append([]cut{}, cuts...), lines: map[*line]bool{}}
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
func (p *proxy) pump(l *line, to, from net.Conn, reach func(*line, []byte) int) {
	defer l.close()
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		most := reach(l, buffer[:n])
		_, failed := to.Write(buffer[:most])
		if err != nil || failed != nil || most < n {
			p.mu.Lock()
			delete(p.lines, l)
			p.mu.Unlock()
			return
		}
	}
}

// forth looks at what goes to the server, and returns how much of it arrives.
func (p *proxy) forth(l *line, piece []byte) int {
	if !bytes.Contains(piece, appendWords) {
		return len(piece)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.appends++
	p.waits = arrived(p.waits, callAppend, p.appends)
	for i, c := range p.cuts {
		if c.Nth != p.appends {
			continue
		}
		p.cuts = append(p.cuts[:i], p.cuts[i+1:]...)
		if c.Back {
			l.back = &c
			break
		}
		return p.cutting(c, piece)
	}
	return len(piece)
}

// answer looks at what comes from the server, and returns how much of it arrives.
func (p *proxy) answer(l *line, piece []byte) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l.back == nil || len(piece) == 0 {
		return len(piece)
	}
	return p.cutting(*l.back, piece)
}

func (p *proxy) cutting(c cut, piece []byte) int {
	p.made++
	most := min(int(c.Part*float64(len(piece))), len(piece)-1)
	p.note("the line is cut: %s: %d of %d", c, most, len(piece))
	return most
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
