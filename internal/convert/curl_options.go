package convert

import "strings"

// option is what an option of curl means here. Its argument, if it has one, is
// given to take; without take the option says nothing about a request.
type option struct {
	argument bool
	take     func(c *curlCall, name, value, input string)
}

var (
	harmless = option{}
	ignored  = option{argument: true}
)

// longOptions are the options that people use with Agora's API. Any other is told.
var longOptions = map[string]option{
	"data": {true, takeData}, "data-raw": {true, takeRaw}, "data-binary": {true, takeData}, "data-ascii": {true, takeData},
	"json": {true, takeData}, "data-urlencode": {true, takeEncoded}, "form": {true, takeEncoded},
	"user": {true, takeUser}, "header": {true, takeHeader}, "url": {true, takeURL}, "oauth2-bearer": {true, takeBearer},
	"config": {true, takeFile}, "upload-file": {true, takeFile}, "netrc-file": {true, takeFile},
	"request": {true, takeMethod},
	"silent":  harmless, "show-error": harmless, "location": harmless, "verbose": harmless, "include": harmless, "fail": harmless,
	"fail-with-body": harmless, "compressed": harmless, "globoff": harmless, "basic": harmless, "http1.1": harmless, "http2": harmless,
	"post301": harmless, "no-progress-meter": harmless, "disable": harmless, "trace-time": harmless, "ssl-reqd": harmless,
	"insecure": {take: takeInsecure},
	"output":   ignored, "write-out": ignored, "max-time": ignored, "connect-timeout": ignored, "retry": ignored, "retry-delay": ignored,
	"user-agent": ignored, "proxy": ignored, "cookie": ignored, "cookie-jar": ignored, "referer": ignored, "dump-header": ignored,
	"retry-max-time": ignored, "cacert": ignored, "cert": ignored, "key": ignored, "resolve": ignored, "interface": ignored, "stderr": ignored,
}

// shortOptions are the letters of the same options.
var shortOptions = map[byte]string{
	'd': "data", 'u': "user", 'H': "header", 'X': "request", 'K': "config", 'T': "upload-file", 'F': "form",
	's': "silent", 'S': "show-error", 'L': "location", 'v': "verbose", 'i': "include", 'f': "fail", 'g': "globoff", 'k': "insecure", 'q': "disable",
	'o': "output", 'w': "write-out", 'm': "max-time", 'A': "user-agent", 'x': "proxy", 'b': "cookie", 'c': "cookie-jar", 'e': "referer", 'D': "dump-header",
}

// readCurl reads the arguments of a curl command.
func readCurl(c command) *curlCall {
	out := &curlCall{}
	words := c.words
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		switch {
		case strings.HasPrefix(word, "--"):
			words = out.long(strings.TrimPrefix(word, "--"), words, c.input)
		case len(word) > 1 && word[0] == '-':
			words = out.short(word[1:], words, c.input)
		case out.url == "" && (strings.Contains(word, "/") || strings.Contains(word, "agora")):
			out.url = word
		case word != "":
			out.notes.add(Unknown, "curl", "an argument that is neither an option nor a URL was not read")
		}
	}
	return out
}

// long takes a long option, with = or a space before its argument.
func (c *curlCall) long(name string, words []string, input string) []string {
	name, value, given := strings.Cut(name, "=")
	o, known := longOptions[name]
	if !known {
		c.notes.add(Unknown, "--"+name, "is an option of curl that is not known here, so it was not read")
		return words
	}
	if o.argument && !given {
		if len(words) == 0 {
			return nil
		}
		value, words = words[0], words[1:]
	}
	if o.take != nil {
		o.take(c, "--"+name, value, input)
	}
	return words
}

// short takes letters behind one dash: options, of which the last may have its
// argument at once or as the next word.
func (c *curlCall) short(letters string, words []string, input string) []string {
	for i := range len(letters) {
		name, known := shortOptions[letters[i]]
		if !known {
			c.notes.add(Unknown, "-"+letters[i:i+1], "is an option of curl that is not known here, so it was not read")
			return words // what follows the letter may be its argument
		}
		if !longOptions[name].argument {
			c.long(name, nil, input)
			continue
		}
		if rest := letters[i+1:]; rest != "" {
			c.long(name+"="+rest, nil, input)
			return words
		}
		return c.long(name, words, input)
	}
	return words
}

// takeData takes a body; one behind @ is in a file, which is not opened.
func takeData(c *curlCall, name, value, input string) {
	switch {
	case value == "@-" && input != "":
		c.data = append(c.data, input)
	case value == "@-":
		c.refuse("is read from the input of the command: paste what stands there instead")
	case strings.HasPrefix(value, "@"):
		c.refuse("is in a file, which is not opened: import that file instead")
	default:
		c.data = append(c.data, value)
	}
}

// takeRaw takes a body in which @ means nothing.
func takeRaw(c *curlCall, name, value, input string) {
	if value == "@-" || value == "@" {
		takeData(c, name, value, input)
		return
	}
	c.data = append(c.data, value)
}

// refuse notes a body that does not stand in the text, before all other notes.
func (c *curlCall) refuse(why string) {
	c.notes.list = append([]Note{{Unknown, "--data", why}}, c.notes.list...)
}

func takeEncoded(c *curlCall, name, _, _ string) {
	c.notes.add(Unknown, name, "sends a form, which Agora does not take; it was not read")
}

func takeFile(c *curlCall, name, _, _ string) {
	c.notes.add(Unknown, name, "names a file, which is not opened")
}

func takeUser(c *curlCall, name, value, _ string) { c.call.atUser(value, name, &c.notes) }

func takeBearer(c *curlCall, name, _, _ string) {
	c.notes.add(LeftOut, name, "its token was not kept; the connection says how Agora is asked")
}

// takeHeader takes the headers that matter. None of their values is kept.
func takeHeader(c *curlCall, name, value, _ string) {
	header, content, _ := strings.Cut(value, ":")
	switch strings.ToLower(strings.TrimSpace(header)) {
	case "authorization":
		c.call.atAuthorization(content, "Authorization", &c.notes)
	case "content-type", "accept", "user-agent", "content-length", "host", "connection", "accept-encoding", "cache-control":
	default:
		c.notes.add(LeftOut, name, "a header that the call does not need was not kept")
	}
}

func takeURL(c *curlCall, _, value, _ string) {
	if c.url == "" {
		c.url = value
	}
}

// takeMethod takes the verb of the call, which the version decides on.
func takeMethod(c *curlCall, name, value, _ string) {
	if v := strings.ToUpper(value); v != "POST" {
		c.notes.add(LeftOut, name, "is not POST, which starts a task; the request was read all the same")
	}
}

func takeInsecure(c *curlCall, name, _, _ string) {
	c.notes.add(LeftOut, name, "switches off the check of the server's certificate; it is always checked here")
}
