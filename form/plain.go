package form

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
)

// ErrAtReview is what Ask gives when the person typed :review.
var ErrAtReview = errors.New("on to the review")

// ErrQuit is what Ask gives when the person typed :quit.
var ErrQuit = errors.New("left; the answers are kept")

// InputEnded says that the input ended before a question was answered.
type InputEnded struct {
	Question Question
	Missing  []Question // those that still need an answer, this one or others
}

// Error names the question, and the flags by which what is missing can be given
// beforehand.
func (e *InputEnded) Error() string {
	at := fmt.Sprintf("the input ended at the question %q (%s)", e.Question.Title, e.Question.Path)
	if len(e.Missing) == 0 {
		return at + "; it needs no answer, and :review skips the rest"
	}
	flags := make([]string, len(e.Missing))
	for i, q := range e.Missing {
		flags[i] = q.flag()
	}
	return at + "; give what is missing on the command line: " + strings.Join(flags, " ")
}

// flag is how the question is answered on the command line.
func (q Question) flag() string {
	value := "VALUE"
	if q.Kind == Secret {
		value = "env:NAME"
	}
	return "--set " + q.Path + "=" + value
}

// Plain asks the questions line by line, for screen readers, simple terminals
// and input that is no terminal.
type Plain struct {
	Line   func() (string, error)              // the next line of input, without its end; io.EOF after the last
	Secret func(prompt string) (string, error) // asks without echo and writes the prompt itself; nil: as any line
	Out    io.Writer
	Width  int // of the lines that are written; 0: as long as they are

	unfolded map[string]bool // keys of folded questions that are asked all the same
}

// Ask walks through the questions that the draft raises, from the first one or
// from the one with that key, and writes the answers to it. Hidden questions
// are skipped, and folded ones unless :more asks for those of the step or an answer is
// wrong or missing. It gives ErrAtReview when the person wants to see the review,
// ErrQuit when to leave, and *InputEnded when the input ends.
func (p *Plain) Ask(d *Draft, from string) error {
	if p.unfolded == nil {
		p.unfolded = map[string]bool{}
	}
	return p.walk(d, from, func() []Question {
		problems := d.Problems()
		return slices.DeleteFunc(asked(d, Questions(d)), func(q Question) bool {
			if len(q.Mine(d, problems)) > 0 {
				p.unfolded[q.Key] = true // it stays, so that :back leads there
			}
			return q.Fold != nil && !p.unfolded[q.Key] && q.Key != from && q.Path != from
		})
	})
}

// more lets the folded questions of a step be asked.
func (p *Plain) more(d *Draft, s Step) {
	n := 0
	for _, q := range QuestionsOf(d, s) {
		if q.Fold != nil && !p.unfolded[q.Key] && p.unfolded != nil {
			p.unfolded[q.Key] = true
			n++
		}
	}
	if n == 0 {
		p.say("  there is no more to ask here")
		return
	}
	p.say("  %s of this step will be asked, too; :back leads to one that was passed.", words.Count(n, "more question"))
}

// AskMore asks what is folded in all steps.
func (p *Plain) AskMore(d *Draft) error {
	return p.walk(d, "", func() []Question {
		return slices.DeleteFunc(asked(d, Questions(d)), func(q Question) bool { return q.Fold == nil })
	})
}

// AskOnly asks some questions by path, such as those that a preset leaves open,
// and those that the answers make necessary; those that are hidden are skipped.
// Its errors are Ask's.
func (p *Plain) AskOnly(d *Draft, paths []string) error {
	return p.walk(d, "", func() []Question {
		var out []Question
		for _, path := range paths {
			out = append(out, questionsAt(d, path)...)
			if uid := d.unbound(path); !slices.Contains(paths, uid) {
				out = append(out, questionsAt(d, uid)...)
			}
		}
		return out
	})
}

// questionsAt returns the questions about a path that the draft raises now.
func questionsAt(d *Draft, path string) []Question {
	return slices.DeleteFunc(Questions(d), func(q Question) bool { return q.Path != path })
}

