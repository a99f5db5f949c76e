package agora

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestDecodeRequestNamesEveryFault(t *testing.T) {
	tests := []struct {
		name, json string
		want       []string // path rule, or path rule text
	}{
		{"an unknown field", `{"callback":"x"}`, []string{"callback unknown"}},
		{"an unknown field in an object", `{"rtcConfig":{"channel":"x"}}`, []string{"rtcConfig.channel unknown"}},
		{"a field in the wrong case", `{"rtcConfig":{"channelname":"x"}}`, []string{"rtcConfig.channelname unknown did you mean rtcConfig.channelName? Names are case sensitive"}},
		{"an object in the wrong case", `{"rtcconfig":{}}`, []string{"rtcconfig unknown did you mean rtcConfig? Names are case sensitive"}},
		{"a field at the wrong place", `{"enableJsonProtocol":true}`, []string{"enableJsonProtocol unknown did you mean rtcConfig.enableJsonProtocol?"}},
		{"a storage key in a third spelling", `{"captionConfig":{"storage":{"AccessKey":"x"}}}`, []string{"captionConfig.storage.AccessKey unknown did you mean captionConfig.storage.accesskey?"}},
		{"a field given twice", `{"maxIdleTime":30,"maxIdleTime":60}`, []string{"maxIdleTime twice"}},
		{"an object given twice", `{"rtcConfig":{},"rtcConfig":{}}`, []string{"rtcConfig twice"}},
		{"an unknown field given twice", `{"x":1,"x":2}`, []string{"x unknown", "x twice"}},
		{"a storage key in both spellings", `{"captionConfig":{"storage":{"accesskey":"a","accessKey":"b"}}}`, []string{"captionConfig.storage.accesskey twice"}},
		{"a number as a string", `{"maxIdleTime":"30"}`, []string{"maxIdleTime type"}},
		{"a broken number", `{"maxIdleTime":30.5}`, []string{"maxIdleTime type"}},
		{"a number too large", `{"maxIdleTime":99999999999999999999}`, []string{"maxIdleTime type"}},
		{"a uid as a number", `{"rtcConfig":{"subBotUid":47091}}`, []string{"rtcConfig.subBotUid type"}},
		{"a flag as a string", `{"rtcConfig":{"enableJsonProtocol":"true"}}`, []string{"rtcConfig.enableJsonProtocol type"}},
		{"a text instead of a list", `{"languages":"en-US"}`, []string{"languages type"}},
		{"a list with a number", `{"languages":["en-US",1]}`, []string{"languages type"}},
		{"a list with null", `{"languages":[null]}`, []string{"languages type"}},
		{"a list instead of an object", `{"rtcConfig":[]}`, []string{"rtcConfig type"}},
		{"a text instead of an object", `{"captionConfig":{"storage":"s3"}}`, []string{"captionConfig.storage type"}},
		{"an object instead of a list", `{"translateConfig":{"languages":{}}}`, []string{"translateConfig.languages type"}},
		{"a text instead of a translation", `{"translateConfig":{"languages":["en-US"]}}`, []string{"translateConfig.languages[0] type"}},
		{"a source that is a list", `{"translateConfig":{"languages":[{"source":["en-US"]}]}}`, []string{"translateConfig.languages[0].source type"}},
		{"a target that is a text", `{"translateConfig":{"languages":[{"target":"en-US"}]}}`, []string{"translateConfig.languages[0].target type"}},
		{"targets in the wrong name", `{"translateConfig":{"languages":[{},{"Target":[]}]}}`, []string{"translateConfig.languages[1].Target unknown did you mean translateConfig.languages[1].target?"}},
		{"a source given twice", `{"translateConfig":{"languages":[{"source":"a","source":"b"}]}}`, []string{"translateConfig.languages[0].source twice"}},
		{"a speaker that is a text", `{"uidLanguagesConfig":["101"]}`, []string{"uidLanguagesConfig[0] type"}},
		{"speakers that are an object", `{"uidLanguagesConfig":{"uid":"101"}}`, []string{`uidLanguagesConfig type a list of objects with "uid" and "languages"`}},
		{"a speaker's uid as a number", `{"uidLanguagesConfig":[{"uid":101}]}`, []string{"uidLanguagesConfig[0].uid type"}},
		{"a speaker's languages as a text", `{"uidLanguagesConfig":[{"languages":"en-US"}]}`, []string{"uidLanguagesConfig[0].languages type"}},
		{"a speaker's language in the wrong name", `{"uidLanguagesConfig":[{"language":["en-US"]}]}`, []string{"uidLanguagesConfig[0].language unknown"}},
		{"storage parameters at the other place", `{"extensionParams":{}}`, []string{"extensionParams unknown did you mean captionConfig.extensionParams?"}},
		{"a tag rule that is a text", `{"captionConfig":{"extensionParams":{"tagByRule":["x"]}}}`, []string{"captionConfig.extensionParams.tagByRule type"}},
		{"several faults at once, in the order of the text", `{"x":1,"languages":3,"rtcConfig":{"y":2}}`, []string{"x unknown", "languages type", "rtcConfig.y unknown"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, got, err := DecodeRequest([]byte(tt.json))
			if err != nil || len(got) != len(tt.want) {
				t.Fatalf("got %v and %v, want %q", got, err, tt.want)
			}
			for i, want := range tt.want {
				path, rest, _ := strings.Cut(want, " ")
				rule, text, _ := strings.Cut(rest, " ")
				if got[i].Path != path || got[i].Rule != rule || !strings.Contains(got[i].Text, text) {
					t.Errorf("got %+v, want %s", got[i], want)
				}
			}
		})
	}
}

