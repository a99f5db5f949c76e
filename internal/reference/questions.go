package main

import (
	"fmt"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/fields"
	"sttwizard/internal/samples"
	"sttwizard/internal/words"
)

const intro = `# Every question

This file is made by ` + "`go run ./internal/reference`" + `; don't change it by hand.

sttwizard asks these questions, step by step. Each is about one path of the request; the same path is what
` + "`--set PATH=VALUE`" + `, a preset's ` + "`ask`" + ` and the ` + "`fields`" + ` of an error name. An error has the path, the rule's name from the
table below, and a sentence. Warnings never keep a task from being started.

Where the API's versions differ, the ones that a line is about stand behind it; without them it holds for every version
that has the question. What a version lacks is not asked, and an answer that is there all the same is kept and not sent.
`

// questions returns the text of docs/QUESTIONS.md.
func questions() (string, error) {
	errors, err := errorTexts()
	if err != nil {
		return "", err
	}
	warnings, err := warningTexts()
	if err != nil {
		return "", err
	}
	wrong, odd := tokenTexts(errors, warnings)
	rules, lints := append(agora.Rules(), wrong...), append(agora.Lints(), odd...)
	var b strings.Builder
	b.WriteString(intro)
	step := form.Step(-1)
	for _, q := range form.Table() {
		if q.Step != step {
			step = q.Step
			fmt.Fprintf(&b, "\n## %d. %s\n", int(step)+1, step.Title())
		}
		question(&b, q)
		table(&b, q, rules, errors, "rule", "what an error says, for example")
		table(&b, q, lints, warnings, "warning", "what it says, for example")
	}
	return b.String(), nil
}

// errorTexts returns the sentences of each rule, as a form says them about the
// sandbox's broken requests, each once and in their order. A uid that is missing
// is automatic unless its bot has a token, so there it has one.
func errorTexts() (map[rule][]said, error) {
	out := map[rule][]said{}
	for _, v := range agora.Versions() {
		for _, b := range samples.BrokenRequestsOf(v) {
			texts, err := errorsOf(b)
			if err != nil {
				return nil, err
			}
			at := rule{b.Path, b.Rule}
			for _, text := range texts {
				out[at] = add(out[at], v, text)
			}
		}
	}
	return out, nil
}

// errorsOf returns what a form says about the rule of a broken request.
func errorsOf(b samples.Broken) ([]string, error) {
	d := form.NewDraft(b.Project)
	settings := b.Settings()
	if bot, is := strings.CutSuffix(b.Path, "BotUid"); is && b.Rule == "required" {
		settings = append(settings, samples.Setting{Path: bot + "BotToken", Text: "pretend-token"})
	}
	for _, s := range settings {
		if err := d.Set(s.Path, s.Text, form.File); err != nil {
			return nil, err
		}
	}
	var texts []string
	for _, e := range d.Problems() {
		if e.Field() == b.Path && e.Rule == b.Rule {
			texts = append(texts, e.Text)
		}
	}
	return texts, nil
}

// kinds say how a question is answered.
var kinds = map[form.Kind]string{
	form.Text: "text", form.Secret: "secret text", form.Number: "number", form.Choice: "one of a list",
	form.Pick: "one of a long list", form.Choices: "several of a list", form.Toggle: "on or off",
}

func question(b *strings.Builder, q form.Question) {
	of := having(q.Path)
	fmt.Fprintf(b, "\n### %s\n\n`%s`: %s\n\n", q.In(of[0]).Title, q.Path, kinds[q.Kind])
	if len(of) < len(agora.Versions()) {
		fmt.Fprintf(b, "%s.\n\n", capital(why(q.Path)))
	}
	var titles, helps, lines []said
	told := map[agora.Version][]string{}
	most := 0
	for _, v := range of {
		in := q.In(v)
		titles, helps = add(titles, v, in.Title), add(helps, v, in.Help)
		told[v] = facts(fields.Draft(v, q.Path), in)
		most = max(most, len(told[v]))
	}
	for i := range most { // what versions say in the same place stands together
		for _, v := range of {
			if i < len(told[v]) {
				lines = add(lines, v, told[v][i])
			}
		}
	}
	for i, h := range helps {
		before := ""
		if i > 0 {
			before = names(h.of) + ": "
		}
		fmt.Fprintf(b, "%s%s\n\n", before, h.text)
	}
	for _, t := range titles[1:] {
		fmt.Fprintf(b, "- called %q%s\n", t.text, where(q.Path, t.of))
	}
	for _, line := range vendorsWords(q.Path) {
		fmt.Fprintln(b, "- "+line)
	}
	for _, f := range lines {
		fmt.Fprintf(b, "- %s%s\n", f.text, where(q.Path, f.of))
	}
	fmt.Fprintln(b, "- `--set "+q.Path+"="+example(fields.Draft(of[0], q.Path), q)+"`")
}

// vendorsWords says what the storage vendors call what is asked at a path, where they have
// words of their own.
func vendorsWords(path string) []string {
	common, _ := agora.TermsOf(0).At(path)
	var terms []string
	vendors := map[string][]string{}
	for _, v := range agora.V7.Limits().Vendors {
		term, _ := agora.TermsOf(v).At(path)
		if term == common {
			continue
		}
		if vendors[term] == nil {
			terms = append(terms, term)
		}
		vendors[term] = append(vendors[term], agora.VendorName(v))
	}
	for i, term := range terms {
		terms[i] = fmt.Sprintf("called %q for %s", term, words.And(vendors[term]...))
	}
	return terms
}

// why says which versions lack a path, in the words of the first of them.
func why(path string) string {
	for _, v := range agora.Versions() {
		if text := v.Lacks(path); text != "" {
			return text
		}
	}
	return ""
}

// capital begins a sentence; the name of a version stays as it is.
func capital(text string) string {
	if _, err := agora.ParseVersion(strings.Fields(text)[0]); err == nil {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
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
	case q.Fold != nil:
		add("", "folded in \""+q.Fold.Title+"\"")
	case q.Step.Section() != "" && q.Path != string(q.Step.Section()):
		add("", "asked when `"+string(q.Step.Section())+"` is on")
	}
	return out
}

// options lists what can be chosen, with the value that --set takes.
func options(d *form.Draft, q form.Question) string {
	var out []string
	for _, o := range q.Options(d) {
		if o.Value != "" && o.Value != o.Label {
			out = append(out, "`"+o.Value+"` "+o.Label)
		} else if o.Value != "" {
			out = append(out, "`"+o.Value+"`")
		}
	}
	return strings.Join(out, ", ")
}

// example is a value as --set takes it.
func example(d *form.Draft, q form.Question) string {
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
	f, _ := agora.FieldAt(q.Path) // a toggle alone is about no field
	return f.Example
}

// cell keeps a sentence from being taken for a part of the table.
var cell = strings.NewReplacer("|", `\|`, "<", "&lt;")

// table lists the rules or warnings of the question's path with their sentences.
func table(b *strings.Builder, q form.Question, all []agora.Rule, texts map[rule][]said, head, says string) {
	var rows []string
	for _, r := range all {
		if r.Path != q.Path {
			continue
		}
		var cells []string
		for _, s := range texts[rule{r.Path, r.Name}] {
			cells = append(cells, cell.Replace(s.text)+where(q.Path, s.of))
		}
		rows = append(rows, fmt.Sprintf("| `%s` | %s |\n", r.Name, strings.Join(cells, "<br>")))
	}
	if len(rows) > 0 {
		fmt.Fprintf(b, "\n| %s | %s |\n|---|---|\n%s", head, says, strings.Join(rows, ""))
	}
}
