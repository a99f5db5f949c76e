package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/internal/samples"
)

// damage writes a file of this machine that is not what sttwizard writes.
func (w *world) damage(name, text string) (path string) {
	w.t.Helper()
	path = filepath.Join(w.home, "state", name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// cutEnd takes the end of a file of this machine away.
func (w *world) cutEnd(name string) (path string) {
	w.t.Helper()
	data, err := os.ReadFile(filepath.Join(w.home, "state", name))
	if err != nil {
		w.t.Fatal(err)
	}
	return w.damage(name, string(data[:len(data)-5]))
}

func TestCommandsTellOfDamagedFilesAndGoOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	start := append([]string{"start", "--sandbox", "--yes"}, legal("hall")...)
	w.want(exitDone, append([]string{"presets", "save", "hall"}, legal("hall")...)...)
	w.want(exitDone, start...)
	w.want(exitDone, "start", "hall", "--sandbox", "--yes", "--set", "rtcConfig.channelName=other")
	w.want(exitDone, "tasks", "stop", "--channel", "hall", "--yes")
	for _, tt := range []struct {
		name, lost string
		args       []string
	}{
		{"sandbox.json", "the pretend tasks that the sandbox knew; 2 tasks can still be seen in it", start},
		{"last.json", "when presets were last used", []string{"presets", "list", "--json"}},
	} {
		path := w.cutEnd(tt.name)
		r := w.want(exitDone, tt.args...)
		mustHold(t, r.err, "note: "+path+" is damaged: its end is missing; lost: "+tt.lost+"; it was set aside beside it as ")
		if strings.Contains(r.out, "damaged") {
			t.Errorf("%s prints %s", tt.args, r.out)
		}
		if r := w.want(exitDone, "presets", "list"); strings.Contains(r.err, "damaged") {
			t.Errorf("told again: %s", r.err)
		}
	}
}

func TestTheServedSandboxTellsOfItsDamagedLedger(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	url, out := w.served()
	if status, answer := sent(t, "POST", url+joinPath, joinOf(""), ""); status != 200 {
		t.Fatal(status, answer)
	}
	path := w.cutEnd("sandbox.json")
	sent(t, "POST", url+joinPath, joinOf(""), "")
	sent(t, "post", url+joinPath, joinOf(""), "") // is named on the output, after what was said before
	mustHold(t, out.String(), "note: "+path+" is damaged: its end is missing; lost: the pretend tasks that the sandbox knew; 1 task")
}

func TestHostileDamagedFilesReachNoTerminal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, payload := range samples.Payloads() {
		for _, text := range []string{payload, samples.Quoted(payload), `{"` + payload + `": 1}`, `["sealed 00000000",` + payload} {
			w.damage("last.json", text)
			w.damage("sandbox.json", text)
			for _, args := range [][]string{{"presets", "list"}, {"tasks", "list", "--sandbox"}, append([]string{"start", "--sandbox", "--yes"}, legal("hall")...)} {
				r := w.run("", args...)
				if bad := samples.Steering(r.out + r.err); bad != "" {
					t.Errorf("%s of %q prints %s", args, text, bad)
				}
			}
		}
	}
}
