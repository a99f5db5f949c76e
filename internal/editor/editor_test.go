package editor

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestTheEditorIsTheOneThatAPersonUses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		visual, editor, system string
		there                  []string
		want                   []string
		wrong                  string
	}{
		"the variables in their order": {"code --wait", "vi", "linux", []string{"code", "vi"}, []string{"code", "--wait"}, ""},
		"the second one alone":         {" ", "vi -n", "linux", []string{"vi"}, []string{"vi", "-n"}, ""},
		"quotes":                       {`"/opt/my editor/ed" -x 'a b' ""`, "", "linux", []string{"/opt/my editor/ed"}, []string{"/opt/my editor/ed", "-x", "a b", ""}, ""},
		"a path with spaces":           {"/opt/my editor/ed", "", "linux", []string{"/opt/my editor/ed"}, []string{"/opt/my editor/ed"}, ""},
		"a path of Windows":            {`C:\Tools\ed.exe -w`, "", "windows", []string{`C:\Tools\ed.exe`}, []string{`C:\Tools\ed.exe`, "-w"}, ""},
		"Debian's":                     {"", "", "linux", []string{"editor", "nano", "vi"}, []string{"editor"}, ""},
		"vi at least":                  {"", "", "darwin", []string{"vi"}, []string{"vi"}, ""},
		"Windows' own":                 {"", "", "windows", []string{"notepad"}, []string{"notepad"}, ""},
		"one that is not there":        {"emacs -nw", "vi", "linux", []string{"vi"}, nil, `the editor "emacs" is not on this machine: set VISUAL`},
		"none":                         {"", "", "linux", nil, nil, "set VISUAL or EDITOR"},
		"nobody to type into it":       {"", "", Unmanned, []string{"editor", "nano", "vi"}, nil, "set VISUAL or EDITOR"},
		"a script's own":               {"", "sed -i s/a/b/", Unmanned, []string{"sed", "vi"}, []string{"sed", "-i", "s/a/b/"}, ""},
		"quotes around nothing":        {"", "  ", "windows", nil, nil, "set VISUAL or EDITOR"},
	} {
		got, err := Choose(func(v string) string {
			return map[string]string{Visual: c.visual, Editor: c.editor}[v]
		}, func(program string) (string, error) {
			if slices.Contains(c.there, program) {
				return program, nil
			}
			return "", exec.ErrNotFound
		}, c.system)
		missing, _ := errors.AsType[*MissingError](err)
		if !slices.Equal(got, c.want) || (err != nil) != (c.wrong != "") || err != nil && (missing == nil || !strings.Contains(err.Error(), c.wrong)) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestTheEditorGetsTheFileAndNoneOfOurVariables(t *testing.T) {
	t.Setenv("STTWIZARD_PASSPHRASE", "canary")
	t.Setenv("AGORA_CUSTOMER_SECRET", "canary")
	t.Setenv("OTHER_OF_TEST", "kept")
	argv := []string{"ed", "-x"}
	cmd := Command(argv, "/tmp/a b.yaml")
	if !slices.Equal(cmd.Args, []string{"ed", "-x", "/tmp/a b.yaml"}) || len(argv) != 2 {
		t.Errorf("%q", cmd.Args)
	}
	env := strings.Join(cmd.Env, "\n")
	if strings.Contains(env, "canary") || !strings.Contains(env, "OTHER_OF_TEST=kept") {
		t.Error("it gets others")
	}
}
