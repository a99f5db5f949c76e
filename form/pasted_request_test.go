package form

import (
	"testing"

	"sttwizard/agora"
)

func TestRequestsAreToldFromAnswers(t *testing.T) {
	for text, want := range map[string]bool{
		"curl -X POST https://x": true, "$ curl 'https://x'": true, "curl https://x": true, "curl \\": true, "  curl \"https://x\"": true,
		`{"languages": ["en-US"]}`: true, "{": true, "{\n  \"name\"": true, "\n{\"a\":1}": true,
		"": false, "curl": false, "curl up": false, "curling -x": false, "town-hall": false, "{town}": false, "{{stage}}": false, "[1]": false,
	} {
		if got := (Question{Path: agora.PathChannelName}).IsRequest(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	rule := Question{Path: agora.PathOverwriteKeys}
	if rule.IsRequest(`{"acl":"private"}`) || !rule.IsRequest(`{"rtcConfig":{}}`) || !rule.IsRequest("curl -X POST") {
		t.Error("what is asked for as JSON is not told from a request")
	}
}
