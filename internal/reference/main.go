package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"sttwizard/internal/presetschema"
)

// document is a file, seen from docs/, that is made, as a whole or from a line on.
type document struct {
	name string
	make func() (string, error)
	from bool // what stands above the line is written by hand and stays
}

// documents are all that are made here.
var documents = []document{
	{name: "QUESTIONS.md", make: questions},
	{name: "KEYS.md", make: keys, from: true},
	{name: "COMMANDS.md", make: commands, from: true},
	{name: "JSON.md", make: printed, from: true},
	{name: "FILES.md", make: environment, from: true},
	{name: filepath.Join("..", "README.md"), make: overview, from: true},
	{name: "preset.schema.json", make: schema},
	{name: filepath.Join("..", "presets", "preset.schema.json"), make: schema},
}

// schema returns the JSON Schema of a preset's file, for docs and for the program itself.
func schema() (string, error) { return string(presetschema.JSON()), nil }

// line is where the made part of a document begins.
const line = "<!-- From here on made by `go run ./internal/reference`; don't change it by hand. -->\n"

// end is where it ends, if not with the document.
const end = "<!-- The made part ends here. -->\n"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run makes or checks the documents; 0: done, 1: one differs or can't be made,
// 2: wrong use.
func run(args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet("reference", flag.ContinueOnError)
	flags.SetOutput(errs)
	check := flags.Bool("check", false, "compare with the files and write nothing")
	dir := flags.String("dir", "docs", "the `directory` of the documents")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return 2
	}
	do := document.write
	if *check {
		do = document.compare
	}
	code := 0
	for _, d := range documents {
		path := filepath.Join(*dir, d.name)
		if err := do(d, path); err != nil {
			fmt.Fprintln(errs, err)
			code = 1
			continue
		}
		fmt.Fprintln(out, path)
	}
	return code
}

func (d document) write(path string) error {
	have, err := read(path)
	if err != nil && !(errors.Is(err, os.ErrNotExist) && !d.from) {
		return err
	}
	text, err := d.text(path, have)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// compare returns an error where the file is not what would be written.
func (d document) compare(path string) error {
	have, err := read(path)
	if err != nil {
		return err
	}
	text, err := d.text(path, have)
	if err != nil {
		return err
	}
	if have != text {
		return fmt.Errorf("%s differs from the program; remake it: go run ./internal/reference", path)
	}
	return nil
}

// text returns what a file that has a text is to have.
func (d document) text(path, have string) (string, error) {
	made, err := d.make()
	if err != nil || !d.from {
		return made, err
	}
	above, rest, ok := strings.Cut(have, line)
	if !ok {
		return "", fmt.Errorf("%s lacks the line where its made part begins: %s", path, strings.TrimSpace(line))
	}
	if _, below, ends := strings.Cut(rest, end); ends {
		made += end + below
	}
	return above + line + made, nil
}

// read returns a file's text as it was written, where a checkout has changed the
// ends of its lines.
func read(path string) (string, error) {
	data, err := os.ReadFile(path)
	return strings.ReplaceAll(string(data), "\r\n", "\n"), err
}
