package agora

import (
	"strings"
	"testing"
)

func TestTheFieldThatWasMeantIsSuggested(t *testing.T) {
	titles := []Called{{PathFileNamePrefix, "Folder"}, {PathMaxIdleTime, "Idle time"}, {PathSubscribeUIDs, "Only these users"}}
	for _, c := range []struct{ name, want string }{
		{"rtcconfig.channelname", PathChannelName},
		{"channel", PathChannelName},
		{"channelname", PathChannelName},
		{"rtcConfig.channel", PathChannelName},
		{"rtcConfig.languages", PathLanguages},
		{"captionConfig.bucket", PathBucket},
		{"chanel_name", PathChannelName},
		{"rtcConfig.chanelName", PathChannelName},
		{"langauges", PathLanguages},
		{"keyword", PathKeywords},
		{"folder", PathFileNamePrefix},
		{"idle-time", PathMaxIdleTime},
		{"idle", PathMaxIdleTime},
		{"only these users", PathSubscribeUIDs},
		{"maxIdelTime", PathMaxIdleTime},
		{"secret_key", PathSecretKey},
		{"x", ""},
		{"", ""},
		{"sub", ""}, // too short for a beginning
		{"password", ""},
		{"rtcConfig.foo", ""}, // the object is right, and salt is far
		{"captionConfig.storage.foobar", ""},
		{strings.Repeat("channel", 20), ""},
	} {
		if got := Suggest(c.name, titles...); got != c.want {
			t.Errorf("%q: got %q, want %q", c.name, got, c.want)
		}
	}
	if got := Suggest("folder"); got != "" {
		t.Errorf("a title that nobody told was found: %q", got)
	}
}

func TestEveryFieldIsFoundByAnyOfItsNames(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Fields() {
		if got := Suggest(strings.ToUpper(f.Path)); got != f.Path {
			t.Errorf("%s: got %s", strings.ToUpper(f.Path), got)
		}
		if name := lastName(f.Path); !seen[name] {
			seen[name] = true
			if got := Suggest("wrong.place." + name); got != f.Path {
				t.Errorf("%s at a wrong place: got %s", name, got)
			}
		}
	}
}

func TestLettersToChangeAreCounted(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"kitten", "sitting", 3}, {"flaw", "lawn", 2}, {"same", "same", 0}} {
		if got := edits(c.from, c.to); got != c.want {
			t.Errorf("%q to %q: got %d, want %d", c.from, c.to, got, c.want)
		}
	}
}
