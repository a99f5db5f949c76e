package form

import (
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
)

// Questions returns the questions that the draft raises now, in the order in
// which they are asked; of sections that are off only the switch. What the
// draft's version lacks is not asked.
func Questions(d *Draft) []Question {
	return slices.DeleteFunc(raised(d), func(q Question) bool { return d.Lacks(q.Path) != "" })
}

// raised returns the questions that the draft raises now, those that its version
// lacks among them.
func raised(d *Draft) []Question {
	var out []Question
	for _, q := range table {
		if q = q.of(d); q.Path == agora.PathTranslatedPairs {
			out = append(out, targetQuestions(d, q)...)
		} else if q.Path == agora.PathUIDLanguages {
			out = append(out, speakerQuestions(d, q)...)
		} else if q.Shown(d) {
			out = append(out, q)
		}
	}
	return out
}

// QuestionsOf returns the questions of one step.
func QuestionsOf(d *Draft, s Step) []Question { return ofStep(Questions(d), s) }

// Raised returns the questions of a step that the other answers raise, whatever the
// draft's version has: those that it lacks too, with the reason in Lacks, but for
// those that are not even shown then.
func Raised(d *Draft, s Step) []Question {
	return slices.DeleteFunc(ofStep(raised(d), s), func(q Question) bool { return q.hides && d.Lacks(q.Path) != "" })
}

func ofStep(all []Question, s Step) []Question {
	return slices.DeleteFunc(all, func(q Question) bool { return q.Step != s })
}

// QuestionFor returns the question about a path of the request, an error's path
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
			return q.of(d), true
		}
	}
	return Question{}, false
}

// Table returns every question of every version, asked now or not, as v5 puts them.
// The targets of translation are one row here.
func Table() []Question { return slices.Clone(table) }

func on(s Section) func(*Draft) bool { return func(d *Draft) bool { return d.On(s) } }

