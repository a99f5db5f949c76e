package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAListIsPrintedInTheFormatThatIsSaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.startIn("hall")
	w.want(exitDone, "presets", "save", "hall", "--ask", "rtcConfig.channelName", "--set", "languages=en-US")
	for _, c := range []struct {
		list string
		wide []string
	}{
		{"tasks", []string{"ATTEMPT", "VERSION", "v5", "COST AT MOST, 1 MIC OPEN"}},
		{"presets", []string{"ASKS FOR", "rtcConfig.channelName", "hall.yaml"}},
		{"connections", []string{"CUSTOMER KEY", "CERTIFICATE"}},
	} {
		table := w.want(exitDone, c.list, "list").out
		mustHold(t, w.want(exitDone, c.list, "list", "-o", "wide").out, c.wide...)
		mustLack(t, table, c.wide[0])
		if w.want(exitDone, c.list, "list", "-o", "table").out != table || w.want(exitDone, c.list, "list", "-o", "json").out != w.want(exitDone, c.list, "list", "--json").out {
			t.Errorf("%s list: a format is not the one that it is called", c.list)
		}
		r := w.want(exitWrong, c.list, "list", "-o", "yaml")
		mustHold(t, r.err, "it takes table, wide, json")
	}
}

func TestAMistakeBesideTheFormatIsToldInIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, args := range [][]string{{"-o", "json"}, {"-ojson"}, {"--output=json"}} {
		mustHold(t, w.want(exitWrong, append([]string{"tasks", "list", "--nothing"}, args...)...).out, `"kind": "usage"`)
	}
}

func TestAPresetThatWasEditedOrIsBrokenIsTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, "presets", "save", "hall", "--set", "languages=en-US")
	path := strings.TrimSpace(w.want(exitDone, "presets", "path", "hall").out)
	if err := os.WriteFile(path, []byte(strings.Replace(read(t, path), "en-US", "fr-FR", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "broken.yaml"), []byte("schema: 1\n"+strings.Repeat("k", 150)+": 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	list := w.want(exitDone, "presets", "list").out
	mustHold(t, list, "never used, edited", "! broken can't be used")
	for line := range strings.SplitSeq(list, "\n") {
		if !strings.HasPrefix(line, "!") && len(line) > 80 {
			t.Errorf("the table is %d wide: %s", len(line), line)
		}
	}
	mustHold(t, w.want(exitDone, "presets", "list", "--json").out, `"edited": true`)
	mustHold(t, w.want(exitDone, "presets", "show", "hall").err, "note: ")
}
