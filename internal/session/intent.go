package session

import (
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
)

// Intent gives what the journal is told before a request is sent by a
// connection, with a fresh instance id. The preset is the name of the one that
// the request was made from, or empty.
func (s *Session) Intent(c connections.Connection, r agora.Request, preset string) attempt.Intent {
	in := attempt.Intent{
		InstanceID: agora.NewInstanceID(s.Rand),
		AppID:      c.AppID, Connection: c.Name, Version: c.Version,
		Channel: r.RTC.ChannelName, SubBotUID: r.RTC.SubBotUID, PubBotUID: r.RTC.PubBotUID,
		Preset: preset, Languages: strings.Join(r.Languages, ", "), Captions: captions(r),
	}
	if !c.Sandbox { // its address is another one each time
		in.BaseURL = c.Address()
	}
	if r.MaxIdleTime != nil {
		in.MaxIdleTime = *r.MaxIdleTime
	}
	return in
}

// captions says where a request stores its captions, as "s3://bucket/folder/".
func captions(r agora.Request) string {
	if r.Caption == nil || r.Caption.Storage.Bucket == "" {
		return ""
	}
	st := r.Caption.Storage
	scheme := "storage"
	if st.Vendor != nil {
		switch *st.Vendor {
		case agora.VendorS3:
			scheme = "s3"
		case agora.VendorAzure:
			scheme = "azure"
		case agora.VendorGoogle:
			scheme = "gs"
		}
	}
	path := strings.Join(append([]string{st.Bucket}, st.FileNamePrefix...), "/")
	return scheme + "://" + path + "/"
}
