package main

import (
	"net"
	"sync"
	"time"
)

// far makes a server seem distant: what is sent to its address reaches the
// server half a round trip later, and what the server answers as well.
type far struct {
	net.Listener
	server string
	delay  time.Duration // one way

	mu    sync.Mutex
	conns []net.Conn
	done  sync.WaitGroup
}

func listenFar(server string, roundTrip time.Duration) (*far, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	f := &far{Listener: l, server: server, delay: roundTrip / 2}
	f.done.Go(f.serve)
	return f, nil
}

// URL returns the address to call.
func (f *far) URL() string { return "https://" + f.Addr().String() }

// Close ends the listening and all connections.
func (f *far) Close() error {
	err := f.Listener.Close()
	f.mu.Lock()
	for _, c := range f.conns {
		_ = c.Close()
	}
	f.mu.Unlock()
	f.done.Wait()
	return err
}

func (f *far) serve() {
	for {
		near, err := f.Accept()
		if err != nil {
			return
		}
		away, err := net.Dial("tcp", f.server)
		if err != nil {
			_ = near.Close()
			continue
		}
		f.mu.Lock()
		f.conns = append(f.conns, near, away)
		f.mu.Unlock()
		f.done.Go(func() { f.carry(away, near) })
		f.done.Go(func() { f.carry(near, away) })
	}
}

// packet is bytes that are on their way.
type packet struct {
	data []byte
	due  time.Time
}

// carry takes bytes from one connection to another, each a delay later. An end
// travels like bytes; Close closes both.
func (f *far) carry(to, from net.Conn) {
	way := make(chan packet, 1024)
	f.done.Go(func() {
		for p := range way {
			time.Sleep(time.Until(p.due))
			if _, err := to.Write(p.data); err != nil {
				break
			}
		}
		_ = to.(*net.TCPConn).CloseWrite()
		for range way { // until nothing more comes
		}
	})
	defer close(way)
	buffer := make([]byte, 1<<16)
	for {
		n, err := from.Read(buffer)
		if n > 0 {
			way <- packet{append([]byte(nil), buffer[:n]...), time.Now().Add(f.delay)}
		}
		if err != nil {
			return
		}
	}
}
