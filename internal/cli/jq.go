package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/itchyny/gojq"
)

// jqFlag is the program of --jq. It is compiled when the flags are read, so that a
// mistake in it is told before anything was sent. It has no variables of the
// environment, where secrets are, and reads no files.
type jqFlag struct {
	text string
	code *gojq.Code // nil: none was given
	on   func()     // what --jq means besides: JSON
}

func (j *jqFlag) String() string { return j.text }
func (j *jqFlag) Type() string   { return "" }

func (j *jqFlag) Set(text string) error {
	query, err := gojq.Parse(text)
	if err != nil {
		return fmt.Errorf("it is no jq program: %w", err)
	}
	code, err := gojq.Compile(query)
	if err != nil {
		return fmt.Errorf("it is no jq program: %w", err)
	}
	j.text, j.code = text, code
	j.on()
	return nil
}

// run returns what the program makes of a JSON document: texts as they are, anything else
// as JSON, each on a line of its own. The context ends a program that does not.
func (j *jqFlag) run(ctx context.Context, document []byte) (string, error) {
	var v any
	if err := json.Unmarshal(document, &v); err != nil {
		return "", err
	}
	var out strings.Builder
	for values := j.code.RunWithContext(ctx, v); ; {
		v, ok := values.Next()
		if !ok {
			return out.String(), nil
		}
		if err, is := v.(error); is {
			return out.String(), err
		}
		text, is := v.(string)
		if !is {
			data, err := gojq.Marshal(v)
			if err != nil {
				return out.String(), err
			}
			text = escaped(string(data))
		}
		for piece := range strings.SplitSeq(text, "\n") {
			out.WriteString(safe(piece) + "\n")
		}
	}
}

// printDocument writes a JSON document as it is, or with --jq what that makes of it.
func (a *app) printDocument(document []byte) error {
	if a.jq.code == nil {
		_, err := a.env.Out.Write(document)
		return err
	}
	text, err := a.jq.run(a.leaving.gentle, document)
	if _, written := a.env.Out.Write([]byte(text)); written != nil {
		return written
	}
	if err != nil {
		return &failure{code: exitFailed, kind: kindOutput, what: fmt.Sprintf("--jq could not be applied: %v", err), next: "look at the whole with --json", err: err}
	}
	return nil
}

// printJSON writes a value as indented JSON in which every character that is no
// visible one stands escaped, so that it may be looked at on a terminal.
func (a *app) printJSON(v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	return a.printDocument([]byte(escaped(b.String())))
}
