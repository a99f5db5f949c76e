package token

import "time"

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

// Token is a token that was read. Nothing in it is proven before Verify.
type Token struct {
	Version string    // Version007 or Version006
	AppID   string    // as it stands there, usually 32 hexadecimal digits
	Issued  time.Time // zero for 006, which does not tell
	Expires time.Time // the deadline: a bot can join until then

	// Services are the products that the token is for, as it lists them. A
	// service of an unknown number is the last, as nobody can read on behind it.
	Services []Service

	// Of the RTC service, where there is one; of several the first.
	RTC        bool
	Channel    string
	UID        string                  // "" is any uid
	Privileges map[Privilege]time.Time // until when

	Old *Old006 // of a 006 token, which has no services; nil for 007

	signature, signed []byte
	salt, issued      uint32
	ends              time.Time // of the whole token
}

// Service is one product of a 007 token.
type Service struct {
	Number     uint16                  // such as ServiceRTC
	Name       string                  // such as "RTC"; empty for an unknown number
	Privileges map[Privilege]time.Time // until when; the numbers are the service's own

	Channel, UID string // of RTC
}

// NotTokenError is a text that can't be read as a token. It never holds the text.
type NotTokenError struct {
	Why   string // what is wrong and what to do, in words
	Looks bool   // it begins as a token does, and is not a short made-up text
}

// Error returns what is wrong.
func (e *NotTokenError) Error() string { return e.Why }
