package token

import (
	"bytes"
	"compress/zlib"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"time"

	"sttwizard/agora"
)

// Role says what a bot may do with a token.
type Role string

// The roles of Agora's token builders.
const (
	Subscriber Role = "subscriber" // joins and listens
	Publisher  Role = "publisher"  // also sends sound, pictures and data, as subtitles are
)

// Spec says what token to make.
type Spec struct {
	AppID   string // 32 hexadecimal digits
	Channel string
	UID     string // decimal digits; "" or "0" lets any uid join
	Role    Role
	Life    time.Duration // 1 minute to 24 hours, in whole seconds
	Issued  time.Time
	Salt    uint32 // 1-99999999; 0: a random one
}

// The bounds of a token's life: Agora takes no longer ones, and shorter ones are
// over before the bot joins.
const (
	ShortestLife = time.Minute
	LongestLife  = 24 * time.Hour
)

// maxSalt is the largest salt that Agora's builders make.
const maxSalt = 99_999_999

// CertificateField is the field of an error about an App Certificate that can't be one.
const CertificateField = "App Certificate"

// Make makes a 007 token, signed with the App Certificate. Random gives the salt;
// nil is the system's. The error is an *agora.ConfigError, or that of random, and
// never holds the certificate.
func Make(s Spec, certificate agora.Secret, random io.Reader) (agora.Secret, error) {
	if err := s.check(certificate); err != nil {
		return "", err
	}
	if s.Salt == 0 {
		if random == nil {
			random = rand.Reader
		}
		var raw [4]byte
		if _, err := io.ReadFull(random, raw[:]); err != nil {
			return "", fmt.Errorf("no random numbers for a token: %w", err)
		}
		s.Salt = 1 + binary.LittleEndian.Uint32(raw[:])%maxSalt
	}
	life := uint32(s.Life / time.Second)
	rtc := packed{number: ServiceRTC, tail: []string{s.Channel, anyUID(s.UID)}}
	for privilege := Join; privilege <= PublishData && (privilege == Join || s.Role == Publisher); privilege++ {
		rtc.grants = append(rtc.grants, grant{privilege, life})
	}
	return pack(s.AppID, uint32(s.Issued.Unix()), life, s.Salt, certificate, rtc), nil
}

func (s Spec) check(certificate agora.Secret) error {
	if err := agora.CheckAppID(s.AppID); err != nil {
		return err
	}
	_, isUID := agora.BotUID(s.UID)
	at := s.Issued.Unix()
	switch {
	case agora.CheckAppID(certificate.Reveal()) != nil: // of the same form
		return &agora.ConfigError{Field: CertificateField, Text: "must be 32 hexadecimal digits, as Agora's console shows it"}
	case s.Channel == "" || int64(len(s.Channel)) > agora.V5.Limits().ChannelName.Max:
		return &agora.ConfigError{Field: "channel", Text: fmt.Sprintf("must be 1 to %d bytes long", agora.V5.Limits().ChannelName.Max)}
	case !isUID && anyUID(s.UID) != "":
		return &agora.ConfigError{Field: "uid", Text: "must be a whole number from 1 to 4294967295, or 0 for any uid"}
	case s.Role != Subscriber && s.Role != Publisher:
		return &agora.ConfigError{Field: "role", Text: "must be publisher or subscriber"}
	case s.Life < ShortestLife || s.Life > LongestLife:
		return &agora.ConfigError{Field: "life", Text: "must be 1 minute to 24 hours"}
	case s.Salt > maxSalt:
		return &agora.ConfigError{Field: "salt", Text: fmt.Sprintf("must be 1 to %d", maxSalt)}
	case at < 0 || at > math.MaxUint32:
		return &agora.ConfigError{Field: "time", Text: "can't stand in a token: correct this machine's clock"}
	}
	return nil
}

// packed is a service as it goes into a token.
type packed struct {
	number uint16
	grants []grant // ascending
	tail   []string
}

type grant struct {
	privilege Privilege
	seconds   uint32 // after the token was issued
}

// pack writes a token with its services, which must be ascending.
func pack(appID string, issued, life, salt uint32, certificate agora.Secret, services ...packed) agora.Secret {
	le := binary.LittleEndian
	body := appendText(nil, appID)
	body = le.AppendUint32(body, issued)
	body = le.AppendUint32(body, life)
	body = le.AppendUint32(body, salt)
	body = le.AppendUint16(body, uint16(len(services)))
	for _, s := range services {
		body = le.AppendUint16(body, s.number)
		body = le.AppendUint16(body, uint16(len(s.grants)))
		for _, g := range s.grants {
			body = le.AppendUint16(body, uint16(g.privilege))
			body = le.AppendUint32(body, g.seconds)
		}
		for _, text := range s.tail {
			body = appendText(body, text)
		}
	}
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	// Writing to memory does not fail.
	_, _ = z.Write(appendText(nil, string(signature(certificate, issued, salt, body))))
	_, _ = z.Write(body)
	_ = z.Close()
	return agora.Secret(Version007 + base64.StdEncoding.EncodeToString(out.Bytes()))
}

func appendText(b []byte, text string) []byte {
	return append(binary.LittleEndian.AppendUint16(b, uint16(len(text))), text...)
}

// margin is how long a token lives on after the reminder: tasks stop late.
const margin = 10 * time.Minute

// Fill makes the bot tokens of a request that are empty: for the listening bot
// one that may only join, as it sends nothing; for the writing bot one that may
// also publish, as subtitles go through the channel's data stream. They live
// until the reminder and 10 minutes more, at most 24 hours; without one 24
// hours. A bot without a uid gets none, as its token would be for
// everybody. Random is as for Make. The error names the bot and what Make says.
func Fill(r *agora.Request, p agora.Project, certificate agora.Secret, until, now time.Time, random io.Reader) error {
	life := LongestLife
	if !until.IsZero() {
		life = min(max(until.Sub(now), 0)+margin, LongestLife)
	}
	for _, b := range bots(r) {
		if *b.token != "" || b.uid == "" {
			continue
		}
		spec := Spec{AppID: p.AppID, Channel: r.RTC.ChannelName, UID: b.uid, Role: Subscriber, Life: life, Issued: now}
		if b.publishes {
			spec.Role = Publisher
		}
		made, err := Make(spec, certificate, random)
		if err != nil {
			return fmt.Errorf("the token of the %s bot can't be made: %w", b.name, err)
		}
		*b.token = made
	}
	return nil
}

// bot is one of the two bots of a request.
type bot struct {
	name, path string
	uid        string
	token      *agora.Secret
	publishes  bool
}

func bots(r *agora.Request) [2]bot {
	return [2]bot{
		{"listening", agora.PathSubBotToken, r.RTC.SubBotUID, &r.RTC.SubBotToken, false},
		{"writing", agora.PathPubBotToken, r.RTC.PubBotUID, &r.RTC.PubBotToken, true},
	}
}
