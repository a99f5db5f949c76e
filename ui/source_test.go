package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// eachFile reads the package's own files.
func eachFile(t *testing.T, look func(files *token.FileSet, path string, file *ast.File)) {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	files := token.NewFileSet()
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		look(files, path, file)
	}
}

// hosts reports whether a type has a screen of another package in it.
func hosts(of *ast.TypeSpec) bool {
	s, ok := of.Type.(*ast.StructType)
	return ok && slices.ContainsFunc(s.Fields.List, func(f *ast.Field) bool {
		generic, ok := f.Type.(*ast.IndexExpr)
		return ok && len(f.Names) == 0 && generic.X.(*ast.Ident).Name == "hosted"
	})
}

// kindsOfScreens returns the types that have a table of keys.
func kindsOfScreens(t *testing.T) []string {
	t.Helper()
	var out []string
	eachFile(t, func(_ *token.FileSet, _ string, file *ast.File) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "bindings" {
				continue
			}
			if of, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok && of.X.(*ast.Ident).Name != "Model" {
				out = append(out, of.X.(*ast.Ident).Name)
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if of, ok := n.(*ast.TypeSpec); ok && hosts(of) {
				out = append(out, of.Name.Name)
			}
			return true
		})
	})
	if len(out) < 10 {
		t.Fatalf("the screens are %v", out)
	}
	return out
}
