package cli

import (
	"strings"
	"testing"
)

func TestAGroupOfFieldsIsNoUnknownField(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.want(exitWrong, "start", "--sandbox", "--yes", "--set", "rtcConfig=x")
	mustHold(t, r.err, "--set rtcConfig: is a group of fields", "sttwizard fields rtcConfig")
	w.want(exitDone, "fields", "rtcConfig")
	r = w.want(exitWrong, "start", "--sandbox", "--yes", "--set", "rtcConfig.foo=x")
	mustHold(t, r.err, "there is no such field in the request")
	if strings.Contains(r.err, "did you mean") {
		t.Error(r.err)
	}
}
