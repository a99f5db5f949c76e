package convert

import (
	"encoding/base64"
	"net/url"
	"strings"

	"sttwizard/agora"
)

// callInfo is what a text says of the call around the body.
type callInfo struct {
	version agora.Version // that the URL is of; empty: v5 or v6, or none was found
	older   bool          // the URL is of v5 or v6
	start   bool          // the URL starts a task
	other   bool          // the URL is of another call
	appID   string
	baseURL string
	key     string       // customer key
	Secret  agora.Secret // exported, so that formatting a callInfo hides it
}

// kinds of paths below which Agora serves speech to text.
const (
	olderMark = "/v1/projects/"
	newerMark = "/api/speech-to-text/v1/projects/"
)

// atURL takes what a URL says. It is not called, whatever it is.
func (c *callInfo) atURL(text string, told *notes) {
	const path = "URL"
	if strings.Contains(text, "api.agora.io") && !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		u = &url.URL{Path: text} // placeholders in a host or port are no reason to learn nothing
	}
	base, rest, mark := cutPath(u.Path)
	switch {
	case mark == "" && isPlaceholder(text):
		told.add(Placeholder, path, "has a variable, so which address and App ID it calls is not known; the connection has those that are used")
		return
	case mark == "":
		told.add(Unknown, path, "is not one of Agora's Speech-to-Text calls")
		return
	}
	c.older = mark == olderMark
	if !c.older {
		c.version = agora.V7
	}
	id, call, _ := strings.Cut(rest, "/")
	c.atAppID(id, told)
	c.atBase(u, base, told)
	c.atCall(strings.TrimPrefix(call, "rtsc/speech-to-text/"), told)
	if u.Query().Has("builderToken") {
		told.add(LeftOut, path, "its builder token was not kept; every start acquires its own")
	}
}

// cutPath cuts a URL's path before and behind what all calls have.
func cutPath(path string) (base, rest, mark string) {
	for _, mark := range []string{newerMark, olderMark} {
		if before, after, ok := strings.Cut(path, mark); ok && (mark == newerMark || strings.Contains(after, "/rtsc/speech-to-text/")) {
			return before, after, mark
		}
	}
	return "", "", ""
}

func (c *callInfo) atAppID(id string, told *notes) {
	switch {
	case agora.CheckAppID(id) == nil:
		c.appID = id
	case isPlaceholder(id) || strings.ContainsAny(id, ":${}<>%#"):
		told.add(Placeholder, "URL", "has a placeholder for the App ID; the connection has the one that is used")
	default:
		told.add(Unknown, "URL", "its App ID is not 32 hexadecimal digits; the connection has the one that is used")
	}
}

func (c *callInfo) atBase(u *url.URL, base string, told *notes) {
	if u.User != nil {
		told.add(LeftOut, "URL", "its user name and password were not kept")
	}
	if u.Host == "" {
		return
	}
	address := u.Scheme + "://" + u.Host + base
	if err := agora.CheckBaseURL(address); err != nil {
		told.add(Unknown, "URL", "its address is none that can be called; the connection has the one that is used")
		return
	}
	c.baseURL = address
}

// atCall takes the call's own part of the path.
func (c *callInfo) atCall(call string, told *notes) {
	call = strings.Trim(call, "/")
	c.other = true
	switch {
	case call == "tasks" && c.older, call == "join" && !c.older:
		c.start, c.other = true, false
	case call == "builderTokens":
		told.add(LeftOut, "URL", "is of the acquire call, which is made for every start by itself")
	case strings.HasSuffix(call, "/update"), strings.HasPrefix(call, "tasks/"), strings.HasPrefix(call, "agents"):
		told.add(LeftOut, "URL", "is of a call about a task that runs; the draft is for a new one")
	default:
		told.add(Unknown, "URL", "is not of a call that starts a task")
	}
}

// scan looks for the URL of a call in a text that is no command, the one that
// starts a task rather than others.
func (c *callInfo) scan(text string, told *notes) {
	var best string
	for at := 0; ; {
		i := strings.Index(text[at:], "speech-to-text")
		if i < 0 {
			break
		}
		from := strings.LastIndexAny(text[:at+i], urlEnds) + 1
		to := at + i
		if n := strings.IndexAny(text[to:], urlEnds); n >= 0 {
			to += n
		} else {
			to = len(text)
		}
		word := text[from:to]
		_, rest, mark := cutPath(word)
		if mark != "" && (best == "" || strings.HasSuffix(rest, "/tasks") || strings.HasSuffix(rest, "/join")) {
			best = word
		}
		at = to
	}
	if best != "" {
		c.atURL(best, told)
	}
}

const urlEnds = " \t\n\"'`,;()\\"

// atUser takes key and secret of Basic authentication, as key:secret.
func (c *callInfo) atUser(text, where string, told *notes) {
	key, secret, _ := strings.Cut(text, ":")
	switch {
	case isPlaceholder(key) || isPlaceholder(secret):
		told.add(Placeholder, where, "holds placeholders; the connection has the customer key and secret that are used")
		return
	case key == "" || secret == "":
		told.add(Unknown, where, "is no customer key and secret with a colon between them")
		return
	}
	c.key, c.Secret = key, agora.Secret(secret)
	told.add(LeftOut, where, "the customer key and secret are no part of a request; the connection has those that are used")
}

// atAuthorization takes the value of an Authorization header.
func (c *callInfo) atAuthorization(value, where string, told *notes) {
	scheme, rest, _ := strings.Cut(strings.TrimSpace(value), " ")
	switch strings.ToLower(scheme) {
	case "basic":
		raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(rest))
		if err != nil {
			told.add(Placeholder, where, "holds no credentials; the connection has those that are used")
			return
		}
		c.atUser(string(raw), where, told)
	case "agora":
		told.add(LeftOut, where, "its token was not kept; the connection says how Agora is asked")
	default:
		told.add(LeftOut, where, "its credentials were not kept; the connection has those that are used")
	}
}
