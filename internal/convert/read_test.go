package convert

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestWhatIsNoRequestIsRefusedInWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                                       "there is no text",
		"\ufeff \n\t":                            "there is no text",
		"\xff\xfa":                               "not text in UTF-8",
		"a\x00b":                                 "not text in UTF-8",
		`{"tokenName": "CANARY"}`:                "no request was found",
		`["a", "b"]`:                             "no request was found",
		"hello":                                  "no request was found",
		"curl https://example.com":               "no request was found",
		"{\"languages\": [\"en-US\"]\n\"a\": 1}": "line 2, column 1: a comma or a closing bracket is missing",
		"{\"languages\": [\"en-US\"":             "the text ends inside of an object or a list",
		"{\"languages\": \"CANARY":               "line 1, column 22: the quotes of a text are not closed",
		"x = {\n languages: ['en-US' 'CANARY'] }": "line 2, column 22: a comma or a closing bracket is missing",
		`{"languages" "x"}`:                       "a colon is missing",
		strings.Repeat("[", 100):                  "nested too deeply",
		strings.Repeat("x", MaxBytes+1):           "longer than 1024 KiB",
	} {
		_, err := Read([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%.60q: %v; want %s", text, err, want)
		}
	}
	if _, err := Read([]byte("```json\n```")); !errors.Is(err, ErrEmpty) {
		t.Errorf("an empty block: %v", err)
	}
}

