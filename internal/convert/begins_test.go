package convert

import (
	"strings"
	"testing"
)

func TestABeginningOfARequestIsToldFromAnAnswer(t *testing.T) {
	for _, text := range []string{
		`curl -X POST 'https://api.agora.io'`, "$ curl https://api.agora.io", `curl ^"https://api.agora.io^" ^`, `C:\Users\ann>curl "https://x"`, "curl.exe -X POST",
		"{", `{"languages"`, `{"info": {`, "{ languages: [\"en-US\"]", "{ 'languages' => [", `{"log":{"entries":[]}}`,
		"await fetch(`${base}/join`, {", "const res = await fetch(url, {", "payload := map[string]any{", "body = {", "$body = @{", "let body: [String: Any] = [",
		"$body = [", "$rtc = array(", "requests.post(", "val body = mapOf(", "Map<String, Object> body = Map.of(", "JSONObject body = new JSONObject();",
		"var response = await client.PostAsJsonAsync(url, new {", "let body = json!({", "req := &stt.JoinRequest{", "String body = new JSONObject()",
		"import requests\nr = requests.post(url, json={'rtcConfig': {}})",
	} {
		if !Begins(text) {
			t.Errorf("%q is taken for an answer", text)
		}
	}
	for _, text := range []string{
		"", "hall", "curl", "curling club", "curl up", "{hall}", "{hall", "(hall)", "hall (north)", "hall [2]", "a=b", "x = y", "q:a", "fetch", "en-US, fr-FR", "[1]",
		"captions/2026", "s3://bucket/path", "https://example.com/a?b=(c)", "Town hall: opening (live)", "rtcConfig", "12:30 (", "$5",
	} {
		if Begins(text) {
			t.Errorf("%q is taken for a request", text)
		}
	}
}

// TestEveryFixtureIsWholeAtItsEndAndNotBefore gives the fixtures line by line.
func TestEveryFixtureIsWholeAtItsEndAndNotBefore(t *testing.T) {
	texts := map[string][]byte{"cmd": []byte("curl ^\"https://a/^\" ^\n  -X POST ^\n  --data-raw ^\"^{^\\^\"a^\\^\": ^\n\n1^}^\"")}
	for _, folder := range []string{"literals", "exports"} {
		for name, data := range textsIn(t, folder) {
			texts[name] = data
		}
	}
	for name, data := range texts {
		text := strings.TrimSpace(string(data))
		if !Begins(text) || !Begins(strings.SplitN(text, "\n", 2)[0]) {
			continue // its first line could be an answer
		}
		for i, c := range text {
			if c == '\n' && IsWhole(text[:i]) && !strings.Contains(name, ".java") && strings.TrimSpace(text[i:]) != "" && strings.HasPrefix(text, "{") {
				t.Errorf("%s is whole at %q", name, text[:i])
			}
		}
		if !IsWhole(text + "\n") {
			t.Errorf("%s is not whole at its end", name)
		}
	}
}
