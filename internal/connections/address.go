package connections

import (
	"strings"

	"sttwizard/agora"
)

// Words for base URLs that need not be typed.
const (
	AddressAgora = "agora" // agora.DefaultBaseURL
	AddressChina = "china" // as Agora's guides for mainland China have it, by the version
)

// SetAddress takes a base URL, or a word for one; whether the URL is right is
// Validate's business.
func (c *Connection) SetAddress(text string) {
	switch text {
	case AddressAgora, agora.DefaultBaseURL:
		c.BaseURL = ""
	default:
		c.BaseURL = text
	}
}

// AddressWord returns AddressAgora or AddressChina; empty for any other base URL.
func (c Connection) AddressWord() string {
	switch c.BaseURL {
	case "", agora.DefaultBaseURL:
		return AddressAgora
	case AddressChina:
		return AddressChina
	}
	return ""
}

// Address returns the base URL that is called, without a slash at its end: what was
// typed, as it was typed. Agora's guides for mainland China have a segment before
// v7's paths, some of its pages do not; the word stands for the guides.
func (c Connection) Address() string {
	switch {
	case c.BaseURL == "":
		return agora.DefaultBaseURL
	case c.BaseURL == AddressChina && c.Version.Named():
		return agora.ChinaBaseURL
	case c.BaseURL == AddressChina:
		return strings.TrimSuffix(agora.ChinaBaseURL, "/cn")
	}
	return strings.TrimRight(c.BaseURL, "/")
}

// CheckAddress returns nil for what can be a connection's base URL: a word, or what
// agora.CheckBaseURL takes.
func CheckAddress(text string) error {
	if text == AddressAgora || text == AddressChina {
		return nil
	}
	return agora.CheckBaseURL(text)
}
