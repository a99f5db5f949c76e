package agora

import (
	"slices"
	"strings"
	"testing"
)

func TestOnlyWhatChangedIsInTheMask(t *testing.T) {
	was := with(minimalRequest(), translated("en-US:fr-FR"))
	tests := []struct {
		name    string
		version Version
		change  func(*Request)
		mask    string
		body    string
	}{
		{"nothing", V7, func(*Request) {}, "", "{}"},
		{"what can't change", V7, func(r *Request) { r.RTC.ChannelName, r.MaxIdleTime = "x", ptr(60) }, "", "{}"},
		{"languages", V6, setting(PathLanguages, "de-DE"), "languages", `{"languages":["de-DE"]}`},
		{"keywords", V7, setting(PathKeywords, "Agora"), "keywords", `{"keywords":["Agora"]}`},
		{"keywords that v6 lacks", V6, setting(PathKeywords, "Agora"), "", "{}"},
		{"speakers", V6, setting(PathUIDLanguages, "101:de-DE"), "uidLanguagesConfig", `{"uidLanguagesConfig":[{"uid":"101","languages":["de-DE"]}]}`},
		{"uids", V7, setting(PathSubscribeUIDs, "501"), "rtcConfig.subscribeAudioUids", `{"rtcConfig":{"subscribeAudioUids":["501"]}}`},
		{"other targets", V7, setting(PathTranslatedPairs, "en-US:ja-JP"), "translateConfig.languages", `{"translateConfig":{"languages":[{"source":"en-US","target":["ja-JP"]}]}}`},
		{"translation off", V7, func(r *Request) { r.Translate = nil }, "translateConfig.enable", `{"translateConfig":{"enable":false}}`},
		{"two at once, in the document's order", V7, also(setting(PathTranslatedPairs, "en-US:ja-JP"), setting(PathLanguages, "en-US,fr-FR")), "languages,translateConfig.languages",
			`{"languages":["en-US","fr-FR"],"translateConfig":{"languages":[{"source":"en-US","target":["ja-JP"]}]}}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := tt.version.UpdateOf(1, was, with(was.Clone(), tt.change))
			if got := strings.Join(u.Mask, ","); got != tt.mask {
				t.Fatalf("the mask is %q", got)
			}
			p := Project{Version: tt.version}
			if got := string(u.Body(p)); got != tt.body {
				t.Errorf("the body is %s", got)
			}
			if errs := u.Validate(p); (len(errs) > 0) != (tt.mask == "") {
				t.Errorf("%v", errs)
			}
		})
	}
	off := V7.UpdateOf(1, minimalRequest(), was)
	if got := string(off.Body(v7)); !slices.Equal(off.Mask, []string{PathTranslateOn, PathTranslatedPairs}) || got != `{"translateConfig":{"enable":true,"languages":[{"source":"en-US","target":["fr-FR"]}]}}` {
		t.Errorf("translation on: %v %s", off.Mask, got)
	}
}

func TestWhatIsClearedIsSentEmpty(t *testing.T) {
	was := fullOf(V7)
	now := was.Clone()
	now.UIDLanguages, now.Keywords, now.RTC.SubscribeAudioUIDs = nil, nil, nil
	for v, want := range map[Version]string{
		V7: `{"uidLanguagesConfig":[],"keywords":[],"rtcConfig":{"subscribeAudioUids":["all"]}}`,
		V6: `{"uidLanguagesConfig":[],"rtcConfig":{"subscribeAudioUids":["all"]}}`,
		V5: `{"rtcConfig":{"subscribeAudioUids":[]}}`,
	} {
		if got := string(v.UpdateOf(1, was, now).Body(Project{Version: v})); got != want {
			t.Errorf("%s: %s", v, got)
		}
	}
}

func TestAnUpdateIsCheckedByTheRulesOfItsFields(t *testing.T) {
	r := with(minimalRequest(), also(setting(PathLanguages, "en_US"), setting(PathSubscribeUIDs, "88222"), translated("en-US:en-US")))
	tests := []struct {
		name string
		mask []string
		want string
	}{
		{"nothing", nil, "updateMask required"},
		{"a field that can't change", []string{PathChannelName}, "rtcConfig.channelName unknown"},
		{"a wrong code", []string{PathLanguages}, "languages format"},
		{"a bot", []string{PathSubscribeUIDs}, "rtcConfig.subscribeAudioUids differs"},
		{"its own target", []string{PathTranslatedPairs}, "translateConfig.languages[0].target target-differs"},
		{"only what is in the mask", []string{PathTranslateOn}, ""},
	}
	for _, tt := range tests {
		var got []string
		for _, e := range (Update{Mask: tt.mask, Request: r}).Validate(v7) {
			got = append(got, e.Path+" "+e.Rule)
		}
		if strings.Join(got, "; ") != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	c := newTestClient(t, Config{Project: v7, Transport: canned{status: 200, body: joined}})
	for _, u := range []Update{{}, {Sequence: -1, Mask: []string{PathLanguages}}} {
		if _, err := c.Update(t.Context(), Handle{TaskID: "a"}, u); err == nil {
			t.Errorf("%+v is sent", u)
		}
	}
}
