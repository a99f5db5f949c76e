package form

import (
	"fmt"
	"strconv"
	"strings"

	"sttwizard/agora"
)

// Questions gives the questions that the draft raises now, in the order in
// which they are asked; of sections that are off only the switch.
func Questions(d *Draft) []Question {
	var out []Question
	for _, q := range table {
		if q.Path == agora.PathTranslatedPairs {
			out = append(out, targetQuestions(d, q)...)
		} else if q.Shown(d) {
			out = append(out, q)
		}
	}
	return out
}

// QuestionsOf gives the questions of one step.
func QuestionsOf(d *Draft, s Step) []Question {
	var out []Question
	for _, q := range Questions(d) {
		if q.Step == s {
			out = append(out, q)
		}
	}
	return out
}

// QuestionFor gives the question about a path of the request, an error's path
// with list positions included, also where it is not asked now. It tells false
// for a path that no question is about.
func QuestionFor(d *Draft, path string) (Question, bool) {
	field := agora.FieldError{Path: path}.Field()
	for _, q := range Questions(d) {
		if q.Path == field && q.owns(d, agora.FieldError{Path: path}) {
			return q, true
		}
	}
	for _, q := range table {
		if q.Path == field {
			return q, true
		}
	}
	return Question{}, false
}

// Table gives every question, asked now or not. The targets of translation are
// one row here.
func Table() []Question { return append([]Question(nil), table...) }

func on(s Section) func(*Draft) bool { return func(d *Draft) bool { return d.On(s) } }

// table is the one table of questions. Help says what the API's page says; the
// rules are agora's. Source: https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x)
var table = keyed([]Question{
	{
		Path: agora.PathChannelName, Step: StepChannel, Kind: Text, Title: "Channel name",
		Help: "The channel whose speech is transcribed, exactly as the app joins it.",
		hint: func(l agora.Limits) string { return fmt.Sprintf("%s, case matters", l.ChannelName.Hint()) },
	},
	{
		Path: agora.PathSubBotUID, Step: StepChannel, Kind: Text, Title: "Subscribing bot's uid",
		Help: "The bot that joins the channel to listen. Nobody else in the channel may use this uid.",
		hint: uidHint, make: freshUID, makes: "a free uid",
	},
	{
		Path: agora.PathSubBotToken, Step: StepChannel, Kind: Secret, Title: "Subscribing bot's token",
		Help: "Lets the listening bot into the channel. Needed only if the project has its App Certificate enabled; made by your token server.",
		hint: tokenHint,
	},
	{
		Path: agora.PathPubBotUID, Step: StepChannel, Kind: Text, Title: "Publishing bot's uid",
		Help: "The bot that writes the subtitles into the channel. It must differ from the subscribing bot and from every user.",
		hint: uidHint, make: freshUID, makes: "a free uid",
	},
	{
		Path: agora.PathPubBotToken, Step: StepChannel, Kind: Secret, Title: "Publishing bot's token",
		Help: "Lets the writing bot into the channel. Needed only if the project has its App Certificate enabled; made by your token server.",
		hint: tokenHint,
	},
	{
		Path: agora.PathMaxIdleTime, Step: StepChannel, Kind: Number, Title: "Idle time", More: true,
		Help: "How long the channel may be without a host before the task ends by itself.",
		hint: func(l agora.Limits) string { return l.MaxIdleTime.Hint() }, words: seconds,
		initial: func(l agora.Limits) string { return secondsOf(l.MaxIdleTime.Default) },
	},
	{
		Path: agora.PathSubscribeUIDs, Step: StepChannel, Kind: Text, Title: "Only these users", More: true,
		Help: "The uids of the users to transcribe, separated by commas. Leave empty to hear everybody.",
		hint: func(l agora.Limits) string { return l.SubscribeAudioUIDs.Hint() + ", separated by commas" }, words: listed,
	},
	{
		Path: agora.PathJSONProtocol, Step: StepChannel, Kind: Choice, Title: "Subtitle format", More: true,
		Help:    "How subtitles are encoded on their way to the app, which must decode them.",
		options: constant(Option{"", "leave to Agora", "Protobuf"}, Option{"false", "Protobuf", "small"}, Option{"true", "JSON with gzip", "must be unpacked"}),
		initial: func(agora.Limits) string { return "Protobuf" },
	},
	{
		Path: agora.PathTransferMode, Step: StepChannel, Kind: Choices, Title: "Delivered over", More: true,
		Help: "Which of Agora's services carries the subtitles: RTC, RTM or both. Leave empty to let Agora decide.",
		options: func(d *Draft) []Option {
			return plain(d.project.Version.Limits().TransferModes)
		},
		limit: func(l agora.Limits) int { return len(l.TransferModes) },
	},
	{
		Path: agora.PathLanguages, Step: StepLanguages, Kind: Choices, Title: "Spoken in the channel",
		Help:    "Agora transcribes these. One is cheaper and more accurate than two.",
		options: languageOptions(agora.Transcription),
		limit:   func(l agora.Limits) int { return l.Languages.Max },
	},
	{
		Path: string(Encryption), Step: StepEncryption, Kind: Toggle, Title: "The channel is encrypted",
		Help: "Switch on only if the app encrypts the channel: mode, secret and salt must be the channel's own, and the subtitles are encrypted with them too. With wrong ones nothing is transcribed, and no error comes.",
	},
	{
		Path: agora.PathCryptionMode, Step: StepEncryption, Kind: Choice, Title: "Encryption mode", shown: on(Encryption),
		Help: "The mode that the app has set for the channel.", options: cryptionModes, words: modeWords,
	},
	{
		Path: agora.PathSecret, Step: StepEncryption, Kind: Secret, Title: "Encryption secret", shown: on(Encryption),
		Help: "The key that the app uses for this channel.",
		hint: func(agora.Limits) string { return "needed with every mode but none" }, make: freshSecret, makes: "a new secret",
	},
	{
		Path: agora.PathSalt, Step: StepEncryption, Kind: Secret, Title: "Encryption salt", shown: on(Encryption),
		Help: "The salt that the app uses for this channel. Only the two GCM2 modes have one.",
		hint: func(l agora.Limits) string { return fmt.Sprintf("Base64 of %d bytes", l.SaltBytes) }, make: freshSalt, makes: "a new salt",
	},
	{
		Path: string(Captions), Step: StepCaptions, Kind: Toggle, Title: "Store subtitle files",
		Help: "Agora writes the subtitles as WebVTT files to a cloud storage of yours, in slices.",
	},
	{
		Path: agora.PathVendor, Step: StepCaptions, Kind: Choice, Title: "Storage", shown: on(Captions),
		Help: "Where the bucket is.", options: vendors,
	},
	{
		Path: agora.PathRegion, Step: StepCaptions, Kind: Pick, Title: "Region", shown: on(Captions),
		Help: "The region of the bucket. Agora wants it near the machine that starts the task.", options: regions, words: regionWords,
	},
	{
		Path: agora.PathBucket, Step: StepCaptions, Kind: Text, Title: "Bucket", shown: on(Captions),
		Help: "The bucket's name, without a path.",
	},
	{
		Path: agora.PathAccessKey, Step: StepCaptions, Kind: Secret, Title: "Access key", shown: on(Captions),
		Help: "The access key of the storage. It must be allowed to write to the bucket.",
	},
	{
		Path: agora.PathSecretKey, Step: StepCaptions, Kind: Secret, Title: "Secret key", shown: on(Captions),
		Help: "The secret key that belongs to the access key.",
	},
	{
		Path: agora.PathFileNamePrefix, Step: StepCaptions, Kind: Text, Title: "Folder", shown: on(Captions),
		Help: "The folder in the bucket, its parts separated by commas: captions,townhall is captions/townhall/. Leave empty for the bucket's root.",
		hint: func(l agora.Limits) string {
			return fmt.Sprintf("letters and digits, %d characters with slashes", l.FileNamePrefix)
		},
		words: func(_ *Draft, text string) string { return strings.Join(agora.SplitList(text), "/") + "/" },
	},
	{
		Path: agora.PathSliceDuration, Step: StepCaptions, Kind: Number, Title: "Length of a file", shown: on(Captions),
		Help: "After how many seconds a new subtitle file begins.",
		hint: func(l agora.Limits) string { return l.SliceDuration.Hint() }, words: seconds,
		initial: func(l agora.Limits) string { return secondsOf(l.SliceDuration.Default) },
	},
	{
		Path: string(Translation), Step: StepTranslation, Kind: Toggle, Title: "Translate the subtitles",
		Help: "Each target language is billed on its own.",
	},
	{
		Path: agora.PathTranslatedPairs, Step: StepTranslation, Kind: Choices, Title: "Translations", shown: on(Translation),
		Help:    "Into which languages subtitles in this language are translated.",
		options: languageOptions(agora.TranslationTarget),
		limit:   func(l agora.Limits) int { return l.TranslateTargets.Max },
		words:   func(_ *Draft, text string) string { return pairsInWords(text) },
	},
	{
		Path: agora.PathForceInterval, Step: StepTranslation, Kind: Number, Title: "Translate at least every", shown: on(Translation),
		Help: "How often a translation is sent while somebody goes on speaking.",
		hint: func(l agora.Limits) string { return l.ForceTranslateInterval.Hint() }, words: seconds,
		initial: func(l agora.Limits) string { return secondsOf(l.ForceTranslateInterval.Default) },
	},
})

