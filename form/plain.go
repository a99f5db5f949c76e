package form

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"sttwizard/internal/terminal"
)

// ErrAtReview is what Ask gives when the person typed :review.
var ErrAtReview = errors.New("on to the review")

// InputEnded says that the input ended before a question was answered.
type InputEnded struct{ Question Question }

// Error names the question and the way to answer it beforehand.
func (e *InputEnded) Error() string {
	return fmt.Sprintf("the input ended at the question %q (%s); give it on the command line: --set %s=VALUE", e.Question.Title, e.Question.Path, e.Question.Path)
}

// Plain asks the questions line by line, for screen readers, simple terminals
// and input that is no terminal.
type Plain struct {
	Line   func() (string, error)              // the next line of input, without its end; io.EOF after the last
	Secret func(prompt string) (string, error) // asks without echo and writes the prompt itself; nil: as any line
	Out    io.Writer
}

// Ask walks through the questions that the draft raises, from the first one or
// from the one with that key, and writes the answers to it. Hidden questions
// are skipped. It gives ErrAtReview when the person wants to see the review,
// and *InputEnded when the input ends.
func (p *Plain) Ask(d *Draft, from string) error {
	key, before := from, []string{}
	for {
		questions := Questions(d)
		i := max(0, slices.IndexFunc(questions, func(q Question) bool { return q.Key == key || q.Path == key }))
		q := questions[i]
		p.heading(questions, i)
		command, err := p.question(d, q)
		if err != nil {
			return err
		}
		if command == ":back" {
			if len(before) == 0 {
				p.say("  this is the first question")
				continue
			}
			key, before = before[len(before)-1], before[:len(before)-1]
			continue
		}
		next, ok := after(Questions(d), q.Key)
		if !ok {
			return nil
		}
		before, key = append(before, q.Key), next
	}
}

// AskOnly asks some questions by path, such as those that a preset leaves open.
func (p *Plain) AskOnly(d *Draft, paths []string) error {
	for _, path := range paths {
		q, ok := QuestionFor(d, path)
		if !ok {
			continue
		}
		if _, err := p.question(d, q); err != nil {
			return err
		}
	}
	return nil
}

// after gives the key of the question behind the one with that key.
func after(questions []Question, key string) (string, bool) {
	i := slices.IndexFunc(questions, func(q Question) bool { return q.Key == key })
	if i < 0 || i == len(questions)-1 {
		return "", false
	}
	return questions[i+1].Key, true
}

func (p *Plain) say(format string, args ...any) { fmt.Fprintf(p.Out, format+"\n", args...) }

// heading names the step where a new one begins.
func (p *Plain) heading(questions []Question, i int) {
	q := questions[i]
	if i == 0 || questions[i-1].Step != q.Step {
		p.say("\n%d. %s", int(q.Step)+1, q.Step.Title())
		if i == 0 {
			p.say("   Enter keeps what is in brackets, - empties; :back, :help and :review work everywhere.")
		}
	}
}

// question asks until the answer is legal; it gives :back if that was typed.
func (p *Plain) question(d *Draft, q Question) (string, error) {
	p.options(d, q)
	for {
		line, err := p.read(d, q)
		if errors.Is(err, io.EOF) {
			return "", &InputEnded{q}
		}
		if err != nil {
			return "", err
		}
		switch line {
		case ":back":
			return line, nil
		case ":review":
			return "", ErrAtReview
		case ":help":
			p.help(d, q)
			continue
		}
		if p.answer(d, q, line) {
			return "", nil
		}
	}
}

// read writes the prompt and reads the answer.
func (p *Plain) read(d *Draft, q Question) (string, error) {
	prompt := p.prompt(d, q)
	if q.Kind == Secret && p.Secret != nil {
		line, err := p.Secret(prompt)
		return strings.Join(strings.Fields(line), ""), err
	}
	fmt.Fprint(p.Out, prompt)
	line, err := p.Line()
	if q.Kind == Secret {
		line = strings.Join(strings.Fields(line), "")
	}
	return strings.TrimSpace(line), err
}

func (p *Plain) prompt(d *Draft, q Question) string {
	now := q.Words(d)
	switch {
	case q.Kind == Toggle:
		now = q.Get(d) + "; on or off"
	case now == "" && q.Initial(d) != "":
		now = q.Initial(d)
	}
	if now != "" {
		now = " [" + string(terminal.Safe(now, 60)) + "]"
	}
	return string(terminal.Safe(q.Title, 60)) + now + ": "
}

// help says what the question is about and what may be answered.
func (p *Plain) help(d *Draft, q Question) {
	p.say("  %s", q.Help)
	if hint := q.Hint(d); hint != "" {
		p.say("  %s", hint)
	}
	if makes, ok := q.CanMake(); ok {
		p.say("  :make makes %s", makes)
	}
	if q.Kind == Pick || q.Kind == Choices {
		p.say("  Type codes separated by commas, or a part of a name to search.")
	}
}
