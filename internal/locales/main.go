package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"sttwizard/agora"
)

// file is where the facts stand, as seen from the top of the repository.
const file = "agora/data/locales.tsv"

// head says what the file is.
const head = "# Tab-separated, made by go run ./internal/locales from CLDR: language, its usual locale in the " +
	"catalogue, its name in English, its name in itself (empty: CLDR has none).\n"

func main() { os.Exit(run(os.Args[1:])) }

// run writes the file or compares it; 0: done, 1: it differs or can't be made, 2: wrong
// use.
func run(args []string) int {
	flags := flag.NewFlagSet("locales", flag.ContinueOnError)
	check := flags.Bool("check", false, "compare with the file and write nothing")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return 2
	}
	text, err := table()
	if err == nil && *check {
		err = compare(file, text)
	} else if err == nil {
		err = os.WriteFile(file, text, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(file)
	return 0
}

func compare(path string, want []byte) error {
	have, err := os.ReadFile(path)
	if err == nil && !bytes.Equal(have, want) {
		err = fmt.Errorf("%s is old: go run ./internal/locales makes it anew", path)
	}
	return err
}

// table returns the file: a row for each language of the catalogue, by its code.
func table() ([]byte, error) {
	codes := map[string][]string{}
	for _, l := range agora.Languages(agora.V7, agora.Transcription) {
		codes[l.Base()] = append(codes[l.Base()], l.Code)
	}
	var rows []string
	for base, locales := range codes {
		row, err := rowOf(base, locales)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	slices.Sort(rows)
	return []byte(head + strings.Join(rows, "")), nil
}

// rowOf returns the row of a language. Where the catalogue lacks the likely locale, the
// first that it has is the usual one.
func rowOf(base string, locales []string) (string, error) {
	parsed, err := language.ParseBase(base)
	if err != nil {
		return "", fmt.Errorf("the language %s: %w", base, err)
	}
	tag, err := language.Compose(parsed)
	if err != nil {
		return "", fmt.Errorf("the language %s: %w", base, err)
	}
	region, _ := tag.Region()
	usual := base + "-" + region.String()
	if !slices.Contains(locales, usual) {
		usual = slices.MinFunc(locales, func(a, b string) int {
			return cmp.Or(len(a)-len(b), strings.Compare(a, b))
		})
	}
	names := []string{base, usual, display.English.Languages().Name(parsed), display.Self.Name(tag)}
	return strings.Join(names, "\t") + "\n", nil
}
