package token

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"time"
)

// The limits of what is read. Agora's own tokens are a tenth of that.
const (
	maxText     = 16 << 10 // characters
	maxContent  = 64 << 10 // bytes, once inflated
	maxServices = 64
)

// shortest is the length from which a text that begins as a token does is taken
// for a broken one and not for something made up.
const shortest = 60

// appIDLength is how long the App ID of a 006 token is.
const appIDLength = 32

// What is wrong with a text, and what to do.
const (
	whyOther   = "does not look like an Agora token; these begin with 007: paste the whole token"
	whySpaces  = "holds a space or a line break, so it is no token: copy it again in one piece"
	whyLong    = "is too long for a token: paste the token alone"
	whyDamaged = "can't be read as a token: a piece is missing or was changed; copy it again, whole"
)

// Read reads a token of version 007 or 006, exactly as it stands. It never
// inflates more than 64 KiB. The error is a *NotTokenError.
func Read(text string) (Token, error) {
	read, looks := read007, strings.HasPrefix(text, Version007+"e") // zlib begins so
	if strings.HasPrefix(text, Version006) {
		read, looks = read006, true
	}
	fail := func(why string) (Token, error) {
		return Token{}, &NotTokenError{Why: why, Looks: looks && len(text) >= shortest}
	}
	switch {
	case !looks && !strings.HasPrefix(text, Version007):
		return fail(whyOther)
	case len(text) > maxText:
		return fail(whyLong)
	case strings.ContainsAny(text, " \t\r\n"):
		return fail(whySpaces)
	}
	t, ok := read(text[len(Version007):])
	if !ok {
		return fail(whyDamaged)
	}
	return t, nil
}

func read007(text string) (Token, bool) {
	content, err := inflate(text)
	c := cursor{rest: content}
	t := Token{Version: Version007, signature: []byte(c.text())}
	t.signed = c.rest
	t.AppID = c.text()
	t.issued = c.u32()
	life := c.u32()
	t.salt = c.u32()
	t.Issued = time.Unix(int64(t.issued), 0)
	t.ends = t.after(life, LongestLife)
	t.Expires = t.ends
	n := c.u16()
	if n > maxServices {
		return t, false
	}
	for ; n > 0 && !c.short; n-- {
		s := t.readService(&c)
		if t.Services = append(t.Services, s); s.Name == "" {
			break // where it ends nobody can tell
		}
		if s.Number == ServiceRTC && !t.RTC {
			t.use(s)
		}
	}
	return t, err == nil && !c.short
}

// after returns the time some seconds after the token was issued; 0 and what is
// longer than longest count as longest.
func (t Token) after(seconds uint32, longest time.Duration) time.Time {
	d := time.Duration(seconds) * time.Second
	if d == 0 || d > longest {
		d = longest
	}
	return t.Issued.Add(d)
}

// services names the services by their number and has the shape of what stands
// behind their privileges: s a text, h a number of 16 bits, p a table of
// permissions.
var services = [...]struct{ name, tail string }{
	1: {"RTC", "ss"}, 2: {"RTM", "s"}, 3: {"Streaming", "ss"}, 4: {"FPA", ""}, 5: {"Chat", "s"},
	6: {"FCDN", "ss"}, 7: {"Education", "ssh"}, 8: {"RTM2", "sp"}, 9: {"Conversational AI", ""}, 10: {"Speech-to-Text", ""},
}

// readService reads the next service; of one with an unknown number only that.
func (t *Token) readService(c *cursor) Service {
	s := Service{Number: c.u16()}
	if int(s.Number) >= len(services) || services[s.Number].name == "" {
		return s
	}
	s.Name = services[s.Number].name
	s.Privileges = map[Privilege]time.Time{}
	for privilege, seconds := range c.pairs {
		s.Privileges[Privilege(privilege)] = t.after(seconds, t.ends.Sub(t.Issued))
	}
	var texts [2]string
	for i, kind := range services[s.Number].tail {
		switch kind {
		case 's':
			texts[i] = c.text()
		case 'h':
			c.u16()
		case 'p':
			c.permissions()
		}
	}
	if s.Number == ServiceRTC {
		s.Channel, s.UID = texts[0], texts[1]
	}
	return s
}

// use makes an RTC service the one that the token is looked at for.
func (t *Token) use(s Service) {
	t.RTC, t.Channel, t.UID, t.Privileges = true, s.Channel, s.UID, s.Privileges
	t.Expires = t.ends
	if until, ok := t.Privileges[Join]; ok {
		t.Expires = until
	}
}

func read006(text string) (Token, bool) {
	if len(text) < appIDLength {
		return Token{}, false
	}
	t := Token{Version: Version006, AppID: text[:appIDLength], Old: &Old006{}}
	content, err := base64.StdEncoding.DecodeString(text[appIDLength:])
	c := cursor{rest: content}
	t.signature = []byte(c.text())
	t.Old.ChannelSum, t.Old.UIDSum = c.u32(), c.u32()
	t.signed = []byte(c.text())
	message := cursor{rest: t.signed}
	t.salt = message.u32()
	t.ends = time.Unix(int64(message.u32()), 0)
	s := Service{Number: ServiceRTC, Privileges: map[Privilege]time.Time{}}
	for privilege, until := range message.pairs {
		s.Privileges[Privilege(privilege)] = earlier(t.ends, until)
	}
	t.use(s)
	return t, err == nil && !c.short && !message.short
}

// earlier returns the earlier of two times; of the second, 0 is none.
func earlier(a time.Time, seconds uint32) time.Time {
	if b := time.Unix(int64(seconds), 0); seconds != 0 && b.Before(a) {
		return b
	}
	return a
}

var errTooLarge = errors.New("inflates to more than a token holds")

// inflate undoes Base64 and zlib, up to a limit.
func inflate(text string) ([]byte, error) {
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(z, maxContent+1))
	if err == nil && len(content) > maxContent {
		err = errTooLarge
	}
	return content, err
}

// cursor reads numbers and texts one after the other. Once something is missing
// it is short and gives zeros.
type cursor struct {
	rest  []byte
	short bool
}

func (c *cursor) take(n int) []byte {
	if n > len(c.rest) {
		c.rest, c.short = nil, true
		return make([]byte, min(n, 4))
	}
	out := c.rest[:n]
	c.rest = c.rest[n:]
	return out
}

func (c *cursor) u16() uint16 { return binary.LittleEndian.Uint16(c.take(2)) }
func (c *cursor) u32() uint32 { return binary.LittleEndian.Uint32(c.take(4)) }

func (c *cursor) text() string {
	out := c.take(int(c.u16()))
	if c.short {
		return ""
	}
	return string(out)
}

// pairs reads a map of 16 to 32 bits.
func (c *cursor) pairs(yield func(uint16, uint32) bool) {
	for n := c.u16(); n > 0 && !c.short; n-- {
		if key, value := c.u16(), c.u32(); c.short || !yield(key, value) {
			return
		}
	}
}

// permissions reads past the table of an RTM2 service: kinds of resources, of
// each the permissions, of each the names.
func (c *cursor) permissions() {
	for kinds := c.u16(); kinds > 0 && !c.short; kinds-- {
		c.u16()
		for n := c.u16(); n > 0 && !c.short; n-- {
			c.u16()
			for names := c.u16(); names > 0 && !c.short; names-- {
				c.text()
			}
		}
	}
}
