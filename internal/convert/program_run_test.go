package convert

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// interpreters finds what runs each language, once: the shims of version managers
// need more of the environment than a program gets here.
var interpreters = sync.OnceValue(func() map[Language][]string {
	ask := func(name string, args ...string) string {
		out, _ := exec.Command(name, args...).Output()
		return strings.TrimSpace(string(out))
	}
	out := map[Language][]string{}
	if python := ask("python3", "-c", "import sys; print(sys.executable)"); python != "" {
		out[Python] = []string{python, "-I"}
	}
	if node := ask("node", "-p", "process.execPath"); node != "" {
		out[Node] = []string{node}
	}
	if root := ask("go", "env", "GOROOT"); root != "" {
		out[Go] = []string{filepath.Join(root, "bin", "go")}
	}
	return out
})

// goEnvironment is what the go command needs to compile without a network.
var goEnvironment = sync.OnceValue(func() []string {
	out, _ := exec.Command("go", "env", "GOCACHE").Output()
	return []string{"GOCACHE=" + strings.TrimSpace(string(out)), "GOPROXY=off", "GOFLAGS=-mod=mod", "GOTOOLCHAIN=local", "CGO_ENABLED=0"}
})

// serverVariable tells a compiled program where its server is: a server of each
// test has a port of its own, and programs that differ in nothing else are
// compiled once.
const serverVariable = "PRETEND_AGORA"

var serverText = regexp.MustCompile(`"(http://127\.0\.0\.1:\d+)`)

// anywhere returns a Go program that asks the environment for its server, and the
// server that it had.
func anywhere(text string) (program, server string) {
	if found := serverText.FindStringSubmatch(text); found != nil {
		server = found[1]
	}
	return serverText.ReplaceAllString(text, `os.Getenv("`+serverVariable+`")+"`), server
}

// compiled has the Go programs that were made, by their text.
var compiled = struct {
	sync.Mutex
	dir  string // TestMain takes it away
	made map[string]func() (string, error)
}{made: map[string]func() (string, error){}}

// compile returns the path of a Go program, made once for all who have that text.
func compile(t *testing.T, text string) string {
	t.Helper()
	compiled.Lock()
	if compiled.made[text] == nil {
		dir := filepath.Join(compiled.dir, strconv.Itoa(len(compiled.made)))
		compiled.made[text] = sync.OnceValues(func() (string, error) { return build(dir, text) })
	}
	made := compiled.made[text]
	compiled.Unlock()
	path, err := made()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return path
}

func build(dir, text string) (string, error) {
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", err
	}
	file, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "program.exe")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return "", err
	}
	cmd := exec.Command(interpreters()[Go][0], "build", "-ldflags", "-s -w", "-o", program, file)
	cmd.Dir = dir
	cmd.Env = append([]string{"HOME=" + dir, "PATH=" + os.Getenv("PATH")}, goEnvironment()...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return program, nil
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "sttwizard-convert-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	compiled.dir = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// runProgram runs an exported program in an empty directory with nothing but that
// environment. It fails if the program left any file behind.
func runProgram(t *testing.T, l Language, text string, env []string) outcome {
	t.Helper()
	if l == Shell {
		return run(t, realShells(t)[0], text, env)
	}
	command, ok := interpreters()[l]
	if !ok {
		missing(t, string(l))
	}
	home, work := t.TempDir(), t.TempDir()
	if l == Go {
		var server string
		text, server = anywhere(text)
		command, env = []string{compile(t, text)}, append(env, serverVariable+"="+server)
	} else {
		file := filepath.Join(home, "main"+l.Extension())
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		command = append(slices.Clone(command), file)
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = work
	cmd.Env = append([]string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}, env...)
	if runtime.GOOS == "windows" {
		cmd.Env = append(cmd.Env, "SYSTEMROOT="+os.Getenv("SYSTEMROOT"))
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(work); len(left) > 0 {
		t.Errorf("the program left %v behind", left)
	}
	return outcome{out: strings.ReplaceAll(out.String(), "\r\n", "\n"), err: errs.String(), code: cmd.ProcessState.ExitCode()}
}
