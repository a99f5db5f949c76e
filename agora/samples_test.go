package agora

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sampleDir holds requests and answers as people send and get them. They are not
// this project's to keep, so they are read where they are, if they are.
const sampleDir = "/work/shared/api/samples"

// What is not of the documents in the samples, by the file's beginning.
var oddities = map[string][]string{
	"v6-02": {"captionConfig.storage.vendor oneof"}, // the page's own example
	"v6-08": {"rtcConfig.config unknown"},
	"v7-24": {"rtcConfig.channelName", "rtcConfig.pubBotUid"}, // <placeholders>
	"v6-03": {"translateConfig.enable lacks"},
	"v7-25": {"translateConfig.enable lacks"},
}

func TestTheSamplesAreRead(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(sampleDir, "v[67]-*.json"))
	if len(paths) == 0 {
		t.Skip("there are no samples here")
	}
	for _, path := range paths {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			v := Version(name[:2])
			r, errs, err := DecodeRequest(data)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range r.Unsent(v) {
				if e.Path != PathSubBotUID && e.Path != PathSubBotToken { // the old form of v7
					errs = append(errs, e)
				}
			}
			if !strings.Contains(name, "-update") {
				p := Project{Version: v}
				r.RTC.ChannelName = strings.Trim(r.RTC.ChannelName, "<>")
				errs = append(errs, r.Validate(p)...)
			}
			for _, e := range errs {
				known := false
				for _, oddity := range oddities[name[:5]] {
					known = known || strings.HasPrefix(e.Path+" "+e.Rule, oddity)
				}
				if !known {
					t.Errorf("%s %s: %s", e.Path, e.Rule, e.Text)
				}
			}
			again, _, err := DecodeRequest(r.Body(Project{Version: v}))
			if err != nil || again.Validate(v7) != nil && len(r.Validate(v7)) == 0 {
				t.Errorf("its own body is another one: %v", err)
			}
		})
	}
}

func TestTheSampleAnswersAreUnderstood(t *testing.T) {
	body := func(name string) string {
		data, err := os.ReadFile(filepath.Join(sampleDir, name))
		if err != nil {
			t.Skip("there are no samples here")
		}
		return string(data)
	}
	client := func(v Version, status int, name string) *Client {
		return newTestClient(t, Config{Project: Project{Version: v}, Transport: canned{status: status, body: body(name)}})
	}
	token, err := client(V6, 200, "r6-40-acquire-200.json").Acquire(t.Context(), "sttw-1")
	if err != nil || token.Name == "" || token.CreatedAt.Unix() != 1678505791 {
		t.Errorf("%v, %v", token.CreatedAt, err)
	}
	task, err := client(V6, 200, "r6-41-task-200.json").Start(t.Context(), "b", minimalRequest())
	if err != nil || task.ID != "XXXX" || !task.Status.Running() {
		t.Errorf("%+v, %v", task, err)
	}
	task, err = client(V7, 200, "r7-50-join-200.json").Start(t.Context(), "n", minimalRequest())
	if err != nil || task.Status != StatusStarting || task.CreatedAt.Unix() != 1735035893 {
		t.Errorf("%+v, %v", task, err)
	}
	task, err = client(V7, 200, "r7-51-query-200.json").Query(t.Context(), Handle{TaskID: task.ID})
	if err != nil || !task.Status.Running() {
		t.Errorf("%+v, %v", task, err)
	}
	tasks, err := client(V7, 200, "r7-52-list-200.json").List(t.Context(), ListQuery{States: []Status{StatusRunning}})
	if err != nil || len(tasks) != 1 || tasks[0].ID != task.ID || tasks[0].CreatedAt.Unix() != 1735035893 {
		t.Errorf("%+v, %v", tasks, err)
	}
	for name, want := range map[string]string{
		"r6-42-error-message.json":       "Invalid authentication credentials",
		"r6-43-error-code-reason.json":   "Acquire: invalid resourceExpiredHour value!",
		"r6-44-error-invalid-appid.json": "invalid_appid",
		"r7-53-error.json":               "The reason why the request failed.: Details of the request failure.",
		"r7-54-query-error.json":         "Details of the failed request.",
	} {
		_, err := client(Version("v"+name[1:2]), 400, name).Query(t.Context(), Handle{TaskID: "a", BuilderToken: "b"})
		if e, ok := err.(*APIError); !ok || e.Message != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
