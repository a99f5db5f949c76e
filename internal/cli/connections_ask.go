package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/words"
)

// connectionAsker asks for a connection line by line.
type connectionAsker struct {
	app     *app
	session *session.Session
	flags   addFlags
	secrets *secretAsker
	c       *connections.Connection
}

// ask asks all that no flag answered, in the order of the screen's form, and again for
// what is wrong in the end.
func (x *connectionAsker) ask(ctx context.Context) error {
	x.app.say("Enter keeps what stands in brackets. Nothing is saved before the last answer; Ctrl+C leaves.")
	for _, q := range connectionQuestions {
		if q.when != nil && !q.when(*x.c) || x.answered(q) {
			continue
		}
		if err := x.question(ctx, q); err != nil {
			return err
		}
	}
	for {
		wrong := x.c.Validate()
		if len(wrong) == 0 {
			return nil
		}
		x.app.say("  wrong: %s", words.About(connections.QuestionFor(wrong[0].Path).Label, wrong[0].Text))
		if known, err := x.again(ctx, wrong[0].Path); err != nil || !known {
			return err
		}
	}
}

// again asks for what puts a wrong field right; not known: nobody is asked about it, and
// the saving says what is wrong.
func (x *connectionAsker) again(ctx context.Context, wrong string) (known bool, err error) {
	isWrong := func(e agora.FieldError) bool { return e.Path == wrong }
	for _, q := range connectionQuestions {
		if !slices.Contains(againFor(wrong), q.field) {
			continue
		}
		known = true
		if !slices.ContainsFunc(x.c.Validate(), isWrong) || q.when != nil && !q.when(*x.c) {
			continue
		}
		if err := x.question(ctx, q); err != nil {
			return true, err
		}
	}
	return known, nil
}

// againFor returns the fields whose answers put a wrong one right.
func againFor(field string) []string {
	if field == connections.FieldToken { // it may be made
		return []string{connections.FieldToken, connections.FieldCertificate, connections.FieldAppCertificate}
	}
	return []string{field}
}

// answered reports whether the command line has a right answer to a question.
func (x *connectionAsker) answered(q connectionQuestion) bool {
	given := x.flags.changed != nil && x.flags.changed(q.flag)
	if q.flag == "" {
		given = x.c.Name != ""
	}
	return given && x.problem(q) == ""
}

// problem says what is wrong with the answer to a question; empty: nothing.
func (x *connectionAsker) problem(q connectionQuestion) string {
	for _, e := range x.c.Validate() {
		if e.Path == q.field && !(e.Path == connections.FieldToken && e.Rule == "required") { // it may be made, which is asked later
			return e.Text
		}
	}
	if q.field == connections.FieldName && !x.flags.replace {
		if _, err := x.session.Connections.Get(x.c.Name); err == nil {
			return "there is a connection " + x.c.Name + " already; choose another name"
		}
	}
	return ""
}

// question asks one question until its answer is right.
func (x *connectionAsker) question(ctx context.Context, q connectionQuestion) error {
	asked := connections.QuestionFor(q.field)
	choices := x.choices(q, asked)
	x.app.say("")
	x.app.say("%s%s", asked.Label, rule(asked.Help))
	for i, c := range choices {
		x.app.say("  %d. %s", i+1, strings.TrimSuffix(c.Words+": "+c.Help, ": "))
	}
	if q.set == nil {
		return x.secret(ctx, q, choices)
	}
	if q.field == connections.FieldBaseURL {
		x.app.say("  or any other address: https, or http to this machine")
	}
	if q.field == connections.FieldCustomerKey && byToken(*x.c) {
		x.app.say("  Enter leaves it out, and the customer secret with it: calls take the token.")
	}
	for {
		answer, err := x.typed(ctx, q, kept(choices, q.now(*x.c)))
		if err != nil {
			return err
		}
		why := x.take(q, choices, cmp.Or(answer, q.now(*x.c)))
		if why == "" {
			return nil
		}
		x.app.say("  wrong: %s", why)
	}
}

// take puts an answer into the connection, unless it says what is wrong with it.
func (x *connectionAsker) take(q connectionQuestion, choices []connections.Choice, answer string) string {
	was := *x.c
	value := chosenOf(choices, answer)
	err := q.set(x.c, value)
	if err == nil {
		why := x.problem(q)
		if why == "" {
			return ""
		}
		err = errors.New(why)
	}
	*x.c = was
	if len(choices) > 0 && q.field != connections.FieldBaseURL {
		var all []string
		for _, c := range choices {
			all = append(all, c.Words)
		}
		return "type a number, or " + words.List(all...)
	}
	return err.Error()
}

func rule(help string) string {
	if help == "" {
		return ""
	}
	return ". " + words.Capital(help)
}

// choices returns what can be chosen for a question.
func (x *connectionAsker) choices(q connectionQuestion, asked connections.Question) []connections.Choice {
	switch {
	case q.set == nil:
		return x.places(q, asked)
	case q.field != connections.FieldVersion:
		return asked.Choices
	}
	var out []connections.Choice
	for _, v := range agora.Versions() {
		out = append(out, connections.Choice{Value: string(v), Words: string(v), Help: strings.TrimPrefix(explain.EndOfLife(v, x.app.env.Now()), string(v)+" ")})
	}
	return out
}

// kept returns what an empty answer stands for, as people call it.
func kept(choices []connections.Choice, value string) string {
	for _, c := range choices {
		if c.Value == value {
			return c.Words
		}
	}
	return value
}

// chosenOf returns the value of an answer: a number, a word or a value of a choice; any
// other answer as it is.
func chosenOf(choices []connections.Choice, answer string) string {
	if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(choices) {
		return choices[n-1].Value
	}
	for _, c := range choices {
		if strings.EqualFold(answer, c.Words) || strings.EqualFold(answer, c.Value) {
			return c.Value
		}
	}
	return answer
}

// typed takes an answer. Where the input ends, the error says how it is answered without.
func (x *connectionAsker) typed(ctx context.Context, q connectionQuestion, kept string) (string, error) {
	prompt := connections.QuestionFor(q.field).Label
	if q.set == nil { // the secret itself is not typed here
		prompt = "Where it is"
	}
	if kept != "" {
		prompt += " [" + kept + "]"
	}
	answer, err := x.app.prompt(ctx, prompt+":")
	if err == io.EOF {
		wrong := x.c.Validate()
		return "", &failure{code: exitWrong, kind: kindUsage, what: fmt.Sprintf("the input ended at the question %q", connections.QuestionFor(q.field).Label),
			next: "give what is missing on the command line: " + cmp.Or(flagsFor(wrong), "--"+q.flag) + "; nothing was saved"}
	}
	return answer, err
}
