package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"sttwizard/agora"
)

// hostilePayloads are texts that do something to a terminal that draws them.
var hostilePayloads = []string{
	"\x1b[2J", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "\x1b]8;;http://x\x1b\\a", "\x1bP+q\x1b\\", "\x1bc", "\u009b31m",
	"\u009d0;t\u009c", "a\rb", "a\bb", "\u202eabc", "\u2066abc\u2069", "\x7f",
}

// openings are the commands that do something with a preset's file.
func openings(path string) [][]string {
	return [][]string{
		{"presets", "import", path}, {"presets", "show", path}, {"presets", "show", path, "--json"}, {"presets", "list"}, {"presets", "list", "--json"},
		{"presets", "save", "copy", "--from", path, "--replace"}, {"start", path, "--yes"}, {"start", path, "--dry-run"}, {"start", path, "--yes", "--json"}, {"--plain", "--preset", path},
	}
}

func TestAHostilePresetReachesNoCommandFileOrHost(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	var elsewhere atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer server.Close()
	trap := server.URL
	dir := t.TempDir()
	mark, private := filepath.Join(dir, "mark"), filepath.Join(dir, "private")
	if err := os.WriteFile(private, []byte("canary-of-a-file"), 0o600); err != nil {
		t.Fatal(err)
	}
	const storage = "secrets:\n  " + agora.PathSecretKey + ": "
	for name, lines := range map[string]string{
		"a command":               storage + "'cmd:touch " + mark + "'\n",
		"a command as a variable": storage + "'env:$(touch " + mark + ")'\n",
		"a command as a name":     storage + "'keyring:`touch " + mark + "`'\n",
		"a file":                  storage + "'file:" + filepath.ToSlash(private) + "'\n",
		"a customer secret":       storage + "'env:AGORA_CUSTOMER_SECRET'\n",
		"a literal secret":        storage + "canary-literal\n",
		"a literal in its place":  "request: {captionConfig: {storage: {secretKey: canary-literal}}}\n",
		"a literal at the top":    "secretkey: canary-literal\n",
		"a host":                  "base_url: " + trap + "\n",
		"a host as connection":    "connection: " + trap + "\n",
		"a host in the request":   "request: {url: '" + trap + "'}\n",
	} {
		path := filepath.Join(dir, "hostile.yaml")
		if err := os.WriteFile(path, []byte("schema: 1\n"+lines), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(w.home, "config", "presets"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(w.home, "config", "presets", "lying-there.yaml"), []byte("schema: 1\n"+lines), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range openings(path) {
			r := w.run("", args...)
			if args[1] != "list" && (r.code != exitWrong || !strings.Contains(r.out+r.err, "line ")) {
				t.Errorf("%s: sttwizard %s: exit code %d\n%s%s", name, strings.Join(args, " "), r.code, r.out, r.err)
			}
			mustLack(t, r.out+r.err, "canary", w.vars["AGORA_CUSTOMER_SECRET"])
		}
	}
	if _, err := os.Stat(mark); err == nil {
		t.Error("a command of a preset was run")
	}
	if n := elsewhere.Load(); n > 0 {
		t.Errorf("%d requests went to the preset's host", n)
	}
}

func TestNoTextOfAPresetSteersTheTerminal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	path := filepath.Join(t.TempDir(), "hostile.yaml")
	for _, payload := range hostilePayloads {
		quoted, _ := json.Marshal(payload) // YAML reads what JSON quotes
		text := string(quoted)
		for _, lines := range []string{
			"title: " + text, "note: " + text, "connection: " + text, "version: " + text, "ask: [" + text + "]", text + ": 1",
			"secrets: {" + text + ": ask}", "secrets: {" + agora.PathSecretKey + ": " + text + "}",
			"request: {" + text + ": 1}", "request: {languages: [" + text + "]}", "request: {maxIdleTime: " + text + "}",
			"request: {rtcConfig: {channelName: " + text + ", subBotUid: " + text + "}, captionConfig: {storage: {bucket: " + text + ", region: " + text + "}}}",
			"request: {translateConfig: {languages: [{source: " + text + ", target: [" + text + "]}]}}",
		} {
			if err := os.WriteFile(path, []byte("schema: 1\n"+lines+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			for _, args := range openings(path) {
				r := w.run("", args...)
				for _, c := range r.out + r.err {
					if c != '\n' && (c < ' ' || c >= 0x7f && c < 0xa0 || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069) {
						t.Fatalf("sttwizard %s with %s writes %U:\n%q", strings.Join(args, " "), lines, c, r.out+r.err)
					}
				}
			}
		}
	}
}
