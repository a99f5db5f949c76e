package convert

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
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

	"sttwizard/agora"
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

// programVariable tells the compiled programs which of them is meant.
const programVariable = "PRETEND_PROGRAM"

// compiled has the Go programs that were made, by their text: where they are and
// which of those that were linked together.
var compiled = struct {
	sync.Mutex
	dir  string // TestMain takes it away
	made map[string]made
}{made: map[string]made{}}

type made struct{ path, name string }

// compile returns a Go program, made once for all who have that text. The first
// that is asked for is linked together with all that are known to be run: linking
// is most of the work. One that knownPrograms lacks is linked by itself.
func compile(t *testing.T, text string) made {
	t.Helper()
	compiled.Lock()
	defer compiled.Unlock()
	if _, ok := compiled.made[text]; ok {
		return compiled.made[text]
	}
	texts := []string{text}
	if len(compiled.made) == 0 {
		texts = append(texts, knownPrograms()...)
	}
	if err := build(filepath.Join(compiled.dir, strconv.Itoa(len(compiled.made))), texts); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return compiled.made[text]
}

// knownPrograms are the Go programs that tests run.
func knownPrograms() (texts []string) {
	add := func(p agora.Project, r agora.Request, auth agora.Auth) string {
		call := sandboxCall("http://127.0.0.1:1", r)
		call.Project, call.Auth = p, auth
		text, _ := anywhere(Program(Go, call))
		texts = append(texts, text)
		return text
	}
	for _, v := range agora.Versions() {
		minimal := add(agora.Project{Version: v}, minimalRequest(), "")
		texts = append(texts, withoutWaits.Replace(minimal))
		add(agora.Project{Version: v, StorageKeys: agora.LowerKeys}, fullRequest(), "")
	}
	add(v5, fullRequest(), "")
	add(agora.Project{Version: agora.V7}, minimalRequest(), agora.AuthToken)
	add(agora.Project{Version: agora.V7}, minimalRequest(), agora.AuthQuotedToken)
	return texts
}

// build compiles Go programs, each as a package of its own, and links them into one
// that runs whichever it is told to.
func build(dir string, texts []string) error {
	var imports, cases strings.Builder
	found := map[string]made{}
	for i, text := range texts {
		name := fmt.Sprintf("p%d", i)
		if _, ok := found[text]; ok {
			continue
		}
		found[text] = made{filepath.Join(dir, "program.exe"), name}
		fmt.Fprintf(&imports, "\t\"programs/%s\"\n", name)
		fmt.Fprintf(&cases, "\tcase %q:\n\t\t%s.Main()\n", name, name)
		text = strings.Replace(text, "\npackage main\n", "\npackage "+name+"\n", 1)
		text = strings.Replace(text, "\nfunc main() {", "\nfunc Main() {", 1)
		if err := write(filepath.Join(dir, name, "program.go"), text); err != nil {
			return err
		}
	}
	main := "package main\n\nimport (\n\t\"os\"\n" + imports.String() + ")\n\nfunc main() {\n\tswitch os.Getenv(\"" + programVariable +
		"\") {\n" + cases.String() + "\tdefault:\n\t\tpanic(\"no such program\")\n\t}\n}\n"
	if err := errors.Join(write(filepath.Join(dir, "main.go"), main), write(filepath.Join(dir, "go.mod"), "module programs\n\ngo 1.22\n")); err != nil {
		return err
	}
	cmd := exec.Command(interpreters()[Go][0], "build", "-ldflags", "-s -w", "-o", "program.exe", ".")
	cmd.Dir = dir
	cmd.Env = append([]string{"HOME=" + dir, "PATH=" + os.Getenv("PATH")}, goEnvironment()...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	maps.Copy(compiled.made, found)
	return nil
}

func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o600)
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
		program := compile(t, text)
		command, env = []string{program.path}, append(env, serverVariable+"="+server, programVariable+"="+program.name)
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
