package agora

import (
	"slices"
	"testing"
)

func TestWithoutSecretsLeavesTheRestAndTheOriginal(t *testing.T) {
	var r Request
	for path, text := range map[string]string{
		PathChannelName: "demo", PathSubBotToken: "token", PathBucket: "bucket", PathSecretKey: "hunter2", PathCryptionMode: "0",
	} {
		if err := r.Set(path, text); err != nil {
			t.Fatal(err)
		}
	}
	without, had := r.WithoutSecrets()
	if want := []string{PathSubBotToken, PathSecretKey}; !slices.Equal(had, want) {
		t.Errorf("had %v, want %v", had, want)
	}
	if len(without.secrets()) != 0 || len(r.secrets()) != 2 {
		t.Errorf("%d secrets are left, the original has %d", len(without.secrets()), len(r.secrets()))
	}
	for _, path := range []string{PathChannelName, PathBucket, PathCryptionMode} {
		if a, _ := r.Get(path); a == "" {
			t.Errorf("%s is lost in the original", path)
		} else if b, _ := without.Get(path); a != b {
			t.Errorf("%s is %q, was %q", path, b, a)
		}
	}
	if again, had := without.WithoutSecrets(); len(had) != 0 || again.RTC.ChannelName != "demo" {
		t.Errorf("had %v", had)
	}
}
