package convert

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
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
		out[Go] = []string{filepath.Join(root, "bin", "go"), "run"}
	}
	return out
})

// goEnvironment is what the go command needs to compile without a network.
var goEnvironment = sync.OnceValue(func() []string {
	out, _ := exec.Command("go", "env", "GOCACHE").Output()
	return []string{"GOCACHE=" + strings.TrimSpace(string(out)), "GOPROXY=off", "GOFLAGS=-mod=mod", "GOTOOLCHAIN=local"}
})

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
	file := filepath.Join(home, "main"+l.Extension())
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(command[0], append(command[1:], file)...)
	cmd.Dir = work
	cmd.Env = append([]string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}, env...)
	if l == Go {
		program := filepath.Join(home, "program")
		build := exec.Command(command[0], "build", "-o", program, file)
		build.Dir = home
		build.Env = append([]string{"HOME=" + home, "PATH=" + os.Getenv("PATH"), "CGO_ENABLED=0"}, goEnvironment()...)
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s\n%s", err, out, text)
		}
		cmd.Path, cmd.Args = program, []string{program}
	}
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
