// Package sandbox is a pretend Agora: an http.Handler with the paths of the
// Speech-to-Text API in v5 or v6 and in v7, and of the channel management as far as
// bots need it. It
// decodes strictly, applies the rules of package agora and keeps a ledger of
// what was acquired, started and stopped. It serves the wizard's --sandbox, the
// tests, and anybody who tests a client of their own.
//
// Words used here: the ledger is everything that the pretend Agora remembers; a
// mode is a way to go wrong on purpose; a fault is a way in which one call goes
// wrong; a script is modes and faults between commas. A task has a pretend host
// unless its channel begins with "idle-"; then it ends by idle time.
//
//	s := sandbox.New(sandbox.Options{})
//	l, err := s.Listen("127.0.0.1:0")
//	if err != nil {
//		return err
//	}
//	defer l.Close()
//	// l.URL() stands in for https://api.agora.io, with DefaultAppID,
//	// DefaultKey and DefaultSecret.
//
// Nothing runs between requests: what a task's status is follows from the
// ledger and the clock alone, so several processes can serve one ledger file.
//
// The package imports agora and the standard library only. It must not know
// screens, commands or where files are kept, and it never calls Agora.
package sandbox
