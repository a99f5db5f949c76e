package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/cli"
	"sttwizard/internal/fields"
	"sttwizard/internal/pictures/scenes"
)

// here is where the documents lie, seen from this package.
var here = filepath.Join("..", "..", "docs")

func TestTheDocumentsAreWhatTheProgramSays(t *testing.T) {
	for _, d := range documents {
		if err := d.compare(filepath.Join(here, d.name)); err != nil {
			t.Error(err)
		}
	}
}

func TestEveryQuestionAndRuleIsInTheReference(t *testing.T) {
	text, err := questions()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range form.Table() {
		for _, want := range []string{"### " + q.Title + "\n", q.Help, "`--set " + q.Path + "="} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the reference lacks %q", q.Path, want)
			}
		}
	}
	for _, r := range append(agora.Rules(), agora.Lints()...) {
		if strings.Contains(text, "| `"+r.Name+"` |  |") {
			t.Errorf("%s %s stands there without a sentence", r.Path, r.Name)
		}
		if !strings.Contains(text, "| `"+r.Name+"` |") {
			t.Errorf("%s: the reference lacks the rule %s", r.Path, r.Name)
		}
	}
}

func TestEveryExampleCanBeSet(t *testing.T) {
	for _, q := range form.Table() {
		d := fields.Draft(having(q.Path)[0], q.Path)
		text := example(d, q)
		if text == "" {
			t.Errorf("%s has an empty example, which would unset it", q.Path)
		}
		if err := d.Set(q.Path, text, form.Typed); err != nil {
			t.Errorf("%s=%s: %v", q.Path, text, err)
		}
		for _, e := range d.Problems() {
			if e.Field() == q.Path && q.Kind != form.Secret {
				t.Errorf("%s=%s is wrong: %v", q.Path, text, e)
			}
		}
	}
}

func TestCheckFailsOnAnotherText(t *testing.T) {
	defer func(before []document) { documents = before }(documents)
	made := func() (string, error) { return "made\n", nil }
	documents = []document{{name: "WHOLE.md", make: made}, {name: "PART.md", make: made, from: true}}
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	try := func(code int, says string, args ...string) {
		t.Helper()
		var errs bytes.Buffer
		if have := run(append(args, "-dir", dir), io.Discard, &errs); have != code || !strings.Contains(errs.String(), says) {
			t.Errorf("%v: exit code %d, %q; want %d, %q", args, have, &errs, code, says)
		}
	}
	const byHand = "# By hand\n\n"
	try(1, "PART.md")
	put("PART.md", byHand+line+"old\n")
	try(0, "")
	try(0, "", "-check")
	for name, want := range map[string]string{"WHOLE.md": "made\n", "PART.md": byHand + line + "made\n"} {
		have, err := read(filepath.Join(dir, name))
		if err != nil || have != want {
			t.Errorf("%s has %q, error %v", name, have, err)
		}
		put(name, strings.ReplaceAll(want, "\n", "\r\n"))
		try(0, "", "-check")
		put(name, want+"more\n")
		try(1, name+" differs from the program; remake it: go run ./internal/reference", "-check")
		put(name, want)
	}
	put("PART.md", byHand+line+"old\n"+end+"more by hand\n")
	try(1, "PART.md differs", "-check")
	try(0, "")
	const whole = byHand + line + "made\n" + end + "more by hand\n"
	if have, err := read(filepath.Join(dir, "PART.md")); err != nil || have != whole {
		t.Errorf("PART.md has %q, error %v", have, err)
	}
	put("PART.md", byHand)
	try(1, "PART.md lacks the line")
	try(2, "cheque", "-cheque")
}

func TestEveryCommandIsListedOnceAndHasItsHelp(t *testing.T) {
	text, err := commands()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"sttwizard", "sttwizard start", "sttwizard tasks take-up", "sttwizard connections store-secret", "sttwizard man"} {
		if strings.Count(text, "| [`"+name+"`](#") != 1 || strings.Count(text, "\n### "+name+"\n\n```text\n") != 1 {
			t.Errorf("%s does not stand there once with its help", name)
		}
	}
	if strings.Count(text, "--api-url URL") != 2 || strings.Count(text, "--give-up-after") == 0 {
		t.Error("flags that all commands have are to stand with the first and above, and their own with each")
	}
}

