package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/convert"
)

// printJSONFormat prints the request's body alone.
const printJSONFormat = "json"

// printFormats are the words that --print takes.
func printFormats() []string {
	out := []string{printJSONFormat}
	for _, l := range convert.Languages() {
		out = append(out, string(l))
	}
	slices.Sort(out)
	return out
}

func completeFormats(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return printFormats(), noFiles
}

func checkFormat(format string) error {
	if format == "" || slices.Contains(printFormats(), format) {
		return nil
	}
	return wrongUse("for example --print python", "--print takes %s; not %s", strings.Join(printFormats(), ", "), short(format))
}

// sandboxForPrograms is where a printed program looks for a pretend Agora: that
// of this process ends with it.
const sandboxForPrograms = "127.0.0.1:8080"

// printProgram prints the start as a program that runs without this one. Nothing
// is sent, and no secret is printed: the program asks for each by a variable.
func (a *app) printProgram(p prepared, format string) error {
	request := p.draft.Shown()
	var problems []agora.FieldError
	for _, e := range p.draft.Problems() {
		if missingSecret(e) {
			_ = request.Set(e.Field(), "x") // the program asks for it
			continue
		}
		problems = append(problems, e)
	}
	open := slices.DeleteFunc(slices.Clone(p.open), func(e agora.FieldError) bool { return agora.IsSecret(e.Path) })
	if missing, wrong := split(problems); len(wrong) > 0 {
		return invalidRequest(withOpen(problems, open))
	} else if missing = withOpen(missing, open); len(missing) > 0 {
		return missingFields(missing, p.unfilled)
	}
	call := convert.Call{
		BaseURL: p.connection.Address(), AppID: p.connection.AppID, Key: p.connection.CustomerKey, Auth: p.connection.Auth,
		Project: p.draft.Project(), Request: request,
	}
	if p.connection.Sandbox {
		call.BaseURL = "http://" + sandboxForPrograms
	}
	a.tellProgram(p, format)
	if format == printJSONFormat {
		return a.printDocument([]byte(strings.TrimSuffix(convert.JSON(call), "\n") + "\n"))
	}
	text := strings.TrimSuffix(convert.Program(convert.Language(format), call), "\n") + "\n"
	if a.json {
		return a.printJSON(programJSON{format, text})
	}
	_, err := io.WriteString(a.env.Out, text)
	return err
}

// programJSON is a start as a program.
type programJSON struct {
	Format  string `json:"format"`  // the word that --print was given
	Program string `json:"program"` // the text
}

// tellProgram says what is to know of a program, beside it.
func (a *app) tellProgram(p prepared, format string) {
	a.say("nothing is sent; secrets stand in the text as variables")
	if p.connection.Sandbox && format != printJSONFormat {
		a.say("it calls a pretend Agora: sttwizard sandbox --addr %s; the customer secret there is %s", sandboxForPrograms, sandbox.DefaultSecret.Reveal())
	}
	for _, path := range p.connection.Version.Bots() {
		if p.draft.Automatic(path) {
			a.say("note: %s is automatic; in the text it is the same one at each run", path)
		}
	}
	for _, e := range p.draft.Answered().Unsent(p.connection.Version) {
		a.say("note: %s is not sent: %s", e.Path, e.Text)
	}
}
