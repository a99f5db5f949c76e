package cli

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"sttwizard/agora"
	"sttwizard/internal/captions"
	"sttwizard/internal/captions/arriving"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/samples"
	"sttwizard/internal/storage"
)

// event is a world with a task of the sandbox whose captions are stored in a storage of
// this process.
type event struct {
	*world
	birds   samples.Cage
	reader  *storage.Reader
	script  captions.Script
	attempt string
}

// ofEvent are the settings of its request.
var ofEvent = []string{
	"--set", "rtcConfig.channelName=town-hall", "--set", "languages=en-US",
	"--set", "captionConfig.storage.vendor=1", "--set", "captionConfig.storage.region=0", "--set", "captionConfig.storage.bucket=captions",
	"--set", "captionConfig.storage.accesskey=env:ACCESS", "--set", "captionConfig.storage.secretkey=env:SECRET", "--set", "translateConfig.languages=en-US:de-DE",
}

func newEvent(t *testing.T, settings ...string) *event {
	t.Helper()
	back := s3mem.New()
	if err := back.CreateBucket("captions"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(back, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	t.Cleanup(server.Close)
	e := &event{world: newWorld(t), birds: samples.Canaries()}
	e.vars["STTWIZARD_STORAGE_URL"] = server.URL
	e.vars["ACCESS"], e.vars["SECRET"] = e.birds[agora.PathAccessKey], e.birds[agora.PathSecretKey]
	args := append([]string{"start", "--sandbox", "--yes", "--json"}, ofEvent...)
	var started startResult
	if err := json.Unmarshal([]byte(e.want(exitDone, append(args, settings...)...).out), &started); err != nil {
		t.Fatal(err)
	}
	e.attempt = started.Attempt
	var err error
	e.reader, err = storage.Open(storage.Place{Vendor: agora.VendorS3, Bucket: "captions"}, storage.Keys{Access: "a", Secret: "s"}, storage.Options{Endpoint: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.reader.Close)
	e.script = captions.Script{
		Task:    captions.Task{ID: started.TaskID, Languages: []string{"en-US", "de-DE"}},
		Channel: "town-hall", Speakers: []string{"327116469", "1274918203"}, Begin: e.env.Now(), Slice: time.Minute, Mode: captions.ModeFine,
	}
	return e
}

// stores puts the captions of so many minutes into the storage.
func (e *event) stores(minutes int) {
	e.t.Helper()
	last := map[string][]byte{}
	for _, u := range e.script.Uploads(0, minutes) {
		last[u.Key] = u.Body
	}
	for key, body := range last {
		if err := e.reader.Put(e.t.Context(), key, body); err != nil {
			e.t.Fatal(err)
		}
	}
}

var fromVariables = []string{"--access-key", "env:ACCESS", "--secret-key", "env:SECRET"}

func (e *event) captions(code int, args ...string) ran {
	e.t.Helper()
	r := e.want(code, slices.Concat([]string{"tasks"}, args[:1], []string{e.attempt}, args[1:], fromVariables)...)
	if leaks := e.birds.In(r.out + r.err); len(leaks) > 0 {
		e.t.Errorf("%q prints the %q", args, leaks)
	}
	return r
}

func TestCaptionsAreLookedAt(t *testing.T) {
	t.Parallel()
	e := newEvent(t)
	if r := e.captions(exitDone, "captions"); !strings.Contains(r.out, "The first captions are due") {
		t.Errorf("%s", r.out)
	}
	e.stores(5)
	r := e.captions(exitDone, "captions")
	last := e.script.Said(4)
	for _, want := range []string{"Captions arriving, the last ", "German (Germany): the last ", last[len(last)-1].Text, "de-DE " + last[len(last)-1].Speaker} {
		if !strings.Contains(r.out, want) {
			t.Errorf("%q is not in\n%s", want, r.out)
		}
	}
	var told captionsJSON
	if err := json.Unmarshal([]byte(e.captions(exitDone, "captions", "--json", "--language", "de-de").out), &told); err != nil {
		t.Fatal(err)
	}
	if told.State != "arriving" || told.TaskID != e.script.Task.ID || told.Place != "s3://captions/" || len(told.Languages) != 3 || len(told.Said) != 2 || told.Said[1].Language != "de-DE" || told.Problem != "" {
		t.Errorf("%+v", told)
	}
	e.captions(exitWrong, "captions", "--language", "fr-FR")
}

func TestCaptionsAreFollowedUntilTheTaskEnds(t *testing.T) {
	t.Parallel()
	e := newEvent(t)
	e.stores(3)
	e.want(exitDone, "tasks", "stop", e.attempt, "--yes")
	r := e.captions(exitDone, "captions", "--follow", "--json")
	var told captionsJSON
	if err := json.Unmarshal([]byte(strings.SplitN(r.out, "\n", 2)[0]), &told); err != nil || told.State != "over" || len(told.Said) != 2 {
		t.Errorf("%v\n%s", err, r.out)
	}
}

func TestAFileBehindTheEndOfAFollowedTaskIsTold(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	now := clocktest.At(20, 0, 0)
	l := &lookingAt{app: &app{env: Env{Out: &out, Now: func() time.Time { return now }}}, flags: captionFlags{follow: true}}
	for _, seconds := range []int{40, 40, 15, 15} {
		if err := l.tell(arriving.Report{State: arriving.Over, Last: now.Add(-time.Duration(seconds) * time.Second)}, nil, nil); err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Count(out.String(), "the last file of captions came"); got != 2 || !strings.Contains(out.String(), "came at 19:59:45") {
		t.Errorf("%d times:\n%s", got, out.String())
	}
}

func TestATranscriptHasEachSentenceOnceWithItsSpeakersName(t *testing.T) {
	t.Parallel()
	e := newEvent(t)
	e.stores(10)
	dir := t.TempDir()
	for _, form := range captions.Forms() {
		for language, prefix := range map[string]string{"": "", "de-DE": "[de-DE] "} {
			path := filepath.Join(dir, language+"gala."+string(form))
			args := []string{"transcript", "-o", path, "--names", "327116469=Ada,1274918203=Bob <b>\x1b[2J"}
			if language != "" {
				args = append(args, "--language", language)
			}
			e.captions(exitDone, args...)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			if form == captions.VTT {
				text = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text)
			}
			for n := range 10 {
				for _, said := range e.script.Said(n) {
					if strings.Count(text, prefix+said.Text) != 1 {
						t.Errorf("%s: %q is in it %d times", path, said.Text, strings.Count(text, prefix+said.Text))
					}
				}
			}
			if !strings.Contains(text, "Ada") || !strings.Contains(text, "Bob <b>") || strings.Contains(text, "1274918203") || strings.Contains(text, "\x1b") {
				t.Errorf("%s lacks names, or has other ones:\n%.300s", path, text)
			}
			if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%v, %v", info.Mode(), err)
			}
		}
	}
	if r := e.captions(exitDone, "transcript", "-o", "-"); !strings.Contains(r.out, e.script.Said(9)[0].Text) {
		t.Errorf("%s", r.out)
	}
}

func TestATranscriptReplacesNothingUnasked(t *testing.T) {
	t.Parallel()
	e := newEvent(t)
	e.stores(1)
	path := filepath.Join(t.TempDir(), "mine.txt")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	e.captions(exitWrong, "transcript", "-o", path)
	if data, _ := os.ReadFile(path); string(data) != "mine" {
		t.Errorf("%q", data)
	}
	e.captions(exitDone, "transcript", "-o", path, "--force")
	if data, _ := os.ReadFile(path); !strings.Contains(string(data), e.script.Said(0)[0].Text) {
		t.Errorf("%q", data)
	}
	for _, wrong := range [][]string{{"transcript"}, {"transcript", "-o", "gala.docx"}, {"transcript", "-o", "x.txt", "--names", "Ada"}, {"transcript", "-o", "x.txt", "--language", "fr-FR"}} {
		e.captions(exitWrong, wrong...)
	}
}

func TestWhatCanNotBeSeenIsSaidWithWhatToDo(t *testing.T) {
	t.Parallel()
	e := newEvent(t)
	if r := e.want(exitWrong, "tasks", "captions", e.attempt); !strings.Contains(r.err, "--access-key env:NAME") {
		t.Errorf("%s", r.err)
	}
	if r := e.captions(exitFailed, "transcript", "-o", "-"); !strings.Contains(r.err, "no captions of it are in the storage") {
		t.Errorf("%s", r.err)
	}
	e.vars["STTWIZARD_STORAGE_URL"] = "http://127.0.0.1:1"
	if r := e.captions(exitFailed, "captions"); !strings.Contains(r.err, "reached") {
		t.Errorf("%s", r.err)
	}
	none := newWorld(t)
	none.want(exitDone, "start", "--sandbox", "--yes", "--set", "rtcConfig.channelName=x", "--set", "languages=en-US")
	var list listJSON
	if err := json.Unmarshal([]byte(none.want(exitDone, "tasks", "list", "--json").out), &list); err != nil {
		t.Fatal(err)
	}
	if r := none.want(exitFailed, "tasks", "captions", list.Tasks[0].Attempt); !strings.Contains(r.err, "stores no captions") {
		t.Errorf("%s", r.err)
	}
}

func TestHostileCaptionsReachNoTerminal(t *testing.T) {
	t.Parallel()
	e := newEvent(t)
	var slice, list strings.Builder
	name := e.script.Task.ID + "_town-hall_20260611073246073.vtt"
	slice.WriteString("WEBVTT\r\n\r\n")
	fmt.Fprintf(&list, "#EXTM3U\r\n#EXTINF:60\r\n%s\r\n", name)
	for _, payload := range samples.Payloads() {
		fmt.Fprintf(&slice, "00:00:01.000 --> 00:00:02.000\r\n<v %s>%s</v>\r\n\r\n", payload, payload)
		fmt.Fprintf(&list, "#EXTINF:60\r\n%s.vtt\r\n", strings.ReplaceAll(payload, "\r", ""))
	}
	for key, text := range map[string]string{name: slice.String(), e.script.Task.ID + "_town-hall.m3u8": list.String(), e.script.Task.ID + "_a\x1b[2J\u202eb.vtt": slice.String()} {
		if err := e.reader.Put(t.Context(), key, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"captions"}, {"captions", "--json"}, {"transcript", "-o", "-", "--names", "7=" + samples.Payloads()[0]}} {
		r := e.captions(exitDone, args...)
		if bad := samples.Steering(r.out + r.err); bad != "" {
			t.Errorf("%q prints %s:\n%q", args, bad, r.out)
		}
	}
}

func TestWatchTellsWhetherCaptionsArrive(t *testing.T) {
	t.Parallel()
	e := newEvent(t)
	e.want(exitDone, "presets", "save", "gala", "--set", "rtcConfig.channelName=town-hall", "--set", "languages=en-US",
		"--set", "captionConfig.storage.vendor=1", "--set", "captionConfig.storage.region=0", "--set", "captionConfig.storage.bucket=captions",
		"--set", "captionConfig.storage.accesskey=env:ACCESS", "--set", "captionConfig.storage.secretkey=env:SECRET")
	var started startResult
	r := e.want(exitDone, "start", "gala", "--sandbox", "--yes", "--json", "--beside", "--set", "maxIdleTime=60", "--set", "rtcConfig.channelName=idle-gala")
	if err := json.Unmarshal([]byte(r.out), &started); err != nil {
		t.Fatal(err)
	}
	e.script.Task = captions.Task{ID: started.TaskID, Languages: []string{"en-US"}}
	e.stores(2)
	r = e.want(exitDone, "tasks", "watch", started.Attempt, "--json")
	if !strings.Contains(r.out, `"captions":"arriving"`) || !strings.Contains(r.out, `"state":"stopped","status":"`) || strings.Count(r.out, `"captions":"over"`) != 2 || !strings.Contains(r.out, "captions arriving, the last ") || !strings.Contains(r.out, "sttwizard tasks transcript "+started.TaskID) {
		t.Errorf("%s", r.out)
	}
}
