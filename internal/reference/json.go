package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"sttwizard/internal/cli"
)

// printed returns the made part of docs/JSON.md: what each command prints with --json,
// in the words of the comments at its types.
func printed() (string, error) {
	root, err := module()
	if err != nil {
		return "", err
	}
	says, err := comments(filepath.Join(root, "internal", "cli"))
	if err != nil {
		return "", err
	}
	return printedBy(cli.JSON(), says)
}

// printedBy returns the tables of commands, in the words of comments by type and field.
func printedBy(all []cli.Printed, says map[string]string) (string, error) {
	var b strings.Builder
	for _, p := range all {
		fmt.Fprintf(&b, "\n## %s\n", p.Command)
		for _, n := range p.Notes {
			fmt.Fprintf(&b, "\n%s\n", n)
		}
		var rows []string
		for _, k := range p.Keys {
			if k.As != "" {
				fmt.Fprintf(&b, "\n%s\n", alsoPrints(k, len(p.Keys) == 1))
				continue
			}
			text := says[k.Type+"."+k.Field]
			if text == "" {
				at := k.Type + "." + k.Field
				return "", fmt.Errorf("%s --json: say what %q is in a comment at %s", p.Command, k.Path, at)
			}
			rows = append(rows, fmt.Sprintf("| `%s` | %s |\n", k.Path, cell.Replace(text)))
		}
		if len(rows) > 0 {
			fmt.Fprintf(&b, "\n| key | |\n|---|---|\n%s", strings.Join(rows, ""))
		}
	}
	return b.String(), nil
}

// alsoPrints says that a command prints what another one does.
func alsoPrints(k cli.Key, nothingElse bool) string {
	what := "the same as `" + k.As + "`"
	if list, is := strings.CutSuffix(k.Of, "[]"); is && list != "" {
		what = "one item of the `" + list + "` of `" + k.As + "`"
	} else if is {
		what = "one item of the list of `" + k.As + "`"
	}
	if nothingElse {
		return "It prints " + what + "."
	}
	return "It prints " + what + ", and these:"
}

// comments returns the comments at the fields of a package's types, each as one line,
// by "Type.Field".
func comments(dir string) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if t, ok := n.(*ast.TypeSpec); ok {
				if s, ok := t.Type.(*ast.StructType); ok {
					commented(out, t.Name.Name, s)
				}
			}
			return true
		})
	}
	return out, nil
}

// commented adds the comments at the fields of a type.
func commented(out map[string]string, name string, of *ast.StructType) {
	for _, f := range of.Fields.List {
		text := strings.Join(strings.Fields(f.Doc.Text()+" "+f.Comment.Text()), " ")
		for _, n := range f.Names {
			out[name+"."+n.Name] = text
		}
	}
}

// module returns the directory of the module that the working directory is in.
func module() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		above := filepath.Dir(dir)
		if above == dir {
			return "", errors.New("there is no go.mod above the working directory")
		}
		dir = above
	}
	return "", err
}
