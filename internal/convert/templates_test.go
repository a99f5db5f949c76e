package convert

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestATextOfAProgramWithAVariableInItStaysOpen reads channels as programs write them
// whose names are not known before they run.
func TestATextOfAProgramWithAVariableInItStaysOpen(t *testing.T) {
	for language, text := range map[string]string{
		"Ruby":           `b = { languages: ['en-US'], rtcConfig: { channelName: "town-#{room}" } }`,
		"Kotlin":         `val b = mapOf("languages" to listOf("en-US"), "rtcConfig" to mapOf("channelName" to "town-$room"))`,
		"Dart":           `final b = {'languages': ['en-US'], 'rtcConfig': {'channelName': 'town-$room'}};`,
		"Perl":           `my $b = encode_json({ languages => ['en-US'], rtcConfig => { channelName => "town-$room" } });`,
		"PHP":            `<?php $b = ['languages' => ['en-US'], 'rtcConfig' => ['channelName' => "town-{$room}"]];`,
		"Go":             "b := fmt.Sprintf(`{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"town-%s\"}}`, room)",
		"Go, whole":      "b := fmt.Sprintf(`{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"%s\"}}`, room)",
		"Go, joined":     "b := `{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"town-` + room + `\"}}`",
		"JS, joined":     `const b = '{"languages":["en-US"],"rtcConfig":{"channelName":"' + room + '"}}';`,
		"C":              `snprintf(b, sizeof b, "{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"room-%04d\"}}", room);`,
		"Java":           `String b = String.format("{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"room-%1$s\"}}", room);`,
		"Java, block":    "String b = \"\"\"\n{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"room-%s\"}}\n\"\"\".formatted(room);",
		"Python, %":      `b = '{"languages":["en-US"],"rtcConfig":{"channelName":"town-%(room)s"}}' % names`,
		"Python, format": `b = '{{"languages":["en-US"],"rtcConfig":{{"channelName":"town-{room!s:>5}"}}}}'.format(room=room)`,
		"Python, {}":     `b = {"languages": ["en-US"], "rtcConfig": {"channelName": TEXTS["town-{}"]}}`,
		"Python, f":      `b = {"languages": ["en-US"], "rtcConfig": {"channelName": f"town-{room}"}}`,
		"C#, {0}":        `var b = string.Format("{{\"languages\":[\"en-US\"],\"rtcConfig\":{{\"channelName\":\"town-{0}\"}}}}", room);`,
		"C#, $":          `var b = new { languages = new[] { "en-US" }, rtcConfig = new { channelName = $"town-{room}" } };`,
		"Swift":          `let b = ["languages": ["en-US"], "rtcConfig": ["channelName": "town-\(room)"]]`,
		"Swift, raw":     `let b = #"{"languages":["en-US"],"rtcConfig":{"channelName":"town-\#(room)"}}"#`,
		"Objective-C":    `NSString *b = [NSString stringWithFormat:@"{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"town-%@\"}}", room];`,
		"PowerShell":     "$b = @\"\n{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"town-$($c.Room)\"}}\n\"@",
		"PowerShell, -f": `$b = '{"languages":["en-US"],"rtcConfig":{"channelName":"town-{0}"}}' -f $room`,
		"Rust":           `let b = json!({"languages":["en-US"],"rtcConfig":{"channelName":format!("town-{}", room)}});`,
		"Jinja":          `{"languages":["en-US"],"rtcConfig":{"channelName":"town{% if x %}1{% endif %}"}}`,
	} {
		im, err := Read([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", language, err)
			continue
		}
		if got := im.Values["rtcConfig.channelName"]; got != "" || im.Open["rtcConfig.channelName"] == "" {
			t.Errorf("%s: the channel is %q, open: %q", language, got, im.Open["rtcConfig.channelName"])
		}
	}
}

func TestAVariableInATextIsNamed(t *testing.T) {
	im, err := Read([]byte("b = {languages: ['en-US'], rtcConfig: {channelName: 'to`wn\u202e-%s', secret: 'CANARY%s'}}"))
	if want := "stays open: `to'wn\ufffd-%s` has a variable in it"; err != nil || im.Open["rtcConfig.channelName"] != want {
		t.Errorf("%q, %v", im.Open["rtcConfig.channelName"], err)
	}
	if got := told(im, err); strings.Contains(got, "CANARY") || im.Open["rtcConfig.secret"] == "" {
		t.Errorf("a secret is shown or taken:\n%s", got)
	}
}

// TestSignsOfTemplatesAloneAreLegal holds that a channel with such signs is one, also in
// a program, and that a document of JSON means what it says.
func TestSignsOfTemplatesAloneAreLegal(t *testing.T) {
	for _, channel := range []string{"#1", "100%", "50% off", "a#b", "{", "}", "a{b", "$", "$5", "us$", "town%", "x+y", "a & b", "(a)", "[a]", "a|b", "%", "}{", "a.b"} {
		im, err := Read([]byte(`b = {languages: ['en-US'], rtcConfig: {channelName: '` + channel + `'}}`))
		if got := im.Values["rtcConfig.channelName"]; err != nil || got != channel {
			t.Errorf("%q was read as %q, %q, %v", channel, got, im.Open["rtcConfig.channelName"], err)
		}
	}
	for _, channel := range []string{"town-$room", "town-%s", "town-{0}", "a{b}c", `a"+"b`} {
		quoted, _ := json.Marshal(channel)
		text := `{"languages":["en-US"],"rtcConfig":{"channelName":` + string(quoted) + `}}`
		for _, text := range []string{text, "curl https://api.agora.io/x -d '" + text + "'"} {
			im, err := Read([]byte(text))
			if got := im.Values["rtcConfig.channelName"]; err != nil || got != channel {
				t.Errorf("%s was read as %q, %q, %v", text, got, im.Open["rtcConfig.channelName"], err)
			}
		}
	}
}
