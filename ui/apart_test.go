package ui

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What is proved here of the source: no screen calls another, and the number of a
// fact's operation is read in one place. What comes next is said by Model's methods,
// which any screen calls.

// widgets are dialogs that belong to whoever asks by them: what they show, and what
// is done with it, is filled in from outside.
var widgets = []string{"question", "entry", "looking"}

// source is the source of one package, as far as it can be understood by itself: what
// other packages have is not known.
type source struct {
	files *token.FileSet
	all   map[string]*ast.File // by path
	types.Info
}

// nobody knows no package.
type nobody struct{}

func (nobody) Import(path string) (*types.Package, error) {
	return nil, errors.New("not read: " + path)
}

// understand parses the texts of a package's files, by path, and finds out what their
// names mean.
func understand(texts map[string]string) (*source, error) {
	s := &source{files: token.NewFileSet(), all: map[string]*ast.File{}}
	s.Types, s.Uses = map[ast.Expr]types.TypeAndValue{}, map[*ast.Ident]types.Object{}
	var all []*ast.File
	for path, text := range texts {
		file, err := parser.ParseFile(s.files, path, text, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		s.all[path] = file
		all = append(all, file)
	}
	known := types.Config{Importer: nobody{}, Error: func(error) {}} // each error is of what is not read
	_, _ = known.Check("ui", s.files, all, &s.Info)
	return s, nil
}

// at says where something stands.
func (s *source) at(n ast.Node) string {
	p := s.files.Position(n.Pos())
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

// typeOf returns the name of the package's type that an expression has; empty: none.
func (s *source) typeOf(e ast.Expr) string {
	t := s.Types[e].Type
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := t.(*types.Named); ok && named.Obj().Pkg() != nil && named.Obj().Pkg().Path() == "ui" {
		return named.Obj().Name()
	}
	return ""
}

// receiver returns the type that a function is a method of; empty: none.
func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	e := f.Recv.List[0].Type
	if p, ok := e.(*ast.StarExpr); ok {
		e = p.X
	}
	if generic, ok := e.(*ast.IndexExpr); ok {
		e = generic.X
	}
	return e.(*ast.Ident).Name
}

// screens returns the types that have a table of keys, or a screen of another package
// in them, but for widgets.
func (s *source) screens() []string {
	var out []string
	for _, file := range s.all {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				if hosts(n) {
					out = append(out, n.Name.Name)
				}
			case *ast.FuncDecl:
				if n.Name.Name == "bindings" {
					out = append(out, receiver(n))
				}
			}
			return true
		})
	}
	out = slices.DeleteFunc(out, func(name string) bool {
		return slices.Contains(slices.Concat(widgets, []string{"", "Model", "hosted"}), name)
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// homes returns which screens each file is of: it has their types or methods.
func (s *source) homes() map[string][]string {
	screens, out := s.screens(), map[string][]string{}
	for path, file := range s.all {
		ast.Inspect(file, func(n ast.Node) bool {
			name := ""
			switch n := n.(type) {
			case *ast.TypeSpec:
				name = n.Name.Name
			case *ast.FuncDecl:
				name = receiver(n)
			}
			if slices.Contains(screens, name) && !slices.Contains(out[path], name) {
				out[path] = append(out[path], name)
			}
			return true
		})
	}
	return out
}

// crossings says where a file of a screen takes anything of another screen: a field, a
// method, or a function out of its files.
func crossings(texts map[string]string) ([]string, error) {
	s, err := understand(texts)
	if err != nil {
		return nil, err
	}
	var out []string
	screens, homes := s.screens(), s.homes()
	for path, own := range homes {
		ast.Inspect(s.all[path], func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.SelectorExpr:
				other := s.typeOf(n.X)
				if slices.Contains(screens, other) && !slices.Contains(own, other) {
					out = append(out, fmt.Sprintf("%s takes %s of the screen %s", s.at(n), n.Sel.Name, other))
				}
			case *ast.Ident:
				f, ok := s.Uses[n].(*types.Func)
				if !ok || f.Signature().Recv() != nil {
					return true
				}
				theirs := homes[s.files.Position(f.Pos()).Filename]
				if len(theirs) > 0 && !slices.ContainsFunc(theirs, func(of string) bool { return slices.Contains(own, of) }) {
					out = append(out, fmt.Sprintf("%s calls %s of %v", s.at(n), n.Name, theirs))
				}
			}
			return true
		})
	}
	slices.Sort(out)
	return out, nil
}

