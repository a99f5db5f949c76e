package agora

import "slices"

// Paths of the request's fields, as the API documents them. They name fields in
// errors, presets, on the command line and in the questions.
const (
	PathName            = "name"
	PathLanguages       = "languages"
	PathUIDLanguages    = "uidLanguagesConfig"
	PathKeywords        = "keywords"
	PathMaxIdleTime     = "maxIdleTime"
	PathChannelName     = "rtcConfig.channelName"
	PathSubBotUID       = "rtcConfig.subBotUid"
	PathSubBotToken     = "rtcConfig.subBotToken"
	PathPubBotUID       = "rtcConfig.pubBotUid"
	PathPubBotToken     = "rtcConfig.pubBotToken"
	PathSubscribeUIDs   = "rtcConfig.subscribeAudioUids"
	PathUnSubscribeUIDs = "rtcConfig.unSubscribeAudioUids"
	PathCryptionMode    = "rtcConfig.cryptionMode"
	PathSecret          = "rtcConfig.secret"
	PathSalt            = "rtcConfig.salt"
	PathJSONProtocol    = "rtcConfig.enableJsonProtocol"
	PathTransferMode    = "rtcConfig.transferMode"
	PathCaption         = "captionConfig"
	PathSliceDuration   = "captionConfig.sliceDuration"
	PathAccessKey       = "captionConfig.storage.accesskey"
	PathSecretKey       = "captionConfig.storage.secretkey"
	PathBucket          = "captionConfig.storage.bucket"
	PathVendor          = "captionConfig.storage.vendor"
	PathRegion          = "captionConfig.storage.region"
	PathFileNamePrefix  = "captionConfig.storage.fileNamePrefix"
	PathExtension       = "captionConfig.extensionParams"
	PathEndpoint        = "captionConfig.extensionParams.endpoint"
	PathStorageType     = "captionConfig.extensionParams.type"
	PathProvider        = "captionConfig.extensionParams.provider"
	PathStorageRegion   = "captionConfig.extensionParams.region"
	PathTag             = "captionConfig.extensionParams.tag"
	PathTagByRule       = "captionConfig.extensionParams.tagByRule"
	PathSSE             = "captionConfig.extensionParams.sse"
	PathOverwriteKeys   = "captionConfig.extensionParams.overwritekeys"
	PathTranslate       = "translateConfig"
	PathTranslateOn     = "translateConfig.enable"
	PathForceInterval   = "translateConfig.forceTranslateInterval"
	PathTranslatedPairs = "translateConfig.languages"
)

// Kind is the kind of value that a field holds.
type Kind int

// The kinds of values. Their text forms are those of Request.Set.
const (
	Text     Kind = iota // any text
	Number               // a whole number
	Flag                 // true or false
	List                 // texts, separated by commas
	Pairs                // translations, as en-US:fr-FR+de-DE,fr-FR:en-US
	Speakers             // languages by uid, as 101:en-US+fr-FR,102:de-DE
	Object               // JSON: an object, or a list of objects
)

// Field is one field of the request: where it stands and what it holds. The
// table of fields is the one place from which the body is written and read,
// texts are set and shown, and secrets are known.
type Field struct {
	Path    string
	Kind    Kind
	Secret  bool
	Example string // a legal value in its text form; those of all fields make a legal request

	get func(*Request) any  // nil when unset; else string, Secret, int, bool, []string, []Translation, []UIDLanguages or JSONText
	set func(*Request, any) // the same types; nil unsets
}

