package convert

import (
	"strings"
	"testing"
)

const (
	inJS     = "const body = { languages: ['en-US'], rtcConfig: { channelName: 'lobby', pubBotUid: '88222' }, maxIdleTime: 60 };\n"
	inPython = "body = {\"languages\": [\"en-US\"], \"rtcConfig\": {\"channelName\": \"lobby\", \"pubBotUid\": \"88222\"}, \"maxIdleTime\": 60}\n"
	inPHP    = "<?php $body = ['languages' => ['en-US'], 'rtcConfig' => ['channelName' => 'lobby', 'pubBotUid' => '88222'], 'maxIdleTime' => 60];\n"
	inRuby   = "body = { languages: ['en-US'], rtcConfig: { channelName: 'lobby', pubBotUid: '88222' }, maxIdleTime: 60 }\n"
	inGo     = "body := map[string]any{\"languages\": []string{\"en-US\"}, \"rtcConfig\": map[string]any{\"channelName\": \"lobby\", \"pubBotUid\": \"88222\"}, \"maxIdleTime\": 60}\n"
	inJava   = "JSONObject body = new JSONObject().put(\"languages\", new JSONArray().put(\"en-US\")).put(\"rtcConfig\", new JSONObject().put(\"channelName\", \"lobby\").put(\"pubBotUid\", \"88222\")).put(\"maxIdleTime\", 60);\n"
)

// TestLaterChangesOfAnObjectAreRead holds what a program puts into its object where
// nothing but the place says whether it is done.
func TestLaterChangesOfAnObjectAreRead(t *testing.T) {
	const idle, languages, channel = "maxIdleTime = 600", "languages = en-US,fr-FR", "rtcConfig.channelName = hall"
	for text, want := range map[string]string{
		inJS + "body.maxIdleTime = 600;":                                                   idle,
		inJS + "body.rtcConfig.channelName = 'hall'\n":                                     channel,
		inJS + "body['rtcConfig'].channelName = \"hall\"; body.maxIdleTime=600":            channel + "\n" + idle,
		inJS + "body.languages.push('fr-FR');":                                             languages,
		inJS + "Object.assign(body, { maxIdleTime: 600 });":                                idle,
		inJS + "const rtc = body.rtcConfig;\nrtc.channelName = 'hall';":                    channel,
		inPython + "body.update(maxIdleTime=600)":                                          idle,
		inPython + "body[\"languages\"].append(\"fr-FR\")\n":                               languages,
		inPython + "body[\"languages\"].extend([\"fr-FR\"])\n":                             languages,
		inPython + "body['languages'][0] = 'de-DE'":                                        "languages = de-DE",
		inPython + "body[\"rtcConfig\"].update({\"channelName\": \"hall\"})\n":             channel,
		inPHP + "$body['languages'][] = 'fr-FR';":                                          languages,
		inPHP + "$body['maxIdleTime'] = 600; // seconds":                                   idle,
		inRuby + "body[:rtcConfig][:channelName] = 'hall'\n":                               channel,
		inRuby + "body[:rtcConfig].merge!(channelName: 'hall')\n":                          channel,
		inGo + "body[\"rtcConfig\"].(map[string]any)[\"channelName\"] = \"hall\"\n":        channel,
		inJava + "body.getJSONObject(\"rtcConfig\").put(\"channelName\", \"hall\");":       channel,
		inJava + "body.put(\"maxIdleTime\", 600).put(\"x\", 1)\n\t.put(\"name\", \"n\");":  idle + "\nname = n",
		"$body = @{ languages = @('en-US'); maxIdleTime = 60 }\n$body.maxIdleTime = 600\n": idle,
	} {
		im, err := Read([]byte(text))
		if err != nil {
			t.Errorf("%s\n%v", text, err)
			continue
		}
		for line := range strings.SplitSeq(want, "\n") {
			path, value, _ := strings.Cut(line, " = ")
			if im.Values[path] != value || im.Open[path] != "" {
				t.Errorf("%s\n%s is %q, open: %q", text, path, im.Values[path], im.Open[path])
			}
		}
		if got := told(im, err); strings.Contains(got, "was not read") {
			t.Errorf("%s\n%s", text, got)
		}
	}
}