// foreign says which imports of a screen's package are of other screens.
func foreign(texts map[string]string) ([]string, error) {
	var out []string
	for path, text := range texts {
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, text, parser.ImportsOnly)
		if err != nil {
			return nil, err
		}
		for _, i := range file.Imports {
			of, is := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), "sttwizard/ui")
			if is && of != "/kit" {
				out = append(out, path+" imports the screens of ui"+of)
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

// readings says where the number of a fact's operation is read other than in facts.go.
func readings(texts map[string]string) ([]string, error) {
	s, err := understand(texts)
	if err != nil {
		return nil, err
	}
	var out []string
	for path, file := range s.all {
		ast.Inspect(file, func(n ast.Node) bool {
			e, ok := n.(*ast.SelectorExpr)
			if ok && e.Sel.Name == "op" && path != "facts.go" && strings.HasSuffix(s.typeOf(e.X), "Msg") {
				out = append(out, s.at(e)+" reads the number of an operation: Model.fact does")
			}
			return true
		})
	}
	slices.Sort(out)
	return out, nil
}

// textsOf reads the files of a folder, tests aside.
func textsOf(t *testing.T, folder string) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%s has %v, %v", folder, paths, err)
	}
	out := map[string]string{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[path] = string(text)
	}
	return out
}

func TestNoScreenCallsAnother(t *testing.T) {
	texts := textsOf(t, ".")
	s, err := understand(texts)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.screens(); len(got) < 9 {
		t.Fatalf("the screens are %v", got)
	}
	found, err := crossings(texts)
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range found {
		t.Error(what)
	}
}

func TestNoPackageOfAScreenKnowsAnother(t *testing.T) {
	all, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for _, f := range all {
		if !f.IsDir() || f.Name() == "testdata" {
			continue
		}
		folders = append(folders, f.Name())
		found, err := foreign(textsOf(t, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, what := range found {
			t.Error(what)
		}
	}
	if len(folders) < 8 {
		t.Errorf("the packages are %v", folders)
	}
}

func TestTheNumberOfAFactIsReadInOnePlace(t *testing.T) {
	found, err := readings(textsOf(t, "."))
	if err != nil {
		t.Fatal(err)
	}
	for _, what := range found {
		t.Error(what)
	}
}

// small is a program with two screens, a question and a fact.
func small() map[string]string {
	return map[string]string{
		"model.go": `package ui
			import "x/task"
			type hosted[S any] struct{ of S }
			type Model struct{ op int; shown any; first *one; second *two; asked *question }
			type binding struct{}
			type doneMsg struct{ op int }`,
		"one.go": `package ui
			type one struct{ at int }
			func (o *one) bindings(*Model) []binding { return nil }
			func (o *one) move() { o.at++ }
			func newOne() *one { o := &one{}; o.move(); return o }`,
		"two.go": `package ui
			import "x/task"
			type two struct{ hosted[*task.Screen] }
			func (t *two) heard(m *Model) { t.of.Tell(); m.next(); m.asked.name = "?" }`,
		"question.go": `package ui
			type question struct{ name string }
			func (q *question) bindings(*Model) []binding { return nil }`,
		"routes.go": `package ui
			func (m *Model) next() { m.first.move(); m.second.heard(m); m.first = newOne() }`,
		"facts.go": `package ui
			func (m *Model) isNewest(msg doneMsg) bool { return msg.op == m.op }`,
	}
}

func TestACallOfAnotherScreenIsFound(t *testing.T) {
	t.Parallel()
	texts := small()
	if got, err := crossings(texts); err != nil || len(got) > 0 {
		t.Errorf("in a small program it finds %q, %v", got, err)
	}
	texts["one_more.go"] = `package ui
		func (o *one) leave(m *Model) {
			m.second.heard(m)
			_ = m.shown.(*two).of
		}`
	texts["two_more.go"] = "package ui\nfunc (t *two) back(m *Model) { m.first = newOne(); m.first.at = 3 }"
	want := []string{
		"one_more.go:3 takes heard of the screen two", "one_more.go:4 takes of of the screen two",
		"two_more.go:2 calls newOne of [one]", "two_more.go:2 takes at of the screen one",
	}
	if got, err := crossings(texts); err != nil || !slices.Equal(got, want) {
		t.Errorf("it finds %q, want %q (%v)", got, want, err)
	}
	texts["two.go"] = "package"
	if _, err := crossings(texts); err == nil {
		t.Error("it reads what is no Go")
	}
}

func TestAPackageOfAScreenThatKnowsAnotherIsFound(t *testing.T) {
	t.Parallel()
	got, err := foreign(map[string]string{
		"task/a.go": `package task; import ("sttwizard/ui/kit"; "sttwizard/agora"; other "sttwizard/ui/start")`,
		"task/b.go": `package task; import "sttwizard/ui"`,
	})
	want := []string{"task/a.go imports the screens of ui/start", "task/b.go imports the screens of ui"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("it finds %q, want %q (%v)", got, want, err)
	}
}

func TestANumberThatIsReadElsewhereIsFound(t *testing.T) {
	t.Parallel()
	texts := small()
	if got, err := readings(texts); err != nil || len(got) > 0 {
		t.Errorf("in a small program it finds %q, %v", got, err)
	}
	texts["late.go"] = `package ui
		func (m *Model) late(fact any) bool {
			m.op = 2
			known := fact.(doneMsg).op
			return known < m.op
		}`
	want := []string{"late.go:4 reads the number of an operation: Model.fact does"}
	if got, err := readings(texts); err != nil || !slices.Equal(got, want) {
		t.Errorf("it finds %q, want %q (%v)", got, want, err)
	}
}
