package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sttwizard/internal/attempt"
	"sttwizard/internal/store"
	"sttwizard/internal/store/postgres"
)

// What the journal of the program under test is kept in.
const (
	inFiles    = "files"
	inPostgres = "postgres"
)

// journal is the journal of one trial, read from outside of the program.
type journal interface {
	// logs returns the lines of every attempt, in their order, by its id.
	logs(ctx context.Context) (map[string][]string, error)
	// address is what STTWIZARD_STORE says.
	address() string
	close()
}

// fileJournal is a directory.
type fileJournal struct{ dir string }

func (f fileJournal) address() string { return inFiles }
func (f fileJournal) close()          {}

// logs leaves out files whose name is hidden, as the program does.
func (f fileJournal) logs(context.Context) (map[string][]string, error) {
	paths, err := filepath.Glob(filepath.Join(f.dir, "[0-9]*.jnl"))
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		id := strings.TrimSuffix(filepath.Base(path), ".jnl")
		for line := range strings.Lines(string(data)) {
			if _, text, ok := strings.Cut(strings.TrimRight(line, " \n"), " "); ok {
				out[id] = append(out[id], text)
			}
		}
	}
	return out, nil
}

// teamJournal is a database, which the program reaches through a proxy.
type teamJournal struct {
	lane   *lane
	proxy  *proxy
	reader *postgres.Store
}

func (j *teamJournal) address() string { return j.lane.address(j.proxy.dir) }

func (j *teamJournal) close() {
	_ = j.reader.Close()
	j.proxy.close()
}

// logs waits while the server is down.
func (j *teamJournal) logs(ctx context.Context) (map[string][]string, error) {
	ctx, cancel := context.WithTimeout(ctx, readLimit)
	defer cancel()
	for {
		all, err := j.reader.List(ctx, time.Time{})
		switch {
		case err == nil:
			return linesOf(all), nil
		case ctx.Err() != nil:
			return nil, fmt.Errorf("the team's journal can't be read: %w", err)
		}
		time.Sleep(readAgain)
	}
}

// How often and how long a server that is down is asked.
const (
	readAgain = 5 * time.Millisecond
	readLimit = 20 * time.Second
)

func linesOf(all []store.Log) map[string][]string {
	out := map[string][]string{}
	for _, l := range all {
		for _, e := range l.Events {
			out[l.ID] = append(out[l.ID], string(e.Payload))
		}
	}
	return out
}

// sendings returns how many sends of the attempt with a builder token, or an instance
// id, are written down.
func sendings(logs map[string][]string, key string) int {
	for _, lines := range logs {
		own, n := false, 0
		for _, note := range readNotes(lines) {
			own = own || note.Token == key || note.Intent.InstanceID == key
			if note.Event == attempt.EventSending {
				n++
			}
		}
		if own {
			return n
		}
	}
	return 0
}
