package cli

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/samples"
	term "sttwizard/internal/screen"
)

// hostileWorld is one in which the payload is wherever it can be: in presets,
// connections, journals, the kept draft, the environment, and in each answer.
func hostileWorld(t *testing.T, payload string) *world {
	t.Helper()
	w, q := newWorld(t), samples.Quoted(payload)
	w.serve(func(rw http.ResponseWriter, r *http.Request) bool {
		rw.Header().Set("X-Request-Id", payload)
		rw.Header().Set("Content-Type", "application/json")
		if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/builderTokens") && r.Header.Get("Authorization") != "" {
			return false
		}
		rw.WriteHeader(map[string]int{http.MethodPost: 400, http.MethodGet: 200, http.MethodDelete: 500, http.MethodHead: 200}[r.Method])
		fmt.Fprintf(rw, `{"message":%s,"reason":%s,"taskId":%s,"status":%s,"code":2}`, q, q, q, q)
		return true
	})
	put := func(name, text string) { t.Helper(); write(t, filepath.Join(w.home, name), text) }
	put("config/presets/evil.yaml", fmt.Sprintf(`schema: 1
title: %[1]s
note: %[1]s
request:
  languages: [%[1]s]
  rtcConfig: {channelName: %[1]s, subBotUid: %[1]s, pubBotUid: "2"}
  captionConfig: {storage: {bucket: %[1]s, fileNamePrefix: [%[1]s]}}
`, q))
	put("config/presets/evil-key.yaml", q+": 1\n")
	put("config/presets/"+strings.Map(fileRune, payload[:min(len(payload), 120)])+".yaml", "schema: 1\n")
	put("config/connections.yaml", fmt.Sprintf("schema: 1\ndefault: %[1]s\nconnections:\n  - {name: %[1]s, version: v5, app_id: %[1]s, customer_key: %[1]s, secret: %[1]s, base_url: %[1]s}\n", q))
	put("state/attempts/20261122T130000Z-aaaaaaaaaa.jnl", payload)
	put("state/draft.json", fmt.Sprintf(`{"schema":1,"answers":{"rtcConfig.channelName":{"text":%s,"source":%s}},"origin":%s}`, q, q, q))
	put("state/last.json", fmt.Sprintf(`{%s:{"result":%s}}`, q, q))
	for range 2 {
		a, err := w.journal().Begin(attempt.Intent{
			InstanceID: payload, AppID: sandbox.DefaultAppID, Connection: "environment", Version: agora.V5, BaseURL: w.vars["STTWIZARD_API_URL"], Channel: payload,
			SubBotUID: payload, PubBotUID: payload, Preset: payload, Languages: payload, Captions: payload, Host: payload, Lacks: []string{payload},
			Request: fmt.Appendf(nil, `{"languages":[%s],"rtcConfig":{"channelName":%s}}`, q, q),
		})
		if err != nil {
			t.Fatal(err)
		}
		a.Release()
	}
	return w
}

// fileRune lets no slash and no NUL into a file's name.
func fileRune(r rune) rune {
	if r == '/' || r == 0 || r == '.' {
		return '_'
	}
	return r
}

// notAmong returns lines that run the commands which no line runs yet.
func notAmong(env Env, lines [][]string, arguments ...string) [][]string {
	run := map[string]bool{}
	for _, args := range lines {
		if cmd, _, err := (&app{env: env.withDefaults()}).rootCommand().Find(args); err == nil {
			run[cmd.CommandPath()] = true
		}
	}
	var out [][]string
	for _, cmd := range everyCommand(env) {
		if !run[cmd.CommandPath()] {
			out = append(out, linesOf(cmd, arguments...)...)
		}
	}
	return out
}

func TestHostileTextReachesNoTerminalByAnyCommand(t *testing.T) {
	t.Parallel()
	for i, payload := range term.Few(t, samples.Payloads()) {
		t.Run(fmt.Sprintf("payload %d", i), func(t *testing.T) {
			w := hostileWorld(t, payload)
			attempts, _, err := w.journal().List()
			if err != nil || len(attempts) == 0 {
				t.Fatal(attempts, err)
			}
			id := attempts[0].ID()
			commands := [][]string{
				{"tasks", "list", "--all", "--live"}, {"tasks", "list", "--channel", payload}, {"tasks", "show", id}, {"tasks", "bundle", id}, {"tasks", "watch", id}, {"tasks", "plan", id, payload},
				{"tasks", "stop", id, "--yes"}, {"tasks", "stop", payload}, {"tasks", "recover", "--stop"}, {"tasks", "forget", id, "--channel", payload}, {"tasks", "take-up", "--task", payload, "--channel", payload},
				{"presets", "list"}, {"presets", "show", "evil"}, {"presets", "show", payload}, {"presets", "save", payload}, {"presets", "import", payload}, {"presets", "rename", "evil", payload}, {"presets", "path", payload},
				{"connections", "list"}, {"connections", "show", payload}, {"connections", "test"}, {"connections", "test", "environment"}, {"connections", "add", payload}, {"connections", "edit", payload, "--secret", payload}, {"connections", "default", payload},
				{"connections", "remove", payload, "--yes"}, {"connections", "move-secret", payload, "--to", payload}, {"connections", "store-secret", payload},
				{"token", "make", "--channel", payload, "--uid", payload, "--app-id", payload, "--certificate", payload}, {"token", "inspect", "--channel", payload}, {payload}, {"help", payload}, {"--" + payload}, {"start", "--" + payload},
				{"start", "evil", "--dry-run", "--sandbox"}, {"start", "evil", "--yes"}, {"start", "evil", "--connection", payload}, {"start", "--set", payload}, {"start", "--set", payload + "=1"}, {"start", "--set", agora.PathSecret + "=env:" + payload},
				{"start", "--request", payload}, {"start", payload}, {"--plain", "--preset", "evil"}, {"--plain"}, {"--sandbox=" + payload, "tasks", "list"}, {"--api-url", payload, "tasks", "list"}, {"--log", w.home + "/" + payload, "languages"},
				startArgs("x", "--connection", "environment", "--give-up-after", "1s"), startArgs("x", "--connection", "environment", "--preset", payload), {"languages", payload}, {"regions", payload}, {"sandbox", "--addr", payload}, {"completion", payload}, {"man", w.home + "/" + payload},
				{"__complete", "tasks", "show", ""}, {"__complete", "presets", "show", ""}, {"__complete", "start", ""}, {"__complete", "connections", "show", ""}, {"__complete", "tasks", "stop", "--channel", ""},
			}
			commands = append(commands, notAmong(w.env, commands, payload, id)...)
			try := func(args ...string) {
				r := w.run(payload+"\n"+payload+"\n", args...)
				if bad := samples.Steering(r.out + r.err); bad != "" {
					t.Errorf("sttwizard %q prints %s in %q", args, bad, r.out+r.err)
				}
			}
			for _, args := range commands {
				try(args...)
				if args[0] != "__complete" && !slices.Contains(args, "--json") {
					try(append(args[:len(args):len(args)], "--json")...)
				}
			}
			if err := os.Remove(filepath.Join(w.home, "config", "connections.yaml")); err != nil {
				t.Fatal(err)
			}
			for _, args := range commands { // further than to the file that can't be read
				try(args...)
			}
		})
	}
}
