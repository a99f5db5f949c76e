package sandbox

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

func TestTheLegalRequestIsLegal(t *testing.T) {
	if len(samples.Captions()) != 5 {
		t.Fatal("captions lack a required field")
	}
	for _, v := range agora.Versions() {
		for _, set := range [][]samples.Setting{nil, samples.Captions()} {
			r, err := samples.Broken{Set: set}.Request()
			must(t, err)
			p := agora.Project{Version: v}
			if errs := r.Validate(p); errs != nil {
				t.Errorf("%s: it breaks %v", v, errs)
			}
			w := newWorld(t, Options{Project: p})
			w.expect(w.begin(v, r), 200, "")
		}
	}
}

func TestEveryRuleHasOneBrokenRequest(t *testing.T) {
	for _, v := range agora.Versions() {
		rows, rules := samples.BrokenRequestsOf(v), v.Rules()
		if len(rows) != len(rules) {
			t.Errorf("%s: there are %d rules and %d broken requests", v, len(rules), len(rows))
		}
		names := map[string]bool{}
		for i := range min(len(rows), len(rules)) {
			if rows[i].Path != rules[i].Path || rows[i].Rule != rules[i].Name {
				t.Fatalf("%s: row %d breaks %s %s; the rule there is %s %s", v, i, rows[i].Path, rows[i].Rule, rules[i].Path, rules[i].Name)
			}
			if names[rows[i].Name] {
				t.Errorf("%s: two rows are named %q", v, rows[i].Name)
			}
			names[rows[i].Name] = true
		}
	}
}

func TestABrokenRequestBreaksItsRuleOnlyAndIsRefused(t *testing.T) {
	for _, v := range agora.Versions() {
		for _, b := range samples.BrokenRequestsOf(v) {
			t.Run(string(v)+" "+b.Name, func(t *testing.T) {
				r, err := b.Request()
				must(t, err)
				errs := r.Validate(b.Project)
				if len(errs) != 1 || errs[0].Field() != b.Path || errs[0].Rule != b.Rule {
					t.Fatalf("it breaks %+v", errs)
				}
				w := newWorld(t, Options{Project: b.Project})
				refused := w.begin(v, r)
				if refused.status != 400 {
					t.Errorf("it answered %d", refused.status)
				}
				if said := refused.Message + refused.Detail; !strings.HasSuffix(said, errs[0].Error()) || !strings.Contains(said, b.Path) {
					t.Errorf("the answer is %s, not %s", refused.text, errs[0].Error())
				}
				if st := w.state(); len(st.Tasks) != 0 || len(st.Tokens) > 0 && st.Tokens[0].Used {
					t.Errorf("the ledger shows %+v", st)
				}
			})
		}
	}
}

func TestTheTableCannotBeChangedFromOutside(t *testing.T) {
	rows := samples.BrokenRequests()
	rows[0].Set[0].Text = "changed"
	rows[1].Name = "changed"
	again := samples.BrokenRequests()
	if again[0].Set[0].Text == "changed" || again[1].Name == "changed" {
		t.Error("it was changed")
	}
}

func TestSettingsNameEachPathOnce(t *testing.T) {
	for _, b := range samples.BrokenRequests() {
		seen := map[string]bool{}
		for _, s := range b.Settings() {
			if seen[s.Path] {
				t.Errorf("%s: %s stands there twice", b.Name, s.Path)
			}
			seen[s.Path] = true
		}
	}
}
