package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestALogIsWrittenByFlagAndByVariable(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{"flag": {"--log", "FILE"}, "variable": nil} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			path := filepath.Join(t.TempDir(), "wizard.log")
			if len(args) == 0 {
				w.vars[logVariable] = path
			} else {
				args[1] = path
			}
			w.want(exitDone, append(startArgs("demo", "--sandbox"), args...)...)
			w.want(exitWrong, append([]string{"start", "--sandbox", "--set", "a-secret=x"}, args...)...)
			w.want(exitDone, append([]string{"__complete", "tasks", "show", ""}, args...)...) // leaves no trace
			log := read(t, path)
			mustHold(t, log, `msg=begin command="sttwizard start `, "--set", "msg=call op=acquire", "msg=call op=start", "event=sending", "event=started", "msg=end code=0", "level=WARN msg=failure error=usage", "msg=end code=2")
			mustLack(t, log, "a-secret", "languages=en-US")
			if n := strings.Count(log, "msg=begin"); n != 2 {
				t.Errorf("%d runs are in it", n)
			}
		})
	}
}

func TestALogThatCantBeOpenedIsToldBeforeAnythingIsDone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	dir := t.TempDir()
	r := w.want(exitWrong, startArgs("demo", "--sandbox", "--log", dir)...)
	mustHold(t, r.err, "the log can't be written to "+dir+": it is a directory", "next: nothing was done")
	if files, _ := os.ReadDir(w.home); len(files) > 0 {
		t.Errorf("there is %v", files)
	}
	if r := w.want(exitWrong, "languages", "--json", "--log", filepath.Join(dir, "no", "such.log")); !strings.Contains(r.out, `"kind": "file"`) {
		t.Error(r.out)
	}
}

func TestABundleIsWrittenToANewFileOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, startArgs("demo", "--sandbox")...)
	attempts, _, err := w.journal().List()
	if err != nil || len(attempts) != 1 {
		t.Fatal(attempts, err)
	}
	id, path := attempts[0].ID(), filepath.Join(t.TempDir(), "bundle.txt")
	shown := w.want(exitDone, "tasks", "bundle", id).out
	mustHold(t, shown, "sttwizard support bundle", id, attempts[0].Task().ID, `"channelName": "demo"`)
	w.want(exitDone, "tasks", "bundle", id, "-o", path)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 || !strings.Contains(read(t, path), id) {
		t.Errorf("%v, %v", info, err)
	}
	mustHold(t, w.want(exitWrong, "tasks", "bundle", id, "-o", path).err, path, "name a file that is not there yet")
	w.want(exitWrong, "tasks", "bundle", "no-such-id")
}
