package convert

import (
	"fmt"
	"strings"
)

// exchange is one request of an export of another program: of a collection of Postman,
// of the traffic that a browser has recorded (HAR), or of a workflow of n8n.
type exchange struct {
	name    string // in the export, with its folders; empty: it has none
	method  string
	url     string
	headers []member
	user    string // key:secret
	text    string // of the body
	body    any    // the body where it is no text
}

const maxFolders = 16

// exchanges returns the requests of an export; is reports whether the value is one.
func exchanges(v any) (out []exchange, is bool) {
	switch v := v.(type) {
	case []any: // n8n exports several workflows as a list
		for _, item := range v {
			if o, ok := item.(object); ok && len(o.list("nodes")) > 0 {
				out, is = append(out, workflow(o)...), true
			}
		}
	case object:
		if inner := v.object("collection"); inner != nil {
			v = inner
		}
		switch {
		case v.object("log") != nil && len(v.object("log").list("entries")) > 0:
			return recorded(v.object("log").list("entries")), true
		case v.object("info") != nil && len(v.list("item")) > 0:
			return collection(v, "", "", 0), true
		case isWorkflow(v.list("nodes")):
			return workflow(v), true
		}
	}
	return out, is
}

func isWorkflow(nodes []any) bool {
	for _, n := range nodes {
		if o, is := n.(object); is && o.object("parameters") != nil {
			return true
		}
	}
	return false
}

// collection returns the requests of a collection of Postman, v2.0 or v2.1, or of a
// folder in it.
// Source: https://schema.postman.com/collection/json/v2.1.0/draft-07/docs/index.html
func collection(o object, folder, user string, depth int) []exchange {
	if depth > maxFolders {
		return nil
	}
	if own := basicUser(o.object("auth")); own != "" {
		user = own
	}
	var out []exchange
	for _, item := range o.list("item") {
		o, is := item.(object)
		if !is {
			continue
		}
		name := strings.TrimPrefix(folder+" / "+strings.TrimSpace(o.text("name")), " / ")
		if len(o.list("item")) > 0 {
			out = append(out, collection(o, name, user, depth+1)...)
			continue
		}
		r := o.object("request")
		e := exchange{name: name, method: r.text("method"), url: r.text("url"), user: user, text: r.object("body").text("raw")}
		if u := r.object("url"); u != nil {
			e.url = u.text("raw")
		}
		if own := basicUser(r.object("auth")); own != "" {
			e.user = own
		}
		e.headers = pairsOf(r.list("header"), "key")
		out = append(out, e)
	}
	return out
}

// basicUser returns the key and secret of Postman's basic authentication.
func basicUser(auth object) string {
	var key, secret string
	for _, m := range pairsOf(auth.list("basic"), "key") {
		switch text, _ := m.value.(string); m.name {
		case "username":
			key = text
		case "password":
			secret = text
		}
	}
	if key+secret == "" {
		return ""
	}
	return key + ":" + secret
}

// recorded returns the requests that a browser has recorded.
// Source: http://www.softwareishard.com/blog/har-12-spec/
func recorded(entries []any) []exchange {
	var out []exchange
	for _, entry := range entries {
		o, _ := entry.(object)
		r := o.object("request")
		out = append(out, exchange{
			method: r.text("method"), url: r.text("url"), headers: pairsOf(r.list("headers"), "name"),
			text: r.object("postData").text("text"),
		})
	}
	return out
}

// workflow returns the requests of a workflow of n8n: what its nodes for HTTP send.
// Source: https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.httprequest/
func workflow(o object) []exchange {
	var out []exchange
	for _, node := range o.list("nodes") {
		n, _ := node.(object)
		p := n.object("parameters")
		if p.text("url") == "" {
			continue
		}
		e := exchange{name: strings.TrimSpace(n.text("name")), method: p.text("method"), url: plainOf(p.text("url"))}
		e.headers = pairsOf(p.object("headerParameters").list("parameters"), "name")
		for _, name := range []string{"jsonBody", "bodyParametersJson", "body"} {
			if e.text == "" {
				e.text = plainOf(p.text(name))
			}
		}
		if e.method == "" {
			e.method = p.text("requestMethod")
		}
		if single := pairsOf(p.object("bodyParameters").list("parameters"), "name"); e.text == "" && len(single) > 0 {
			e.body = written(single)
		}
		out = append(out, e)
	}
	return out
}

