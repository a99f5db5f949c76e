package samples

import (
	"slices"
	"testing"

	"sttwizard/agora"
)

func TestEveryRowOfTheTableIsAboutARule(t *testing.T) {
	rules := map[string]bool{}
	for _, rule := range agora.Rules() {
		id := rule.Path + " " + rule.Name
		if rules[id] {
			t.Errorf("two rules have the name %s", id)
		}
		rules[id] = true
	}
	for _, row := range slices.Concat(brokenTable, newBroken[agora.V6], newBroken[agora.V7]) {
		if !rules[row.Path+" "+row.Rule] {
			t.Errorf("broken_table.go: %q breaks %s of %s, which is no rule", row.Name, row.Rule, row.Path)
		}
	}
}
