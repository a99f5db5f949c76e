package tasks

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/secret"
)

// TestTheAddressWeighsMoreThanTheVersion where several can stand in for a connection:
// the credentials of another server are another server's.
func TestTheAddressWeighsMoreThanTheVersion(t *testing.T) {
	in := attempt.Intent{AppID: appID, Connection: "gone", BaseURL: "http://127.0.0.1:4001", Version: agora.V5}
	choice := func(name, url string, v agora.Version, app string) connections.Connection {
		return connections.Connection{Name: name, Version: v, AppID: app, CustomerKey: "key", Secret: secret.Ask(), BaseURL: url}
	}
	best := choice("best", in.BaseURL, agora.V5, appID)
	version := choice("version", "http://127.0.0.1:4002", agora.V5, appID)
	address := choice("address", in.BaseURL, agora.V6, appID)
	strange := choice("strange", in.BaseURL, agora.V5, strings.Repeat("9", 32))
	useless := choice("useless", in.BaseURL, agora.V5, appID)
	useless.CustomerKey = ""
	for _, test := range []struct {
		want    string
		choices []connections.Connection
	}{
		{"address", []connections.Connection{strange, useless, version, address}},
		{"address", []connections.Connection{address, version}},
		{"best", []connections.Connection{version, address, best}},
		{"", []connections.Connection{strange, useless, connections.Sandbox("", appID, "key")}},
	} {
		if c, ok := heir(in, test.choices); c.Name != test.want || ok != (test.want != "") {
			t.Errorf("%q, want %q", c.Name, test.want)
		}
	}
}

const appID = "0123456789abcdef0123456789abcdef"