// fields is in the order of the API's document; the body is written in it.
var fields = []Field{
	text(PathName, "sttw-full", func(r *Request, _ bool) *string { return &r.Name }),
	list(PathLanguages, "en-US,fr-FR", func(r *Request, _ bool) *[]string { return &r.Languages }),
	speakers(PathUIDLanguages, "101:en-US+fr-FR,102:de-DE",
		func(r *Request, _ bool) *[]UIDLanguages { return &r.UIDLanguages }),
	list(PathKeywords, "Agora,Ladislav", func(r *Request, _ bool) *[]string { return &r.Keywords }),
	number(PathMaxIdleTime, "60", func(r *Request, _ bool) **int { return &r.MaxIdleTime }),
	text(PathChannelName, "town-hall", func(r *Request, _ bool) *string { return &r.RTC.ChannelName }),
	text(PathSubBotUID, "47091", func(r *Request, _ bool) *string { return &r.RTC.SubBotUID }),
	secret(PathSubBotToken, "007listening", func(r *Request, _ bool) *Secret { return &r.RTC.SubBotToken }),
	text(PathPubBotUID, "88222", func(r *Request, _ bool) *string { return &r.RTC.PubBotUID }),
	secret(PathPubBotToken, "007writing", func(r *Request, _ bool) *Secret { return &r.RTC.PubBotToken }),
	list(PathSubscribeUIDs, "501,502", func(r *Request, _ bool) *[]string { return &r.RTC.SubscribeAudioUIDs }),
	list(PathUnSubscribeUIDs, "601", func(r *Request, _ bool) *[]string { return &r.RTC.UnSubscribeAudioUIDs }),
	number(PathCryptionMode, "8", func(r *Request, _ bool) **int { return &r.RTC.CryptionMode }),
	secret(PathSecret, "a-channel-secret", func(r *Request, _ bool) *Secret { return &r.RTC.Secret }),
	secret(PathSalt, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
		func(r *Request, _ bool) *Secret { return &r.RTC.Salt }),
	flag(PathJSONProtocol, "false", func(r *Request, _ bool) **bool { return &r.RTC.EnableJSONProtocol }),
	list(PathTransferMode, "RTC,RTM", func(r *Request, _ bool) *[]string { return &r.RTC.TransferMode }),
	number(PathSliceDuration, "120", inCaption(func(c *CaptionConfig) **int { return &c.SliceDuration })),
	secret(PathAccessKey, "an-access-key", inCaption(func(c *CaptionConfig) *Secret { return &c.Storage.AccessKey })),
	secret(PathSecretKey, "a-secret-key", inCaption(func(c *CaptionConfig) *Secret { return &c.Storage.SecretKey })),
	text(PathBucket, "captions", inCaption(func(c *CaptionConfig) *string { return &c.Storage.Bucket })),
	number(PathVendor, "1", inCaption(func(c *CaptionConfig) **int { return &c.Storage.Vendor })),
	number(PathRegion, "0", inCaption(func(c *CaptionConfig) **int { return &c.Storage.Region })),
	list(PathFileNamePrefix, "events/2026",
		inCaption(func(c *CaptionConfig) *[]string { return &c.Storage.FileNamePrefix })),
	text(PathEndpoint, "https://minio.example.com:9000",
		inExtension(func(e *ExtensionParams) *string { return &e.Endpoint })),
	text(PathStorageType, "s3", inExtension(func(e *ExtensionParams) *string { return &e.Type })),
	text(PathProvider, "Minio", inExtension(func(e *ExtensionParams) *string { return &e.Provider })),
	text(PathStorageRegion, "eu-1", inExtension(func(e *ExtensionParams) *string { return &e.Region })),
	text(PathTag, "townhall", inExtension(func(e *ExtensionParams) *string { return &e.Tag })),
	object(PathTagByRule, `[{"suffix":"vtt","tag":"captions"}]`,
		inExtension(func(e *ExtensionParams) *JSONText { return &e.TagByRule })),
	text(PathSSE, "aes256", inExtension(func(e *ExtensionParams) *string { return &e.SSE })),
	object(PathOverwriteKeys, `{"acl":"private"}`,
		inExtension(func(e *ExtensionParams) *JSONText { return &e.OverwriteKeys })),
	flag(PathTranslateOn, "true", inTranslate(func(t *TranslateConfig) **bool { return &t.Enable })),
	number(PathForceInterval, "3", inTranslate(func(t *TranslateConfig) **int { return &t.ForceTranslateInterval })),
	pairs(PathTranslatedPairs, "en-US:fr-FR+de-DE,fr-FR:en-US",
		inTranslate(func(t *TranslateConfig) *[]Translation { return &t.Languages })),
}

// Fields returns every field of the request, in the order of the API's document.
func Fields() []Field { return slices.Clone(fields) }

// FieldAt returns the field with that path, and whether there is one.
func FieldAt(path string) (Field, bool) {
	i := slices.IndexFunc(fields, func(f Field) bool { return f.Path == path })
	if i < 0 {
		return Field{}, false
	}
	return fields[i], true
}

// Item returns the names of the text and of the list of texts in each object of a field
// of Pairs or Speakers, as in {"source": "en-US", "target": ["fr-FR"]}; else nothing.
func (f Field) Item() (name, list string) {
	switch f.Kind {
	case Pairs:
		return "source", "target"
	case Speakers:
		return "uid", "languages"
	}
	return "", ""
}

