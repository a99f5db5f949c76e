package tasks_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/tasks"
)

func TestIntent(t *testing.T) {
	s := open(t, nil, nil)
	r := request("demo")
	for path, text := range map[string]string{
		agora.PathLanguages: "en-US,fr-FR", agora.PathMaxIdleTime: "60", agora.PathVendor: "1", agora.PathBucket: "bucket",
		agora.PathFileNamePrefix: "captions,hall", agora.PathSecretKey: "hunter2",
	} {
		if err := r.Set(path, text); err != nil {
			t.Fatal(err)
		}
	}
	c := connections.Connection{Name: "a", Version: agora.V5, AppID: appID}
	in := s.Tasks.Intent(c, r, tasks.StartOptions{Preset: "hall"})
	if in.InstanceID == "" || in.InstanceID == s.Tasks.Intent(c, r, tasks.StartOptions{Preset: "hall"}).InstanceID {
		t.Error("the instance id is not a new one")
	}
	in.InstanceID = ""
	want := attempt.Intent{
		AppID: appID, Connection: "a", BaseURL: agora.DefaultBaseURL, Version: agora.V5, Channel: "demo", SubBotUID: "47091", PubBotUID: "88222",
		MaxIdleTime: 60, Preset: "hall", Languages: "en-US, fr-FR", Captions: "s3://bucket/captions/hall/",
	}
	if strings.Contains(string(in.Request), "hunter2") || !slices.Equal(in.Lacks, []string{agora.PathSecretKey}) {
		t.Errorf("the request is kept as %s, without %v", in.Request, in.Lacks)
	}
	if again, wrong, err := agora.DecodeRequest(in.Request); err != nil || len(wrong) > 0 || again.RTC.ChannelName != "demo" {
		t.Errorf("what is kept of the request reads as %+v, %v, %v", again, wrong, err)
	}
	in.Request, in.Lacks, in.Host, in.Boot = nil, nil, "", ""
	if !reflect.DeepEqual(in, want) {
		t.Errorf("got %+v", in)
	}
	if url := s.Tasks.Intent(connections.Sandbox("http://127.0.0.1:1", sandbox.DefaultAppID, sandbox.DefaultKey), r, tasks.StartOptions{}).BaseURL; url != "" {
		t.Errorf("the sandbox's address of this moment is kept: %s", url)
	}
	for vendor, want := range map[string]string{"": "storage://", "5": "azure://", "6": "gs://"} {
		if err := r.Set(agora.PathVendor, vendor); err != nil {
			t.Fatal(err)
		}
		if got := s.Tasks.Intent(c, r, tasks.StartOptions{}).Captions; !strings.HasPrefix(got, want) {
			t.Errorf("vendor %q: %s", vendor, got)
		}
	}
}
