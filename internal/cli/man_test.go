package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheHelpNamesAllThatIsReadOfTheEnvironment: each variable has its line, without marks.
func TestTheHelpNamesAllThatIsReadOfTheEnvironment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	told := w.want(exitDone, "help", "environment").out
	for _, v := range Environment() {
		mustHold(t, told, strings.Join(v.Names, ", ")+"\n  ")
	}
	mustLack(t, told, "`")
	mustHold(t, w.want(exitDone, "--help").out, "sttwizard help environment")
}

// refilled returns a line of a page with a shape of JSON that man would fill up with what
// stands round it; empty: there is none.
func refilled(page string) string {
	kept := false
	for line := range strings.SplitSeq(page, "\n") {
		switch {
		case line == ".EX":
			kept = true
		case line == ".EE":
			kept = false
		case !kept && strings.Contains(line, `{"`):
			return line
		}
	}
	return ""
}

func TestEveryCommandHasAManualPageWithItsWholeText(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dir := filepath.Join(t.TempDir(), "new")
	w.want(exitDone, "man", dir)
	for name, want := range map[string][]string{
		"sttwizard.1":                 {"STTWIZARD_API_URL", `\fB--sandbox\fP`, `the API's \fBVERSION\fR`, "sttwizard-tasks(1)", ".SH ENVIRONMENT\n.TP\n\\fBSTTWIZARD_HOME\\fP\nwhere all files are\n"},
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
		if shape := refilled(read(t, page)); shape != "" {
			t.Errorf("%s: a shape of JSON stands in a paragraph: %s", page, shape)
		}
	}
}