// Objects returns the paths of the objects that fields stand in, in the order of the
// API's document.
func Objects() []string {
	var out []string
	for _, path := range knownPaths() {
		if isObject(path) {
			out = append(out, path)
		}
	}
	return out
}

// IsSecret reports whether the value at that path must never be shown or stored.
func IsSecret(path string) bool {
	f, ok := FieldAt(path)
	return ok && f.Secret
}

// Sections are the optional parts of a request, by path: present or not, with
// or without values in them.
func Sections() []string { return []string{PathCaption, PathTranslate} }

func inCaption[T any](at func(*CaptionConfig) *T) func(*Request, bool) *T {
	return func(r *Request, grow bool) *T {
		if c := r.caption(grow); c != nil {
			return at(c)
		}
		return nil
	}
}

func inExtension[T any](at func(*ExtensionParams) *T) func(*Request, bool) *T {
	return inCaption(func(c *CaptionConfig) *T { return at(&c.Extension) })
}

func inTranslate[T any](at func(*TranslateConfig) *T) func(*Request, bool) *T {
	return func(r *Request, grow bool) *T {
		if t := r.translate(grow); t != nil {
			return at(t)
		}
		return nil
	}
}

func text(path, example string, at func(*Request, bool) *string) Field {
	return Field{Path: path, Example: example, Kind: Text, get: getText(at), set: setPlain(at)}
}

func secret(path, example string, at func(*Request, bool) *Secret) Field {
	return Field{Path: path, Example: example, Kind: Text, Secret: true, get: getText(at), set: setPlain(at)}
}

func number(path, example string, at func(*Request, bool) **int) Field {
	return Field{Path: path, Example: example, Kind: Number, get: getPointer(at), set: setPointer(at)}
}

func flag(path, example string, at func(*Request, bool) **bool) Field {
	return Field{Path: path, Example: example, Kind: Flag, get: getPointer(at), set: setPointer(at)}
}

func list(path, example string, at func(*Request, bool) *[]string) Field {
	return Field{Path: path, Example: example, Kind: List, get: getSlice(at), set: setPlain(at)}
}

func pairs(path, example string, at func(*Request, bool) *[]Translation) Field {
	return Field{Path: path, Example: example, Kind: Pairs, get: getSlice(at), set: setPlain(at)}
}

func speakers(path, example string, at func(*Request, bool) *[]UIDLanguages) Field {
	return Field{Path: path, Example: example, Kind: Speakers, get: getSlice(at), set: setPlain(at)}
}

func object(path, example string, at func(*Request, bool) *JSONText) Field {
	return Field{Path: path, Example: example, Kind: Object, get: getText(at), set: setPlain(at)}
}

func getText[T ~string](at func(*Request, bool) *T) func(*Request) any {
	return func(r *Request) any {
		if p := at(r, false); p != nil && *p != "" {
			return *p
		}
		return nil
	}
}

func getSlice[T any](at func(*Request, bool) *[]T) func(*Request) any {
	return func(r *Request) any {
		if p := at(r, false); p != nil && len(*p) > 0 {
			return *p
		}
		return nil
	}
}

func getPointer[T any](at func(*Request, bool) **T) func(*Request) any {
	return func(r *Request) any {
		if p := at(r, false); p != nil && *p != nil {
			return **p
		}
		return nil
	}
}

func setPlain[T any](at func(*Request, bool) *T) func(*Request, any) {
	return func(r *Request, v any) {
		if v != nil {
			*at(r, true) = v.(T)
		} else if p := at(r, false); p != nil {
			*p = *new(T)
		}
	}
}

func setPointer[T any](at func(*Request, bool) **T) func(*Request, any) {
	return func(r *Request, v any) {
		if v != nil {
			value := v.(T)
			*at(r, true) = &value
		} else if p := at(r, false); p != nil {
			*p = nil
		}
	}
}

// copyValue copies the slices inside a field's value.
func copyValue(v any) any {
	switch v := v.(type) {
	case []string:
		return slices.Clone(v)
	case []Translation:
		out := slices.Clone(v)
		for i := range out {
			out[i].Target = slices.Clone(out[i].Target)
		}
		return out
	case []UIDLanguages:
		out := slices.Clone(v)
		for i := range out {
			out[i].Languages = slices.Clone(out[i].Languages)
		}
		return out
	}
	return v
}