// table is the one table of questions. Help says what the API's pages say; the
// rules are agora's. Source: https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x),
// https://docs.agora.io/en/real-time-stt/rest-api/v6.x/start and
// https://docs.agora.io/en/real-time-stt/rest-api/join (v7.x)
var table = keyed([]Question{
	{
		Path: agora.PathChannelName, Step: StepChannel, Kind: Text, Title: "Channel name",
		Help: "The channel whose speech is transcribed. Spell it exactly as the app does: capital and small letters differ.",
		hint: func(l agora.Limits) string { // its characters have one byte each
			return fmt.Sprintf("%d to %d characters", l.ChannelName.Min, l.ChannelName.Max)
		},
	},
	{
		Path: agora.PathSubBotUID, Step: StepChannel, Kind: Text, Title: "Subscribing bot's uid", Fold: foldBots,
		Help: "The bot with this number joins the channel to listen. Nobody else in the channel may have the number.",
		hint: uidHint, make: keptUID, makes: "one to keep", hides: true,
	},
	{
		Path: agora.PathSubBotToken, Step: StepChannel, Kind: Secret, Title: "Subscribing bot's token", Fold: foldBots,
		Help: "Lets the listening bot into the channel. Needed only if the project's App Certificate is on. " + tokenHelp, hint: tokenHint, hides: true,
	},
	{
		Path: agora.PathPubBotUID, Step: StepChannel, Kind: Text, Title: "Publishing bot's uid", Fold: foldBots,
		Help: "The bot with this number writes the subtitles into the channel. Nobody else in the channel may have the number, nor may the subscribing bot. Apps that expect the subtitles from a certain number need that one here.",
		hint: uidHint, make: keptUID, makes: "one to keep", as: theBot,
	},
	{
		Path: agora.PathPubBotToken, Step: StepChannel, Kind: Secret, Title: "Publishing bot's token", Fold: foldBots,
		Help: "Lets the writing bot into the channel. Needed only if the project's App Certificate is on. " + tokenHelp, hint: tokenHint, as: theToken,
	},
	{
		Path: agora.PathSubscribeUIDs, Step: StepChannel, Kind: Text, Title: "Only these users", Fold: foldHeard,
		Help: "Transcribe only these users: their uids, separated by commas. Leave empty to transcribe everybody.",
		hint: subscribeHint, words: listed, as: onlyThese,
	},
	{
		Path: agora.PathUnSubscribeUIDs, Step: StepChannel, Kind: Text, Title: "All but these users", Fold: foldHeard,
		Help: "Transcribe everybody else: the uids of those who are left out, separated by commas. Not together with the question before.",
		hint: func(l agora.Limits) string { return l.UnSubscribeAudioUIDs.Hint() + ", separated by commas" }, words: listed,
	},
	{
		Path: agora.PathMaxIdleTime, Step: StepChannel, Kind: Number, Title: "Idle time", Fold: foldEnds,
		Help: "The task ends by itself when no host was in the channel for this many seconds. A host who is muted still counts.",
		hint: idleHint, words: idleWords, as: idleTime,
		initial: func(l agora.Limits) string { return secondsOf(l.MaxIdleTime.Default) },
	},
	{
		Path: agora.PathJSONProtocol, Step: StepChannel, Kind: Choice, Title: "Subtitle format", Fold: foldDelivery,
		Help:    "How the subtitles are packed for the app, which must be able to unpack them: as Protobuf, or as JSON made smaller with gzip.",
		options: constant(Option{Label: "leave to Agora", Note: "Protobuf"}, Option{Value: "false", Label: "Protobuf"}, Option{Value: "true", Label: "JSON with gzip"}),
		initial: func(agora.Limits) string { return "Protobuf" },
	},
	{
		Path: agora.PathTransferMode, Step: StepChannel, Kind: Choices, Title: "Delivered over", Fold: foldDelivery,
		Help: "Which of Agora's two services brings the subtitles to the app: RTC, RTM or both. Leave empty to let Agora decide.",
		options: func(d *Draft) []Option {
			return plain(d.project.Version.Limits().TransferModes)
		},
		limit: func(l agora.Limits) int { return len(l.TransferModes) },
	},
	{
		Path: agora.PathLanguages, Step: StepLanguages, Kind: Choices, Title: "Spoken in the channel",
		Help:    "Agora transcribes these. One is cheaper and more accurate than two.",
		options: spokenOptions, as: spoken,
		limit: func(l agora.Limits) int { return l.Languages.Max },
	},
	{
		Path: agora.PathUIDLanguages, Step: StepLanguages, Kind: Text, Title: "Languages by speaker", Fold: foldSpeakers,
		Help: "Speakers whose languages are known, each with a uid and its codes: 101:en-US+fr-FR,102:de-DE. Everybody else speaks the languages above.",
		hint: speakersHint, words: speakersInWords,
	},
	{
		Path: agora.PathKeywords, Step: StepLanguages, Kind: Text, Title: "Keywords", Fold: foldKeywords, Long: true,
		Help: "Words that are likely to be said and hard to guess, such as names, separated by commas. Agora listens for them.",
		hint: func(l agora.Limits) string { return l.Keywords.Hint() + ", separated by commas" }, words: listed,
	},
	{
		Path: string(Encryption), Step: StepEncryption, Kind: Toggle, Title: "The channel is encrypted",
		Help: "Switch on only if the app encrypts the channel. Mode, secret and salt must be the channel's own: with others nothing is transcribed, and no error comes. The subtitles are encrypted in the same way.",
	},
	{
		Path: agora.PathCryptionMode, Step: StepEncryption, Kind: Choice, Title: "Encryption mode", shown: on(Encryption),
		Help: "The mode that the app uses for this channel.", options: cryptionModes, words: modeWords,
	},
	{
		Path: agora.PathSecret, Step: StepEncryption, Kind: Secret, Title: "Encryption secret",
		shown: withMode(agora.PathSecret, func(mode int) bool { return mode != 0 }),
		Help:  "The key that the app uses for this channel.",
		hint:  func(agora.Limits) string { return "needed with every mode but none" }, make: freshSecret, makes: forNewChannel,
	},
	{
		Path: agora.PathSalt, Step: StepEncryption, Kind: Secret, Title: "Encryption salt",
		shown: withMode(agora.PathSalt, agora.UsesSalt),
		Help:  "The salt that the app uses for this channel. Only the two GCM2 modes need one.",
		hint:  func(l agora.Limits) string { return fmt.Sprintf("Base64 of %d bytes", l.SaltBytes) }, make: freshSalt, makes: forNewChannel,
	},
	{
		Path: string(Captions), Step: StepCaptions, Kind: Toggle, Title: "Store subtitle files",
		Help: "Agora also writes the subtitles to files, in a cloud storage of yours.",
	},
	{
		Path: agora.PathVendor, Step: StepCaptions, Kind: Choice, Title: "Storage", shown: on(Captions),
		Help: "The cloud that the files go to.", options: vendors, set: setVendor,
	},
	{
		Path: agora.PathRegion, Step: StepCaptions, Kind: Pick, Title: "Region", shown: severalRegions,
		Help: "The region of the bucket. It should be the one in which the task is started, so that all files arrive, and in time.", options: regions, words: regionWords,
	},
	{
		Path: agora.PathBucket, Step: StepCaptions, Kind: Text, Title: "Bucket", shown: on(Captions), told: inVendorsWords,
		Help: "Its name alone. A pasted address, such as " + bucketAddress + ", fills the folder too.",
	},
	{
		Path: agora.PathAccessKey, Step: StepCaptions, Kind: Secret, Title: "Access key", shown: on(Captions),
		told: inVendorsWords,
		Help: "Who writes the files. It must be allowed to write to the bucket. A preset can keep it in the keyring, under a name of its own.",
	},
	{
		Path: agora.PathSecretKey, Step: StepCaptions, Kind: Secret, Title: "Secret key", shown: on(Captions),
		told: inVendorsWords,
		Help: "The secret that belongs to the access key. A preset can keep it in the keyring, under a name of its own.",
	},
	{
		Path: agora.PathEndpoint, Step: StepCaptions, Kind: Text, Title: "Storage address", shown: at(agora.PathEndpoint, agora.VendorS3Like),
		Help: "Where the storage is reached, with https:// in front.",
		hint: func(agora.Limits) string { return "a whole address, as https://storage.example.com:9000" },
	},
	{
		Path: agora.PathFileNamePrefix, Step: StepCaptions, Kind: Text, Title: "Folder", shown: on(Captions),
		Help: "The folder for the files, such as captions/townhall. Leave empty to use no folder.",
		hint: func(l agora.Limits) string {
			return fmt.Sprintf("letters and digits between slashes; at most %d characters with the slashes", l.FileNamePrefix)
		},
		words: func(_ *Draft, text string) string { return strings.Join(agora.SplitFolder(text), "/") + "/" },
	},
	{
		Path: agora.PathSliceDuration, Step: StepCaptions, Kind: Number, Title: "Length of a file", Fold: foldSlice, shown: on(Captions),
		Help: "A new subtitle file begins after this many seconds.",
		hint: func(l agora.Limits) string { return l.SliceDuration.Hint() }, words: seconds,
		initial: func(l agora.Limits) string { return secondsOf(l.SliceDuration.Default) },
	},
	{
		Path: agora.PathStorageType, Step: StepCaptions, Kind: Text, Title: "Storage speaks", Fold: foldStorage, shown: at(agora.PathStorageType, agora.VendorS3Like),
		Help:    "The way in which the storage is spoken to. Leave empty unless the storage wants another one than Amazon's.",
		initial: func(agora.Limits) string { return "s3" },
	},
	{
		Path: agora.PathProvider, Step: StepCaptions, Kind: Text, Title: "Storage software", Fold: foldStorage, shown: at(agora.PathProvider, agora.VendorS3Like),
		Help: "The software that the storage runs, such as Minio. Capital and small letters differ.",
	},
	{
		Path: agora.PathStorageRegion, Step: StepCaptions, Kind: Text, Title: "Region by its name", Fold: foldStorage, shown: at(agora.PathStorageRegion, agora.VendorS3Like),
		Help: "The region in the storage's own words. It takes the place of the region's number.",
	},
	{
		Path: agora.PathTag, Step: StepCaptions, Kind: Text, Title: "Tag of the files", Fold: foldStorage, shown: at(agora.PathTag),
		Help: "A tag that every stored file gets, where the storage has tags.",
	},
	{
		Path: agora.PathTagByRule, Step: StepCaptions, Kind: Text, Title: "Tags by rule", Fold: foldStorage, Long: true, shown: at(agora.PathTagByRule),
		Help: "Tags for files that a rule picks, written as JSON. Agora's guide to recording captions says how.",
		hint: jsonHint,
	},
	{
		Path: agora.PathSSE, Step: StepCaptions, Kind: Choice, Title: "Encrypt the files", Fold: foldStorage, shown: at(agora.PathSSE, agora.VendorS3),
		Help: "How Amazon S3 encrypts what it stores. Leave it to the bucket unless your rules say otherwise.", options: sseOptions,
	},
	{
		Path: agora.PathOverwriteKeys, Step: StepCaptions, Kind: Text, Title: "Overwritten keys", Fold: foldStorage, Long: true, shown: at(agora.PathOverwriteKeys),
		Help: "Settings of the storage that take the place of others, written as JSON. Agora's guide to recording captions says how.",
		hint: jsonHint,
	},
	{
		Path: string(Translation), Step: StepTranslation, Kind: Toggle, Title: "Translate the subtitles",
		Help: "Agora also translates what it transcribes. Every language that it translates into costs extra.",
	},
	{
		Path: agora.PathTranslatedPairs, Step: StepTranslation, Kind: Choices, Title: "Translations", shown: on(Translation),
		Help:    "Subtitles in this language are translated into these. Leave empty to translate none of them.",
		options: languageOptions(agora.TranslationTarget),
		limit:   func(l agora.Limits) int { return l.TranslateTargets.Max },
		words:   func(_ *Draft, text string) string { return pairsInWords(text) },
	},
	{
		Path: agora.PathForceInterval, Step: StepTranslation, Kind: Number, Title: "Translate at least every", Fold: foldInterval, shown: on(Translation),
		Help: "While somebody goes on speaking, a translation comes at least every so many seconds.",
		hint: func(l agora.Limits) string { return l.ForceTranslateInterval.Hint() }, words: seconds,
		initial: func(l agora.Limits) string { return secondsOf(l.ForceTranslateInterval.Default) },
	},
})

// keyed returns every row its path as its key.
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
		q.Key = targetsKey(source)
		q.Title = drawable(agora.LanguageName(source)) + " into"
		q.get = func(d *Draft) string { return d.Targets(source) }
		q.set = func(d *Draft, text string, from Source) { d.SetTargets(source, text, from) }
		q.words = nil
		q.options = func(d *Draft) []Option { return without(row.options(d), source) }
		out = append(out, q)
	}
	if len(out) == 0 {
		row.Help = "First choose the languages spoken in the channel: for each of them you are asked here into which languages it is translated."
		row.About = "Each language that is spoken in the channel is translated into the languages that are named for it."
		row.options = nil
		return []Question{row}
	}
	return out
}
