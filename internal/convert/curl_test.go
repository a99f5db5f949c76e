package convert

import (
	"errors"
	"os/exec"
	"strings"
	"testing"

	"sttwizard/agora"
)

const someBody = `{"languages":["en-US"],"rtcConfig":{"channelName":"demo","subBotUid":"1001","pubBotUid":"1002"}}`

func TestACurlCommandIsReadHoweverItIsWritten(t *testing.T) {
	escaped := strings.ReplaceAll(someBody, `"`, `\"`)
	for name, text := range map[string]string{
		"short options":             `curl -d '` + someBody + `' https://x`,
		"without a space":           `curl -sSXPOST -d'` + someBody + `' https://x`,
		"data-raw":                  "curl --location 'https://x' \\\n--data-raw '" + someBody + "'",
		"data-binary":               `curl --data-binary '` + someBody + `' https://x`,
		"double quotes":             `curl -d "` + escaped + `" https://x`,
		"json":                      `curl https://x --json '` + someBody + `'`,
		"an equals sign":            `curl https://x --data='` + someBody + `'`,
		"dollar quotes":             `curl https://x -d $'` + someBody + `'`,
		"quotes that meet":          `curl https://x -d '{"languages":["en-US"],'"\"rtcConfig\""':{"channelName":"demo","subBotUid":"1001","pubBotUid":"1002"}}'`,
		"a full path and a prompt":  `$ /usr/bin/curl https://x -d '` + someBody + `'`,
		"Windows":                   "curl.exe ^\n  -X POST ^\n  -d \"" + escaped + "\" ^\n  https://x",
		"PowerShell":                "curl.exe `\n  -d '" + someBody + "' `\n  https://x",
		"a here-document":           "curl https://x -d @- <<'END'\n" + someBody + "\nEND\n",
		"a here-string":             "curl https://x -d @- <<<'" + someBody + "'",
		"piped on":                  `curl https://x -d '` + someBody + `' | jq . > out.json`,
		"a comment before":          "# start it\ncurl https://x -d '" + someBody + "' # done",
		"a quote that is not ended": `curl https://x -d '` + someBody,
		"lines of Windows":          "curl https://x \\\r\n  -d '" + someBody + "'\r\n",
		"fences":                    "Try:\n```sh\ncurl https://x -d '" + someBody + "'\n```\n",
	} {
		im, err := Read([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := im.Request().Body(agora.Project{}); !sameJSON(got, []byte(someBody)) {
			t.Errorf("%s: read as %s", name, got)
		}
	}
}

func TestWordsAreThoseOfTheShell(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("sh is not installed")
	}
	for _, words := range []string{
		`a 'b c' "d e" f\ g`, `'it'\''s' "say \"hi\"" \$x "\$x" '\$x'`, "one\\\ntwo 'three\\\nfour' \"five\\\nsix\"",
		`"a\b" 'a\b' a\\b "#" a#b # gone`, `'' "" x`, "'<a>' \"{b}\" '!c'", `a'b'"c"d "'" '"'`,
	} {
		out, err := exec.Command("sh", "-c", "printf '[%s]' curl "+words).Output()
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, w := range commandsOf("curl " + words)[0].words {
			got += "[" + w + "]"
		}
		if got != string(out) {
			t.Errorf("%q was read as %q; sh reads %q", words, got, out)
		}
	}
}

func TestABodyThatIsElsewhereIsRefused(t *testing.T) {
	for text, want := range map[string]string{
		`curl https://x -d @body.json`:               "is in a file",
		`curl https://x --data-binary "@/tmp/x"`:     "is in a file",
		`curl https://x --data @-`:                   "the input of the command",
		`cat body.json | curl https://x --json @-`:   "the input of the command",
		`curl https://x -H 'Accept: */*' -d @a -d b`: "",
	} {
		_, err := Read([]byte(text))
		data, isData := errors.AsType[*DataError](err)
		if err == nil || want != "" && (!isData || !strings.Contains(data.Error(), want)) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestCredentialsAreTakenApart(t *testing.T) {
	for name, c := range map[string]struct{ args, key, secret string }{
		"user":                               {`-u 'the-key:CANARY:1'`, "the-key", "CANARY:1"},
		"user at once":                       {`-uthe-key:CANARY`, "the-key", "CANARY"},
		"a header":                           {`-H "Authorization: Basic dGhlLWtleTpDQU5BUlk="`, "the-key", "CANARY"},
		"a header in capitals":               {`--header 'AUTHORIZATION:basic dGhlLWtleTpDQU5BUlk='`, "the-key", "CANARY"},
		"a token":                            {`-H 'Authorization: agora token="007CANARY"'`, "", ""},
		"a bearer":                           {`--oauth2-bearer CANARY`, "", ""},
		"placeholders":                       {`-u '<customer_id>:<customer_secret>'`, "", ""},
		"variables":                          {`-u "$KEY:$SECRET"`, "", ""},
		"a header that is no header of ours": {`-H 'X-Token: CANARY' -p CANARY -zCANARY --password=CANARY`, "", ""},
	} {
		im, err := Read([]byte("curl https://user:CANARY@api.agora.io/v1/projects/{id}/rtsc/speech-to-text/tasks?builderToken=CANARY " + c.args + " -d '" + someBody + "'"))
		if err != nil {
			t.Fatal(name, err)
		}
		if im.Key != c.key || im.CustomerSecret.Reveal() != c.secret {
			t.Errorf("%s: key %q, secret %q", name, im.Key, im.CustomerSecret.Reveal())
		}
		if len(im.Notes) < 3 || strings.Contains(told(im, nil), "CANARY") {
			t.Errorf("%s:\n%s", name, told(im, nil))
		}
	}
}

func TestAURLTellsVersionAppIDAndAddress(t *testing.T) {
	const id = "0123456789abcdef0123456789abcdef"
	for url, want := range map[string]struct {
		version     agora.Version
		appID, base string
	}{
		"https://api.agora.io/api/speech-to-text/v1/projects/" + id + "/join":                   {agora.V7, id, "https://api.agora.io"},
		"https://api.sd-rtn.com/cn/api/speech-to-text/v1/projects/" + id + "/join":              {agora.V7, id, "https://api.sd-rtn.com/cn"},
		"https://api.agora.io/v1/projects/" + id + "/rtsc/speech-to-text/tasks?builderToken=x":  {agora.V6, id, "https://api.agora.io"},
		"http://127.0.0.1:8080/v1/projects/" + id + "/rtsc/speech-to-text/tasks?builderToken=x": {agora.V6, id, "http://127.0.0.1:8080"},
		"https://api.agora.io/v1/projects/<App ID>/rtsc/speech-to-text/tasks":                   {agora.V6, "", "https://api.agora.io"},
		"https://$HOST/api/speech-to-text/v1/projects/$APP/join":                                {agora.V7, "", ""},
		"http://api.agora.io/api/speech-to-text/v1/projects/" + id + "/join":                    {agora.V7, id, ""},
		"api.agora.io/api/speech-to-text/v1/projects/" + id + "/agents/x/update":                {agora.V7, id, "https://api.agora.io"},
		"https://example.com/": {agora.V6, "", ""},
	} {
		im, err := Read([]byte("curl -d '" + someBody + `' "` + url + `"`))
		if err != nil {
			t.Fatal(err)
		}
		if im.Version != want.version || im.AppID != want.appID || im.BaseURL != want.base {
			t.Errorf("%s: %s", url, told(im, nil))
		}
	}
}
