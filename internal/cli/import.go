package cli

import (
	"io"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/connections"
	"sttwizard/internal/convert"
	"sttwizard/internal/files"
	"sttwizard/internal/tasks"
)

// readImport reads what somebody has already, from a file or the input.
func (a *app) readImport(path string) (convert.Import, error) {
	var data []byte
	var err error
	if path == "-" {
		data, err = io.ReadAll(io.LimitReader(a.env.In, convert.MaxBytes+1))
	} else {
		data, err = files.Read(path, convert.MaxBytes)
	}
	if err != nil {
		return convert.Import{}, refused(kindFile, "name a file that holds a request or a curl command, or - for the input", err)
	}
	im, err := convert.Read(data)
	if err != nil {
		what := "the file " + path
		if path == "-" {
			what = "the input"
		}
		return im, &failure{code: exitWrong, kind: kindFile, what: what + ": " + err.Error(), err: err,
			next: "it must hold a request for Agora as JSON, a curl command with one, or a program with one in it"}
	}
	return im, nil
}

// importInto puts what was read at a path into the draft, and tells what is to
// know of it. It gives what the text leaves open.
func (a *app) importInto(d *form.Draft, c connections.Connection, path string) ([]agora.FieldError, error) {
	if path == "" {
		return nil, nil
	}
	im, err := a.readImport(path)
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
	if s.imported != "" && s.request != "" {
		return wrongUse("leave one of them out; --import reads requests too", "--import and --request are both given")
	}
	return nil
}

// missingSecret reports whether all that is wrong with a field is that its secret
// is not there.
func missingSecret(e agora.FieldError) bool { return e.Rule == "required" && agora.IsSecret(e.Field()) }
