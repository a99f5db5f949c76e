package convert

import (
	"strings"

	"sttwizard/agora"
)

// nestedRow says what a member of the form of 2023 has become: another path of
// the request, or nothing, for a reason.
type nestedRow struct{ from, to, why string }

// nestedRows are in the order in which they are looked through; a row for an
// object speaks for all that is in it and has no row of its own.
// Source: https://docs.agora.io/en/real-time-stt/reference/migration-guide
var nestedRows = []nestedRow{
	{from: "audio.subscribeSource", why: "a task always listens in the channel"},
	{from: "audio.agoraRtcConfig.channelName", to: agora.PathChannelName},
	{from: "audio.agoraRtcConfig.uid", to: agora.PathSubBotUID},
	{from: "audio.agoraRtcConfig.token", to: agora.PathSubBotToken},
	{from: "audio.agoraRtcConfig.channelType", why: "the kind of channel is no longer said"},
	{from: "audio.agoraRtcConfig.subscribeConfig.subscribeMode", why: "a task hears everybody unless uids are given"},
	{from: "audio.agoraRtcConfig.maxIdleTime", to: agora.PathMaxIdleTime},
	{from: "config.features", why: "what a task does follows from the rest of the request"},
	{from: "config.recognizeConfig.language", to: agora.PathLanguages},
	{from: "config.recognizeConfig.languages", to: agora.PathLanguages},
	{from: "config.recognizeConfig.model", why: "the model is no longer chosen"},
	{from: "config.recognizeConfig.output.destinations", why: "subtitles go to the channel, and to files where captionConfig is there"},
	{from: "config.recognizeConfig.output.agoraRTCDataStream.channelName", to: agora.PathChannelName},
	{from: "config.recognizeConfig.output.agoraRTCDataStream.uid", to: agora.PathPubBotUID},
	{from: "config.recognizeConfig.output.agoraRTCDataStream.token", to: agora.PathPubBotToken},
	{from: "config.recognizeConfig.output.cloudStorage.format", why: "the format of caption files is no longer chosen"},
	{from: "config.recognizeConfig.output.cloudStorage.storageConfig", to: "captionConfig.storage"},
	{from: "config.recognizeConfig.output.cloudStorage.sliceDuration", to: agora.PathSliceDuration},
	{from: "config.translateConfig", to: agora.PathTranslate},
}

// holders are the objects of the form of 2023 below which rows stand.
var holders = []string{
	"audio", "audio.agoraRtcConfig", "audio.agoraRtcConfig.subscribeConfig", "config", "config.recognizeConfig",
	"config.recognizeConfig.output", "config.recognizeConfig.output.agoraRTCDataStream", "config.recognizeConfig.output.cloudStorage",
}

// old takes a value of the form of 2023 that stands at a path.
func (t *taker) old(path string, v any) {
	plain := folded(strings.ReplaceAll(path, "[0]", ""))
	if list, ok := v.([]any); ok && plain == folded(holders[len(holders)-1]) {
		t.oldStorage(path, list)
		return
	}
	for _, row := range nestedRows {
		if folded(row.from) == plain {
			t.oldRow(row, path, v)
			return
		}
	}
	for _, h := range holders {
		if o, ok := v.(object); ok && folded(h) == plain {
			for _, m := range t.unique(path, o) {
				t.old(join(path, m.name), m.value)
			}
			return
		}
	}
	t.oldUnknown(path, v)
}

func (t *taker) oldRow(row nestedRow, path string, v any) {
	if row.to == "" {
		t.told.add(LeftOut, path, "has no counterpart: "+row.why)
		return
	}
	if before, again := t.values[row.to]; again && row.to == agora.PathChannelName {
		switch text, isText := v.(string); {
		case isText && before == any(text):
			t.told.add(LeftOut, path, "names the channel again; a task has one")
		case !t.sayIn(row.to, path, text):
			t.told.add(Unknown, path, "names another channel than "+t.from[row.to]+", and a task has one; it was not taken")
		}
		return
	}
	t.told.add(Renamed, path, "is "+row.to+" now")
	t.put(row.to, path, v)
}

// oldStorage takes the first of several places for files.
func (t *taker) oldStorage(path string, list []any) {
	for i, item := range list {
		o, ok := item.(object)
		switch {
		case i > 0:
			t.told.add(Unknown, path+"["+decimal(i)+"]", "a task stores files in one place; this one was not taken")
		case !ok:
			t.told.add(Unknown, path+"[0]", "must be an object, so it was not taken")
		default:
			t.sections[agora.PathCaption] = true
			for _, m := range t.unique(path, o) {
				t.old(join(path+"[0]", m.name), m.value)
			}
		}
	}
}

// oldUnknown takes a member that the guide does not have: under the channel's
// part, names that rtcConfig has are meant so.
func (t *taker) oldUnknown(path string, v any) {
	parent, name, _ := cutLast(path)
	if strings.HasPrefix(folded(parent), folded("audio.agoraRtcConfig")) {
		if to, _ := locate("rtcConfig", name); to != "" {
			t.told.add(Renamed, path, "is "+to+" now")
			t.put(to, path, v)
			return
		}
	}
	t.unknown(path, member{name, v}, "")
}