func TestAKeyOfJSONThatNoCommentIsAboutIsAnError(t *testing.T) {
	name := cli.Key{Path: "all[].name", Type: "nameJSON", Field: "Name"}
	list := cli.Printed{Command: "sttwizard list", Keys: []cli.Key{name}}
	show := cli.Printed{Command: "sttwizard show", Keys: []cli.Key{{As: "sttwizard list", Of: "all[]"}}}
	if _, err := printedBy([]cli.Printed{list}, nil); err == nil || !strings.Contains(err.Error(), "nameJSON.Name") {
		t.Errorf("the error is %v", err)
	}
	text, err := printedBy([]cli.Printed{list, show}, map[string]string{"nameJSON.Name": "a|b"})
	const want = "\n## sttwizard list\n\n| key | |\n|---|---|\n| `all[].name` | a\\|b |\n" +
		"\n## sttwizard show\n\nIt prints one item of the `all` of `sttwizard list`.\n"
	if err != nil || text != want {
		t.Errorf("the text is\n%s\nnot\n%s\n%v", text, want, err)
	}
}

// few are the lists of two places.
func few() []scenes.List {
	shared := []scenes.Row{{Keys: []string{"ctrl+z"}, Does: []string{"suspend"}}, {Keys: []string{"F1", "?"}, Does: []string{"this list"}}}
	leave := scenes.Row{Keys: []string{"ctrl+c"}, Does: []string{"leave"}}
	return []scenes.List{
		{Place: "home", Rows: append([]scenes.Row{{Keys: []string{"q", "ctrl+c"}, Does: []string{"quit"}}}, shared...)},
		{Place: "review", Rows: append([]scenes.Row{{Keys: []string{"p"}, Does: []string{"plan", "a|b"}}, leave}, shared...)},
		{Place: "tasks", Rows: append([]scenes.Row{{Keys: []string{"x"}, Does: []string{"stop"}}, leave}, shared...)},
	}
}

func TestKeysThatEveryPlaceHasStandOnceAndNotesBesideTheirKeys(t *testing.T) {
	text, err := tables(few(), []note{{"tasks", "x", "asks"}, {everywhere, "?", "on a screen"}})
	if err != nil {
		t.Fatal(err)
	}
	const head = "| key | F1 says | more about it |\n|---|---|---|\n"
	want := "\n## Everywhere\n\n" + head + "| `ctrl+c` | leave |  |\n| `ctrl+z` | suspend |  |\n| `F1` `?` | this list | on a screen |\n" +
		"\n## Home\n\n" + head + "| `q` `ctrl+c` | quit |  |\n" +
		"\n## Review\n\n" + head + "| `p` | plan; a\\|b |  |\n" +
		"\n## Tasks\n\n" + head + "| `x` | stop | asks |\n"
	if text != want {
		t.Errorf("the tables are\n%s\nnot\n%s", text, want)
	}
}

func TestANoteAboutAKeyThatIsNotListedIsAnError(t *testing.T) {
	if _, err := tables(few(), []note{{"review", "f9", "does what nobody knows"}}); err == nil || !strings.Contains(err.Error(), "f9") {
		t.Errorf("the error is %v", err)
	}
}

func TestEveryPlaceHasItsKeys(t *testing.T) {
	text, err := read(filepath.Join(here, "KEYS.md")) // which is compared with what is made
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Everywhere", "Home", "Steps", "Review", "Starting", "Task", "Not started", "Connections", "Tasks"} {
		if _, list, ok := strings.Cut(text, "\n## "+want+"\n"); !ok || !strings.HasPrefix(list, "\n| key |") {
			t.Errorf("%s has no table", want)
		}
	}
}
