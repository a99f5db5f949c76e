package cli

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"sttwizard/internal/explain"
	"sttwizard/presets"
)

// presetErrors are one of each error that package presets tells apart.
var presetErrors = []error{
	&presets.NotFoundError{Name: "gala"}, &presets.ExistsError{Name: "gala"}, &presets.BadNameError{Name: "Gala", Suggest: "gala"},
	&presets.ExtendedError{Name: "gala", By: []string{"gala-late"}}, &presets.FileError{Path: "gala.yaml", Err: errors.New("line 3: wrong")},
	&presets.ValueError{Path: "title", Text: "is too long"}, &presets.MeanwhileError{Name: "gala", Kept: "gala.yaml"},
	&presets.BusyError{Name: "gala"}, &presets.EditorError{Err: errors.New("it is not there")},
}

func TestEveryErrorOfPresetsHasWordsAndItsExitCode(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, err := range presetErrors {
		name := reflect.TypeOf(err).Elem().Name()
		known[name] = true
		f := failureOf(err, explain.Context{})
		code := exitWrong
		if is[*presets.EditorError](err) {
			code = exitFailed
		}
		if f.code != code || f.kind == kindInternal || f.what != err.Error() || f.next == "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	files, err := filepath.Glob("../../presets/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, is := n.(*ast.TypeSpec); is && strings.HasSuffix(spec.Name.Name, "Error") && spec.Name.IsExported() && !known[spec.Name.Name] {
				t.Errorf("presets.%s is not tried: name it in presetErrors", spec.Name.Name)
			}
			return true
		})
	}
}

func TestAPresetThatOthersExtendStaysAndSaysWhy(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	gala(t, w)
	for _, args := range [][]string{{"delete", "house-style", "--yes"}, {"rename", "house-style", "style"}} {
		r := w.want(exitWrong, append([]string{"presets"}, args...)...)
		mustHold(t, r.err, "house-style is extended by gala: take it out of their extends first", "nothing was changed")
	}
	w.want(exitDone, "presets", "show", "gala")
}
