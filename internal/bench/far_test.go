package main

import (
	"io"
	"net"
	"testing"
	"time"
)

func TestWhatPassesThroughComesLaterInOrderWithItsEnd(t *testing.T) {
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	go func() { // answers with what it was sent
		conn, err := server.Accept()
		if err == nil {
			_, _ = io.Copy(conn, conn)
			_ = conn.Close()
		}
	}()
	const away = 40 * time.Millisecond
	f, err := listenFar(server.Addr().String(), away)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	conn, err := net.Dial("tcp", f.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	began := time.Now()
	for _, text := range []string{"one ", "two ", "three"} {
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(conn)
	if string(got) != "one two three" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if took := time.Since(began); took < away {
		t.Errorf("it took %v", took)
	}
}
