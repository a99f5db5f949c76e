package convert

import (
	"cmp"
	_ "embed"
	"encoding/json"
	"strings"

	"sttwizard/agora"
)

// Call is a start of a task with everything that it needs but the secrets.
type Call struct {
	BaseURL    string // as agora.CheckBaseURL allows; empty: agora.DefaultBaseURL
	AppID      string
	Key        string     // customer key
	Auth       agora.Auth // empty: customer key and secret; else a token takes their place
	InstanceID string     // 1-64 of A-Za-z0-9_-, in v7 the name; empty: each run makes one
	Project    agora.Project
	Request    agora.Request // which secrets it has decides what the script asks for
}

//go:embed curl.sh
var curlScript string

// Curl returns a shell script that acquires a builder token, where the version has
// one, and starts the task with curl, then prints the command lines that query and
// stop it. It runs in any POSIX shell, also pasted into an interactive one, and
// needs curl, sed and tr. It is empty for a version that can't start tasks.
//
// The script holds no secret: it takes them from AGORA_CUSTOMER_SECRET, or from
// AGORA_TOKEN where calls go with a token, and, for those that the request has,
// AGORA_SUB_BOT_TOKEN, AGORA_PUB_BOT_TOKEN, AGORA_ENCRYPTION_SECRET,
// AGORA_ENCRYPTION_SALT, AGORA_STORAGE_ACCESS_KEY and AGORA_STORAGE_SECRET_KEY. It
// ends with 1 when nothing was started and with 3 when nobody knows.
//
// Source: https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x, v6.x) and
// https://docs.agora.io/en/real-time-stt/rest-api/join (v7.x)
func Curl(c Call) string {
	if !c.canStart() {
		return ""
	}
	key := quoted(configEscape(c.Key))
	// One pass, so that what was put in is not searched for marks again.
	pairs := []string{
		"@VERSION@", string(c.Project.Version),
		"@CHECKS@", lines(c.needed(), variable.check),
		"@SECRETS@", lines(c.needed(), variable.take),
		"@KEY@", key,
		"@SHOWNKEY@", hereEscape(key),
		"@INSTANCE@", c.instance(),
		"@BODY@", c.body(),
	}
	for _, op := range []string{agora.OpAcquire, agora.OpStart, agora.OpQuery, agora.OpStop} {
		method, path := c.Project.Version.Call(op, c.AppID, taskMark)
		pairs = append(pairs, "@"+strings.ToUpper(op)+"@", method+" "+c.url(path))
	}
	return strings.NewReplacer(pairs...).Replace(c.source(curlScript))
}

// taskMark stands in for the task id, which only the running script knows.
const taskMark = "TASK-ID-OF-THE-SCRIPT"

// url returns a call's whole URL as one word of the script.
func (c Call) url(path string) string {
	before, after, found := strings.Cut(path, taskMark)
	word := quoted(urlEscape(c.base() + before))
	if found {
		word += `"$task"`
	}
	if after != "" {
		word += quoted(urlEscape(after))
	}
	return word
}

func (c Call) base() string { return strings.TrimRight(cmp.Or(c.BaseURL, agora.DefaultBaseURL), "/") }

// instance returns the word that makes or holds the instanceId, escaped for JSON.
func (c Call) instance() string {
	if c.InstanceID == "" {
		return `sttw-$(date -u +%Y%m%dT%H%M%SZ)-$$`
	}
	text, err := json.Marshal(c.InstanceID)
	if err != nil {
		panic("export: a text that JSON can't hold") // strings always encode
	}
	text = text[1 : len(text)-1] // the script has the quotes
	return quoted(jsonInQuotes(string(text)))
}

// body returns the request's JSON to stand in single quotes, which are left for
// each secret so that the shell puts its value in.
func (c Call) body() string {
	texts := []string{}
	for _, line := range c.request().Lines(c.Project, func(string, agora.Secret) string { return mark }) {
		text := jsonInQuotes(line.Text)
		switch {
		case agora.IsSecret(line.Path):
			text = strings.Replace(text, `: "`+mark+`"`, `: "'"$`+variableAt(line.Path).local()+`"'"`, 1)
		case line.Path == agora.PathName:
			text = strings.Replace(text, `: "`+nameMark+`"`, `: "'"$instance"'"`, 1)
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "\n")
}

func lines(needed []variable, line func(variable) string) string {
	var out []string
	for _, v := range needed {
		out = append(out, line(v))
	}
	return strings.Join(out, "\n")
}
