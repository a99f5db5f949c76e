package convert

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestExportsOfOtherProgramsAreReadAsInTheGoldenFiles reads each request of each export
// that starts a task.
func TestExportsOfOtherProgramsAreReadAsInTheGoldenFiles(t *testing.T) {
	for name, data := range textsIn(t, "exports") {
		var b strings.Builder
		im, err := Read(data)
		b.WriteString(told(im, err))
		if several, ok := errors.AsType[*ItemsError](err); ok {
			for _, i := range several.Items {
				im, err := ReadItem(data, decimal(i.Number))
				fmt.Fprintf(&b, "\n%s\n%s", i, told(im, err))
			}
		}
		if strings.Contains(b.String(), "CANARY") {
			t.Errorf("%s: what may be a secret is shown", name)
		}
		golden(t, filepath.Join("testdata", "read", name+".txt"), b.String())
	}
}

func TestARequestOfAnExportIsChosenByNumberOrName(t *testing.T) {
	data := textsIn(t, "exports")["several.postman.json"]
	for asked, want := range map[string]string{
		"1": "north", "2": "south", "North / join": "north", "south / JOIN": "south", " 2 ": "south",
		"join":        "several requests are called \"join\", choose by number: 1  North / join (v7, north, en-US); 2  South / join",
		"Broken join": "a colon is missing", "3": "a colon is missing",
		"update": `no request is called "update"; there are: 1  North / join`, "0": "no request is called", "4": "no request is called",
		"": "there are 3 requests that start a task: 1  North / join",
	} {
		im, err := ReadItem(data, asked)
		got := im.Values["rtcConfig.channelName"]
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, want) && !strings.Contains(got, "column") || strings.Contains(got, "column") && !strings.Contains(got, want) {
			t.Errorf("%q: %s", asked, got)
		}
	}
	if _, err := ReadItem([]byte(someBody), "join"); err == nil || !strings.Contains(err.Error(), `no request is called "join"`) {
		t.Errorf("of a text with one request: %v", err)
	}
	if im, err := ReadItem([]byte(someBody), "1"); err != nil || im.Values["rtcConfig.channelName"] == "" {
		t.Errorf("the first of a text with one request: %v", err)
	}
}

func TestAnExportWithoutAStartSaysSo(t *testing.T) {
	for text, want := range map[string]string{
		`{"log":{"entries":[{"request":{"method":"GET","url":"https://example.com"}}]}}`:                                                               "the export has one request, and it starts no task",
		`{"info":{},"item":[{"name":"a","request":{"method":"POST","url":"x"}},{"name":"b","request":"https://example.com"}]}`:                         "the export has 2 requests, and none starts a task",
		`{"info":{},"item":[{"request":{"method":"POST","url":"https://api.agora.io/api/speech-to-text/v1/projects/a/join","body":{"mode":"file"}}}]}`: "no request was found",
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestSeveralCommandsThatStartAreChosenFrom(t *testing.T) {
	one := "curl https://api.agora.io/api/speech-to-text/v1/projects/a/join -d '" + someBody + "'\n"
	_, err := Read([]byte(one + "curl https://example.com\n" + one))
	several, ok := errors.AsType[*ItemsError](err)
	if !ok || len(several.Items) != 2 || several.Items[1].Name != "command 3" {
		t.Errorf("%v", err)
	}
}

// TestALongExportIsRead reads what a browser has recorded beside megabytes of pages. A
// text of that length that is no export is refused.
func TestALongExportIsRead(t *testing.T) {
	har := string(textsIn(t, "exports")["browser.har"])
	long := strings.Replace(har, "CANARY {}", strings.Repeat("<p>page</p> ", 400<<10), 1)
	im, err := Read([]byte(long))
	if err != nil || im.Values["rtcConfig.channelName"] != "hall" || len(long) < 4*MaxBytes {
		t.Errorf("%d bytes: %v, %v", len(long), im.Values, err)
	}
	for name, text := range map[string]string{
		"a request": `{"languages":["en-US"],"x":"` + strings.Repeat("x", MaxBytes) + `"}`, "JSON": "[" + strings.Repeat("1,", MaxBytes) + "1]",
		"more than an export": "{" + strings.Repeat(" ", MaxExport),
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), "longer than 1024 KiB") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
