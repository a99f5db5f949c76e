package storagetest

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/clock"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/processtest"
)

// Variable names the folder with the program versitygw and with node_modules/azurite.
const Variable = "STTWIZARD_STORAGE_SERVERS"

// Server is a storage that is running.
type Server struct {
	URL    string // for a place's endpoint, with the account's name where it is Azure's
	Access agora.Secret
	Secret agora.Secret
	// Writer and WriterSecret may write to every bucket and nothing else; versitygw only.
	Writer       agora.Secret
	WriterSecret agora.Secret

	dir string
	cmd *exec.Cmd
	end func() // told when cmd has ended
}

// Suite is a package's tests, with the servers that they share.
type Suite struct{ M *testing.M }

// Run runs the tests, and ends the servers.
func (s Suite) Run() int {
	code := s.M.Run()
	mu.Lock()
	defer mu.Unlock()
	for _, r := range running {
		r.stop()
	}
	return code
}

var (
	mu      sync.Mutex
	running = map[string]*Server{}
)

// shared returns the server of a name, started where it is not.
func shared(t testing.TB, name string, start func(tools, dir string) (*Server, error)) *Server {
	t.Helper()
	tools := os.Getenv(Variable)
	if tools == "" {
		t.Skipf("no %s: set it to a folder with versitygw and azurite, as .ci/run does", Variable)
	}
	mu.Lock()
	defer mu.Unlock()
	if s := running[name]; s != nil {
		return s
	}
	dir, err := os.MkdirTemp("", "sttw-"+name+"-")
	if err != nil {
		t.Fatal(err)
	}
	s, err := start(tools, dir)
	if err != nil {
		_ = os.RemoveAll(dir)
		t.Fatalf("%s does not run: %v", name, err)
	}
	running[name] = s
	return s
}

// freePorts returns ports of this machine that nobody listens on.
func freePorts(n int) ([]int, error) {
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close() // all are held until all are known
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}

// run starts a server's program, and returns when something listens on the port.
func (s *Server) run(cmd *exec.Cmd, port int) error {
	log, err := os.Create(filepath.Join(s.dir, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	s.cmd = cmd
	cmd.Dir, cmd.Stdout, cmd.Stderr = s.dir, log, log
	if s.end, err = processtest.Launch(cmd, syscall.SIGKILL); err != nil {
		s.end()
		return err
	}
	for began := clock.Now(); clock.Since(began) < clocktest.Patience(); clock.Pause(5 * time.Millisecond) {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			return c.Close()
		}
	}
	text, _ := os.ReadFile(log.Name())
	s.stop()
	return errors.New(string(text))
}

// stop ends the server and takes its folder away.
func (s *Server) stop() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait() // it was killed
	s.end()
	_ = os.RemoveAll(s.dir)
}