// plainOf returns a text of n8n without the sign that begins one with expressions.
func plainOf(text string) string { return strings.TrimPrefix(text, "=") }

// written reads the values of members that n8n keeps as texts, an object among them as
// an expression.
func written(o object) object {
	for i, m := range o {
		text, _ := m.value.(string)
		text = strings.TrimSpace(plainOf(text))
		if inner, ok := strings.CutPrefix(text, "{{"); ok && strings.HasSuffix(inner, "}}") {
			text = strings.TrimSpace(strings.TrimSuffix(inner, "}}"))
			if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") {
				o[i].value = code(text)
				continue
			}
		}
		if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
			if v, err := (&reader{text: text}).value(); err == nil {
				o[i].value = v
			}
		}
	}
	return o
}

// pairsOf returns what a list of objects with a name and a value has.
func pairsOf(list []any, name string) object {
	var out object
	for _, item := range list {
		o, _ := item.(object)
		if off, _ := o.get("disabled"); off == true {
			continue
		}
		if v, ok := o.get("value"); ok {
			out = append(out, member{o.text(name), v})
		}
	}
	return out
}

// text, object and list return a member that is one, or nothing.
func (o object) text(name string) string {
	v, _ := o.get(name)
	text, _ := v.(string)
	return text
}

func (o object) object(name string) object {
	v, _ := o.get(name)
	inner, _ := v.(object)
	return inner
}

func (o object) list(name string) []any {
	v, _ := o.get(name)
	list, _ := v.([]any)
	return list
}

// candidate reads an exchange that starts a task; is reports whether it is one.
func (e exchange) candidate() (f *found, is bool) {
	f = &found{name: e.name}
	if f.name == "" {
		f.name = strings.ToUpper(e.method) + " " + lastOfURL(e.url)
	}
	if m := strings.ToUpper(e.method); m != "POST" && m != "" {
		return nil, false
	}
	var told notes
	c := &curlCall{}
	if e.url != "" {
		c.call.atURL(e.url, &c.notes)
	}
	if c.call.other || aboutATask(e.url) {
		return nil, false
	}
	for _, h := range e.headers {
		value, _ := h.value.(string)
		takeHeader(c, "headers", h.name+": "+value, "")
	}
	if e.user != "" {
		c.call.atUser(e.user, "auth", &c.notes)
	}
	body, ok, err := e.read(&told)
	if !ok && !c.call.start {
		return nil, false
	}
	if err != nil {
		err = fmt.Errorf("the request %q: %w", short(f.name), err)
	}
	f.body, f.call, f.err, f.program = body, c.call, err, e.inProgram()
	f.notes.list = append(c.notes.list, told.list...)
	return f, true
}

// read reads the body of an exchange.
func (e exchange) read(told *notes) (object, bool, error) {
	v := e.body
	if e.text != "" {
		var err error
		text := e.text
		if inner, is := expressionOf(text); is {
			text = inner
		}
		if v, err = (&reader{text: text}).value(); err != nil {
			return nil, requestNames(e.text), err
		}
	}
	body, ok := unwrap(v, "", told, 0)
	if !ok {
		return nil, false, ErrNoRequest
	}
	return body, true, nil
}

// expressionOf returns what stands between the brackets of n8n's {{ }}, where that makes
// the whole body.
func expressionOf(text string) (string, bool) {
	inner, opens := strings.CutPrefix(strings.TrimSpace(text), "{{")
	inner, closes := strings.CutSuffix(inner, "}}")
	return inner, opens && closes && strings.ContainsAny(inner, "{")
}

// inProgram reports whether the body is made by an expression of JavaScript.
func (e exchange) inProgram() bool {
	_, is := expressionOf(e.text)
	return is
}

// requestNames reports whether a text names what every request has.
func requestNames(text string) bool {
	return strings.Contains(text, "channelName") && strings.Contains(text, "languages")
}

// aboutATask reports whether a URL whose beginning is a variable is of a call that starts
// nothing.
func aboutATask(url string) bool {
	last := lastOfURL(url)
	return last == "update" || last == "leave" || last == "builderTokens" ||
		strings.Contains(url, "/agents") || strings.Contains(url, "/tasks/")
}

// lastOfURL returns the last part of a URL's path.
func lastOfURL(url string) string {
	url, _, _ = strings.Cut(url, "?")
	url = strings.TrimRight(url, "/")
	return url[strings.LastIndexByte(url, '/')+1:]
}
