package agora

import (
	"errors"
	"strings"
	"testing"
)

func TestConfigIsChecked(t *testing.T) {
	good := Config{AppID: testAppID, Key: "k", Secret: "s", Project: v5}
	if _, err := NewClient(good); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, field string
		change      func(*Config)
	}{
		{"short App ID", "App ID", func(c *Config) { c.AppID = "0123" }},
		{"App ID with other letters", "App ID", func(c *Config) { c.AppID = strings.Repeat("g", 32) }},
		{"App ID with a line end", "App ID", func(c *Config) { c.AppID = testAppID + "\n" }},
		{"no key", "customer key", func(c *Config) { c.Key = "" }},
		{"a colon in the key", "customer key", func(c *Config) { c.Key = "a:b" }},
		{"no secret", "customer secret", func(c *Config) { c.Secret = "" }},
		{"no version", "version", func(c *Config) { c.Project = Project{} }},
		{"an unknown version", "version", func(c *Config) { c.Project.Version = "v9" }},
		{"a wrong URL", "base URL", func(c *Config) { c.BaseURL = "ftp://api.example" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := good
			tt.change(&c)
			_, err := NewClient(c)
			if e, ok := errors.AsType[*ConfigError](err); !ok || e.Field != tt.field {
				t.Errorf("got %v, want %s", err, tt.field)
			}
		})
	}
}

func TestBaseURLs(t *testing.T) {
	for _, good := range []string{
		DefaultBaseURL, "https://api.sd-rtn.com/cn", "https://API.example:8443", "HTTPS://api.example", "https://192.0.2.1", "https://api.example/",
		"http://127.0.0.1:8080", "http://127.8.8.8", "http://localhost", "http://LOCALHOST:1", "http://[::1]:9",
	} {
		if err := CheckBaseURL(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{
		"", "api.agora.io", "http://api.agora.io", "http://192.168.0.1", "http://localhost.example", "http://127.0.0.1.example",
		"http://127.0.0.1@api.example", "https://CANARY@api.example", "https://u:CANARY@api.example", "https://api.example?CANARY=1", "https://api.example?",
		"https://api.example#CANARY", "https://api.example/#", "https:api.example", "https://", "https:///path", "ftp://127.0.0.1", "http://0.0.0.0",
		"https://api.example:CANARY", "https://api.example/%zz", "//api.example", "https://a b", "http://[::ffff:192.0.2.1]", "unix:///x",
	} {
		err := CheckBaseURL(bad)
		if e, ok := errors.AsType[*ConfigError](err); !ok || e.Field != "base URL" || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestInstanceIDsAreLegalAndUnique(t *testing.T) {
	ids := map[string]bool{}
	for range 1000 {
		id := NewInstanceID(nil)
		if !instanceIDForm().MatchString(id) || !strings.HasPrefix(id, "sttw-") || ids[id] {
			t.Fatalf("instanceId %q", id)
		}
		ids[id] = true
	}
	zeros := strings.NewReader(strings.Repeat("\x00", 16))
	if id := NewInstanceID(zeros); id != "sttw-00000000000000000000000000" {
		t.Errorf("from zeros: %q", id)
	}
	if id := NewInstanceID(zeros); !instanceIDForm().MatchString(id) || id == "sttw-00000000000000000000000000" {
		t.Errorf("from a source at its end: %q", id)
	}
}
