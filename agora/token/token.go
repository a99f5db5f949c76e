package token

import (
	"time"

	"sttwizard/agora"
)

// The versions of tokens, with which their texts begin.
const (
	Version007 = "007" // AccessToken2
	Version006 = "006" // AccessToken: channel and uid can't be read
)

// Privilege is one thing that a token allows in a channel.
type Privilege uint16

// The privileges of the RTC service.
const (
	Join         Privilege = 1
	PublishAudio Privilege = 2
	PublishVideo Privilege = 3
	PublishData  Privilege = 4 // subtitles go this way
)

// ServiceRTC is the number of the service that channels belong to.
const ServiceRTC = 1

// maxLife is how long Agora lets a token live, whatever it says itself.
const maxLife = 24 * time.Hour

// Token is a token that was read. Nothing in it is proven before Verify.
type Token struct {
	Version string // Version007 or Version006
	AppID   string // as it stands there, usually 32 hexadecimal digits
	Issued  time.Time
	Expires time.Time // the deadline: a bot can join until then

	// Services are the products that the token is for, as it lists them. A
	// service of an unknown number is the last, as nobody can read on behind it.
	Services []Service

	// Of the RTC service, where there is one.
	RTC        bool
	Channel    string
	UID        string                  // "" is any uid
	Privileges map[Privilege]time.Time // until when; never later than a day after Issued

	Old *Old006 // what a 006 token has instead; nil for 007

	signature, signed []byte
	salt, issued      uint32
}

// Service is one product of a 007 token.
type Service struct {
	Number uint16 // such as ServiceRTC
	Name   string // such as "RTC"; empty for an unknown number
}

// NotTokenError is a text that can't be read as a token. It never holds the text.
type NotTokenError struct {
	Why   string // what is wrong and what to do, in words
	Looks bool   // it begins as a token does, and is not a short made-up text
}

// Error gives what is wrong.
func (e *NotTokenError) Error() string { return e.Why }

// Want is what a token is needed for. An empty text is not checked.
type Want struct {
	AppID, Channel, UID string
	Publishes           bool      // the bot writes subtitles into the channel
	Now                 time.Time // what expiry is compared with
	Until               time.Time // the planned end; zero: none
}

// Problems gives what is wrong with the bot tokens of a request, so that the
// bots could not join: rules "token-app", "token-channel", "token-uid",
// "token-expired", "token-privilege" and "token-unreadable". until is the
// planned end, zero where there is none.
func Problems(r agora.Request, p agora.Project, now, until time.Time) []agora.FieldError {
	return nil
}

// Warnings gives what is legal about the bot tokens of a request but probably
// wrong, by rules that begin with "token-".
func Warnings(r agora.Request, p agora.Project, now, until time.Time) []agora.Warning {
	return nil
}
