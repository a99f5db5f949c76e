package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run makes or checks the reference; 0: done, 1: it differs or can't be made,
// 2: wrong use.
func run(args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet("reference", flag.ContinueOnError)
	flags.SetOutput(errs)
	check := flags.Bool("check", false, "compare with the file and write nothing")
	path := flags.String("file", filepath.Join("docs", "QUESTIONS.md"), "the `file` of the reference")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return 2
	}
	do := write
	if *check {
		do = compare
	}
	if err := do(*path); err != nil {
		fmt.Fprintln(errs, err)
		return 1
	}
	fmt.Fprintln(out, *path)
	return 0
}

func write(path string) error {
	text, err := reference()
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// compare gives an error where the file is not what would be written.
func compare(path string) error {
	text, err := reference()
	if err != nil {
		return err
	}
	have, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if strings.ReplaceAll(string(have), "\r\n", "\n") != text {
		return fmt.Errorf("%s differs from the questions; remake it: go run ./internal/reference", path)
	}
	return nil
}
