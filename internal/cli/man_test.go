package cli

import (
	"os"
	"path/filepath"
	"testing"
)

func TestEveryCommandHasAManualPageWithItsWholeText(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dir := filepath.Join(t.TempDir(), "new")
	w.want(exitDone, "man", dir)
	for name, want := range map[string][]string{
		"sttwizard.1":                 {"STTWIZARD_API_URL", `\fB--sandbox\fP`, `the API's \fBVERSION\fR`, "sttwizard-tasks(1)"},
		"sttwizard-start.1":           {"such as <CHANNEL> or ${CHANNEL}", `\fB--dry-run\fP`, "sttwizard start"},
		"sttwizard-tasks-stop.1":      {"sttwizard tasks stop", ".SH OPTIONS INHERITED", ".TP\n\\fB--channel\\fP \\fICHANNEL\\fP\nstop all", "\\fB--sandbox\\fP[=\\fIok\\fP]"},
		"sttwizard-sandbox.1":         {"  used=none       a second task starts\n.EE\n\n.PP\nWhether the pretend Agora"},
		"sttwizard-completion-bash.1": {"source <(sttwizard completion bash)"},
	} {
		mustHold(t, read(t, filepath.Join(dir, name)), want...)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "*.1"))
	if err != nil || len(pages) < 40 {
		t.Fatalf("%d pages, error %v", len(pages), err)
	}
	for _, page := range pages {
		info, err := os.Stat(page)
		if err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", page, err)
		}
		mustLack(t, read(t, page), "`", "Auto generated", `\fP=`, "[=false]")
	}
}
