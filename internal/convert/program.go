package convert

import (
	_ "embed"
	"strings"

	"sttwizard/agora"
)

//go:embed start.go.txt
var goSource string

//go:embed start.py.txt
var pythonSource string

//go:embed start.js.txt
var nodeSource string

// canStart reports whether the call's version has a start.
func (c Call) canStart() bool {
	method, _ := c.Project.Version.Call(agora.OpStart, c.AppID, "")
	return method != ""
}

// named reports whether the version starts tasks under a name, without acquire.
func (c Call) named() bool {
	method, _ := c.Project.Version.Call(agora.OpAcquire, c.AppID, "")
	return method == ""
}

// source returns a program's source for the call. Words between @ at the start of a
// line say for which calls the line is: token for versions with builder tokens,
// named for the others; basic for customer key and secret, agora for a token, which
// stands in quotes with quoted.
func (c Call) source(text string) string {
	conditions := map[string]bool{
		"@token@": !c.named(), "@named@": c.named(),
		"@basic@": c.Auth == agora.AuthBasic, "@agora@": c.Auth == agora.AuthToken, "@quoted@": c.Auth == agora.AuthQuotedToken,
	}
	var b strings.Builder
	for line := range strings.Lines(text) {
		keep := true
		for more := true; more; {
			more = false
			for word, holds := range conditions {
				if rest, ok := strings.CutPrefix(line, word); ok {
					line, more, keep = rest, true, keep && holds
				}
			}
		}
		if keep {
			b.WriteString(line)
		}
	}
	return b.String()
}

// writer is what differs between languages when values are put into a source.
type writer struct {
	quote  func(string) string   // a text as a literal
	plus   string                // what joins two texts
	secret func(variable) string // what gives the variable's value
	made   string                // what makes an instanceId or a name
	body   func(Call) string
}

// fill puts the call's values into a source. It is one pass, so that what was put
// in is not searched for marks again.
func (c Call) fill(source string, w writer) string {
	pairs := []string{"@VERSION@", string(c.Project.Version), "@KEY@", w.quote(c.Key), "@BODY@", w.body(c), "@INSTANCE@", w.made}
	if c.InstanceID != "" {
		pairs[len(pairs)-1] = w.quote(c.InstanceID)
	}
	for _, op := range []string{agora.OpAcquire, agora.OpStart, agora.OpQuery, agora.OpStop} {
		method, path := c.Project.Version.Call(op, c.AppID, taskMark)
		before, after, _ := strings.Cut(path, taskMark)
		if after != "" {
			after = w.plus + w.quote(urlEscape(after))
		}
		name := strings.ToUpper(op)
		pairs = append(pairs, "@"+name+"VERB@", w.quote(method), "@"+name+"AFTER@", after, "@"+name+"@", w.quote(urlEscape(c.base()+before)))
	}
	pairs = append(pairs, "@SECRET@", w.secret(c.first()))
	return strings.NewReplacer(pairs...).Replace(c.source(source))
}

// request returns the request as the program sends it, in which a mark stands for a
// name. Tokens that the wizard makes when it sends are asked for by the program,
// which can't make them.
func (c Call) request() agora.Request {
	r := c.Request.Sent(c.Project.Version)
	if c.named() {
		r.Name = nameMark
	}
	if c.Project.MakesTokens && c.Project.Version.Has(agora.PathSubBotToken) && r.RTC.SubBotToken == "" {
		r.RTC.SubBotToken = mark
	}
	if c.Project.MakesTokens && r.RTC.PubBotToken == "" {
		r.RTC.PubBotToken = mark
	}
	return r
}
