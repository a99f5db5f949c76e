package token

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"slices"
	"testing"
	"time"

	"sttwizard/agora"
)

// packageVariable names the folder node_modules that holds Agora's own npm
// package agora-token. .ci/run installs that and sets it; elsewhere the tests
// against the package are skipped.
const packageVariable = "STTWIZARD_AGORA_TOKEN"

const otherCertificate = agora.Secret("00000000000000000000000000000abc")

// our is a token of Make as the package is told of it.
type our struct {
	Token     string `json:"token"`
	Channel   string `json:"channel"`
	UID       string `json:"uid"`
	Publisher bool   `json:"publisher"`
	Life      int    `json:"life"`
	Issued    int64  `json:"issued"`
	Salt      uint32 `json:"salt"`
}

// theirs is what the package made and read.
type theirs struct {
	Made map[string]string `json:"made"`
	Same map[string]string `json:"same"`
	Read map[string]struct {
		OK            bool                `json:"ok"`
		Verified      bool                `json:"verified"`
		VerifiedOther bool                `json:"verifiedOther"`
		AppID         string              `json:"appId"`
		Issued        int64               `json:"issued"`
		Life          int                 `json:"life"`
		Salt          uint32              `json:"salt"`
		Services      int                 `json:"services"`
		Channel       string              `json:"channel"`
		UID           string              `json:"uid"`
		Privileges    map[Privilege]int64 `json:"privileges"`
	} `json:"read"`
}

func TestAgorasOwnPackageAndThisOneTakeEachOthersTokens(t *testing.T) {
	modules := os.Getenv(packageVariable)
	if modules == "" {
		t.Skip("needs Agora's npm package agora-token: " + packageVariable + " names the node_modules that has it, as .ci/run does")
	}
	mine := oursFor(t)
	got := askPackage(t, modules, mine)
	t.Run("made here, read and verified there", func(t *testing.T) { comparesThere(t, mine, got) })
	t.Run("made there, read and verified here", func(t *testing.T) { comparesHere(t, got.Made) })
}

// oursFor makes tokens of all kinds that Make makes.
func oursFor(t *testing.T) map[string]our {
	now := time.Now()
	out := map[string]our{}
	for name, s := range map[string]Spec{
		"publisher":       {Channel: "town-hall-1122", UID: "47091", Role: Publisher, Life: time.Hour},
		"subscriber":      {Channel: "town-hall-1122", UID: "88222", Role: Subscriber, Life: LongestLife, Salt: maxSalt},
		"any uid":         {Channel: "town-hall-1122", UID: "0", Role: Publisher, Life: ShortestLife, Salt: 1},
		"largest uid":     {Channel: "c", UID: "4294967295", Role: Publisher, Life: time.Hour},
		"channel in full": {Channel: " !#$%&()+-:;<=.>?@[]^_{}|~,abcXYZ019 and so on, up to sixty-four", UID: "1", Role: Publisher, Life: time.Hour},
	} {
		s.AppID, s.Issued = appID, now
		made, err := Make(s, certificate, nil)
		if err != nil {
			t.Fatal(err)
		}
		read, err := Read(made.Reveal())
		if err != nil {
			t.Fatal(err)
		}
		out[name] = our{made.Reveal(), s.Channel, s.UID, s.Role == Publisher, int(s.Life.Seconds()), now.Unix(), read.salt}
	}
	return out
}

// askPackage runs the package on our tokens.
func askPackage(t *testing.T, modules string, mine map[string]our) (out theirs) {
	t.Helper()
	in, err := json.Marshal(map[string]any{"appId": appID, "certificate": certificate.Reveal(), "other": otherCertificate.Reveal(), "ours": mine})
	if err != nil {
		t.Fatal(err)
	}
	node := exec.CommandContext(t.Context(), "node", "testdata/agora-token.js")
	node.Env = append(os.Environ(), "NODE_PATH="+modules)
	node.Stdin, node.Stderr = bytes.NewReader(in), os.Stderr
	said, err := node.Output()
	if err != nil {
		t.Fatalf("the package can't be run: %v", err)
	}
	if err := json.Unmarshal(said, &out); err != nil {
		t.Fatalf("the package's answer can't be read: %v", err)
	}
	return out
}

func comparesThere(t *testing.T, mine map[string]our, got theirs) {
	if len(got.Read) != len(mine) || len(got.Same) != len(mine) {
		t.Fatalf("of %d tokens %d were read and %d made", len(mine), len(got.Read), len(got.Same))
	}
	for name, m := range mine {
		r := got.Read[name]
		if !r.OK || !r.Verified || r.VerifiedOther {
			t.Errorf("%s: read %v, verified %v, with another certificate %v", name, r.OK, r.Verified, r.VerifiedOther)
		}
		if r.AppID != appID || r.Issued != m.Issued || r.Life != m.Life || r.Salt != m.Salt || r.Services != 1 || r.Channel != m.Channel || r.UID != anyUID(m.UID) {
			t.Errorf("%s: read %+v", name, r)
		}
		want := map[Privilege]int64{Join: int64(m.Life)}
		if m.Publisher {
			want[PublishAudio], want[PublishVideo], want[PublishData] = want[Join], want[Join], want[Join]
		}
		if !maps.Equal(r.Privileges, want) {
			t.Errorf("%s: privileges %v", name, r.Privileges)
		}
		if content(t, got.Same[name]) != content(t, m.Token) {
			t.Errorf("%s: the package makes another content of the same values", name)
		}
	}
}

