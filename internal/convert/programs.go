package convert

import (
	"strconv"
	"strings"

	"sttwizard/agora"
)

// nameMark stands in for the name, which only the running program knows.
const nameMark = "NAME-OF-THE-RUN"

// mark stands in for a secret in a line of JSON whose path says that it is one.
const mark = "secret"

func nodeProgram(c Call) string {
	return c.fill(nodeSource, writer{
		quote: escaped, plus: " + ", made: "`sttw-${new Date().toISOString().replace(/[-:]|\\.\\d+/g, '')}-${process.pid}`",
		secret: callOf("secret", escaped), body: func(c Call) string {
			key := func(name string) string {
				if name == "__proto__" {
					return `["__proto__"]` // as a plain name it would be no member
				}
				return escaped(name)
			}
			return c.object(syntax{escaped, key, map[any]string{true: "true", false: "false", nil: "null"}, "  ", "  "}, escaped)
		},
	})
}

func pythonProgram(c Call) string {
	return c.fill(pythonSource, writer{
		quote: pythonQuoted, plus: " + ", made: `time.strftime("sttw-%Y%m%dT%H%M%SZ-", time.gmtime()) + str(os.getpid())`,
		secret: callOf("secret", pythonQuoted), body: func(c Call) string {
			return c.object(syntax{pythonQuoted, pythonQuoted, map[any]string{true: "True", false: "False", nil: "None"}, "    ", ""}, pythonQuoted)
		},
	})
}

func goProgram(c Call) string {
	return c.fill(goSource, writer{
		quote: strconv.Quote, plus: "+", made: `time.Now().UTC().Format("sttw-20060102T150405Z-") + strconv.Itoa(os.Getpid())`,
		secret: callOf("secret", strconv.Quote), body: Call.rawJSON,
	})
}

// callOf writes the call of a program's own function that gives a variable.
func callOf(function string, quote func(string) string) func(variable) string {
	return func(v variable) string { return function + "(" + quote(v.name) + ", " + quote(v.what) + ")" }
}

// object returns the request as a literal of the language, with secrets as calls.
func (c Call) object(s syntax, quote func(string) string) string {
	r := c.request()
	show := func(string, agora.Secret) string { return "" }
	at := "@" // what marks begin with; no text of the request has it
	for strings.Contains(r.JSON(c.Project, show), at) {
		at += "@"
	}
	codes := map[string]string{}
	if c.named() {
		r.Name = at + agora.PathName
		codes[r.Name] = "name"
	}
	secret := callOf("secret", quote)
	text := r.JSON(c.Project, func(path string, _ agora.Secret) string {
		codes[at+path] = secret(variableAt(path))
		return at + path
	})
	return literal(text, s, func(text string) (string, bool) {
		code, ok := codes[text]
		return code, ok
	})
}

// rawJSON returns the request's JSON to stand in Go's back quotes, which are left
// for each secret, as an expression.
func (c Call) rawJSON() string {
	secret := callOf("secret", strconv.Quote)
	var texts []string
	for _, line := range c.request().Lines(c.Project, func(string, agora.Secret) string { return mark }) {
		text := jsonWithout(line.Text, "`")
		switch {
		case agora.IsSecret(line.Path):
			text = strings.Replace(text, `: "`+mark+`"`, ": ` + inJSON("+secret(variableAt(line.Path))+") + `", 1)
		case line.Path == agora.PathName:
			text = strings.Replace(text, `: "`+nameMark+`"`, ": ` + inJSON(name) + `", 1)
		}
		texts = append(texts, text)
	}
	return "`" + strings.Join(texts, "\n") + "`"
}
