//go:build unix

package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/internal/files"
	"sttwizard/presets"
)

// editing is a world with a saved preset and an editor that writes texts, one after the
// other, over what it is given.
type editing struct {
	*world
	preset string // the file of the preset hall
	dir    string // of the texts
	n      int
}

func newEditing(t *testing.T) *editing {
	t.Helper()
	w := newWorld(t)
	w.want(exitDone, "presets", "save", "hall", "--ask", "rtcConfig.channelName", "--set", "languages=en-US")
	e := &editing{world: w, preset: filepath.Join(w.home, "config", "presets", "hall.yaml"), dir: t.TempDir()}
	write(t, filepath.Join(e.dir, "script"), `n=$(cat "$0.n" 2>/dev/null || echo 0); n=$((n+1)); echo $n >"$0.n"
env >"$0.env"; cp "$1" "$0.given"; f="$0.$n.yaml"; if [ -f "$f" ]; then cat "$f" >"$1"; fi; if [ -f "$0.also" ]; then . "$0.also"; fi
`)
	e.vars["EDITOR"] = "sh '" + filepath.Join(e.dir, "script") + "'"
	return e
}

// writes is what the editor writes when it is next called.
func (e *editing) writes(text string) {
	e.n++
	write(e.t, filepath.Join(e.dir, "script."+string(rune('0'+e.n))+".yaml"), text)
}

func (e *editing) given() string { return read(e.t, filepath.Join(e.dir, "script.given")) }

// kept are the copies that are left.
func (e *editing) kept() []string {
	found, _ := filepath.Glob(filepath.Join(e.home, "config", "editing", "*"))
	return found
}

const (
	rightText = "# mine\nschema: 1\nask: [rtcConfig.channelName]\nrequest:\n  languages: [de-DE]\n"
	wrongText = "# mine\nschema: 1\nrequest:\n  languages: [de_DE]\n"
)

