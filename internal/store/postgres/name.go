package postgres

import (
	"fmt"
	"net/url"
	"strings"
)

// longestName is what PostgreSQL keeps of application_name, in bytes.
const longestName = 63

// sessionName is how a session is called on the server, as "dana on laptop-7". The
// server replaces what is not ASCII, so that is written as %XX.
func sessionName(who, host string) string {
	var b strings.Builder
	for _, r := range who + " on " + host {
		part := string(r)
		if r < ' ' || r > '~' || r == '%' {
			part = ""
			for _, c := range []byte(string(r)) {
				part += fmt.Sprintf("%%%02X", c)
			}
		}
		if b.Len()+len(part) > longestName {
			break
		}
		b.WriteString(part)
	}
	return b.String()
}

// nameOf returns whom a session's name means. Sessions of other programs may be
// called anything.
func nameOf(session string) string {
	if name, err := url.PathUnescape(session); err == nil {
		return name
	}
	return session
}
