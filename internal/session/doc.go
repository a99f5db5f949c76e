// Package session puts together what a command or the wizard needs: this
// person's files, the connections that can be chosen, and a client for one of
// them, with the sandbox started where it is meant.
//
// It also keeps, moves and removes a connection's secrets, such that no failure on
// the way loses one, tests a connection, and makes the bot tokens of a request.
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
