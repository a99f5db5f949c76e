package ui

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// TestOldFactsAreDroppedInOnePlace looks for numbers of operations that are
// compared elsewhere, and for facts that have a number and don't tell it.
func TestOldFactsAreDroppedInOnePlace(t *testing.T) {
	var have, tell []string // the facts that have a number, and those that tell it
	compared := 0
	eachFile(t, func(files *token.FileSet, path string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if (n.Op == token.EQL || n.Op == token.NEQ) && (isNumber(n.X) || isNumber(n.Y)) {
					compared++
					if path != "facts.go" {
						t.Errorf("%s compares the number of an operation: Model.fact does", files.Position(n.Pos()))
					}
				}
			case *ast.TypeSpec:
				if s, ok := n.Type.(*ast.StructType); ok && strings.HasSuffix(n.Name.Name, "Msg") && hasNumber(s) {
					have = append(have, n.Name.Name)
				}
			case *ast.FuncDecl:
				if n.Name.Name == "operation" && n.Recv != nil {
					tell = append(tell, n.Recv.List[0].Type.(*ast.Ident).Name)
				}
			}
			return true
		})
	})
	slices.Sort(have)
	slices.Sort(tell)
	if compared == 0 || len(have) == 0 || !slices.Equal(have, tell) {
		t.Errorf("%d comparisons; %v have a number, %v tell it", compared, have, tell)
	}
}

func isNumber(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	return ok && s.Sel.Name == "op"
}

func hasNumber(s *ast.StructType) bool {
	return slices.ContainsFunc(s.Fields.List, func(f *ast.Field) bool {
		return slices.ContainsFunc(f.Names, func(n *ast.Ident) bool { return n.Name == "op" })
	})
}
