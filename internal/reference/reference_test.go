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
)

func TestTheFileIsWhatTheQuestionsSay(t *testing.T) {
	if err := compare(filepath.Join("..", "..", "docs", "QUESTIONS.md")); err != nil {
		t.Error(err)
	}
}

func TestEveryQuestionAndRuleIsInTheReference(t *testing.T) {
	text, err := reference()
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
		d := draftOf(having(q.Path)[0], q.Path)
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
	path := filepath.Join(t.TempDir(), "QUESTIONS.md")
	if code := run([]string{"-file", path}, io.Discard, io.Discard); code != 0 {
		t.Fatalf("writing it: exit code %d", code)
	}
	if code := run([]string{"-check", "-file", path}, io.Discard, io.Discard); code != 0 {
		t.Errorf("what was just written: exit code %d", code)
	}
	if err := os.WriteFile(path, []byte("# Every question\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	var errs bytes.Buffer
	if code := run([]string{"-check", "-file", path}, io.Discard, &errs); code != 1 || !strings.Contains(errs.String(), "go run ./internal/reference") {
		t.Errorf("another text: exit code %d, %q", code, &errs)
	}
	if code := run([]string{"-cheque"}, io.Discard, io.Discard); code != 2 {
		t.Errorf("an unknown flag: exit code %d", code)
	}
}
