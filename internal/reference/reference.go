package main

import (
	"fmt"
	"strings"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/form"
)

const intro = `# Every question

This file is made by ` + "`go run ./internal/reference`" + `; don't change it by hand.

sttwizard asks these questions, step by step. Each is about one path of the request; the same path is what
` + "`--set PATH=VALUE`" + `, a preset's ` + "`ask`" + ` and the ` + "`fields`" + ` of an error name. An error has the path, the rule's name from the
table below, and a sentence. Warnings never keep a task from being started.

The numbers are those of API version %s.
`

// reference gives the whole text.
func reference() (string, error) {
	errors, err := errorTexts()
	if err != nil {
		return "", err
	}
	warnings, err := warningTexts()
	if err != nil {
		return "", err
	}
	wrong, odd := tokenTexts(errors, warnings)
	rules, lints := append(agora.V5.Rules(), wrong...), append(agora.V5.Lints(), odd...)
	d := form.NewDraft(agora.Project{Version: agora.V5})
	for _, s := range form.Sections() {
		if err := d.Set(string(s), "on", form.Typed); err != nil {
			return "", err
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, intro, agora.V5)
	step := form.Step(-1)
	for _, q := range form.Table() {
		if q.Step != step {
			step = q.Step
			fmt.Fprintf(&b, "\n## %d. %s\n", int(step)+1, step.Title())
		}
		question(&b, d, q)
		table(&b, q, rules, errors, "rule", "what an error says, for example")
		table(&b, q, lints, warnings, "warning", "what it says, for example")
	}
	return b.String(), nil
}

// rule names a rule of a field.
type rule struct{ path, name string }

// errorTexts gives the sentences of each rule, as a form says them about the
// sandbox's broken requests, each once and in their order. A uid that is missing
// is automatic unless its bot has a token, so there it has one.
func errorTexts() (map[rule][]string, error) {
	out := map[rule][]string{}
	for _, b := range sandbox.BrokenRequests() {
		d := form.NewDraft(b.Project)
		settings := b.Settings()
		if bot, is := strings.CutSuffix(b.Path, "BotUid"); is && b.Rule == "required" {
			settings = append(settings, sandbox.Setting{Path: bot + "BotToken", Text: "pretend-token"})
		}
		for _, s := range settings {
			if err := d.Set(s.Path, s.Text, form.File); err != nil {
				return nil, err
			}
		}
		for _, e := range d.Problems() {
			at := rule{e.Field(), e.Rule}
			if at == (rule{b.Path, b.Rule}) {
				out[at] = add(out[at], e.Text)
			}
		}
	}
	return out, nil
}

func add(texts []string, text string) []string {
	for _, t := range texts {
		if t == text {
			return texts
		}
	}
	return append(texts, text)
}

// kinds say how a question is answered.
var kinds = map[form.Kind]string{
	form.Text: "text", form.Secret: "secret text", form.Number: "number", form.Choice: "one of a list",
	form.Pick: "one of a long list", form.Choices: "several of a list", form.Toggle: "on or off",
}

func question(b *strings.Builder, d *form.Draft, q form.Question) {
	fmt.Fprintf(b, "\n### %s\n\n`%s`: %s\n\n%s\n\n", q.Title, q.Path, kinds[q.Kind], q.Help)
	for _, f := range facts(d, q) {
		fmt.Fprintf(b, "- %s\n", f)
	}
	fmt.Fprintln(b, "- `--set "+q.Path+"="+example(d, q)+"`")
}

// facts are the lines about how a question is asked.
func facts(d *form.Draft, q form.Question) []string {
	var out []string
	add := func(name, text string) {
		if text != "" {
			out = append(out, name+text)
		}
	}
	add("", q.Hint(d))
	if initial := q.Initial(d); q.Kind != form.Number && !d.Automatic(q.Path) { // the hint says it
		add("left empty: ", initial)
	}
	if q.Kind == form.Choices {
		add("", fmt.Sprintf("at most %d", q.Limit(d)))
	}
	if q.Kind == form.Choice {
		add("", options(d, q))
	}
	if what, ok := q.CanMake(); ok {
		add("", "ctrl+g makes "+what)
	}
	switch {
	case q.More:
		add("", "asked under \"More\"")
	case q.Step.Section() != "" && q.Path != string(q.Step.Section()):
		add("", "asked when `"+string(q.Step.Section())+"` is on")
	}
	return out
}

// options lists what can be chosen, with the value that --set takes.
func options(d *form.Draft, q form.Question) string {
	var out []string
	for _, o := range q.Options(d) {
		if o.Value != "" {
			out = append(out, "`"+o.Value+"` "+o.Label)
		}
	}
	return strings.Join(out, ", ")
}

// example is a value as --set takes it.
func example(d *form.Draft, q form.Question) string {
	switch q.Path {
	case agora.PathLanguages:
		return "en-US,fr-FR"
	case agora.PathTranslatedPairs:
		return "en-US:fr-FR+de-DE"
	case agora.PathFileNamePrefix:
		return "captions,townhall"
	case agora.PathTransferMode:
		return "RTC,RTM"
	case agora.PathSubscribeUIDs:
		return "1001,1002"
	case agora.PathBucket:
		return "acme-captions"
	}
	switch q.Kind {
	case form.Secret:
		return "env:NAME"
	case form.Toggle:
		return "on"
	case form.Choice, form.Pick:
		for _, o := range q.Options(d) {
			if o.Value != "" {
				return o.Value
			}
		}
	}
	for _, s := range sandbox.Legal() {
		if s.Path == q.Path {
			return s.Text
		}
	}
	return strings.TrimSuffix(q.Initial(d), " s") // a number's default; empty unsets
}

// cell keeps a sentence from being taken for a part of the table.
var cell = strings.NewReplacer("|", `\|`, "<", "&lt;")

// table lists the rules or warnings of the question's path with their sentences.
func table(b *strings.Builder, q form.Question, all []agora.Rule, texts map[rule][]string, head, says string) {
	var rows []string
	for _, r := range all {
		if r.Path != q.Path {
			continue
		}
		var cells []string
		for _, text := range texts[rule{r.Path, r.Name}] {
			cells = append(cells, cell.Replace(text))
		}
		rows = append(rows, fmt.Sprintf("| `%s` | %s |\n", r.Name, strings.Join(cells, "<br>")))
	}
	if len(rows) > 0 {
		fmt.Fprintf(b, "\n| %s | %s |\n|---|---|\n%s", head, says, strings.Join(rows, ""))
	}
}
