package cli

import "testing"

func TestAPresetIsSavedByItsTitle(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mustHold(t, w.want(exitDone, "presets", "save", "My support call", "--set", "languages=en-US").out, "my-support-call.yaml")
	mustHold(t, w.want(exitDone, "presets", "show", "my-support-call").out, "My support call")
	w.want(exitDone, "presets", "save", "Other Name", "--title", "Another title", "--set", "languages=en-US")
	mustHold(t, w.want(exitDone, "presets", "show", "other-name").out, "Another title")
	mustHold(t, w.want(exitWrong, "presets", "save", "../My call", "--set", "languages=en-US").err, "My call")
	mustHold(t, w.want(exitWrong, "presets", "save", "my support call", "--set", "languages=en-US").err, "my-support-call", "--replace")
}
