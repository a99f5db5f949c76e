package connections

import (
	"strings"

	"sttwizard/agora"
)

// Words for base URLs that need not be typed.
const (
	AddressAgora = "agora" // agora.DefaultBaseURL
	AddressChina = "china" // ChinaBaseURL
)

// ChinaBaseURL is the base URL of connections in mainland China, for all versions:
// what v7 has behind it there is added by Address.
var ChinaBaseURL = strings.TrimSuffix(agora.ChinaBaseURL, "/cn")

// SetAddress takes a base URL, or a word for one; whether the URL is right is
// Validate's business.
func (c *Connection) SetAddress(text string) {
	switch text {
	case AddressAgora, agora.DefaultBaseURL:
		c.BaseURL = ""
	case AddressChina:
		c.BaseURL = ChinaBaseURL
	default:
		c.BaseURL = text
	}
}

// AddressWord gives AddressAgora or AddressChina; empty for any other base URL.
func (c Connection) AddressWord() string {
	switch {
	case c.BaseURL == "" || c.BaseURL == agora.DefaultBaseURL:
		return AddressAgora
	case c.inChina():
		return AddressChina
	}
	return ""
}

func (c Connection) inChina() bool {
	url := strings.TrimRight(c.BaseURL, "/")
	return url == ChinaBaseURL || url == agora.ChinaBaseURL
}

// Address gives the base URL that is called. In China it depends on the version:
// Agora's guides have a segment before v7's paths there.
func (c Connection) Address() string {
	switch {
	case c.BaseURL == "":
		return agora.DefaultBaseURL
	case c.inChina() && c.Version.Named():
		return agora.ChinaBaseURL
	case c.inChina():
		return ChinaBaseURL
	}
	return c.BaseURL
}