// there says what has to be read from a token of the package: until when, in
// seconds after it was made.
type there struct {
	ends       int
	uid        string
	privileges map[Privilege]int
	services   []uint16
}

func all(seconds int) map[Privilege]int {
	return map[Privilege]int{Join: seconds, PublishAudio: seconds, PublishVideo: seconds, PublishData: seconds}
}

var madeThere = map[string]there{
	"publisher":                  {3600, "47091", all(3600), []uint16{1}},
	"subscriber":                 {1800, "47091", map[Privilege]int{Join: 1800}, []uint16{1}},
	"without ends of privileges": {3600, "47091", all(3600), []uint16{1}},
	"uid 0":                      {3600, "", all(3600), []uint16{1}},
	"largest uid":                {3600, "4294967295", all(3600), []uint16{1}},
	"account":                    {3600, "anna", all(3600), []uint16{1}},
	"each privilege its end":     {1000, "47091", map[Privilege]int{Join: 1000, PublishAudio: 2000, PublishVideo: 3000, PublishData: 3600}, []uint16{1}},
	"longer than a day":          {86400, "47091", all(86400), []uint16{1}},
	"RTC and RTM":                {3600, "47091", all(3600), []uint16{1, 2}},
	"Speech-to-Text":             {3600, "47091", all(3600), []uint16{1, 2, 10}},
	"RTM":                        {3600, "", nil, []uint16{2}},
	"Chat":                       {3600, "", nil, []uint16{5}},
	"Education":                  {3600, "", nil, []uint16{2, 5, 7}},
	"FPA":                        {86400, "", nil, []uint16{4}},
	"every service":              {600, "47091", map[Privilege]int{Join: 600, PublishData: 300}, []uint16{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
	"an unknown service behind":  {3600, "47091", map[Privilege]int{Join: 3600}, []uint16{1, 999}},
	"two channels":               {60, "1", map[Privilege]int{Join: 60}, []uint16{1, 1}},
	"another certificate":        {3600, "47091", all(3600), []uint16{1}},
	"the old kind":               {3600, "", all(3600), nil},
}

func comparesHere(t *testing.T, made map[string]string) {
	if len(made) != len(madeThere) {
		t.Fatalf("the package made %d tokens, not %d", len(made), len(madeThere))
	}
	for name, want := range madeThere {
		got, err := Read(made[name])
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Old != nil {
			oldFromThere(t, got)
			continue
		}
		if got.AppID != appID || got.Verify(certificate) != (name != "another certificate") || got.Verify(otherCertificate) != (name == "another certificate") {
			t.Errorf("%s: read %+v; verified %v", name, got, got.Verify(certificate))
		}
		if since := time.Since(got.Issued); since < -time.Second || since > time.Minute {
			t.Errorf("%s: made %s ago", name, since)
		}
		var services []uint16
		for _, s := range got.Services {
			services = append(services, s.Number)
		}
		ends := map[Privilege]int{}
		for p, until := range got.Privileges {
			ends[p] = int(until.Sub(got.Issued).Seconds())
		}
		if int(got.Expires.Sub(got.Issued).Seconds()) != want.ends || got.UID != want.uid || !maps.Equal(ends, want.privileges) || !slices.Equal(services, want.services) {
			t.Errorf("%s: read %+v, want %+v", name, got, want)
		}
	}
	two, _ := Read(made["two channels"])
	if wrong, odd := two.Check(Want{AppID: appID, Channel: "town-hall-1122", UID: "47091", Now: time.Now()}); len(wrong)+len(odd) > 0 {
		t.Errorf("the second channel of a token: %q, %q", wrong, odd)
	}
}

func oldFromThere(t *testing.T, got Token) {
	if !got.VerifyOld(certificate, "town-hall-1122", "47091") || got.VerifyOld(otherCertificate, "town-hall-1122", "47091") || len(got.Privileges) != 4 {
		t.Errorf("the old kind: read %+v", got)
	}
	wrong, odd := got.Check(Want{AppID: appID, Channel: "town-hall-1122", UID: "47091", Publishes: true, Now: time.Now()})
	if len(wrong) > 0 || len(odd) != 1 {
		t.Errorf("the old kind: wrong %q, odd %q", wrong, odd)
	}
	if left := time.Until(got.Expires); left < 59*time.Minute || left > time.Hour {
		t.Errorf("the old kind: %s left", left)
	}
}
