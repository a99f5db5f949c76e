package agora

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// neverPrinted are types that stay inside one package, where nothing prints
// them or what holds them; anything else with a Secret in an unexported field
// has a Format method.
var neverPrinted = []string{"agora.call", "attempt.folded", "vault.opened", "ui.clients"}

func TestNoTypeOfTheProjectHidesASecretFromItsOwnMethods(t *testing.T) {
	found, formats := map[string]string{}, map[string]bool{}
	public, failures := map[string]string{}, map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil // being edited; the compiler says so
		}
		in := func(name string) string { return file.Name.Name + "." + name }
		look(file, func(name, field string, exported bool) {
			if exported {
				public[in(name)] = path + ": " + field
			} else {
				found[in(name)] = path + ": " + field
			}
		}, func(name, method string) {
			formats[in(name)] = formats[in(name)] || method == "Format"
			failures[in(name)] = failures[in(name)] || method == "Error"
		})
		return nil
	})
	if err != nil || len(found) == 0 || len(public) == 0 || len(failures) == 0 {
		t.Fatalf("found %v, %v, %v, %v", found, public, failures, err)
	}
	for name, where := range found {
		if !formats[name] && !slices.Contains(neverPrinted, name) {
			t.Errorf("%s: %%v of a %s shows the secret: give it a Format method, or hold the secret in a func", where, name)
		}
		public[name] = where
	}
	for name, where := range public {
		if failures[name] {
			t.Errorf("%s: %s is an error, which has no business with a secret", where, name)
		}
	}
}

// look tells found of each type with a field of secrets, or with secrets as
// keys, and method of each method and its type.
func look(file *ast.File, found func(name, field string, exported bool), method func(name, method string)) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Recv != nil {
				method(nameOf(n.Recv.List[0].Type), n.Name.Name)
			}
			return false
		case *ast.TypeSpec:
			inType(n, found)
		}
		return true
	})
}

func inType(spec *ast.TypeSpec, found func(name, field string, exported bool)) {
	ast.Inspect(spec.Type, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncType, *ast.InterfaceType:
			return false // a func is printed as its address
		case *ast.MapType:
			if isSecret(n.Key) {
				found(spec.Name.Name, "the keys of a map", false)
			}
		case *ast.Field:
			for _, name := range n.Names {
				if hasSecret(n.Type) {
					found(spec.Name.Name, name.Name, name.IsExported())
				}
			}
		}
		return true
	})
}

func nameOf(e ast.Expr) string {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

func isSecret(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "Secret"
	case *ast.SelectorExpr:
		return e.Sel.Name == "Secret"
	}
	return false
}

// hasSecret reports whether a field's type is made of secrets. A pointer is shown
// as its address.
func hasSecret(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.ArrayType:
		return hasSecret(e.Elt)
	case *ast.MapType:
		return hasSecret(e.Key) || hasSecret(e.Value)
	}
	return isSecret(e)
}
