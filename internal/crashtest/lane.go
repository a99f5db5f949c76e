package main

import (
	"context"
	"fmt"
	"sync"

	"sttwizard/internal/store/postgres"
	"sttwizard/internal/store/postgrestest"
)

// lane is a PostgreSQL of its own for one trial after the other: one that is killed
// disturbs no other trial.
type lane struct{ server *postgrestest.Server }

// The names of a lane's database and of who writes to it.
const (
	laneDatabase = "team"
	laneLogin    = "dana"
)

// laneSettings make a server small. What makes an event durable is as it is for
// everybody.
var laneSettings = []string{
	"shared_buffers=8MB", "max_connections=60", "autovacuum=off", "max_wal_size=64MB",
}

// laneSize is what a server takes in bytes, and then some.
const laneSize = 128 << 20

// newLanes starts as many servers as there are trials at the same time.
func newLanes(n int) (chan *lane, error) {
	var (
		mu   sync.Mutex
		all  sync.WaitGroup
		last error // most are the same
	)
	below, lanes := room(int64(n)*laneSize), make(chan *lane, n)
	for range n {
		all.Go(func() {
			l, err := newLane(below)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				last = err
				return
			}
			lanes <- l
		})
	}
	all.Wait()
	if last != nil {
		closeLanes(lanes)
		return nil, last
	}
	return lanes, nil
}

// newLane starts a server in a new directory below one.
func newLane(below string) (*lane, error) {
	server, err := postgrestest.Run(below, laneSettings...)
	if err != nil {
		return nil, err
	}
	script := fmt.Sprintf("CREATE DATABASE %s; CREATE ROLE %s LOGIN;", laneDatabase, laneLogin)
	return &lane{server}, server.Exec(postgrestest.Superuser, script)
}

// address is where a journal's writer finds the database through a socket in a directory.
func (l *lane) address(dir string) string {
	return fmt.Sprintf("postgres://%s@/%s?host=%s&port=%d", laneLogin, laneDatabase, dir, l.server.Port)
}

// fresh makes the journal anew, as sttwizard store init does, and ends whoever is left
// of the trial before.
func (l *lane) fresh() error {
	return l.server.Exec(laneDatabase, `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
		WHERE pid <> pg_backend_pid() AND backend_type = 'client backend';
		SET client_min_messages = warning; DROP SCHEMA IF EXISTS sttwizard CASCADE;`+
		postgres.Schema()+`GRANT sttwizard_writer TO `+laneLogin+`;`)
}

// open returns a fresh journal whose line to the program is cut as the plan says.
func (l *lane) open(p plan, note func(format string, args ...any)) (*teamJournal, error) {
	if err := l.fresh(); err != nil {
		return nil, err
	}
	proxy, err := newProxy(l.server.Socket(), p.Team, note)
	if err != nil {
		return nil, err
	}
	direct := postgres.Options{Address: l.address(l.server.Dir), Who: "crashtest"}
	reader, err := postgres.Open(context.Background(), direct)
	if err != nil {
		proxy.close()
		return nil, err
	}
	return &teamJournal{l, proxy, reader}, nil
}

// closeLanes ends all servers.
func closeLanes(lanes chan *lane) {
	close(lanes)
	for l := range lanes {
		l.server.Remove()
	}
}

// take waits for a lane that is free; there is none where the journal is in files.
func take(lanes chan *lane) *lane {
	if lanes == nil {
		return nil
	}
	return <-lanes
}

func giveBack(lanes chan *lane, l *lane) {
	if l != nil {
		lanes <- l
	}
}
