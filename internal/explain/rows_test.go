package explain

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sttwizard/agora"
)

// jargon is what nobody says aloud to a person on the telephone.
var jargon = regexp.MustCompile(`(?i)%!|\bnil\b|\bEOF\b|goroutine|\bpanic|\bcontext\b|\berr\b|errno|https?://|builderToken=|canary|\{|\}|\bTODO\b|syscall|unmarshal`)

// wellSaid checks what holds for every explanation.
func wellSaid(t *testing.T, e Explanation) {
	t.Helper()
	first, _ := utf8.DecodeRuneInString(e.What)
	if !unicode.IsUpper(first) || !strings.HasSuffix(e.What, ".") {
		t.Errorf("no sentence: %q", e.What)
	}
	if e.Do == "" || e.Billed == "" || e.Kind == "" {
		t.Errorf("empty: do %q, billed %q, kind %q", e.Do, e.Billed, e.Kind)
	}
	for _, half := range []string{e.Likely, e.Do, e.Billed} {
		if strings.HasSuffix(half, ".") || strings.Contains(half, "  ") {
			t.Errorf("not half a sentence: %q", half)
		}
	}
	for _, text := range []string{e.What, e.Likely, e.Do, e.Billed, e.Code, e.Kind} {
		if found := jargon.FindString(text); found != "" {
			t.Errorf("%q says %q", text, found)
		}
		if !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
			t.Errorf("can't be shown: %q", text)
		}
	}
	if strings.Contains(e.Raw+e.Said, "canary") {
		t.Errorf("a secret in %q or %q", e.Raw, e.Said)
	}
}

// constants returns the values of agora's constants of a type.
func constants(t *testing.T, file, typeName string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); ok && id.Name == typeName {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, value)
		}
		return true
	})
	if len(out) < 5 {
		t.Fatalf("only %v of %s in %s", out, typeName, file)
	}
	return out
}

func TestEveryKindOfAnswerHasARow(t *testing.T) {
	for _, kind := range constants(t, "../../agora/kinds.go", "ErrorKind") {
		if rowFor(kind, "").kind != kind {
			t.Errorf("%s has no row", kind)
		}
	}
}

func TestEveryCauseOfTheNetworkHasARow(t *testing.T) {
	for _, cause := range constants(t, "../../agora/errors.go", "NetCause") {
		kind := networkKinds[agora.NetCause(cause)]
		if kind == "" || rowFor(kind, "").kind != kind {
			t.Errorf("%s has no row", cause)
		}
	}
}

func TestEveryKindOfThisPackageHasARow(t *testing.T) {
	kinds := ownKinds(t)
	for _, kind := range kinds {
		if rowFor(kind, "").kind != kind {
			t.Errorf("%s has no row", kind)
		}
	}
	seen := map[string]bool{}
	for _, r := range rows {
		if key := r.kind + "/" + r.op; seen[key] {
			t.Errorf("%s has two rows", key)
		} else {
			seen[key] = true
		}
	}
}

// ownKinds returns the kinds that kinds.go declares.
func ownKinds(t *testing.T) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), "kinds.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(spec.Names[0].Name, "kind") {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, value)
		}
		return true
	})
	if len(out) < 20 {
		t.Fatalf("only %v", out)
	}
	return out
}

// TestEveryFailureIsWellSaid walks every kind through every call and outcome.
func TestEveryFailureIsWellSaid(t *testing.T) {
	r := request(t, captions...)
	outcomes := []agora.Outcome{
		"", agora.OutcomeStarted, agora.OutcomeRunningNoID, agora.OutcomeRejected, agora.OutcomeNotSent, agora.OutcomeWait, agora.OutcomeUnknown,
	}
	for _, op := range []string{"", agora.OpWarm, agora.OpAcquire, agora.OpStart, agora.OpQuery, agora.OpStop} {
		for _, outcome := range outcomes {
			c := Context{Op: op, Outcome: outcome, Request: r, Project: project}
			for _, kind := range constants(t, "../../agora/kinds.go", "ErrorKind") {
				wellSaid(t, Failure(&agora.APIError{Op: op, Kind: agora.ErrorKind(kind), Status: 400, Message: "canary-secret"}, c))
			}
			for _, cause := range constants(t, "../../agora/errors.go", "NetCause") {
				wellSaid(t, Failure(&agora.NetError{Op: op, Cause: agora.NetCause(cause), Err: errors.New("canary-access")}, c))
			}
			wellSaid(t, Failure(nil, c))
			wellSaid(t, Failure(errors.New("canary-secret"), c))
		}
	}
}
