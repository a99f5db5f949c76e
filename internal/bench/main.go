package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"sttwizard/internal/screen"
)

// figure is one row of the table.
type figure struct {
	name, measured, limit string
	ok                    bool
}

// bench is where a run's programs and files are.
type bench struct {
	dir  string // temporary, with the programs and a home
	runs int    // of each first paint
}

// part is what is measured together.
type part struct {
	name    string
	measure func(*bench) ([]figure, error)
}

// parts are all of them, in the order of the table.
var parts = []part{{"paint", firstPaints}, {"version", version}, {"typing", typing}, {"start", starting}, {"recover", recovering}}

func main() {
	check := flag.Bool("check", false, "exit 1 when a figure is over its limit")
	runs := flag.Int("runs", 15, "how often each first paint is measured")
	only := flag.String("only", "", "one part: paint, version, typing, start or recover")
	flag.Parse()
	screen.UsualSignals()
	over, err := run(os.Stdout, *runs, *only)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	case over && *check:
		os.Exit(1)
	}
}

// run builds, measures all parts or only one and prints the table to w; over tells
// whether a figure is over its limit.
func run(w io.Writer, runs int, only string) (over bool, err error) {
	if only != "" && !slices.ContainsFunc(parts, func(p part) bool { return p.name == only }) {
		return false, fmt.Errorf("there is no part %q", only)
	}
	dir, err := os.MkdirTemp("", "sttwizard-bench-")
	if err != nil {
		return false, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b := &bench{dir: dir, runs: runs}
	if err := b.build(); err != nil {
		return false, err
	}
	table := tabwriter.NewWriter(w, 0, 0, 3, ' ', 0)
	fmt.Fprintln(table, "figure\tmeasured\tlimit\t")
	for _, part := range parts {
		if only != "" && part.name != only {
			continue
		}
		figures, err := part.measure(b)
		if err != nil {
			return false, err
		}
		for _, f := range figures {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", f.name, f.measured, f.limit, verdict(f.ok))
			over = over || !f.ok
		}
	}
	return over, table.Flush()
}

func verdict(ok bool) string {
	if ok {
		return "ok"
	}
	return "OVER"
}

// build puts the product and what it is compared with into b's directory.
func (b *bench) build() error {
	if err := os.Mkdir(b.home(), 0o700); err != nil {
		return err
	}
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", b.dir+string(filepath.Separator),
		"sttwizard", "sttwizard/internal/bench/hello", "sttwizard/internal/bench/gohello")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0") // as a release is built: see CONTRIBUTING.md
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go build: %w", err)
	}
	return nil
}

func (b *bench) home() string               { return filepath.Join(b.dir, "home") }
func (b *bench) program(name string) string { return filepath.Join(b.dir, name) }

// command is the named program with the environment of a plain terminal.
func (b *bench) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(b.program(name), args...)
	cmd.Dir = b.home()
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + b.home(), "STTWIZARD_HOME=" + b.home(),
		"TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8",
	}
	return cmd
}
