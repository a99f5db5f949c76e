package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/samples"
	"sttwizard/presets"
)

// rubbish is a placeholder at a field, on its way into a request.
type rubbish struct {
	w       *world
	dir     string
	version agora.Version
	path    string
	text    string // as Request.Set takes it
}

// roads are the ways on which a text comes into a request: each gives the arguments
// of a command that would send or keep it.
var roads = map[string]func(*rubbish) []string{
	"--set": func(r *rubbish) []string {
		return append(startArgs("town-hall", "--json"), setArgs(r.w, []samples.Setting{{Path: r.path, Text: r.text}})...)
	},
	"--request": func(r *rubbish) []string { return []string{"start", "--yes", "--json", "--request", r.request()} },
	"--import":  func(r *rubbish) []string { return []string{"start", "--yes", "--json", "--import", r.request()} },
	"--print": func(r *rubbish) []string {
		return []string{"start", "--print", "json", "--json", "--import", r.request()}
	},
	"preset":       func(r *rubbish) []string { return []string{"start", "--yes", "--json", r.preset()} },
	"presets save": func(r *rubbish) []string { return []string{"presets", "save", "kept", "--request", r.request()} },
}

// request writes the request to a file.
func (r *rubbish) request() string {
	var request agora.Request
	for _, s := range append(samples.Legal(), samples.Setting{Path: r.path, Text: r.text}) {
		if err := request.Set(s.Path, s.Text); err != nil {
			r.w.t.Fatal(err)
		}
	}
	return r.write("request.json", request.Body(agora.Project{Version: r.version}))
}

// preset writes a preset's file, of a secret only where it is.
func (r *rubbish) preset() string {
	p := presets.Preset{Name: "given", Values: map[string]string{}}
	for _, s := range samples.Legal() {
		p.Values[s.Path] = s.Text
	}
	text := "\nsecrets:\n  " + r.path + ": env:RUBBISH"
	if !agora.IsSecret(r.path) {
		p.Values[r.path], text = r.text, ""
	}
	r.w.vars["RUBBISH"] = r.text
	data, err := p.Encode()
	if err != nil {
		r.w.t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(data), "\n") // without the seal
	body, _, _ = strings.Cut(body, "\n...")
	return r.write("given.yaml", []byte(body+text+"\n"))
}

func (r *rubbish) write(name string, data []byte) string {
	path := filepath.Join(r.dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		r.w.t.Fatal(err)
	}
	return path
}

// check goes one road and looks for the error at the field.
func (r *rubbish) check(road string) {
	t := r.w.t
	t.Helper()
	args := roads[road](r)
	if args[0] == "start" {
		args = append(args, "--api", string(r.version))
	}
	if agora.IsSecret(r.path) && (road == "--print" || road == "presets save") {
		return // it is in neither: a program takes every secret from a variable
	}
	got := r.w.run("", args...)
	if got.code != exitWrong {
		t.Errorf("%s, %s: %q at %s: exit code %d\n%s%s", road, r.version, r.text, r.path, got.code, got.out, got.err)
		return
	}
	if args[0] == "presets" {
		mustHold(t, got.err, r.path, "put the ")
		return
	}
	var said struct{ Error errorJSON }
	if err := json.Unmarshal([]byte(got.out), &said); err != nil {
		t.Fatal(err)
	}
	for _, f := range said.Error.Fields {
		if (agora.FieldError{Path: f.Path}).Field() == r.path && f.Rule == agora.RulePlaceholder {
			return
		}
	}
	t.Errorf("%s, %s: %q at %s: %+v", road, r.version, r.text, r.path, said.Error.Fields)
}

// textAt is a placeholder as the text form of a field's kind.
func textAt(f agora.Field, text string) string {
	switch f.Kind {
	case agora.Text:
		return text
	case agora.List:
		return "keep," + strings.ReplaceAll(text, ",", "\\,")
	case agora.Pairs:
		return "en-US:<LANGUAGE>"
	case agora.Speakers:
		return "101:<LANGUAGE>"
	}
	return ""
}