func TestFilesOfPowerShellAreRead(t *testing.T) {
	units := utf16.Encode([]rune("\ufeff" + someBody))
	little, big := []byte{}, []byte{}
	for _, u := range units {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	for _, data := range [][]byte{little, big, []byte("\ufeff" + someBody)} {
		if im, err := Read(data); err != nil || im.Values["rtcConfig.channelName"] != "demo" {
			t.Errorf("%v, %v", im.Values, err)
		}
	}
}

func TestPlaceholdersAreKnown(t *testing.T) {
	for _, s := range []string{
		"<CHANNEL>", "<your channel>", "{{channel}}", "room-{{id}}", "${CHANNEL}", "room-${id}", "$CHANNEL", "%CHANNEL%", "{channelName}", "[CHANNEL]",
		"your-channel", "YOUR_APP_ID", "yourChannelName", "your-sub-token", "Your RTC token", "XXXX", "xxx", "...", "…", "<%= channel %>", "string",
		"your_32_byte_key"[:4], "ENTER_YOUR_TOKEN_HERE", "__CHANNEL__", "****", "room-#{id}", "%s", "%1$s", "%@",
	} {
		if !isPlaceholder(s) {
			t.Errorf("%q is no placeholder", s)
		}
	}
	for _, s := range []string{
		"", "demo", "100%s", "#1", "your-town-hall", "agora-test", "test-oss", "a<b>c", "100%", "$5", "{a}{b}", "x", "my-channel", "channel", "token",
		"007eJxSYBBbsMMnKq7p9Hf/HcIX5kce9b518kCiQgSr5Zrp4X1Tu6UUGCzNDZw=", strings.Repeat("a", 400),
	} {
		if isPlaceholder(s) {
			t.Errorf("%q is a placeholder", s)
		}
	}
}

func TestManyNotesEndInOneThatSaysSo(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"languages":["en-US"]`)
	for i := range 3 * maxNotes {
		b.WriteString(`,"x` + decimal(i) + strings.Repeat("y", 500) + `":1`)
	}
	b.WriteString("}")
	im, err := Read([]byte(b.String()))
	if err != nil || len(im.Notes) != maxNotes+1 || !strings.Contains(im.Notes[maxNotes].Text, "more to tell") {
		t.Errorf("%v, %d notes", err, len(im.Notes))
	}
	if len(im.Notes[0].Path) > 150 {
		t.Errorf("a note's path has %d bytes", len(im.Notes[0].Path))
	}
}

// TestLongTextsOfAnyKindEnd runs into the time limit of go test where reading is
// not about as fast as the text is long.
func TestLongTextsOfAnyKindEnd(t *testing.T) {
	for _, unit := range []string{
		"{", "[{\"a\":[", "speech-to-text", "curl <<A\n", "curl '", "curl $(", "```\n{\n", "{\"languages\":[],", "{x:'", "x{a:f(", "/*", "//\n{",
		"{languages:1,\"a\":\"{\\\"languages\\\":1}\"}\n", "{languages:[\"<a>\"]}", "curl $'\\x", "“", "{a:{b:{c:1}x}x}x,",
		"f(", "@{a=", "x={};x.put(\"a\",", "x={a:x};x.put(\"b\",x);", "new A(){{put(\"a\",", "[]string{", "map[string]any{", "f\"{", "\"{\\\"a\\\":", "a=>[", "$x(", "x={};x[\"a\"]=",
		"x={a:x,b:x,c:x};x.put(\"d\",x);", "{a:b?c:(d", "Map.of(", "{languages:[\"a\"+\"b\"+", "%w[", "{a:@'\n",
		"curl ^\"^{", "curl ^\n\n", "C:\\a>", "{\"info\":{},\"item\":[", "x={};x[\"a\"][\"b\"]=1;", "{\"a\":\"\\(", "f\"\"\"", "<a>{", "a.b.c::d(", "{a:1 as [",
	} {
		for _, before := range []string{"", "curl x -d '{\"languages\":["} {
			if _, err := Read([]byte(before + strings.Repeat(unit, 250<<10/len(unit)))); err != nil && err.Error() == "" {
				t.Errorf("%q: an error without words", unit)
			}
		}
	}
}

// FuzzRead holds that no text makes Read fail in another way than by an error,
// that what it gives can be set, and that JSON is read as package json reads it.
func FuzzRead(f *testing.F) {
	for _, folder := range []string{"texts", "literals", "exports"} {
		for _, data := range textsIn(f, folder) {
			f.Add(data)
		}
	}
	for _, s := range []string{
		"curl ^\"https://a^\" ^\n--data-raw ^\"^{^\\^\"languages^\\^\":^[^\\^\"en-US^\\^\"^]^}^\"", "@{a=1;languages='x'\n}", "{{a}}", "{languages:[f\"{a}\"]}", "{languages:@'\nx\n'@}",
		"new JSONObject().put(\"languages\", List.of(\"a\" + b)).put(\"x\", new A(){{put(\"a\", 1);}})", "x = {}\nx[\"languages\"] = [y]\nx[\"a\"][\"b\"] = x", "[]map[string]any{{\"languages\": []string{a}}}",
		"{", "{a}", "{a:", `{"languages":`, "curl -d", "curl -d '", "curl -d @- <<A\n", "```", "{languages:[...x]}", `{languages:"\ud800\u"}`, "{languages:[1,{}]}",
		`{"audio":{"agoraRtcConfig":{"channelName":[]}},"config":{"recognizeConfig":{"output":{"agoraRTCDataStream":{"channelName":[]}}}}}`,
		`{"languages":["a,b"],"rtcConfig":{"rtcConfig":{"a":[{"b":1e999}]}}}`, `curl $'\x' "$(" ` + "`" + ` <<<`, `{"translateConfig":{"languages":{"source":1}}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		im, err := Read(data)
		if err != nil {
			if err.Error() == "" || len(im.Values)+len(im.Secrets)+len(im.Notes) > 0 {
				t.Fatalf("%v beside %+v", err, im)
			}
		}
		im.Fill(func(path, text string) {
			if text == "" {
				t.Errorf("an empty text for %s", path)
			}
		})
		for _, n := range im.Notes {
			if n.Text == "" || n.Kind == "" {
				t.Errorf("an empty note: %+v", n)
			}
		}
		readsAsJSON(t, data)
	})
}

// readsAsJSON checks the reader against package json, for texts that are JSON.
func readsAsJSON(t *testing.T, data []byte) {
	text, err := plainText(data)
	if err != nil || text != string(data) {
		return
	}
	var want any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if d.Decode(&want) != nil || d.More() {
		return
	}
	r := &reader{text: text}
	v, err := r.value()
	if err != nil {
		if strings.Contains(err.Error(), "nested too deeply") {
			return
		}
		t.Fatalf("%v in JSON: %q", err, text)
	}
	got, _ := json.Marshal((&taker{told: &notes{}}).plain("", v))
	if wanted, _ := json.Marshal(want); string(got) != string(wanted) {
		t.Errorf("%q was read as %s; it is %s", text, got, wanted)
	}
}

func TestWhatIsLeftOpenIsNamedByTheRequestsPath(t *testing.T) {
	im, err := Read([]byte(`{"languages":["en-US"],"keywords":["Agora","<WORD>"],"maxIdleTime":seconds,"rtcConfig":{"channelName":"demo","subBotToken":"•••• cd23","pubBotToken":"made when sent"}}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"keywords", "maxIdleTime", "rtcConfig.subBotToken", "rtcConfig.pubBotToken"} {
		if im.Open[path] == "" {
			t.Errorf("%s is not open: %v", path, im.Open)
		}
	}
	if len(im.Open) != 4 || im.Values["keywords"] != "Agora" {
		t.Errorf("%v, %v", im.Open, im.Values)
	}
}
