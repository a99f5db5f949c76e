package agora

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// RulePlaceholder is the rule of errors about a text that stands for a value
// instead of being one. Agora takes such texts, so it is no rule of the API and
// the sandbox does not know it: Validate leaves it out and Problems has it.
const RulePlaceholder = "placeholder"

// What this program shows in place of a secret that is not there: a token or name
// that is made only when the request is sent, and what a person types each time.
const (
	MadeWhenSent  = "made when sent"
	AskedEachTime = "asked each time"
)

// placeholder is one way to write a text that is certainly no value.
type placeholder struct {
	mask   bool // this program, or another one, showed it in place of a secret
	secret bool // it is certain of secrets only
	is     func() *regexp.Regexp
}

// placeholders are matched against a whole value, without white space round it: a
// channel may hold < > $ { and }, so a part of a value proves nothing. What is in
// the brackets must look like a name, which no made-up secret does. A pattern has
// one ^ before everything, or none: one in each branch is looked for at every letter.
var placeholders = []placeholder{
	{mask: true, is: pattern(`••`)},
	{mask: true, is: pattern(`^\*{3,}(?:\s*[0-9a-f]{4}\s*(?:\(.*\))?)?$`)},
	{mask: true, is: pattern(`^(?:\(secret\)|\[?REDACTED\]?)$`)},
	{mask: true, is: pattern(`^\((?:keyring|env|age):[^()]*\)$`)},
	{mask: true, is: pattern(`,\s*not\s*found\s*yet$`)},
	{mask: true, is: pattern(`^(?:` + anySpace(MadeWhenSent) + `|` + anySpace(AskedEachTime) + `)$`)},
	{is: pattern(`^(?:<[\pL_][\pL\pN _.:,/'’-]*>|<%.*%>)$`)},            // <CHANNEL>, <your channel>, <%= channel %>
	{is: pattern(`^\$\{[A-Za-z_][A-Za-z0-9_.]*(?:[:?+=-][^{}]*)?\}$`)},  // ${CHANNEL}, ${CHANNEL:-demo}
	{is: pattern(`^\$?\{\{[^{}]+\}\}$`)},                                // {{channel}}, ${{ secrets.TOKEN }}
	{is: pattern(`^(?:\$[A-Z_][A-Z0-9_]+|\$\([^()]+\)|%[A-Z_]{2,}%)$`)}, // $CHANNEL, $(cat token), %CHANNEL%
	{is: pattern(`^(?:\.{3,}|…)$`)},
	{is: pattern(`^(?:YOUR[_-][A-Z0-9_-]+|(?i:your[_ -](?:.+[_ -])?here))$`)}, // YOUR_TOWN_HALL, your-channel-here
	{secret: true, is: pattern(`^[xX]{5,}(?:[-_][xX]{2,})*$`)},
}

// anySpace matches a text also where white space was taken out of it, as of secrets.
func anySpace(text string) string { return strings.ReplaceAll(text, " ", `\s*`) }

// yourWords matches what documentation calls "your ...", without signs and cases.
// It knows the words that follow, so that a channel may be called your-town-hall.
var yourWords = pattern(`^(?:(?:enter|insert|put|replace|replacewith|use|setto)?your(?:own)?` +
	`(?:agora|rtc|rtm|rtt|stt|unique|cloud|storage|aws|s3|oss|azure|gcs|google|amazon|` +
	`sub|pub|subscriber|subscribe|publisher|publish|push|pull|bot|` +
	`encryption|encryptionkey|decryption|salt|secret|access|customer|app|appid|id|uid|user|token|key|` +
	`channel|name|bucket|region|vendor|language|languages|code|endpoint|url|string|base64|folder|prefix|path|value|here)+` +
	`|(?:channel|token|uid|bucket|appid|accesskey|secretkey)(?:name)?here)$`)

// longestPlaceholder keeps long texts, which are none, from the patterns.
const longestPlaceholder = 300

// IsPlaceholder reports whether a text certainly stands for a value that somebody
// had to put in its place, or is what this program shows in place of a secret.
func IsPlaceholder(text string) bool {
	_, is := placeholderOf(text, false)
	return is
}

func placeholderOf(text string, secret bool) (placeholder, bool) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > longestPlaceholder {
		return placeholder{}, false
	}
	for _, p := range placeholders {
		if (secret || !p.secret) && p.is().MatchString(text) {
			return p, true
		}
	}
	return placeholder{}, yourWords().MatchString(lettersOf(text))
}

// separators are what stands between the words of a text. Built once: every key
// that is typed asks for the letters of what stands in its field.
var separators = strings.NewReplacer("_", "", "-", "", " ", "", ".", "")

// lettersOf returns a text in small letters, without what separates words.
func lettersOf(text string) string { return strings.ToLower(separators.Replace(text)) }

