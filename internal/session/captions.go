package session

import (
	"context"
	"sync"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/pretend"
)

// StorageURLVariable is the environment variable that says where the caption storages of
// sandbox tasks are: an address on this machine.
const StorageURLVariable = "STTWIZARD_STORAGE_URL"

// StoreCaptions returns what is to be told of the tasks that a sandbox starts, so that
// captions of pretend speech are stored for them until the session is closed; nil where
// none are wanted. Tell is told of each task whose captions can't be stored.
func (s *Session) StoreCaptions(tell func(string)) func(sandbox.Task, agora.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.storeCaptions(tell)
}

// storeCaptions is StoreCaptions for who holds the lock.
func (s *Session) storeCaptions(tell func(string)) func(sandbox.Task, agora.Request) {
	if s.o.Captions == "" || s.closed {
		return nil
	}
	if s.pretend == nil {
		if tell == nil {
			tell = func(text string) { s.Log.Event("captions", "text", text) }
		}
		s.pretend = pretend.New(pretend.Options{Mode: s.o.Captions, Ledger: s.Ledger(), Now: s.o.Now, Endpoint: s.Getenv(StorageURLVariable), Tell: tell})
		ctx, cancel := context.WithCancel(context.Background())
		var running sync.WaitGroup
		running.Go(func() { s.pretend.Run(ctx) })
		s.endCaptions = func() { cancel(); running.Wait() }
	}
	return s.pretend.Started
}
