package cli

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"sttwizard/agora"
)

// maxLine is the longest line of input that is read.
const maxLine = 1 << 20

// lines reads the input line by line, and only when a line is wanted: what is
// typed next may be a secret that another reader takes.
type lines struct {
	scanner *bufio.Scanner
	asked   chan answerLine // a read that is under way; nil: none
}

type answerLine struct {
	text string
	err  error
}

func newLines(in io.Reader) *lines {
	s := bufio.NewScanner(in)
	s.Buffer(make([]byte, 0, 4096), maxLine)
	return &lines{scanner: s}
}

// begin starts to read a line, unless one is being read, and gives where it arrives.
func (l *lines) begin() <-chan answerLine {
	if l.asked == nil {
		l.asked = make(chan answerLine, 1)
		go func(to chan<- answerLine) {
			if l.scanner.Scan() {
				to <- answerLine{text: strings.TrimSuffix(l.scanner.Text(), "\r")}
				return
			}
			err := l.scanner.Err()
			if err == nil {
				err = io.EOF
			}
			to <- answerLine{err: err}
		}(l.asked)
	}
	return l.asked
}

// got marks that what begin started has arrived.
func (l *lines) got() { l.asked = nil }

// next returns the next line, io.EOF after the last, or the context's error.
func (l *lines) next(ctx context.Context) (string, error) {
	select {
	case a := <-l.begin():
		l.got()
		return a.text, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// read returns the next line. Where nobody types, nothing shows that a question was
// answered, so the line ends here.
func (a *app) read(ctx context.Context) (string, error) {
	if err := a.shown(); err != nil {
		return "", err
	}
	text, err := a.lines.next(ctx)
	if a.env.ReadSecret == nil {
		fmt.Fprintln(a.talk)
	}
	return text, err
}

// shown returns the failure that keeps questions from being seen. What nobody was
// asked is not answered by what stands in the input.
func (a *app) shown() error {
	if a.talk != io.Writer(a.out) || a.out.trouble() == nil {
		return nil
	}
	return &failure{code: a.out.code(), kind: kindOutput, what: "a question could not be shown: " + a.out.words(), next: "nothing more was done"}
}

// yes asks a question that only the whole word yes answers with yes, as a letter may be typed
// ahead for another one; it says that Enter takes no, which changes nothing.
func (a *app) yes(ctx context.Context, question string) (bool, error) {
	return a.yesOrNo(ctx, safe(question)+" (yes or no) [no] ", "no")
}

// yesUnlessNo asks a question that costs nothing whatever is answered, and says what Enter takes: yes.
func (a *app) yesUnlessNo(ctx context.Context, question string) (bool, error) {
	return a.yesOrNo(ctx, safe(question)+" (yes or no) [yes] ", "yes")
}

// yesOrNo asks until yes or no is answered; an empty line is the one that is kept.
func (a *app) yesOrNo(ctx context.Context, prompt, kept string) (bool, error) {
	for {
		io.WriteString(a.talk, prompt)
		answer, err := a.read(ctx)
		switch {
		case err == io.EOF:
			return false, nil
		case err != nil:
			return false, err
		}
		said := cmp.Or(strings.ToLower(strings.TrimSpace(answer)), kept)
		if said == "y" && kept == "yes" { // where enter alone is yes, so is this; what sends wants the word
			said = kept
		}
		switch said {
		case "yes":
			return true, nil
		case "no", "n":
			return false, nil
		}
		if said == "y" {
			a.say("Type yes in full; Enter is no.")
			continue
		}
		a.say("Type yes or no; Enter is %s.", kept)
	}
}

// askSecret returns the way to ask for a secret: nil where nobody can be asked.
func (a *app) askSecret() func(ctx context.Context, what string) (agora.Secret, error) {
	if a.env.ReadSecret == nil {
		return nil
	}
	return func(ctx context.Context, what string) (agora.Secret, error) {
		fmt.Fprintf(a.talk, "%s (not shown): ", safe(what))
		if err := a.shown(); err != nil {
			return "", err
		}
		typed, err := a.env.ReadSecret(ctx)
		return agora.Secret(typed), err
	}
}