// TestLaterChangesThatAreNotReadLeaveTheFieldOpen holds that no field has a value which
// the program may have changed before it sent it.
func TestLaterChangesThatAreNotReadLeaveTheFieldOpen(t *testing.T) {
	for text, path := range map[string]string{
		inJS + "body.rtcConfig.channelName = room;":                            "rtcConfig.channelName",
		inJS + "body.rtcConfig.channelName = 'town-' + room;":                  "rtcConfig.channelName",
		inJS + "body.rtcConfig.channelName += suffix;":                         "rtcConfig.channelName",
		inJS + "body.maxIdleTime ||= 5;":                                       "maxIdleTime",
		inJS + "if (prod) body.maxIdleTime = 600;":                             "maxIdleTime",
		inJS + "if (prod) { body.maxIdleTime = 600; }":                         "maxIdleTime",
		inJS + "if (prod)\n  body.maxIdleTime = 600;":                          "maxIdleTime",
		inJS + "if (prod) {\nbody.maxIdleTime = 600;\n}":                       "maxIdleTime",
		inJS + "prod && (body.maxIdleTime = 600);":                             "maxIdleTime",
		inJS + "delete body.maxIdleTime;":                                      "maxIdleTime",
		inJS + "body.languages.push(language);":                                "languages",
		inJS + "body.languages.splice(0, 1);":                                  "languages",
		inJS + "const rtc = body.rtcConfig;\nif (x) { rtc.channelName = 'b' }": "rtcConfig.channelName",
		inPython + "if prod:\n    body[\"maxIdleTime\"] = 600\n":               "maxIdleTime",
		inPython + "body[\"maxIdleTime\"] = 600 if prod else 60\n":             "maxIdleTime",
		inPython + "body[\"languages\"] += more\n":                             "languages",
		inPython + "body.pop(\"maxIdleTime\")\n":                               "maxIdleTime",
		inPython + "del body['maxIdleTime']\n":                                 "maxIdleTime",
		inPython + "body[\"languages\"].insert(0, \"fr-FR\")\n":                "languages",
		inPHP + "unset($body['maxIdleTime']);":                                 "maxIdleTime",
		inPHP + "$body['rtcConfig']['channelName'] .= $suffix;":                "rtcConfig.channelName",
		inPHP + "array_push($body['languages'], $more);":                       "languages",
		inRuby + "body[:languages] << 'fr-FR'\n":                               "languages",
		inRuby + "body[:maxIdleTime] = 600 unless prod\n":                      "maxIdleTime",
		inGo + "delete(body, \"maxIdleTime\")\n":                               "maxIdleTime",
		inGo + "if prod {\n\tbody[\"maxIdleTime\"] = 600\n}\n":                 "maxIdleTime",
		inGo + "body[\"languages\"] = append(body[\"languages\"], more)\n":     "languages",
		inJava + "body.put(\"maxIdleTime\", idle);":                            "maxIdleTime",
		inJava + "if (prod) body.put(\"maxIdleTime\", 600);":                   "maxIdleTime",
		inJava + "body.remove(\"maxIdleTime\");":                               "maxIdleTime",
		inJava + "body.setMaxIdleTime(600);":                                   "maxIdleTime",
	} {
		im, err := Read([]byte(text))
		if err != nil || im.Open[path] == "" || im.Values[path] != "" && path != "languages" {
			t.Errorf("%s\n%s is %q, open: %q, %v", text, path, im.Values[path], im.Open[path], err)
		}
	}
}

func TestAChangeOfNobodyKnowsWhatIsTold(t *testing.T) {
	for text, want := range map[string]bool{
		inJS + "\nbody[key] = 1;":                                                          true,
		inJS + "\nObject.assign(body, more);":                                              true,
		inJS + "\nObject.assign(body.rtcConfig, more);":                                    true,
		inPython + "\nbody.update(more)\n":                                                 true,
		inPython + "\nbody[\"rtcConfig\"].update(more)\n":                                  true,
		inPython + "\nbody = changed(body)\n":                                              true,
		"body = '{\"languages\":[\"en-US\"]}'\n\nbody = body.replace('en-US', language)\n": true,
		inPython + "\nrequests.post(url, json=body)\n":                                     false,
		inPython + "\nbody = json.dumps(body)\n":                                           false,
		inPython + "\n# body[\"maxIdleTime\"] = 5\n":                                       false,
		inPython + "\nprint(body[\"maxIdleTime\"] == 5)\n":                                 false,
		inJS + "\nother.body.maxIdleTime = 5;":                                             false,
		inJS + "\nfetch(url, { body: JSON.stringify(body) });":                             false,
		inRuby + "\nputs body.to_json\n":                                                   false,
	} {
		im, err := Read([]byte(text))
		got := told(im, err)
		if strings.Contains(got, "the source changes the request later in line 3, which was not read; check the values") != want || len(im.Open) > 0 {
			t.Errorf("%s\n%s", text, got)
		}
	}
}

// TestManyChangesEnd runs into the time limit of go test where a change costs more the
// more of them there are.
func TestManyChangesEnd(t *testing.T) {
	for _, change := range []string{
		"x.put(\"a\", 1);\n", "x.a = 1; ", "x[\"a\"][\"b\"] = y;\n", "x.a = x.a = ", "x.put(\"a\", x); x.put(\"b\", x);\n", "x.languages.push(1)\n", "x.a.b.c(", "if (x) x.a += 1;\n",
		"y = x.a;\n", "x.languages[] = 2;\n", "Object.assign(x, {a: 1});\n", "x = x.f(x);\n",
	} {
		im, err := Read([]byte("x = {languages: [\"en-US\"], a: {b: {}}};\n" + strings.Repeat(change, 500<<10/len(change))))
		if err != nil || len(im.Notes) == 0 {
			t.Errorf("%s: %v, %d notes", change, err, len(im.Notes))
		}
	}
}
