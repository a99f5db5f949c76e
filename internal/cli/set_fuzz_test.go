package cli

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"sttwizard/agora"
	"sttwizard/form"
)

// FuzzSettings holds that any text after --set is refused in words of ours or
// becomes a draft whose request can be checked; that no secret is taken from the
// command line; and that what is told of a refusal has no part of a secret.
func FuzzSettings(f *testing.F) {
	for _, seed := range []string{
		"", "=", "languages", "languages=", "languages=en-US,fr-FR", "maxIdleTime=30", "maxIdleTime=x", "RTCConfig.ChannelName=a",
		"rtcConfig.channelName=town=hall", " languages = en-US", "captionConfig=on", "captionConfig=off", "translateConfig.languages=en-US:fr-FR+de-DE",
		"rtcConfig.secret=hunter2", "rtcConfig.secret=env:NAME", "rtcConfig.secret=keyring:acme", "rtcConfig.secret=cmd:touch /tmp/x", "rtcConfig.secret=ask", "rtcConfig.secret=env:hunter2!", "rtcConfig.subBotUid=auto",
		"captionConfig.storage.secretKey=x", "lanuages=en-US", "a\x1b]0;x\a=b", "\xff=\xfe", strings.Repeat("a", 200) + "=1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := form.NewDraft(agora.Project{Version: agora.V5})
		settings, err := parseSettings([]string{text})
		if err == nil {
			err = apply(d, settings)
		}
		path, value, _ := strings.Cut(text, "=")
		secret := agora.IsSecret(strings.TrimSpace(path)) && value != ""
		if err != nil {
			refusedWell(t, err, secret, value)
			return
		}
		if secret && d.Ref(strings.TrimSpace(path)).IsZero() {
			t.Fatalf("a secret was taken from the command line: %q", text)
		}
		r := d.Request()
		r.Validate(d.Project())
		r.Lint(d.Project())
		if !utf8.Valid(r.Body(d.Project())) {
			t.Fatalf("%q makes a body that is not UTF-8", text)
		}
	})
}

// refusedWell checks how a refusal is told.
func refusedWell(t *testing.T, err error, secret bool, value string) {
	t.Helper()
	var told *failure
	var field agora.FieldError
	if !errors.As(err, &told) && !errors.As(err, &field) {
		t.Fatalf("a refusal of another kind: %T %v", err, err)
	}
	if told == nil {
		return
	}
	if told.code != exitWrong || told.what == "" || told.next == "" {
		t.Fatalf("a refusal without words: %+v", told)
	}
	// Shorter values may stand in the sentences by chance.
	if value = strings.TrimSpace(value); secret && len(value) > 12 && !strings.HasPrefix(value, "env:") && strings.Contains(told.what+told.next+told.likely, value) {
		t.Fatalf("the secret is told: %+v", told)
	}
}
