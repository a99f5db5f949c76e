package cli

import (
	"encoding/json"
	"runtime"
	"testing"
)

func TestTheVersionIsToldWithWhatItWasBuiltFrom(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mustHold(t, w.want(exitDone, "version").out, "sttwizard version test\n", runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH)
	mustHold(t, w.want(exitDone, "--version").out, "sttwizard version test\n")
	var b buildJSON
	if err := json.Unmarshal([]byte(w.want(exitDone, "version", "--json").out), &b); err != nil || b.Version != "test" || b.Go != runtime.Version() || b.OS != runtime.GOOS {
		t.Errorf("%+v, %v", b, err)
	}
}
