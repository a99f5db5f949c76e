package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// root is the project's directory as seen from this package.
var root = filepath.Join("..", "..")

func readme(t *testing.T) string { return document(t, "README.md") }

// guides are the documents for whoever uses sttwizard: README and docs/*.md, by
// their names.
func guides(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil || len(found) < 10 {
		t.Fatal(found, err)
	}
	names := []string{"README.md"}
	for _, path := range found {
		names = append(names, "docs/"+filepath.Base(path))
	}
	return names
}

func document(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

// blocks returns the contents of a text's code blocks of a language.
func blocks(text, language string) []string {
	var out []string
	for i, part := range strings.Split(text, "```") {
		if name, body, _ := strings.Cut(part, "\n"); i%2 == 1 && name == language {
			out = append(out, body)
		}
	}
	return out
}

// tableAfter returns the cells of the first table behind a line that begins with a
// text, without the table's head.
func tableAfter(t *testing.T, text, line string) [][]string {
	t.Helper()
	_, rest, ok := strings.Cut("\n"+text, "\n"+line)
	if !ok {
		t.Fatalf("no line begins with %q", line)
	}
	var rows [][]string
	for _, l := range strings.Split(rest, "\n")[1:] {
		switch {
		case strings.HasPrefix(l, "|"):
			rows = append(rows, cells(l))
		case len(rows) > 0:
			return rows[2:]
		}
	}
	t.Fatalf("no table stands behind %q", line)
	return nil
}

func cells(line string) []string {
	parts := strings.Split(strings.Trim(line, "|"), "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

var code = regexp.MustCompile("`([^`]+)`")

// codes returns what stands between back quotes.
func codes(text string) []string {
	var out []string
	for _, m := range code.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// paragraph returns the paragraph that begins with a text.
func paragraph(t *testing.T, text, begin string) string {
	t.Helper()
	_, rest, ok := strings.Cut("\n"+text, "\n"+begin)
	if !ok {
		t.Fatalf("no paragraph begins with %q", begin)
	}
	rest, _, _ = strings.Cut(rest, "\n\n")
	return begin + rest
}

// sources returns all Go files of the product, tests left out, as one text.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		all.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
