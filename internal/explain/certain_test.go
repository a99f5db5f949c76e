package explain

import (
	"testing"
	"time"

	"sttwizard/internal/clock/clocktest"
)

func TestATimeOfCertaintyIsToldOnlyWhereItIsKnownAndToCome(t *testing.T) {
	now := clocktest.At(14, 0, 0)
	for _, c := range []struct {
		by            time.Time
		short, always string
	}{
		{now.Add(time.Minute), "certain at the latest at 14:01:00", "certain at the latest at 14:01:00"},
		{now, "", "certain as soon as Agora tells"},
		{now.Add(-time.Hour), "", "certain as soon as Agora tells"},
		{time.Time{}, "", "when it is certain is not known"},
	} {
		if short, always := Certain(c.by, now), CertainInTime(c.by, now); short != c.short || always != c.always {
			t.Errorf("%v: %q and %q", c.by, short, always)
		}
	}
}