// walk asks the questions of a list that the answers may change on the way.
func (p *Plain) walk(d *Draft, from string, list func() []Question) error {
	questions := list()
	at := max(0, slices.IndexFunc(questions, func(q Question) bool { return q.Key == from || q.Path == from }))
	step := Step(-1)
	for at < len(questions) {
		q := questions[at]
		if q.Step != step {
			p.heading(q.Step, step < 0)
			p.sayUnsent(d, q.Step)
			p.folded(d, q.Step)
			step = q.Step
		}
		command, err := p.question(d, q)
		switch {
		case errors.Is(err, io.EOF):
			return &InputEnded{q, missing(d)}
		case err != nil:
			return err
		case command == ":back" && at == 0:
			p.say("  this is the first question")
		case command == ":back":
			at--
		case command == ":more":
			p.more(d, q.Step)
			questions = list()
			at = max(0, slices.IndexFunc(questions, func(o Question) bool { return o.Key == q.Key }))
		default:
			questions, at = following(questions, at, list())
			if i := slices.IndexFunc(questions, func(o Question) bool { return o.Path == d.unbound(q.Path) }); i >= 0 {
				at = i // passed as automatic, which it can't be any more
				p.say("  the token is made for one uid, which is asked for now")
			}
		}
	}
	return nil
}

// following returns the list as it is after an answer, and the place of what is
// asked next: also where the answer took its own question away.
func following(old []Question, at int, now []Question) ([]Question, int) {
	place := func(key string) int {
		return slices.IndexFunc(now, func(q Question) bool { return q.Key == key })
	}
	if i := place(old[at].Key); i >= 0 {
		return now, i + 1
	}
	for _, q := range old[at+1:] {
		if i := place(q.Key); i >= 0 {
			return now, i
		}
	}
	return now, len(now)
}

// missing returns the questions whose answers break a rule.
func missing(d *Draft) []Question {
	problems := d.Problems()
	return slices.DeleteFunc(Questions(d), func(q Question) bool { return len(q.Mine(d, problems)) == 0 })
}

// sayUnsent tells of the answers of a step that the draft's version lacks.
func (p *Plain) sayUnsent(d *Draft, s Step) {
	for _, u := range d.NotSent() {
		if q, ok := QuestionFor(d, u.Path); ok && q.Step == s {
			p.say("  %s: %s (kept, not sent: %s)", u.Title, terminal.Safe(u.Value, 0), u.Why)
		}
	}
}

func (p *Plain) say(format string, args ...any) {
	for _, line := range terminal.Hanging(fmt.Sprintf(format, args...), p.Width) {
		fmt.Fprintln(p.Out, string(line))
	}
}

// folded says what holds of the settings of a step that are not asked.
func (p *Plain) folded(d *Draft, s Step) {
	if p.unfolded == nil {
		return
	}
	asked := QuestionsOf(d, s)
	var told []string
	var last *Fold
	for _, q := range asked {
		if q.Fold != nil && q.Fold != last && !p.unfolded[q.Key] {
			told = append(told, q.Fold.Title+": "+q.Fold.Words(d, asked))
		}
		last = q.Fold
	}
	if len(told) > 0 {
		p.say("   %s. :more asks about that.", strings.Join(told, "; "))
	}
}

// heading names the step where a new one begins.
func (p *Plain) heading(s Step, first bool) {
	p.say("\n%d. %s", int(s)+1, s.Title())
	if first {
		p.say("   Enter keeps what is in brackets, - empties; %s work everywhere.", commands)
	}
}

// commands are the words that work at every question.
const commands = ":back, :help, :more, :review and :quit"

// escaped begins an answer that begins with one colon.
const escaped = "::"

// isCommand reports whether a line reads like a command; :make is known to its questions.
func isCommand(line string) bool {
	return strings.HasPrefix(line, ":") && !strings.HasPrefix(line, escaped) && line != ":make"
}

// question asks until the answer is legal; it gives :back or :more if that was typed.
func (p *Plain) question(d *Draft, q Question) (string, error) {
	p.options(d, q)
	for {
		line, err := p.read(d, q)
		if err != nil {
			return "", err
		}
		switch line {
		case ":back", ":more":
			return line, nil
		case ":quit":
			return "", ErrQuit
		case ":review":
			return "", ErrAtReview
		case ":help":
			p.help(d, q)
			continue
		}
		if isCommand(line) {
			p.say("  no such command. There are %s. An answer that begins with a colon is typed with two.", commands)
			continue
		}
		if strings.HasPrefix(line, escaped) {
			line = line[1:]
		}
		if q.IsRequest(line) {
			taken, err := p.request(d, line)
			if taken || err != nil {
				return "", err
			}
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
		p.say("  Type :make for %s.", makes)
	}
	if n := len(q.Options(d)); n > shortList {
		p.say("  Type a code, or a part of a name to search.")
	}
}
