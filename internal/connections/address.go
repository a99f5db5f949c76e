package connections

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"

	"sttwizard/agora"
)

// CheckBaseURL gives nil for an address that Agora may be called at: https, or
// http to this machine only, since the customer secret goes there with every
// call. The error says the rule and never repeats the address, which may hold a
// password.
func CheckBaseURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.Hostname() == "":
		return fmt.Errorf("must be an address such as %s", agora.DefaultBaseURL)
	case u.User != nil:
		return errors.New("can't hold a user or password")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.Contains(text, "#"):
		return errors.New("can't hold a part after ? or #")
	case u.Scheme == "https":
		return nil
	case u.Scheme == "http" && loopback(u.Hostname()):
		return nil
	case u.Scheme == "http":
		return errors.New("must begin with https://; http:// is for this machine only (127.0.0.1, localhost)")
	}
	return errors.New("must begin with https://")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
