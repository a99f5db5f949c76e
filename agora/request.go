package agora

// Request is the body of a start, for every version of the API; what a version
// lacks is kept here and not sent. A nil pointer or an empty text means "unset"
// and is left out of the body, which is not the same as 0 or false.
//
// Source: https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x)
type Request struct {
	Languages   []string // 1-2 codes such as "en-US"
	MaxIdleTime *int     // seconds without a host after which the task ends
	RTC         RTCConfig
	Caption     *CaptionConfig   // nil: no caption files
	Translate   *TranslateConfig // nil: no translation
}

// RTCConfig says which channel is transcribed, by which bots and how.
type RTCConfig struct {
	ChannelName        string
	SubBotUID          string // the bot that listens; a decimal uid, sent as text
	SubBotToken        Secret
	PubBotUID          string // the bot that writes subtitles
	PubBotToken        Secret
	SubscribeAudioUIDs []string // empty: everybody is heard
	CryptionMode       *int     // 0-8, see CryptionModes
	Secret             Secret
	Salt               Secret   // standard Base64 of 32 bytes
	EnableJSONProtocol *bool    // true: JSON with gzip; false: Protobuf
	TransferMode       []string // "RTC", "RTM"
}

// CaptionConfig says how and where subtitle files are stored.
type CaptionConfig struct {
	SliceDuration *int // seconds per file
	Storage       Storage
}

// Storage is a bucket at a cloud vendor that Agora may write to.
type Storage struct {
	AccessKey      Secret
	SecretKey      Secret
	Bucket         string
	Vendor         *int     // see Vendors
	Region         *int     // a number of the vendor's region table; 0 is a region
	FileNamePrefix []string // parts of the folder, letters and digits only
}

// TranslateConfig says into which languages subtitles are translated.
type TranslateConfig struct {
	ForceTranslateInterval *int // seconds
	Languages              []Translation
}

// Translation is one source language and the languages it is translated into.
type Translation struct {
	Source string
	Target []string
}

// caption gives the caption part, made first if grow is set; otherwise nil where there is none.
func (r *Request) caption(grow bool) *CaptionConfig {
	if r.Caption == nil && grow {
		r.Caption = &CaptionConfig{}
	}
	return r.Caption
}

// translate gives the translation part, made first if grow is set; otherwise nil where there is none.
func (r *Request) translate(grow bool) *TranslateConfig {
	if r.Translate == nil && grow {
		r.Translate = &TranslateConfig{}
	}
	return r.Translate
}

// Clone gives a deep copy, so that a request can be handed to a command that
// runs beside the form.
func (r Request) Clone() Request {
	var out Request
	if r.Caption != nil {
		out.caption(true)
	}
	if r.Translate != nil {
		out.translate(true)
	}
	for _, f := range fields {
		if v := f.get(&r); v != nil {
			f.set(&out, copyValue(v))
		}
	}
	return out
}
