package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/connections"
	"sttwizard/internal/convert"
	"sttwizard/internal/explain"
	"sttwizard/internal/files"
	"sttwizard/internal/tasks"
)

// readImport reads what somebody has already, from a file or the input. Of several
// requests it asks for one where somebody can answer.
func (a *app) readImport(ctx context.Context, path, item string) (convert.Import, error) {
	var data []byte
	var err error
	if path == "-" {
		data, err = io.ReadAll(io.LimitReader(a.env.In, convert.MaxExport+1))
	} else {
		data, err = files.Read(path, convert.MaxExport)
	}
	if err != nil {
		return convert.Import{}, refused(kindFile, "name a file that holds a request or a curl command, or - for the input", err)
	}
	im, err := convert.ReadItem(data, item)
	for several, is := errors.AsType[*convert.ItemsError](err); is && a.env.CanAsk && path != "-"; several, is = errors.AsType[*convert.ItemsError](err) {
		if item, err = a.askItem(ctx, several); err != nil {
			return im, err
		}
		im, err = convert.ReadItem(data, item)
	}
	if err != nil {
		return im, notImported(path, err)
	}
	return im, nil
}

// askItem asks which of several requests is meant.
func (a *app) askItem(ctx context.Context, several *convert.ItemsError) (string, error) {
	for _, line := range several.Lines() {
		a.say("%s", line)
	}
	fmt.Fprint(a.talk, "Which one? Its number or name: ")
	text, err := a.read(ctx)
	if err == nil && strings.TrimSpace(text) == "" {
		return "", &failure{code: exitWrong, kind: kindConfirm, what: "no request was chosen", next: explain.NotBegun}
	}
	return text, err
}

// notImported is the failure of a text that can't be read, or of which nobody has said
// which request is meant.
func notImported(path string, err error) error {
	what := "the file " + path
	if path == "-" {
		what = "the input"
	}
	f := &failure{code: exitWrong, kind: kindFile, what: what + ": " + err.Error(), err: err,
		next: "it must hold a request for Agora as JSON, a curl command with one, a program with one in it, or an export of Postman, of a browser (HAR) or of n8n"}
	if _, is := errors.AsType[*convert.ItemsError](err); is {
		f.kind, f.next = kindUsage, "add --item NAME, or its number"
	}
	return f
}

// importInto puts what was read from somebody's text into the draft, and tells what is to
// know of it. It gives what the text leaves open.
func (a *app) importInto(ctx context.Context, d *form.Draft, c connections.Connection, from sources) ([]agora.FieldError, error) {
	if from.imported == "" {
		return nil, nil
	}
	im, err := a.readImport(ctx, from.imported, from.item)
	if err != nil {
		return nil, err
	}
	if wrong := d.Import(im); len(wrong) > 0 {
		return nil, invalidRequest(wrong)
	}
	a.tellImport(im, c)
	return form.ImportOpen(im), nil
}

// tellImport says everything that the import has to tell, one line for each.
func (a *app) tellImport(im convert.Import, c connections.Connection) {
	for _, words := range im.Against(tasks.ImportTarget(c)) {
		a.say("import: %s", words)
	}
}

// fromInput reports whether the input is a file of the request, so that nobody can
// answer there.
func (s sources) fromInput() bool { return s.request == "-" || s.imported == "-" }

// checkImport refuses two sources that mean the same thing.
func (s sources) checkImport() error {
	switch {
	case s.imported != "" && s.request != "":
		return wrongUse("leave one of them out; --import reads requests too", "--import and --request are both given")
	case s.item != "" && s.imported == "":
		return wrongUse("name the file with --import FILE", "--item names a request of an --import, and none is given")
	}
	return nil
}

// missingSecret reports whether all that is wrong with a field is that its secret
// is not there.
func missingSecret(e agora.FieldError) bool { return e.Rule == "required" && agora.IsSecret(e.Field()) }
