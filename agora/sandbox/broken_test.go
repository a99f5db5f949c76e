package sandbox

import (
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestTheLegalRequestIsLegal(t *testing.T) {
	r, err := Broken{}.Request()
	must(t, err)
	if errs := r.Validate(v5); errs != nil {
		t.Errorf("it breaks %v", errs)
	}
	if len(captions()) != 5 {
		t.Fatal("captions lack a required field")
	}
	r, err = Broken{Set: captions()}.Request()
	must(t, err)
	if errs := r.Validate(v5); errs != nil {
		t.Errorf("with captions it breaks %v", errs)
	}
}

func TestEveryRuleHasOneBrokenRequest(t *testing.T) {
	rows, rules := BrokenRequests(), agora.Rules()
	if len(rows) != len(rules) {
		t.Errorf("there are %d rules and %d broken requests", len(rules), len(rows))
	}
	names := map[string]bool{}
	for i := range min(len(rows), len(rules)) {
		if rows[i].Path != rules[i].Path || rows[i].Rule != rules[i].Name {
			t.Fatalf("row %d breaks %s %s; the rule there is %s %s", i, rows[i].Path, rows[i].Rule, rules[i].Path, rules[i].Name)
		}
		if names[rows[i].Name] {
			t.Errorf("two rows are named %q", rows[i].Name)
		}
		names[rows[i].Name] = true
	}
}

func TestABrokenRequestBreaksItsRuleOnlyAndIsRefused(t *testing.T) {
	for _, b := range BrokenRequests() {
		t.Run(b.Name, func(t *testing.T) {
			r, err := b.Request()
			must(t, err)
			errs := r.Validate(b.Project)
			if len(errs) != 1 || errs[0].Field() != b.Path || errs[0].Rule != b.Rule {
				t.Fatalf("it breaks %+v", errs)
			}
			w := newWorld(t, Options{Project: b.Project})
			refused := w.start(w.acquire(), string(r.Body(b.Project)))
			w.expect(refused, 400, "body schema check fail, "+errs[0].Error())
			if !strings.Contains(refused.Message, b.Path) {
				t.Errorf("the answer does not name %s: %s", b.Path, refused.text)
			}
			if st := w.state(); len(st.Tasks) != 0 || st.Tokens[0].Used {
				t.Errorf("the ledger shows %+v", st)
			}
		})
	}
}

func TestTheTableCannotBeChangedFromOutside(t *testing.T) {
	rows := BrokenRequests()
	rows[0].Set[0].Text = "changed"
	rows[1].Name = "changed"
	again := BrokenRequests()
	if again[0].Set[0].Text == "changed" || again[1].Name == "changed" {
		t.Error("it was changed")
	}
}

func TestSettingsNameEachPathOnce(t *testing.T) {
	for _, b := range BrokenRequests() {
		seen := map[string]bool{}
		for _, s := range b.Settings() {
			if seen[s.Path] {
				t.Errorf("%s: %s stands there twice", b.Name, s.Path)
			}
			seen[s.Path] = true
		}
	}
}
