package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"sttwizard/internal/cli"
)

// command is a command's name and its help.
type command struct{ name, help string }

// globals begins the flags that every command has, in the help of all but the first.
const globals = "\nGlobal Flags:\n"

// commands returns the made part of docs/COMMANDS.md: a table of all commands, what
// all of them take, and the help of each without that.
func commands() (string, error) {
	all, err := below("sttwizard")
	if err != nil {
		return "", err
	}
	var table, helps strings.Builder
	for _, c := range all {
		fmt.Fprintf(&table, "| [`%s`](#%s) | %s |\n", c.name, strings.ReplaceAll(c.name, " ", "-"), cell.Replace(c.short()))
		fmt.Fprintf(&helps, "\n### %s\n\n```text\n%s```\n", c.name, c.own())
	}
	_, common, ok := strings.Cut(all[len(all)-1].help, globals)
	if !ok {
		return "", fmt.Errorf("%s --help names no flags that every command has", all[len(all)-1].name)
	}
	common, _, _ = strings.Cut(common, "\n\n")
	return "\n## Every command\n\n| command | what its help says first |\n|---|---|\n" + table.String() +
		"\nEvery command also takes these:\n\n```text\n" + strings.TrimRight(common, "\n") + "\n```\n" + helps.String(), nil
}

// overview returns the table of commands in README.md, those of a group in one line.
func overview() (string, error) {
	help, err := helpOf("sttwizard")
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("\n| command | what it does |\n|---|---|\n")
	for _, c := range listedIn("sttwizard", help) {
		all, err := below("sttwizard " + c.name)
		if err != nil {
			return "", err
		}
		names := "`" + c.name + "`"
		for _, one := range all[1:] {
			names += " `" + strings.TrimPrefix(one.name, "sttwizard "+c.name+" ") + "`"
		}
		fmt.Fprintf(&b, "| %s | %s |\n", names, strings.ToLower(c.help[:1])+c.help[1:])
	}
	return b.String() + "\n", nil
}

// listed is a line about a command in the help of a group.
var listed = regexp.MustCompile(`(?m)^  ([a-z-]+) +([A-Z].*)`)

// listedIn returns the commands that the help of a group lists, with a few words about
// each. The shells of completion are left out.
func listedIn(name, help string) []command {
	_, list, _ := strings.Cut(help, "Available Commands:\n")
	if list, _, _ = strings.Cut(list, "\n\n"); name == "sttwizard completion" {
		return nil
	}
	var out []command
	for _, m := range listed.FindAllStringSubmatch(list, -1) {
		if m[1] != "help" {
			out = append(out, command{m[1], m[2]})
		}
	}
	return out
}

// below returns a command and all below it.
func below(name string) ([]command, error) {
	help, err := helpOf(name)
	if err != nil {
		return nil, err
	}
	out := []command{{name, help}}
	for _, c := range listedIn(name, help) {
		more, err := below(name + " " + c.name)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

// helpOf returns what a command prints with --help.
func helpOf(name string) (string, error) {
	var out, errs bytes.Buffer
	code := cli.Run(cli.Env{
		Args: append(strings.Fields(name)[1:], "--help"), In: strings.NewReader(""), Out: &out, Err: &errs,
		Getenv: func(string) string { return "" },
	})
	if code != 0 {
		return "", fmt.Errorf("%s --help: exit code %d: %s", name, code, &errs)
	}
	return out.String(), nil
}

// short returns the first sentence of the help.
func (c command) short() string {
	text, _, _ := strings.Cut(c.help, "\n\n")
	text = strings.Join(strings.Fields(text), " ")
	if sentence, _, more := strings.Cut(text, ". "); more {
		text = sentence
	}
	return strings.TrimSuffix(text, ".")
}

// own returns the help without what is said of every command.
func (c command) own() string {
	text, _, _ := strings.Cut(c.help, globals)
	text, _, _ = strings.Cut(text, "\nUse \"")
	return text
}
