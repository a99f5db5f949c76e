package postgres

import (
	"context"
	"net"
	"sync"
	"time"
)

// lines are the sockets that are open, so that they can be cut while somebody waits
// for one.
type lines struct {
	mu   sync.Mutex
	open map[*line]bool
	over bool
}

// line is a socket that is known until it is closed.
type line struct {
	net.Conn
	of *lines
}

// Close forgets and closes it.
func (l *line) Close() error {
	l.of.mu.Lock()
	delete(l.of.open, l)
	l.of.mu.Unlock()
	return l.Conn.Close()
}

// dial connects, and asks the system to look after the line as the server does.
func (l *lines) dial(ctx context.Context, network, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: callLimit, KeepAliveConfig: net.KeepAliveConfig{
		Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3,
	}}
	conn, err := dialer.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.over {
		_ = conn.Close()
		return nil, net.ErrClosed
	}
	if l.open == nil {
		l.open = map[*line]bool{}
	}
	made := &line{conn, l}
	l.open[made] = true
	return made, nil
}

// cut closes all that are open, and all that will be.
func (l *lines) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.over = true
	for made := range l.open {
		_ = made.Conn.Close()
	}
	clear(l.open)
}