// PlaceholderError returns the error of a text at a path that stands for a value
// instead of being one; ok is false where it may be a value.
func PlaceholderError(path, text string) (e FieldError, ok bool) {
	secret := IsSecret(FieldError{Path: path}.Field())
	p, ok := placeholderOf(text, secret)
	if !ok {
		return FieldError{}, false
	}
	e = FieldError{Path: path, Rule: RulePlaceholder}
	text = strings.TrimSpace(text)
	switch {
	case secret && p.mask:
		e.Text = "is a mask, not the secret: put the secret itself in its place, or " + WhereReferencesGo
	case secret:
		e.Text = "holds a placeholder: put the secret in its place, or " +
			strings.Replace(WhereReferencesGo, "NAME", variableIn(text), 1)
	case p.mask:
		e.Text = strconv.Quote(text) + " is only shown in place of a value: put the real value here"
	default:
		e.Text = "holds the placeholder " + strconv.Quote(text) + ": put the real value in its place"
	}
	return e, true
}

// WhereReferencesGo says where people can say where a secret is, in place of it.
const WhereReferencesGo = "in a request file or with --set where it is, as env:NAME"

// variableIn returns the variable that a shell would have put in, as in ${TOKEN}.
func variableIn(text string) string {
	name := strings.Trim(strings.TrimPrefix(text, "$"), "{}")
	if strings.HasPrefix(text, "$") && variableName().MatchString(name) {
		return name
	}
	return "NAME"
}

var variableName = pattern(`^[A-Za-z_][A-Za-z0-9_]*$`)

// Problems returns what Validate gives, and an error for every text that is sent
// and only stands for a value, in place of what else is wrong with it.
func (r Request) Problems(p Project) []FieldError {
	return withPlaceholders(r.Validate(p), r.Sent(p.Version).Placeholders())
}

// Problems returns what Validate gives, and an error for every new text that only
// stands for a value, in place of what else is wrong with it.
func (u Update) Problems(p Project) []FieldError {
	found := slices.DeleteFunc(u.Request.Placeholders(), func(e FieldError) bool {
		return !slices.Contains(u.Mask, e.Field())
	})
	return withPlaceholders(u.Validate(p), found)
}

// withPlaceholders puts errors about placeholders in place of others at their
// paths, in the order of the document.
func withPlaceholders(errs, found []FieldError) []FieldError {
	if len(found) == 0 {
		return errs
	}
	errs = slices.DeleteFunc(errs, func(e FieldError) bool {
		return slices.ContainsFunc(found, func(f FieldError) bool { return f.Path == e.Path })
	})
	place := func(e FieldError) int {
		return slices.IndexFunc(fields, func(f Field) bool { return f.Path == e.Field() })
	}
	errs = append(errs, found...)
	slices.SortStableFunc(errs, func(a, b FieldError) int { return place(a) - place(b) })
	return errs
}

// Placeholders returns an error for each text of the request that only stands for a
// value, also where a version does not send it.
func (r Request) Placeholders() []FieldError {
	var out []FieldError
	for _, f := range fields {
		for _, t := range textsIn(f.Path, f.get(&r)) {
			if e, ok := PlaceholderError(t.path, t.text); ok {
				out = append(out, e)
			}
		}
	}
	return out
}

type textAt struct{ path, text string }

// textsIn returns all texts of a field's value, each with the path that the rules
// use for it.
func textsIn(path string, v any) []textAt {
	var out []textAt
	add := func(path string, texts ...string) {
		for _, text := range texts {
			out = append(out, textAt{path, text})
		}
	}
	switch v := v.(type) {
	case string:
		add(path, v)
	case Secret:
		add(path, v.Reveal())
	case []string:
		add(path, v...)
	case []Translation:
		for i, t := range v {
			add(fmt.Sprintf("%s[%d].source", path, i), t.Source)
			add(fmt.Sprintf("%s[%d].target", path, i), t.Target...)
		}
	case []UIDLanguages:
		for i, s := range v {
			add(fmt.Sprintf("%s[%d].uid", path, i), s.UID)
			add(fmt.Sprintf("%s[%d].languages", path, i), s.Languages...)
		}
	case JSONText:
		add(path, textsOfJSON(v)...)
	}
	return out
}

// textsOfJSON returns the texts in a JSON value that the API does not describe.
func textsOfJSON(v JSONText) []string {
	var root any
	if json.Unmarshal([]byte(v), &root) != nil {
		return nil
	}
	var out []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			out = append(out, v)
		case []any:
			for _, item := range v {
				walk(item)
			}
		case map[string]any:
			for _, item := range v {
				walk(item)
			}
		}
	}
	walk(root)
	slices.Sort(out)
	return out
}

// wrongType returns the error of a text that is no value of its field's kind.
func wrongType(path, text, why string) FieldError {
	if e, ok := PlaceholderError(path, text); ok {
		return e
	}
	return FieldError{Path: path, Rule: "type", Text: why}
}

var partOfTemplate = pattern(`\$\{[^{}]+\}|\{\{[^{}]+\}\}`)

// template warns of a part of a text that a shell or a template would have put a
// value in for. It may be meant, where the whole is more than that.
func (c *checking) template(text string) {
	if part := partOfTemplate().FindString(text); part != "" && !IsPlaceholder(text) {
		c.fail("holds %s, in whose place nobody puts a value here", part)
	}
}
