package tasks

import (
	"sttwizard/internal/connections"
	"sttwizard/internal/convert"
)

// ImportTarget returns what an import is compared with before a connection sends it.
// The sandbox's address is another one in each run, so it is not compared.
func ImportTarget(c connections.Connection) convert.Target {
	t := convert.Target{Name: c.Name, Version: c.Version, AppID: c.AppID}
	if !c.Sandbox {
		t.Address = c.Address()
	}
	return t
}
