package form

import (
	"fmt"
	"strconv"

	"sttwizard/agora"
	"sttwizard/internal/words"
)

// at raises a question about a storage while captions are on, for some vendors
// (none named: for all), and wherever it is answered already.
func at(path string, vendors ...int) func(*Draft) bool {
	return func(d *Draft) bool {
		if !d.On(Captions) {
			return false
		}
		for _, v := range vendors {
			if d.Text(agora.PathVendor) == strconv.Itoa(v) {
				return true
			}
		}
		return len(vendors) == 0 && d.Lacks(path) == "" || d.Text(path) != ""
	}
}

// What v7 means by the publishing bot: it has no other.
func theBot(v agora.Version, q *Question) {
	if len(v.Bots()) == 1 {
		q.Title = "The bot's uid"
		q.Help = "The bot with this number joins the channel, listens, and writes the subtitles into it. Nobody else in the channel may have the number. Apps that expect the subtitles from a certain number need that one here."
	}
}

func theToken(v agora.Version, q *Question) {
	if len(v.Bots()) == 1 {
		q.Title = "The bot's token"
		q.Help = "Lets the bot into the channel. Needed only if the project's App Certificate is on. " + tokenHelp
	}
}

// idleTime says what 0 means where it may be given.
func idleTime(v agora.Version, q *Question) {
	if l := v.Limits(); l.MaxIdleTime.Min == 0 {
		q.Help += fmt.Sprintf(" With 0 it never ends by idling; after %.0f hours it ends in any case.", l.TaskLife.Hours())
	}
}

func idleHint(l agora.Limits) string {
	if l.MaxIdleTime.Min == 0 {
		return fmt.Sprintf("%s, 0 is never (%.0f hours at most)", l.MaxIdleTime.Hint(), l.TaskLife.Hours())
	}
	return l.MaxIdleTime.Hint()
}

func idleWords(d *Draft, text string) string {
	if l := d.project.Version.Limits(); text == "0" && l.MaxIdleTime.Min == 0 {
		return fmt.Sprintf("0: never, %.0f hours at most", l.TaskLife.Hours())
	}
	return seconds(d, text)
}

// onlyThese says how everybody is named where that can be said.
func onlyThese(v agora.Version, q *Question) {
	if v.Limits().AllUIDs {
		q.Help = "Transcribe only these users: their uids, separated by commas. Leave empty, or type all, to transcribe everybody."
	}
}

func subscribeHint(l agora.Limits) string {
	hint := l.SubscribeAudioUIDs.Hint() + ", separated by commas"
	if l.AllUIDs {
		hint += "; or " + agora.AllUIDs
	}
	return hint
}

func spoken(v agora.Version, q *Question) {
	if v.Limits().Languages.Max > 2 {
		q.Help = "Agora transcribes these. One is cheaper and more accurate than several."
	}
}

func speakersHint(l agora.Limits) string {
	return l.UIDLanguages.Hint() + ", each with " + l.UIDLanguagesEach.Hint()
}

// speakersInWords writes languages by uid as "101 → en-US, fr-FR".
func speakersInWords(_ *Draft, text string) string { return pairsInWords(text) }

func jsonHint(agora.Limits) string { return "JSON between { and }, or several between [ and ]" }

// modeWords writes a mode as "AES_128_GCM2 (7)".
func modeWords(_ *Draft, text string) string {
	mode, err := strconv.Atoi(text)
	if err != nil {
		return text
	}
	return agora.CryptionModeName(mode) + " (" + text + ")"
}

func uidHint(l agora.Limits) string {
	return "a number from " + strconv.FormatInt(l.UID.Min, 10) + " to " + strconv.FormatInt(l.UID.Max, 10)
}

// forNewChannel is said where something can be made that an existing channel has
// already: another one would not fit it.
const forNewChannel = "one (for a new channel)"

const tokenHelp = "A connection that knows the certificate makes it; else your token server does, for this channel and this uid."

func tokenHint(agora.Limits) string { return "empty if the App Certificate is off" }

func secondsOf(n int64) string { return strconv.FormatInt(n, 10) + " s" }

func seconds(_ *Draft, text string) string {
	if _, err := strconv.Atoi(text); err != nil {
		return text
	}
	return text + " s"
}

func listed(_ *Draft, text string) string { return words.List(agora.SplitList(text)...) }
