package convert

import (
	"strings"
	"testing"
)

// TestOtherUsualFormsAreRead reads requests in forms of which each language has its own,
// with a channel that is a variable.
func TestOtherUsualFormsAreRead(t *testing.T) {
	for name, text := range map[string]string{
		"Java, joined": `String json = "{\"languages\":[\"en-US\",\"fr-FR\"],\"maxIdleTime\":" + idle(1, 2) + ",\"rtcConfig\":{\"channelName\":\"" + room + "\",\"pubBotUid\":\"88222\"}}";`,
		"Java, lines":  "String json = \"{\\\"languages\\\":[\\\"en-US\\\",\\\"fr-FR\\\"],\"\n    + \"\\\"rtcConfig\\\":{\\\"channelName\\\":\\\"\" + room\n    + \"\\\",\\\"pubBotUid\\\":\\\"88222\\\"}}\";",
		"C#, pairs": "var body = new Dictionary<string, object> {\n  { \"languages\", new List<string> { \"en-US\", \"fr-FR\" } },\n" +
			"  { \"rtcConfig\", new Dictionary<string, object> { { \"channelName\", room }, { \"pubBotUid\", \"88222\" } } },\n};",
		"C#, pairs and names": "var body = new Dictionary<string, object> {\n  [\"languages\"] = new List<string> { \"en-US\", \"fr-FR\" },\n" +
			"  { \"rtcConfig\", new Dictionary<string, object> { { \"channelName\", room }, { \"pubBotUid\", \"88222\" } } },\n};",
		"PowerShell, list": "$b = @{ languages = 'en-US','fr-FR'; rtcConfig = @{ channelName = \"town-$($room.Name)\"; pubBotUid = '88222' } }\n",
		"PowerShell, curl": "curl.exe -X POST \"https://api.agora.io/api/speech-to-text/v1/projects/$env:APPID/join\" `\n" +
			"  -d '{\\\"languages\\\":[\\\"en-US\\\",\\\"fr-FR\\\"],\\\"rtcConfig\\\":{\\\"channelName\\\":\\\"${room}\\\",\\\"pubBotUid\\\":\\\"88222\\\"}}'",
		"n8n": `{"nodes":[{"parameters":{"method":"POST","url":"https://api.agora.io/api/speech-to-text/v1/projects/x/join","jsonBody":` +
			`"={{ JSON.stringify({ languages: ['en-US', 'fr-FR'], rtcConfig: { channelName: $json.room, pubBotUid: '88222' } }) }}"},"name":"Join"}]}`,
		"C#, typed": "var request = new StartRequest() {\n  Languages = new List<string>() { \"en-US\", \"fr-FR\" },\n" +
			"  RtcConfig = new() { ChannelName = room, PubBotUid = \"88222\" }\n};",
		"Swift, typed": "let request = StartRequest(\n  languages: [\"en-US\", \"fr-FR\"],\n" +
			"  rtcConfig: RTCConfig(channelName: room, pubBotUid: \"88222\")\n)",
		"Swift, dictionary": "let body: [String: Any] = [\n  \"languages\": [\"en-US\", \"fr-FR\"],\n" +
			"  \"rtcConfig\": [\"channelName\": room, \"pubBotUid\": \"88222\"] as [String: Any],\n]",
		"Kotlin, typed": `val r = StartRequest(languages = listOf("en-US", "fr-FR"), rtcConfig = RtcConfig(channelName = room, pubBotUid = "88222"))`,
		"Kotlin, builder": "val body = buildJsonObject {\n  putJsonArray(\"languages\") { add(\"en-US\"); add(\"fr-FR\") }\n" +
			"  putJsonObject(\"rtcConfig\") {\n    put(\"channelName\", room) // of the event\n    put(\"pubBotUid\", \"88222\")\n  }\n}",
		"Kotlin, builders inside": "val body = buildJsonObject {\n  put(\"languages\", buildJsonArray {\n    add(\"en-US\")\n    add(JsonPrimitive(\"fr-FR\"))\n  })\n" +
			"  put(\"rtcConfig\", buildJsonObject {\n    put(\"channelName\", room)\n    put(\"pubBotUid\", \"88222\")\n  })\n}",
		"Kotlin, apply": "val body = JSONObject().apply {\n  put(\"languages\", JSONArray(listOf(\"en-US\", \"fr-FR\")))\n" +
			"  put(\"rtcConfig\", JSONObject().apply {\n    put(\"channelName\", room)\n    put(\"pubBotUid\", \"88222\")\n  })\n}",
		"Rust": `let b = json!({"languages":["en-US","fr-FR"],"rtcConfig":{"channelName":format!("town-{}", room),"pubBotUid":"88222"}});`,
	} {
		im, err := Read([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if im.Values["languages"] != "en-US,fr-FR" || im.Values["rtcConfig.pubBotUid"] != "88222" || im.Open["rtcConfig.channelName"] == "" {
			t.Errorf("%s:\n%s", name, told(im, err))
		}
		if got := told(im, err); strings.Contains(got, "no such field") || strings.Contains(text, "idle(") != (im.Open["maxIdleTime"] != "") {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

// TestAFormThatIsNotReadSaysSo holds that the words tell where, and that the text may be
// right though it was not understood.
func TestAFormThatIsNotReadSaysSo(t *testing.T) {
	for text, want := range map[string]string{
		"\nbuildJsonObject { putJsonArray(\"languages\") { all.forEach { add(it) } }; putJsonObject(\"rtcConfig\") { put(\"channelName\", \"hall\") } }":          "line 2, column ",
		"\nbuildJsonObject { putJsonArray(\"languages\") { if (x) add(\"en-US\") }; putJsonObject(\"rtcConfig\") { put(\"channelName\", \"hall\") } }":            "line 2, column ",
		"\nbuildJsonObject { putJsonArray(\"languages\") { add(\"en-US\") }\n putJsonObject(\"rtcConfig\") { put(KEY, \"hall\"); put(\"channelName\", \"x\") } }": "line 3, column ",
		"struct Body: Codable { let languages = [\"en-US\"] ; let rtcConfig = [\"channelName\": room] }":                                                          "this way to write an object is not understood",
		`{"nodes":[{"parameters":{"method":"POST","url":"https://x/join","jsonBody":"={ languages channelName }"},"name":"Join it"}]}`:                            `the request "Join it": line 1`,
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	im, err := Read([]byte("curl https://api.agora.io/x -d \"{\\\"languages\\\":[\\\"en-US\\\"],\\\"maxIdleTime\\\":$IDLE}\""))
	if err != nil || !strings.Contains(im.Open["maxIdleTime"], "`${IDLE}`") || strings.Contains(told(im, err), "maxIdleTime.") {
		t.Errorf("%s", told(im, err))
	}
}