// TestWithoutATerminalNoEditorIsStartedThatNobodyNamed: it would wait for keys for good.
func TestWithoutATerminalNoEditorIsStartedThatNobodyNamed(t *testing.T) {
	e := newEditing(t)
	bin := t.TempDir()
	for _, name := range []string{"editor", "nano", "vi"} {
		write(t, filepath.Join(bin, name), "#!/bin/sh\nprintf '\\033[2J'; touch \"$0.ran\"\n")
		if err := os.Chmod(filepath.Join(bin, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	delete(e.vars, "EDITOR")
	mustHold(t, e.want(exitWrong, "presets", "edit", "hall").err, "no editor is known", "export EDITOR=nano")
	if ran, _ := filepath.Glob(filepath.Join(bin, "*.ran")); len(ran) > 0 {
		t.Errorf("it started %v", ran)
	}
}

func TestAPresetIsEditedAsATextAndSealedAgain(t *testing.T) {
	t.Parallel()
	e := newEditing(t)
	e.writes(rightText)
	r := e.want(exitDone, "presets", "edit", "hall")
	mustHold(t, r.out, "saved: "+e.preset)
	if given := e.given(); strings.Contains(given, "Saved by sttwizard") || !strings.HasPrefix(given, "# yaml-language-server: $schema=../preset.schema.json\n") {
		t.Errorf("the editor is given\n%s", given)
	}
	mustHold(t, read(t, e.preset), "# Saved by sttwizard (", "# mine", "de-DE")
	if r := e.want(exitDone, "presets", "show", "hall"); strings.Contains(r.err, "edited by hand") || len(e.kept()) > 0 {
		t.Errorf("%s, %v", r.err, e.kept())
	}
	if _, err := os.Stat(filepath.Join(e.home, "config", "preset.schema.json")); err != nil {
		t.Error(err)
	}
	mustHold(t, e.want(exitDone, "presets", "edit", "hall").out, "nothing was changed")

	// One that a person made has no seal, and gets none.
	write(t, e.preset, rightText)
	e.n = 2
	e.writes(strings.Replace(rightText, "de-DE", "fr-FR", 1))
	var done doneJSON
	if err := json.Unmarshal([]byte(e.want(exitDone, "presets", "edit", "hall", "--json").out), &done); err != nil || done.Name != "hall" || done.Path != e.preset {
		t.Errorf("%+v, %v", done, err)
	}
	if text := read(t, e.preset); text != strings.Replace(rightText, "de-DE", "fr-FR", 1) {
		t.Errorf("it is\n%s", text)
	}
}

func TestAWrongTextIsKeptAsideAndGoneOnWith(t *testing.T) {
	t.Parallel()
	e := newEditing(t)
	before := read(t, e.preset)
	e.writes(wrongText)
	r := e.want(exitWrong, "presets", "edit", "hall")
	kept := e.kept()
	if len(kept) != 1 || read(t, kept[0]) != wrongText || read(t, e.preset) != before {
		t.Fatalf("%v is kept", kept)
	}
	mustHold(t, r.err, kept[0]+":4: languages: ", "the text is kept: "+kept[0])

	e.env.CanAsk = true
	e.writes(wrongText) // and once more, which is thrown away, after a slip
	r = e.run(typed("yes", "th", "throw"), "presets", "edit", "hall")
	if r.code != exitDone || len(e.kept()) > 0 || e.given() != wrongText || read(t, e.preset) != before {
		t.Errorf("%d, %v\n%s", r.code, e.kept(), r.err)
	}
	mustHold(t, r.err, "was not saved. Go on with it?", "Type edit, keep or throw.")

	e.writes(wrongText)
	e.writes(rightText)
	r = e.run(typed("edit"), "presets", "edit", "hall")
	if r.code != exitDone || e.given() != wrongText || !strings.Contains(read(t, e.preset), "de-DE") {
		t.Errorf("%d\n%s", r.code, r.err)
	}
	e.writes(wrongText)
	if r = e.run(typed(""), "presets", "edit", "hall"); r.code != exitWrong || len(e.kept()) != 1 {
		t.Errorf("%d, %v\n%s", r.code, e.kept(), r.err)
	}
	// Where nobody can be asked another copy is edited, and what was left stays.
	e.env.CanAsk = false
	left := e.kept()[0]
	mustHold(t, e.want(exitDone, "presets", "edit", "hall").err, "is kept: "+left)
	if len(e.kept()) != 1 || read(t, left) != wrongText {
		t.Errorf("%v is left", e.kept())
	}
}

func TestNoTextThatIsKeptTakesThePlaceOfAnother(t *testing.T) {
	t.Parallel()
	e := newEditing(t)
	texts := map[string]string{}
	for _, language := range []string{"de_DE", "fr_FR", "it_IT"} {
		text := strings.Replace(wrongText, "de_DE", language, 1)
		e.writes(text)
		r := e.want(exitWrong, "presets", "edit", "hall")
		_, told, _ := strings.Cut(r.err, "the text is kept: ")
		path, then, _ := strings.Cut(told, "; ")
		texts[path] = text
		mustHold(t, then, "on a terminal sttwizard presets edit hall goes on with it")
	}
	if len(texts) != 3 {
		t.Fatalf("they have the files %v", texts)
	}
	for path, text := range texts {
		if read(t, path) != text {
			t.Errorf("%s has\n%s", path, read(t, path))
		}
	}
}

// Whoever edits keeps all others out until the end, questions among it.
func TestASecondEditTakesNothingFromTheFirst(t *testing.T) {
	t.Parallel()
	for name, ask := range map[string]bool{"without a terminal": false, "on a terminal": true} {
		e := newEditing(t)
		home, err := files.Locate(func(name string) string { return e.vars[name] })
		if err != nil {
			t.Fatal(err)
		}
		first, err := presets.New(home).Edit("hall", false)
		if err != nil {
			t.Fatal(err)
		}
		write(t, first.Path(), rightText)
		e.env.CanAsk = ask
		r := e.run(typed("n", "n"), "presets", "edit", "hall")
		if r.code != exitWrong || strings.Contains(r.err, "kept") || strings.Contains(r.err, "was not saved") || e.n > 0 {
			t.Errorf("%s: %d %s", name, r.code, r.err)
		}
		mustHold(t, r.err, "the preset hall is open in an editor already", "nothing was changed")
		if err := first.Save(); err != nil {
			t.Error(err)
		}
		first.Close()
		mustHold(t, read(t, e.preset), "de-DE")
	}
}

func TestWhatSomebodyElseChangedMeanwhileIsNotOverwritten(t *testing.T) {
	t.Parallel()
	e := newEditing(t)
	other := strings.Replace(rightText, "de-DE", "it-IT", 1)
	write(t, filepath.Join(e.dir, "other.yaml"), other)
	write(t, filepath.Join(e.dir, "script.also"), "cp '"+filepath.Join(e.dir, "other.yaml")+"' '"+e.preset+"'\n")
	e.writes(rightText)
	r := e.want(exitWrong, "presets", "edit", "hall")
	mustHold(t, r.err, "was changed by somebody else while you edited it", "presets diff hall")
	if read(t, e.preset) != other || len(e.kept()) != 1 || read(t, e.kept()[0]) != rightText {
		t.Errorf("%v is kept", e.kept())
	}
	if err := os.Remove(filepath.Join(e.dir, "script.also")); err != nil {
		t.Fatal(err)
	}
	e.env.CanAsk = true
	r = e.run(typed("yes"), "presets", "edit", "hall")
	mustHold(t, r.err, "takes the place of the change?")
	if r.code != exitDone || read(t, e.preset) != rightText {
		t.Errorf("%d: %s", r.code, r.err)
	}
}

func TestANewPresetBeginsWithTheLineOfItsSchema(t *testing.T) {
	t.Parallel()
	e := newEditing(t)
	mustHold(t, e.want(exitWrong, "presets", "edit", "gala").err, `there is no preset "gala"`, "--new")
	mustHold(t, e.want(exitDone, "presets", "edit", "gala", "--new").out, "nothing was changed")
	mustHold(t, e.want(exitWrong, "presets", "edit", "hall", "--new").err, "leave --new out")
	e.n = 1
	e.writes("# yaml-language-server: $schema=../preset.schema.json\nschema: 2\nextends: [hall]\nrequest: {maxIdleTime: 90}\n")
	e.env.CanAsk = true
	if r := e.run(typed("yes"), "presets", "edit", "gala"); r.code != exitDone || !strings.Contains(r.out, "made: ") {
		t.Errorf("%d: %s", r.code, r.err)
	}
	if given := e.given(); !strings.HasPrefix(given, "# yaml-language-server: $schema=../preset.schema.json\nschema: 2\ntitle: gala\n") {
		t.Errorf("the editor is given\n%s", given)
	}
	mustHold(t, e.want(exitDone, "presets", "show", "gala").out, "extends: hall", "en-US")
	e.want(exitDone, "presets", "check")
}

func TestAnEditorThatFailsOrIsNotThereLosesNothing(t *testing.T) {
	t.Parallel()
	e := newEditing(t)
	before := read(t, e.preset)
	e.vars["EDITOR"] = "false"
	mustHold(t, e.want(exitFailed, "presets", "edit", "hall").err, "the editor failed", "nothing was changed")
	e.vars["VISUAL"] = "no-such-editor --wait"
	mustHold(t, e.want(exitWrong, "presets", "edit", "hall").err, `the editor "no-such-editor" is not on this machine`, "VISUAL")
	delete(e.vars, "VISUAL")
	e.vars["EDITOR"] = "sh -c 'echo half >\"$0\"; exit 3'"
	mustHold(t, e.want(exitFailed, "presets", "edit", "hall").err, "the text is kept: ", "goes on with it")
	if len(e.kept()) != 1 || read(t, e.kept()[0]) != "half\n" || read(t, e.preset) != before {
		t.Errorf("%v", e.kept())
	}
}

func TestTheEditorOfAPresetGetsNoVariableOfOurs(t *testing.T) {
	t.Setenv("AGORA_CUSTOMER_SECRET", "canary")
	t.Setenv("STTWIZARD_PASSPHRASE", "canary")
	e := newEditing(t)
	e.writes(rightText)
	e.want(exitDone, "presets", "edit", "hall")
	if env := read(t, filepath.Join(e.dir, "script.env")); strings.Contains(env, "canary") || !strings.Contains(env, "PATH=") {
		t.Errorf("it gets\n%s", env)
	}
}

func TestAPresetThatWasEditedByHandIsAcceptedWhereItIsLookedAt(t *testing.T) {
	t.Parallel()
	e := newEditing(t)
	write(t, e.preset, strings.Replace(read(t, e.preset), "en-US", "en-GB", 1))
	mustHold(t, e.want(exitDone, "presets", "list").out, "edited")
	e.env.CanAsk = true
	if r := e.run(typed("yes"), "presets", "edit", "hall"); r.code != exitDone || !strings.Contains(r.err, "Keep it as it is") {
		t.Errorf("%d: %s", r.code, r.err)
	}
	if r := e.want(exitDone, "presets", "list"); strings.Contains(r.out, "edited") {
		t.Errorf("it is still told:\n%s", r.out)
	}
}
