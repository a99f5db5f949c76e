package postgrestest

import "fmt"

// Run returns a running server for a program that is no test, in a new directory below
// one whose path is short, with settings such as "shared_buffers=16MB". It ends with
// the program, or with Remove.
func Run(below string, settings ...string) (*Server, error) { return start(below, port, settings) }

// Remove ends the server and takes its directory away.
func (s *Server) Remove() { s.remove() }

// Exec runs a script as the superuser.
func (s *Server) Exec(database, script string) error {
	if out, err := s.psql(database, script).CombinedOutput(); err != nil {
		return fmt.Errorf("psql: %w: %s", err, out)
	}
	return nil
}
