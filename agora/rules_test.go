package agora_test

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

func TestEveryRuleIsBrokenByARequestThatBreaksNothingElse(t *testing.T) {
	for _, v := range agora.Versions() {
		broken := map[string]samples.Broken{}
		for _, b := range samples.BrokenRequestsOf(v) {
			broken[b.Path+" "+b.Rule] = b
		}
		for _, rule := range v.Rules() {
			id := rule.Path + " " + rule.Name
			b, ok := broken[id]
			if !ok {
				t.Errorf("%s: no request breaks the rule %s: add one to internal/samples/broken_table.go", v, id)
				continue
			}
			delete(broken, id)
			r, err := b.Request()
			if err != nil {
				t.Errorf("%s: %s: %v", v, id, err)
			}
			if errs := r.Validate(b.Project); len(errs) != 1 || errs[0].Field() != b.Path || errs[0].Rule != b.Rule {
				t.Errorf("%s: the request that is to break %s breaks %v", v, id, errs)
			}
		}
	}
}

// A number that no rule is about would be sent as it is typed.
func TestEveryNumberHasARule(t *testing.T) {
	for _, v := range agora.Versions() {
		ruled := map[string]bool{}
		for _, rule := range v.Rules() {
			ruled[rule.Path] = true
		}
		for _, f := range v.Fields() {
			if f.Kind == agora.Number && !ruled[f.Path] {
				t.Errorf("%s: no rule of agora/validate.go is about the number %s", v, f.Path)
			}
		}
	}
}

func TestEveryLimitIsOneOfItsVersionAndLegalItself(t *testing.T) {
	for _, v := range agora.Versions() {
		edges := map[string]int{}
		for _, e := range samples.EdgeRequestsOf(v) {
			edges[e.Path]++
			r, err := e.Request()
			if err != nil {
				t.Errorf("%s: %s: %v", v, e.Name, err)
			}
			if errs := r.Validate(agora.Project{Version: v}); len(errs) > 0 {
				t.Errorf("%s: %s stands at its limit and breaks %v", v, e.Name, errs)
			}
		}
		for _, rule := range v.Rules() {
			n, where := edges[rule.Path], rule.Path+" in agora/limits.go"
			if limit, ok := rule.Range(v); ok && (limit.Max <= limit.Min || n < 2) {
				t.Errorf("%s: %s is from %d to %d, with %d edges", v, where, limit.Min, limit.Max, n)
			}
			if count, ok := rule.Count(v); ok && (count.Max <= 0 || n < 1) {
				t.Errorf("%s: %s takes %d items, with %d edges", v, where, count.Max, n)
			}
		}
	}
}