func TestDecodeRequestRefusesWhatIsNoRequest(t *testing.T) {
	tests := []struct{ name, json, want string }{
		{"nothing", ``, "ends too early"},
		{"only white space", " \n", "ends too early"},
		{"a cut object", `{"languages":["en-US"`, "not JSON"},
		{"no JSON", `languages: en-US`, "not JSON"},
		{"a missing comma", `{"languages":[] "maxIdleTime":1}`, "not JSON"},
		{"a list", `[]`, "must be a JSON object"},
		{"null", `null`, "must be a JSON object"},
		{"two values", `{} {}`, "more than one"},
		{"a trailing comma", `{},`, "more than one"},
		{"deep nesting", strings.Repeat(`{"a":`, 20) + "1" + strings.Repeat("}", 20), "nested too deeply"},
		{"very deep nesting", strings.Repeat(`[`, 100000), "nested too deeply"},
		{"257 KiB", `{"languages":["` + strings.Repeat("x", 257<<10) + `"]}`, "larger than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := DecodeRequest([]byte(tt.json))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestDecodeRequestTakesTheLargestText(t *testing.T) {
	text := `{"languages":["en-US"]}`
	_, _, err := DecodeRequest([]byte(text + strings.Repeat(" ", MaxRequestBytes-len(text))))
	if err != nil {
		t.Error(err)
	}
}

func TestNullCountsAsUnset(t *testing.T) {
	var objects strings.Builder
	objects.WriteString(`{"languages":null,"maxIdleTime":null,"rtcConfig":{"channelName":null,"secret":null,"enableJsonProtocol":null},
		"captionConfig":{"storage":null},"translateConfig":{"languages":[{"source":null,"target":null}]}}`)
	got, errs, err := DecodeRequest([]byte(objects.String()))
	want := Request{Caption: &CaptionConfig{}, Translate: &TranslateConfig{Languages: []Translation{{}}}}
	if err != nil || len(errs) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v %v %v", got, errs, err)
	}
	got, errs, err = DecodeRequest([]byte(`{"rtcConfig":null,"captionConfig":null,"translateConfig":null}`))
	if err != nil || len(errs) > 0 || !reflect.DeepEqual(got, Request{}) {
		t.Errorf("got %+v %v %v", got, errs, err)
	}
}

func TestReadablePartsAreKept(t *testing.T) {
	got, errs, err := DecodeRequest([]byte(`{"languages":["en-US"],"maxIdleTime":"x","translateConfig":{"languages":[{"source":"en-US","target":3}]}}`))
	if err != nil || len(errs) != 2 {
		t.Fatalf("%v %v", errs, err)
	}
	if !reflect.DeepEqual(got.Languages, []string{"en-US"}) || got.Translate.Languages[0].Source != "en-US" {
		t.Errorf("what was readable is lost: %+v", got)
	}
}

func TestDecodeErrorsQuoteNoValues(t *testing.T) {
	for _, text := range []string{
		`{"rtcConfig":{"secret":["CANARY"]}}`, `{"rtcConfig":{"secret":"CANARY}`, `{"rtcConfig":{"secret":"CANARY\q"}}`,
		`{"rtcConfig":{"secret":CANARY}}`, `{"maxIdleTime":"CANARY"}`, `{"rtcConfig":{"subBotToken":"CANARY"},}`,
	} {
		_, errs, err := DecodeRequest([]byte(text))
		if err == nil && len(errs) == 0 {
			t.Errorf("%s was taken", text)
		}
		if said := fmt.Sprintf("%+v %v", errs, err); strings.Contains(said, "CANARY") {
			t.Errorf("%s: the error quotes the value: %s", text, said)
		}
	}
}

func FuzzDecodeRequest(f *testing.F) {
	f.Add(fullRequest().Body(v5))
	f.Add(minimalRequest().Body(v5))
	f.Add(fullOf(V6).Body(v6))
	f.Add(fullOf(V7).Body(v7))
	f.Add([]byte(`{"rtcconfig":{},"languages":null,"languages":[1]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, errs, err := DecodeRequest(data)
		for _, v := range Versions() {
			p := Project{Version: v}
			r.Validate(p)
			r.Lint(p)
			if err != nil || len(errs) > 0 {
				continue
			}
			body := r.Body(p)
			again, errs, err := DecodeRequest(body)
			if err != nil || len(errs) > 0 {
				t.Fatalf("the own body is refused: %v %v\n%s", errs, err, body)
			}
			if second := again.Body(p); string(second) != string(body) {
				t.Fatalf("the body changes when it is read back:\n%s\n%s", body, second)
			}
		}
	})
}