// keyed gives every row its path as its key.
func keyed(rows []Question) []Question {
	for i := range rows {
		rows[i].Key = rows[i].Path
	}
	return rows
}

// targetQuestions makes, of the one row about translations, a question for each
// source language.
func targetQuestions(d *Draft, row Question) []Question {
	if !d.On(Translation) {
		return nil
	}
	var out []Question
	for _, source := range d.TranslationSources() {
		q := row
		q.Key = fmt.Sprintf("%s[%s]", row.Path, source)
		q.Title = agora.LanguageName(source) + " into"
		q.get = func(d *Draft) string { return d.Targets(source) }
		q.set = func(d *Draft, text string, from Source) { d.SetTargets(source, text, from) }
		q.words = nil
		q.options = func(d *Draft) []Option { return without(row.options(d), source) }
		out = append(out, q)
	}
	if len(out) == 0 {
		return []Question{row} // nothing is transcribed yet: the row itself says so
	}
	return out
}

// modeWords writes a mode as "AES_128_GCM2 (7)".
func modeWords(_ *Draft, text string) string {
	mode, err := strconv.Atoi(text)
	if err != nil {
		return text
	}
	return agora.CryptionModeName(mode) + " (" + text + ")"
}

func uidHint(l agora.Limits) string {
	return "a number from " + strconv.Itoa(l.UID.Min) + " to " + strconv.Itoa(l.UID.Max)
}

func tokenHint(agora.Limits) string { return "empty if the App Certificate is off" }

func secondsOf(n int) string { return strconv.Itoa(n) + " s" }

func seconds(_ *Draft, text string) string {
	if _, err := strconv.Atoi(text); err != nil {
		return text
	}
	return text + " s"
}

func listed(_ *Draft, text string) string { return strings.Join(agora.SplitList(text), ", ") }
