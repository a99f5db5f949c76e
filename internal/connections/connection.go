package connections

import (
	"errors"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// The names of the connections that are not in the file.
const (
	SandboxName     = "sandbox"
	EnvironmentName = "environment"
)

// Connection is where and as whom Agora is called.
type Connection struct {
	Name           string            // 1-32 of a-z, 0-9 and -
	Version        agora.Version     // no default: the person chooses
	AppID          string            // 32 hexadecimal digits
	CustomerKey    string            // no secret; with Auth it may be left out
	Certificate    agora.Certificate // of the App ID's project; empty counts as unknown
	Secret         secret.Ref        // where the customer secret is; with Auth it may be left out
	Auth           agora.Auth        // empty: by customer key and secret
	Token          secret.Ref        // with Auth: where the token is; zero: it is made with the App Certificate
	AppCertificate secret.Ref        // where the App Certificate is, for making bot tokens; zero: nobody told
	BaseURL        string            // empty: agora.DefaultBaseURL; a URL or AddressChina: see Address
	StorageKeys    agora.KeySpelling // empty: as the version's page writes them
	NoProbe        bool              // whether the bots are in the channel is not asked
	NoLookAhead    bool              // Agora is not asked while the review is read
	Production     bool              // real events run here: starts and stops are asked about
	Sandbox        bool              // the pretend Agora; its secret is the caller's
	Edited         bool              // its file is not as sttwizard wrote it: edited by hand, or damaged
}

// The words for whether Agora is asked if the bots are in the channel.
const (
	PresenceOn  = "on"
	PresenceOff = "off"
)

// The words of FieldLookAhead. On is not written.
const (
	LookAheadOn  = "on"
	LookAheadOff = "off"
)

// The words of FieldProduction. Off is not written.
const (
	ProductionOn  = "on"
	ProductionOff = "off"
)

// ProductionMark stands wherever real users are concerned: a word, not only a colour.
const ProductionMark = "PRODUCTION"

// IsOwn reports whether a person wrote the connection into the file and can change it.
func (c Connection) IsOwn() bool { return c.Name != SandboxName && c.Name != EnvironmentName }

// ShortAppID returns the first and last digits of the App ID, or what stands in its
// place where that is shorter.
func (c Connection) ShortAppID() string {
	if len(c.AppID) < 12 {
		return c.AppID
	}
	return c.AppID[:4] + "…" + c.AppID[len(c.AppID)-4:]
}

// Presence returns the word of FieldPresence.
func (c Connection) Presence() string {
	if c.NoProbe {
		return PresenceOff
	}
	return PresenceOn
}

// SetPresence takes PresenceOn or PresenceOff; any other word is an error that
// says so and changes nothing.
func (c *Connection) SetPresence(word string) error {
	if word != PresenceOn && word != PresenceOff {
		return errors.New("must be on or off")
	}
	c.NoProbe = word == PresenceOff
	return nil
}

// LookAhead returns the word of FieldLookAhead.
func (c Connection) LookAhead() string {
	if c.NoLookAhead {
		return LookAheadOff
	}
	return LookAheadOn
}

// SetLookAhead takes LookAheadOn or LookAheadOff, as SetPresence does.
func (c *Connection) SetLookAhead(word string) error {
	if word != LookAheadOn && word != LookAheadOff {
		return errors.New("must be on or off")
	}
	c.NoLookAhead = word == LookAheadOff
	return nil
}

// SetProduction takes ProductionOn or ProductionOff, as SetPresence does.
func (c *Connection) SetProduction(word string) error {
	if word != ProductionOn && word != ProductionOff {
		return errors.New("must be on or off")
	}
	c.Production = word == ProductionOn
	return nil
}

// Project returns what the rules of a request depend on. Who told where the App
// Certificate is has one that is on, and gets bot tokens made.
func (c Connection) Project() agora.Project {
	p := agora.Project{Version: c.Version, AppID: c.AppID, Certificate: c.Certificate, StorageKeys: c.StorageKeys}
	if !c.AppCertificate.IsZero() {
		p.Certificate, p.MakesTokens = agora.CertificateOn, true
	}
	return p
}

// Sandbox returns the connection to a pretend Agora that listens at baseURL and
// knows that App ID and customer key.
func Sandbox(baseURL, appID, key string) Connection {
	return Connection{
		Name: SandboxName, Version: agora.V5, AppID: appID, CustomerKey: key,
		Certificate: agora.CertificateOff, BaseURL: baseURL, Sandbox: true,
	}
}
