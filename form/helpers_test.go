package form

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

var (
	v5 = agora.Project{Version: agora.V5}
	v6 = agora.Project{Version: agora.V6}
	v7 = agora.Project{Version: agora.V7}
)

// legal are the answers of the smallest legal request, full those for every field.
var (
	legal = answers(samples.Legal())
	full  = answers(samples.Full(agora.V5))
)

func answers(settings []samples.Setting) map[string]string {
	out := map[string]string{}
	for _, s := range settings {
		out[s.Path] = s.Text
	}
	return out
}

// draftWith returns a draft with answers, as typed; sections are switched last.
func draftWith(t testing.TB, answers map[string]string) *Draft {
	t.Helper()
	d := NewDraft(v5)
	paths := slices.SortedFunc(maps.Keys(answers), func(a, b string) int { return strings.Count(b, ".") - strings.Count(a, ".") })
	for _, path := range paths {
		if err := d.Set(path, answers[path], Typed); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// with returns answers with changes over them, as path, text, path, text.
func with(answers map[string]string, changes ...string) map[string]string {
	out := map[string]string{}
	for path, text := range answers {
		out[path] = text
	}
	for i := 0; i < len(changes); i += 2 {
		out[changes[i]] = changes[i+1]
	}
	return out
}

func rules(problems []agora.FieldError, path string) []string {
	var out []string
	for _, e := range problems {
		if e.Field() == path {
			out = append(out, e.Rule)
		}
	}
	return out
}

func hasRule(problems []agora.FieldError, path, rule string) bool {
	return slices.Contains(rules(problems, path), rule)
}

func mustContain(t *testing.T, what, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%s does not hold %q:\n%s", what, want, text)
		}
	}
}

func mustNotContain(t *testing.T, what, text string, unwanted ...string) {
	t.Helper()
	for _, u := range unwanted {
		if strings.Contains(text, u) {
			t.Errorf("%s holds %q:\n%s", what, u, text)
		}
	}
}
