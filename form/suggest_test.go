package form

import (
	"testing"

	"sttwizard/agora"
)

func TestAFieldIsSuggestedByTheTitleOfItsQuestion(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"channel": agora.PathChannelName, "the bot's uid": agora.PathPubBotUID, "Container": agora.PathBucket,
		"folder": agora.PathFileNamePrefix, "account-key": agora.PathSecretKey, "subtitle": agora.PathJSONProtocol,
		"spoken": agora.PathLanguages, "nothing like it": "",
	} {
		if got := Suggest(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	for _, q := range Table() {
		if _, is := agora.FieldAt(q.Path); is && Suggest(q.Title) != q.Path {
			t.Errorf("%q: got %s, want %s", q.Title, Suggest(q.Title), q.Path)
		}
	}
}
