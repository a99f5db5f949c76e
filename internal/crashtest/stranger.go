package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/connections"
	"sttwizard/internal/files"
	"sttwizard/internal/secret"
)

// A stranger is a server that says of everything that there is no such thing. A
// detour runs a command about tasks while a flag or a variable names the stranger,
// or the sandbox: nothing about any attempt may be sent there, and no attempt may
// end because of it.

// strangerName is the connection that leads to the stranger.
const strangerName = "stranger"

// detour is one such run.
type detour struct {
	Command string // what is run
	Way     string // how the place is named
	Late    bool   // after the recoveries, not before
}

// detours are the commands; CHANNEL is that of the first start.
var detours = []string{
	"tasks stop --channel CHANNEL --yes", "tasks stop --all --yes", "tasks list --live --all",
	"tasks recover", "tasks recover --wait", "tasks recover --stop --yes", "start CHANNEL",
}

// The ways to name another place.
const (
	byFlag       = "--api-url"
	byConnection = "--connection"
	byVariable   = "STTWIZARD_API_URL"
	bySandbox    = "--sandbox"
)

// newDetours draws none, one or two.
func newDetours(r *rand.Rand) []detour {
	var out []detour
	for range []int{0, 0, 1, 1, 2}[r.IntN(5)] {
		ways := []string{byFlag, byConnection, byVariable, bySandbox}
		out = append(out, detour{detours[r.IntN(len(detours))], ways[r.IntN(len(ways))], r.Float64() < 0.5})
	}
	return out
}

// String says the detour as it is typed.
func (d detour) String() string { return d.Command + " with " + d.Way }

// args gives the detour's arguments and the variable that it is run with.
func (t *trial) detourArgs(d detour) (args []string, apiURL string) {
	channel := t.channel(0)
	args, apiURL = strings.Fields(strings.ReplaceAll(d.Command, "CHANNEL", channel)), t.server.url
	if args[0] == "start" { // it asks what runs in the channel, and sends nothing
		args = append(t.startArgs(0)[:3:3], "--set", "languages=en-US", "--yes")
	}
	switch d.Way {
	case byFlag:
		args = append(args, "--api-url", t.stranger.url())
	case byConnection:
		args = append(args, "--connection", strangerName)
	case bySandbox:
		args = append(args, "--sandbox")
		apiURL = ""
	default:
		apiURL = t.stranger.url()
	}
	return append(args, "--json"), apiURL
}

// goAround makes the plan's detours of one time.
func (t *trial) goAround(late bool) {
	for _, d := range t.plan.Detours {
		starts := strings.HasPrefix(d.Command, "start")
		if d.Late != late || starts && (d.Way == bySandbox || !t.tracked()) {
			continue
		}
		args, apiURL := t.detourArgs(d)
		t.fine(t.execOn(t.other(), apiURL, kill{}, 0, args...), 0, 1, 2, 3, 7)
	}
}

// tracked reports whether a start at the stranger is stopped by its question: there
// is an attempt that may run in the channel.
func (t *trial) tracked() bool {
	list, _, err := t.list()
	return err == nil && slices.ContainsFunc(list, func(l listed) bool { return l.State.MayBill() })
}

// stranger is the server.
type stranger struct {
	server *httptest.Server

	mu    sync.Mutex
	asked []string
}

func newStranger(v agora.Version) *stranger {
	s := &stranger{}
	body := `{"message":"Not Found"}`
	if v.Named() {
		body = `{"detail":"no such agent","reason":"TaskNotFound"}`
	}
	s.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked = append(s.asked, r.Method+" "+r.URL.Path)
		s.mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, body)
	}))
	return s
}

func (s *stranger) url() string { return s.server.URL }

// strayed returns what was sent to the stranger. Which tasks run there may be asked by
// whoever named it, and a new task may be started there, as both are about no
// attempt that there is; all else is somebody's task.
func (s *stranger) strayed() []finding {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []finding
	for _, asked := range s.asked {
		lists := strings.HasPrefix(asked, "GET") && strings.HasSuffix(asked, "/agents")
		starts := strings.HasPrefix(asked, "POST") && (strings.HasSuffix(asked, "/builderTokens") || strings.HasSuffix(asked, "/join"))
		if !lists && !starts {
			out = append(out, finding{astray, asked})
		}
	}
	return out
}

// introduce writes down the connection that leads to the stranger, on each machine.
func (t *trial) introduce() error {
	err := t.introduceTo(firstMachine)
	if t.plan.Team.Two {
		err = errors.Join(err, t.introduceTo(secondMachine))
	}
	return err
}

func (t *trial) introduceTo(machine int) error {
	home, err := files.Locate(func(string) string { return t.homeOf(machine) })
	if err != nil {
		return err
	}
	ref, err := secret.ParseRef("env:AGORA_CUSTOMER_SECRET")
	if err != nil {
		return err
	}
	return connections.Open(home).Save(connections.Connection{
		Name: strangerName, Version: t.plan.Version, AppID: sandbox.DefaultAppID, CustomerKey: sandbox.DefaultKey,
		Certificate: agora.CertificateOff, Secret: ref, BaseURL: t.stranger.url(),
	}, true)
}
