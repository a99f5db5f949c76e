package cli

import (
	"bytes"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sttwizard/agora"
)

// wire takes the bodies of all starts, of any version, as they are sent.
type wire struct {
	mu     sync.Mutex
	bodies [][]byte
	speaks agora.Version // v7, or v6 for both of the others
}

func (p *wire) take(_ http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodPost && (strings.HasSuffix(r.URL.Path, "/tasks") || strings.HasSuffix(r.URL.Path, "/join")) {
		data, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(data))
		p.mu.Lock()
		defer p.mu.Unlock()
		p.bodies = append(p.bodies, data)
		if p.speaks = agora.V6; strings.HasSuffix(r.URL.Path, "/join") {
			p.speaks = agora.V7
		}
	}
	return false
}

// last returns the last body without what each start makes by itself: the name of
// v7, and the paths.
func (p *wire) last(t *testing.T, made ...string) string {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.bodies) == 0 {
		t.Fatal("nothing was sent")
	}
	r, wrong, err := agora.DecodeRequest(p.bodies[len(p.bodies)-1])
	if err != nil || len(wrong) > 0 {
		t.Fatal(wrong, err)
	}
	for _, path := range append(made, agora.PathName) {
		if text, _ := r.Get(path); path != agora.PathName && text == "" {
			t.Errorf("%s was not sent", path)
		}
		if err := r.Set(path, ""); err != nil {
			t.Fatal(err)
		}
	}
	return string(r.Body(agora.Project{Version: p.speaks}))
}

const withCaptions = `schema: 1
secrets:
  captionConfig.storage.accesskey: env:ACME_ACCESS
  captionConfig.storage.secretkey: keyring:acme-storage
request:
  languages: [en-US]
  rtcConfig: {channelName: hall, subBotUid: "47091", pubBotUid: "88222"}
  captionConfig:
    storage: {bucket: captions, vendor: 1, region: 0}
  translateConfig:
    languages: [{source: en-US, target: [fr-FR]}]
`

func TestWhatADryRunPrintsIsSentAsItWouldHaveBeen(t *testing.T) {
	t.Parallel()
	withTokens := []string{"--set", agora.PathSubBotToken + "=env:SUB", "--set", agora.PathPubBotToken + "=env:PUB"}
	encrypted := []string{"--set", "rtcConfig.cryptionMode=1", "--set", agora.PathSecret + "=env:CHANNEL_SECRET"}
	bots := func(v agora.Version, uids, tokens bool) (out []string) {
		for _, uid := range v.Bots() {
			if uids {
				out = append(out, uid)
			}
			if tokens {
				out = append(out, strings.Replace(uid, "Uid", "Token", 1))
			}
		}
		return out
	}
	for _, v := range agora.Versions() {
		for _, test := range []struct {
			name        string
			args        []string
			certificate bool // bot tokens are made when it is sent
			made        []string
		}{
			{"secrets from variables", append(append(startArgs("hall"), withTokens...), encrypted...), false, nil},
			{"a preset that says where they are", []string{"start", "captions.yaml", "--yes"}, false, nil},
			{"uids that are drawn", []string{"start", "--yes", "--set", "languages=en-US", "--set", "rtcConfig.channelName=hall"}, false, bots(v, true, false)},
			{"tokens that are made", startArgs("hall"), true, bots(v, false, true)},
		} {
			t.Run(string(v)+", "+test.name, func(t *testing.T) {
				w, sent := newWorld(t), wire{}
				w.serve(sent.take)
				dir := t.TempDir()
				for name, value := range map[string]string{"SUB": "pretend-sub", "PUB": "pretend-pub", "CHANNEL_SECRET": "hush", "ACME_ACCESS": "access-key", "STORAGE": "storage-key"} {
					w.vars[name] = value
				}
				if test.certificate {
					w.vars["AGORA_APP_CERTIFICATE"] = "5cfd2fd1755d40ecb72977518be15d3b"
				}
				preset := filepath.Join(dir, "captions.yaml")
				write(t, preset, strings.Replace(withCaptions, "keyring:acme-storage", "env:STORAGE", 1))
				args := append(test.args, "--api", string(v), "--even-if-running")
				if args[1] == "captions.yaml" {
					args[1] = preset
				}
				w.want(exitDone, args...)
				want := sent.last(t, test.made...)
				for _, more := range [][]string{{"--dry-run"}, {"--dry-run", "--json"}} {
					dry := w.want(exitDone, append(args, more...)...)
					mustLack(t, dry.out+dry.err, "pretend-sub", "pretend-pub", "hush", "access-key", "storage-key", "••••")
					file := filepath.Join(dir, "request.json")
					write(t, file, dry.out)
					for _, flag := range []string{"--request", "--import"} {
						w.want(exitDone, "start", flag, file, "--yes", "--api", string(v), "--even-if-running")
						if got := sent.last(t, test.made...); got != want {
							t.Errorf("%s sends\n%s, not\n%s", flag, got, want)
						}
					}
				}
			})
		}
	}
}

func TestASecretThatNothingSaysTheWayToIsAskedForByTheFile(t *testing.T) {
	t.Parallel()
	w, sent := newWorld(t), wire{}
	w.serve(sent.take)
	dir := t.TempDir()
	given, file := filepath.Join(dir, "given.json"), filepath.Join(dir, "dry.json")
	write(t, given, `{"languages":["en-US"],"rtcConfig":{"channelName":"hall","subBotUid":"1","subBotToken":"a-real-token","pubBotUid":"2"}}`)
	dry := w.want(exitDone, "start", "--request", given, "--dry-run")
	mustHold(t, dry.out, `"subBotToken": "ask"`)
	mustHold(t, dry.err, `note: rtcConfig.subBotToken: is left out, as nothing says where it is`)
	mustLack(t, dry.out+dry.err, "a-real-token", "••••")
	write(t, file, dry.out)

	r := w.want(exitWrong, "start", "--request", file, "--yes")
	mustHold(t, r.err, "rtcConfig.subBotToken: is a secret, and the request says no more than to ask for it", "--set rtcConfig.subBotToken=env:NAME")
	w.want(exitWrong, "start", "--request", file, "--dry-run")
	if n := len(sent.bodies); n > 0 {
		t.Fatalf("%d starts were sent", n)
	}

	w.onTerminal("a-real-token")
	if r := w.run("yes\n", "start", "--request", file); r.code != exitDone || !strings.Contains(sent.last(t), `"subBotToken":"a-real-token"`) {
		t.Errorf("exit code %d\n%s%s", r.code, r.out, r.err)
	}
	w.want(exitDone, "start", "--request", file, "--yes", "--even-if-running", "--set", agora.PathSubBotToken+"=")
	if strings.Contains(sent.last(t), "Token") {
		t.Error("the token that was left out was sent")
	}
}
