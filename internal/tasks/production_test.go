package tasks_test

import (
	"strings"
	"testing"

	"sttwizard/internal/connections"
	"sttwizard/internal/tasks"
)

// TestAStartIsOnProductionWhereItsPlaceIs, by whichever connection it is made: the
// attempt is marked so for good.
func TestAStartIsOnProductionWhereItsPlaceIs(t *testing.T) {
	for name, test := range map[string]struct {
		by     func(*connections.Connection)
		marked func(*connections.Connection)
		want   bool
	}{
		"nothing is marked":       {func(*connections.Connection) {}, func(*connections.Connection) {}, false},
		"it is marked":            {func(c *connections.Connection) { c.Production = true }, func(*connections.Connection) {}, true},
		"another of its App ID":   {func(*connections.Connection) {}, func(c *connections.Connection) { c.Production = true }, true},
		"one of another App ID":   {func(*connections.Connection) {}, func(c *connections.Connection) { c.Production, c.AppID = true, strings.Repeat("b", 32) }, false},
		"an App ID in capitals":   {func(c *connections.Connection) { c.AppID = strings.ToUpper(appID) }, func(c *connections.Connection) { c.Production = true }, true},
		"the sandbox never is it": {func(c *connections.Connection) { c.Sandbox = true }, func(c *connections.Connection) { c.Production = true }, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, map[string]string{"ACME": "hunter2"}, nil)
			save(t, s, "other", test.marked)
			by := connections.Connection{Name: "by", AppID: appID, Version: "v5"}
			test.by(&by)
			if got := s.Tasks.StartsOnProduction(by); got != test.want {
				t.Errorf("%v", got)
			}
			choices, err := s.Choices()
			if err != nil || tasks.ProductionPlace(by, choices) != test.want {
				t.Errorf("by the choices: %v", err)
			}
		})
	}
}
