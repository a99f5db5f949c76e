package uptime

import "testing"

func TestTheMachineTellsItsUptime(t *testing.T) {
	boot, up := Machine()
	again, later := Machine()
	if boot != again || later < up || (boot == "") != (up == 0) {
		t.Errorf("%q %s, then %q %s", boot, up, again, later)
	}
}