func TestNoPlaceholderIsSentOnAnyRoad(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ledger := w.serve(nil)
	dir := t.TempDir()
	texts, n := samples.Placeholders(), 0
	at := func(v agora.Version, f agora.Field, text string, names ...string) {
		text = textAt(f, text)
		if text == "" || !v.Has(f.Path) || f.Path == agora.PathName { // which each start makes anew
			return
		}
		for _, road := range names {
			n++
			(&rubbish{w, dir, v, f.Path, text}).check(road)
		}
	}
	all := slices.Sorted(maps.Keys(roads))
	for _, v := range agora.Versions() {
		for i, f := range agora.Fields() {
			at(v, f, texts[i%len(texts)], all...)
		}
	}
	for _, path := range []string{agora.PathChannelName, agora.PathSecretKey, agora.PathBucket} {
		f, _ := agora.FieldAt(path)
		for i, text := range texts {
			at(agora.Versions()[i%3], f, text, all...)
		}
	}
	if n < 400 {
		t.Errorf("only %d cases", n)
	}
	state, err := sandbox.Read(ledger)
	if err != nil || len(state.Tokens)+len(state.Tasks) > 0 {
		t.Errorf("%d tokens and %d tasks, %v", len(state.Tokens), len(state.Tasks), err)
	}
}

func TestAReferenceTypedForASecretIsNoSecret(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.vars["KEY"] = "env:OTHER"
	r := w.want(exitWrong, startArgs("demo", "--set", agora.PathSubBotToken+"=env:KEY")...)
	mustHold(t, r.err, "rtcConfig.subBotToken: says where a secret is instead of being it")
}

func TestARequestFileMayNotNameAConnectionsSecretOrAFile(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	for _, ref := range []string{"env:AGORA_CUSTOMER_SECRET", "keyring:acme-app-certificate", "file:/etc/hostname", "cmd:echo owned"} {
		file := filepath.Join(t.TempDir(), "request.json")
		body := fmt.Sprintf(`{"languages":["en-US"],"rtcConfig":{"channelName":"demo","subBotUid":"1","pubBotUid":"2","subBotToken":%q}}`, ref)
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, flag := range []string{"--request", "--import"} {
			r := w.want(exitWrong, "start", "--yes", flag, file)
			mustHold(t, r.err, "rtcConfig.subBotToken")
			mustLack(t, r.err, sandbox.DefaultSecret.Reveal())
		}
	}
	if n := len(w.ledger().Tasks); n > 0 {
		t.Errorf("%d tasks", n)
	}
}

func TestAPresetWithAPlaceholderIsListedWithItAndOpensWithTheError(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	r := &rubbish{w, t.TempDir(), agora.V5, agora.PathBucket, "<BUCKET>"}
	w.want(exitDone, "presets", "import", r.preset())
	mustHold(t, w.want(exitDone, "presets", "list").out, `to be completed: captionConfig.storage.bucket: holds the placeholder "<BUCKET>"`)
	mustHold(t, w.want(exitDone, "presets", "list", "--json").out, `"problem": "captionConfig.storage.bucket: holds the placeholder`)
	mustHold(t, w.want(exitDone, "presets", "show", "given").err, `holds the placeholder "<BUCKET>"`)
	mustHold(t, w.want(exitWrong, "start", "given", "--yes").err, `holds the placeholder "<BUCKET>"`)
	mustHold(t, w.want(exitWrong, "presets", "save", "other", "--from", "given").err, "so nothing was saved", `holds the placeholder "<BUCKET>"`)
}

func TestAChangeOfATaskSendsNoPlaceholder(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := decoded(t, w.want(exitDone, startArgs("demo", "--sandbox", "--api", "v7", "--json")...).out).TaskID
	for _, setting := range []string{"keywords=Agora,<WORD>", "languages=${LANGUAGE}", "translateConfig.languages=en-US:{{target}}"} {
		r := w.want(exitWrong, "tasks", "update", id, "--yes", "--json", "--set", setting)
		mustHold(t, r.out, `"rule": "placeholder"`)
	}
}

func TestWhatIsPrintedForOtherToolsIsNotSentAsItStands(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.serve(nil)
	w.vars["SUB"], w.vars["PUB"] = "pretend-sub", "pretend-pub"
	tokens := []string{"--set", agora.PathSubBotToken + "=env:SUB", "--set", agora.PathPubBotToken + "=env:PUB"}
	for _, format := range printFormats() {
		printed := w.want(exitDone, append(startArgs("demo", tokens...), "--print", format)...)
		file := filepath.Join(t.TempDir(), "printed")
		write(t, file, printed.out)
		if format == printJSONFormat {
			r := w.want(exitWrong, "start", "--request", file, "--yes")
			mustHold(t, r.err, "rtcConfig.subBotToken: holds a placeholder", "as env:AGORA_SUB_BOT_TOKEN")
		}
		r := w.run("", "start", "--import", file, "--yes")
		if r.code != exitWrong {
			t.Errorf("%s: exit code %d\n%s", format, r.code, r.err)
		}
	}
	if n := len(w.ledger().Tasks); n > 0 {
		t.Errorf("%d tasks", n)
	}
}
