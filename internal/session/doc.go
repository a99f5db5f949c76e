// Package session wires what a run of the program needs: this person's files, the
// connections that can be chosen, a client for one of them, with the sandbox started
// where it is meant, and the use cases on top of these: about tasks (package tasks),
// and about secrets (package keep).
//
// Words: a session is one run of the program; a choice is a connection that can
// be chosen in it, from the file, from the environment, or the sandbox.
//
//	s, err := session.New(session.Options{Getenv: os.Getenv, UseSandbox: true})
//	...
//	defer s.Close()
//	c, err := s.Choose("") // the sandbox
//	client, err := s.Client(ctx, c, nil)
//
// The package must not know screens, questions or commands, and prints nothing.
package session
