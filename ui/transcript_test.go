package ui

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"sttwizard/agora"
	"sttwizard/internal/captions"
	"sttwizard/internal/files"
	"sttwizard/internal/storage"
)

// spoken is a desk on the screen of a task that ran ten minutes and has ended, whose
// captions are in a storage of this process.
type spoken struct {
	*desk
	script captions.Script
	dir    string
	home   string
	env    map[string]string
}

func newSpoken(t *testing.T, env map[string]string, bucket string) *spoken {
	t.Helper()
	back := s3mem.New()
	if err := back.CreateBucket("captions"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(back, gofakes3.WithLogger(gofakes3.DiscardLog())).Server())
	t.Cleanup(server.Close)
	home := t.TempDir()
	write(t, home, "config/presets/gala.yaml", strings.Replace(storingPreset, "bucket: captions", "bucket: "+bucket, 1))
	env["STTWIZARD_STORAGE_URL"] = server.URL
	d := &spoken{desk: newDesk(t, rigOptions{home: home, env: env}), dir: t.TempDir(), home: home, env: env}
	d.press("enter")
	d.must("ready to send")
	d.calm()
	d.press("s")
	d.rings("Running")
	a := d.attempt("gala")
	d.script = captions.Script{
		Task: captions.Task{ID: a.Task().ID, Languages: []string{"en-US"}}, Channel: "gala", Speakers: []string{"327116469"},
		Begin: d.clock.Now(), Slice: time.Minute, Mode: captions.ModeFine,
	}
	reader, err := storage.Open(storage.Place{Vendor: agora.VendorS3, Bucket: "captions"}, storage.Keys{Access: "a", Secret: "s"}, storage.Options{Endpoint: server.URL})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(reader.Close)
	for _, u := range d.script.Uploads(0, 10) {
		if err := reader.Put(t.Context(), u.Key, u.Body); err != nil {
			t.Fatal(err)
		}
	}
	d.clock.Pass(10 * time.Minute)
	d.press("x")
	d.calm()
	d.press("y")
	d.rings("Ended")
	return d
}

// into asks for a transcript in a file of that name.
func (d *spoken) into(name string) string {
	d.t.Helper()
	d.press("t")
	d.must("To which file?")
	return d.named(name)
}

// named names the file.
func (d *spoken) named(name string) string {
	d.t.Helper()
	d.press("ctrl+u")
	path := filepath.Join(d.dir, name)
	d.types(path)
	d.press("enter")
	return path
}

// has reports whether every sentence is in a file, once.
func (d *spoken) has(path string) {
	d.t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	text := string(data)
	if form, _ := captions.FormOf(path); form == captions.VTT {
		text = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text)
	}
	for n := range 10 {
		for _, said := range d.script.Said(n) {
			if times := strings.Count(text, said.Text); times != 1 {
				d.t.Errorf("%q is in it %d times", said.Text, times)
			}
		}
	}
}

var storageEnv = map[string]string{"ACCESS": "AKIAPRETEND", "SECRET": "pretended-secret-key"}

func env(of map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range of {
		out[k] = v
	}
	return out
}

func TestATranscriptIsWrittenFromTheScreen(t *testing.T) {
	t.Parallel()
	d := newSpoken(t, env(storageEnv), "captions")
	d.must("t transcript")
	path := d.into("gala.srt")
	d.must("written to", "sentences of 10 files")
	d.mustNotShow("To which file?")
	d.has(path)
	if text := d.text(); strings.Contains(text, "pretended-secret-key") {
		t.Errorf("the secret is shown:\n%s", text)
	}
}

func TestAFileThatIsThereIsReplacedOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	d := newSpoken(t, env(storageEnv), "captions")
	old := filepath.Join(d.dir, "gala.txt")
	if err := os.WriteFile(old, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	kept := func() {
		t.Helper()
		if data, err := os.ReadFile(old); err != nil || string(data) != "precious" {
			t.Errorf("%q, %v", data, err)
		}
	}
	d.into("gala.txt")
	d.must("is there already", "Replace it")
	d.press("y") // the key is held: it was not meant yet
	kept()
	d.press("esc")
	d.must("To which file?")
	kept()
	other := d.named("gala-2.txt")
	d.must("written to")
	d.has(other)
	d.into("gala.txt")
	d.calm()
	d.press("y")
	d.must("written to")
	d.has(old)
}

func TestAFileThatCannotBeWrittenIsSaidAndAnotherIsNamed(t *testing.T) {
	t.Parallel()
	d := newSpoken(t, env(storageEnv), "captions")
	if err := os.WriteFile(filepath.Join(d.dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(d.dir, "folder.vtt"), 0o700); err != nil {
		t.Fatal(err)
	}
	d.into("file/gala.vtt")
	d.must("is in the way", "Name another file", "To which file?")
	d.named("folder.vtt")
	d.must("is a directory, not a file", "Name another file")
	path := d.named("new/gala.vtt")
	d.must("written to")
	d.has(path)
	d.press("t")
	e := d.m.over.(*entry)
	full := transcriptMsg{of: e, attempt: d.attempt("gala"), path: path, err: &files.Error{Op: "write", Path: path, Err: syscall.ENOSPC}}
	d.tell(full)
	d.must("the disk is full", "Name another file", "To which file?")
	d.press("esc")
	d.tell(full)
	d.must("The transcript was not written", "the disk is full")
}

func TestATranscriptOfNothingSaysWhy(t *testing.T) {
	t.Parallel()
	d := newSpoken(t, env(storageEnv), "elsewhere")
	d.into("gala.vtt")
	d.must("There is no", "elsewhere", "To which file?")
	if _, err := os.Stat(filepath.Join(d.dir, "gala.vtt")); err == nil {
		t.Error("a file was written")
	}
}

// TestTheKeysForATranscriptAreTypedWhereNothingHasThem: in another run, which does not know
// with which keys the task was started.
func TestTheKeysForATranscriptAreTypedWhereNothingHasThem(t *testing.T) {
	t.Parallel()
	first := newSpoken(t, env(storageEnv), "captions")
	delete(first.env, "ACCESS")
	clock := first.clock
	d := &spoken{desk: newDesk(t, rigOptions{home: first.home, env: first.env}), dir: first.dir, script: first.script}
	d.clock.Pass(clock.Now().Sub(d.clock.Now()))
	d.toTasks()
	d.press("enter")
	d.must("Ended", "t transcript")
	path := d.into("gala.vtt")
	d.must("Transcript", "Access key", "The access key of the caption storage is missing: the environment variable ACCESS")
	d.types("env:NOT_SET")
	d.press("enter")
	d.types("typed-secret")
	d.press("enter")
	d.must("Secret key", "NOT_SET is not set") // asked again
	d.types("AKIATYPED")
	d.press("enter")
	d.types("env:SECRET")
	d.press("enter")
	d.must("written to")
	d.has(path)
	d.into("gala-2.vtt") // they are kept for this run
	d.must("written to")
	if text := d.text(); strings.Contains(text, "typed-secret") || strings.Contains(text, "pretended-secret-key") || strings.Contains(text, "AKIATYPED") {
		t.Errorf("a key is shown:\n%s", text)
	}
}
