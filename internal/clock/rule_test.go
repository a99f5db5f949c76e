package clock

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// theSystems is what package time takes from the system's clock or hangs on it.
var theSystems = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker"}

// free may ask the system: this package, and what is for development only.
var free = []string{
	"internal/clock", "internal/screen", "internal/pictures", "internal/reference", "internal/bench", "internal/crashtest",
	"internal/samples", "internal/life", "internal/docs",
}

// uses returns where a file takes the time from package time, under whatever name
// it imports it, called or as a value.
func uses(set *token.FileSet, file *ast.File) (found []string) {
	names := map[string]bool{}
	for _, imported := range file.Imports {
		switch {
		case strings.Trim(imported.Path.Value, "\"`") != "time":
		case imported.Name == nil:
			names["time"] = true
		case imported.Name.Name == ".":
			found = append(found, set.Position(imported.Pos()).String()+": all of package time is imported by a dot")
		default:
			names[imported.Name.Name] = true
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		selected, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		of, ok := selected.X.(*ast.Ident)
		if ok && names[of.Name] && slices.Contains(theSystems, selected.Sel.Name) {
			found = append(found, set.Position(selected.Pos()).String()+": time."+selected.Sel.Name)
		}
		return true
	})
	return found
}

func isFree(name string) bool {
	dir := path.Dir(name)
	return slices.ContainsFunc(free, func(f string) bool {
		return dir == f || strings.HasPrefix(dir, f+"/")
	})
}

// ownLimits returns where a test waits for as long as it says itself: a timer or a
// context that is given seconds or more.
func ownLimits(set *token.FileSet, file *ast.File) (found []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name, _ := call.Fun.(*ast.SelectorExpr)
		if name == nil || !slices.Contains([]string{"After", "NewTimer", "WithTimeout"}, name.Sel.Name) {
			return true
		}
		of, _ := name.X.(*ast.Ident)
		if of != nil && (of.Name == "time" || of.Name == "context") && inSeconds(call.Args[len(call.Args)-1]) {
			found = append(found, set.Position(call.Pos()).String())
		}
		return true
	})
	return found
}

// inSeconds reports whether an expression is written in seconds or more.
func inSeconds(e ast.Expr) (yes bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		unit, ok := n.(*ast.SelectorExpr)
		yes = yes || ok && slices.Contains([]string{"Second", "Minute", "Hour"}, unit.Sel.Name)
		return true
	})
	return yes
}

// each parses the Go files of the module that are wanted and hands them to f.
func each(t *testing.T, want func(name string) bool, f func(*token.FileSet, *ast.File)) {
	t.Helper()
	root := os.DirFS(filepath.Join("..", ".."))
	looked := 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		hidden := name != "." && strings.ContainsAny(d.Name()[:1], "._")
		switch {
		case err != nil:
			return err
		case d.IsDir() && (hidden || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || !want(name):
			return nil
		}
		looked++
		source, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, source, parser.SkipObjectResolution)
		if err == nil {
			f(set, file)
		}
		return err
	})
	if err != nil || looked < 100 {
		t.Errorf("looked at %d files: %v", looked, err)
	}
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.go") }

func TestTheProductTakesTheTimeFromHere(t *testing.T) {
	each(t, func(name string) bool { return !isTest(name) && !isFree(name) }, func(set *token.FileSet, file *ast.File) {
		for _, found := range uses(set, file) {
			t.Errorf("%s; take it from internal/clock, or from an option that is that where it is not set", found)
		}
	})
}

func TestTestsWaitWithThePatienceOfTheSuite(t *testing.T) {
	want := func(name string) bool {
		return isTest(name) && path.Dir(name) != "internal/clock"
	}
	each(t, want, func(set *token.FileSet, file *ast.File) {
		for _, found := range ownLimits(set, file) {
			t.Errorf("%s: a limit of its own; wait for clocktest.Patience()", found)
		}
	})
}

func TestEveryWayToTheSystemsClockIsFound(t *testing.T) {
	for source, want := range map[string]int{
		`import "time"; var _ = time.Now()`:                               1,
		`import "time"; var now = time.Now`:                               1,
		`import "time"; func f() { for range time.Tick(time.Second) {} }`: 1,
		`import t "time"; func f() { t.Sleep(t.Until(t.Time{})) }`:        2,
		`import . "time"; var _ = Now()`:                                  1,
		"import `time`; var _ = time.NewTicker":                           1,
		`import "time"; const limit = 5 * time.Second; var _ time.Time`:   0,
		`import "time"; var _ = time.Time{}.After(time.Time{})`:           0,
		`import time "sttwizard/internal/clock"; var _ = time.Now()`:      0,
		"import `fmt`; var _ = fmt.Sprint(\"time.Now()\") // time.Now()":  0,
	} {
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, "planted.go", "package p; "+source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if found := uses(set, file); len(found) != want {
			t.Errorf("%s: found %q, want %d", source, found, want)
		}
	}
}

func TestALimitOfATestsOwnIsFound(t *testing.T) {
	for source, want := range map[string]int{
		`select { case <-time.After(10 * time.Second): }`:        1,
		`context.WithTimeout(ctx, time.Minute)`:                  1,
		`time.After(clocktest.Patience())`:                       0,
		`context.WithTimeout(ctx, 50*time.Millisecond)`:          0,
		`_ = at.After(noon.Add(time.Hour))`:                      0,
		`deadline := time.NewTimer(limit); deadline.Reset(long)`: 0,
	} {
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, "planted_test.go", "package p; func f() { "+source+" }", parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if found := ownLimits(set, file); len(found) != want {
			t.Errorf("%s: found %q, want %d", source, found, want)
		}
	}
}

func TestOnlyDevelopmentIsFree(t *testing.T) {
	for name, want := range map[string]bool{
		"internal/bench/start.go": true, "internal/bench/hello/main.go": true, "internal/benchmark/a.go": false,
		"internal/clock/clock.go": true, "ui/clock.go": false, "main.go": false,
	} {
		if isFree(name) != want {
			t.Errorf("%s is free: %v", name, !want)
		}
	}
}
