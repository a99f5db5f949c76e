package agora

import "slices"

// Request is the body of a start, for every version of the API; what a version
// lacks is kept here and not sent. A nil pointer or an empty text means "unset"
// and is left out of the body, which is not the same as 0 or false.
//
// Source: https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x)
type Request struct {
	Name         string         // v7; the client gives each start one of its own
	Languages    []string       // codes such as "en-US"
	UIDLanguages []UIDLanguages // v6, v7: speakers with languages of their own
	Keywords     []string       // v7: words that are likely to be said
	MaxIdleTime  *int           // seconds without a host after which the task ends; v7: 0 is never
	RTC          RTCConfig
	Caption      *CaptionConfig   // nil: no caption files
	Translate    *TranslateConfig // nil: no translation
}

// UIDLanguages are the languages of one speaker.
type UIDLanguages struct {
	UID       string
	Languages []string
}

// RTCConfig says which channel is transcribed, by which bots and how.
type RTCConfig struct {
	ChannelName        string
	SubBotUID          string // v5, v6: the bot that listens; a decimal uid, sent as text
	SubBotToken        Secret
	PubBotUID          string // the bot that writes subtitles; in v7 it listens, too
	PubBotToken        Secret
	SubscribeAudioUIDs []string // empty: everybody is heard

	UnSubscribeAudioUIDs []string // v6, v7: who is not heard

	CryptionMode       *int // 0-8, see CryptionModes
	Secret             Secret
	Salt               Secret   // standard Base64 of 32 bytes
	EnableJSONProtocol *bool    // true: JSON with gzip; false: Protobuf
	TransferMode       []string // v5: "RTC", "RTM"
}

// CaptionConfig says how and where subtitle files are stored.
type CaptionConfig struct {
	SliceDuration *int // seconds per file
	Storage       Storage
	Extension     ExtensionParams // v7
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

// ExtensionParams say more about a storage, above all where one of VendorS3Like is.
//
// Source: https://docs.agora.io/en/real-time-stt/develop/record-captions. The API's
// reference has them outside captionConfig; the guide and the release notes, inside.
type ExtensionParams struct {
	Endpoint      string // with http:// or https://
	Type          string // "s3" where it is not given
	Provider      string // such as "Minio"
	Region        string // in the vendor's own words, instead of Storage.Region
	Tag           string
	TagByRule     JSONText // a list of objects
	SSE           string   // "aes256" or "kms", Amazon S3 only
	OverwriteKeys JSONText // an object, or a list of objects: Agora's pages differ
}

// JSONText is a value that the API does not describe further, as compact JSON.
type JSONText string

// TranslateConfig says into which languages subtitles are translated.
type TranslateConfig struct {
	Enable                 *bool // of a task that runs: translation on or off
	ForceTranslateInterval *int  // v5, v6: seconds
	Languages              []Translation
}

// Translation is one source language and the languages it is translated into.
type Translation struct {
	Source string
	Target []string
}

// caption returns the caption part, made first if grow is set; otherwise nil where there is none.
func (r *Request) caption(grow bool) *CaptionConfig {
	if r.Caption == nil && grow {
		r.Caption = &CaptionConfig{}
	}
	return r.Caption
}

// translate returns the translation part, made first if grow is set; otherwise nil where there is none.
func (r *Request) translate(grow bool) *TranslateConfig {
	if r.Translate == nil && grow {
		r.Translate = &TranslateConfig{}
	}
	return r.Translate
}

// Sent returns a copy with what a start in that version has: the rest is unset.
func (r Request) Sent(v Version) Request { return r.copyOf(v.Has) }

// Spoken returns the languages that are transcribed in a version: everybody's, then those
// of single speakers.
func (r Request) Spoken(v Version) []string {
	out := slices.Clone(r.Languages)
	if !v.Has(PathUIDLanguages) {
		return out
	}
	for _, s := range r.UIDLanguages {
		for _, code := range s.Languages {
			if !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	return out
}

// Unsent names what is set and not sent in that version, with the reason, in the
// order of the document. The rule of each is "lacks".
func (r Request) Unsent(v Version) []FieldError {
	var out []FieldError
	for _, f := range fields {
		if why := v.Lacks(f.Path); why != "" && f.get(&r) != nil {
			out = append(out, FieldError{Path: f.Path, Rule: "lacks", Text: why})
		}
	}
	return out
}

// Clone returns a deep copy, so that a request can be handed to a command that
// runs beside the form.
func (r Request) Clone() Request { return r.copyOf(func(string) bool { return true }) }

// copyOf copies the fields whose paths are wanted, and both sections.
func (r Request) copyOf(wanted func(path string) bool) Request {
	var out Request
	if r.Caption != nil {
		out.caption(true)
	}
	if r.Translate != nil {
		out.translate(true)
	}
	for _, f := range fields {
		if v := f.get(&r); v != nil && wanted(f.Path) {
			f.set(&out, copyValue(v))
		}
	}
	return out
}
