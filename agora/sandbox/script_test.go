package sandbox

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestScriptsAreRead(t *testing.T) {
	for text, want := range map[string]Mode{
		"slow,used=201":                         "slow,used=201",
		" Lost , USED=None ":                    "lost,used=none",
		"start:reset-after*2,presence=off":      "start:reset-after*2,presence=off",
		"all:503-before":                        "all:503-before",
		"start:html,start:html-before,kick:400": "start:html,start:html-before,kick:400",
		"  ":                                    ModeOK,
	} {
		if got, err := ParseMode(text); err != nil || got != want {
			t.Errorf("%q is read as %q, %v", text, got, err)
		}
	}
}

func TestScriptsThatAreWrongAreToldWhatThereIs(t *testing.T) {
	for _, tt := range []struct{ text, says string }{
		{"slow,", "a comma too many"},
		{",slow", "a comma too many"},
		{"used=500", "there is no used=500; a used token can be answered with 409, 409-no-id, 201"},
		{"used=", "there is no used="},
		{"used", `no sandbox mode "used"; the modes are ok, slow`},
		{"presence=on", `no sandbox mode "presence=on"`},
		{"reset-after", `"reset-after" is a fault of a call: write start:reset-after`},
		{"begin:cut", `there is no call "begin" that could go wrong; the calls are acquire, start`},
		{"start:", `there is no fault ""; the faults are reset, 503`},
		{"start:meow", `there is no fault "meow"`},
		{"start:401-after", `there is no fault "401-after"`},
		{"start:slow-before", `there is no fault "slow-before"`},
		{"start:cut-before-after", `there is no fault "cut-before-after"`},
		{"start:cut*0", `"0" is no number of times; write start:cut*1`},
		{"start:cut*-1", "no number of times"},
		{"start:cut*", "no number of times"},
		{"start:cut*two", "no number of times"},
		{"start:cut*2*2", "no number of times"},
		{"ok,sluggish", `there is no sandbox mode "sluggish"`},
	} {
		if m, err := ParseMode(tt.text); err == nil || m != "" || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%q is read as %q, %v; want %q", tt.text, m, err, tt.says)
		}
	}
}

func TestEveryWordOfAScriptIsTaken(t *testing.T) {
	open, fixed := Faults()
	for _, info := range slices.Concat(Modes(), Reuses(), open, fixed) {
		if info.What == "" {
			t.Errorf("%s says nothing of what it does", info.Name)
		}
	}
	var words []string
	for _, call := range Calls() {
		for _, info := range open {
			f := call + ":" + string(info.Name)
			words = append(words, f, f+"-before", f+"-after*7")
		}
		for _, info := range fixed {
			words = append(words, call+":"+string(info.Name))
		}
	}
	for _, info := range Reuses() {
		words = append(words, "used="+string(info.Name))
	}
	all := strings.Join(append(words, PresenceOff), ",")
	if m, err := ParseMode(all); err != nil || string(m) != all {
		t.Errorf("got %v", err)
	}
}

func TestFaultsComeInTheirOrderAndNumber(t *testing.T) {
	w := newWorld(t, Options{Mode: "start:503*2,start:400*1,all:429*1,query:404"})
	// The first call is the acquire, which only "all" is about.
	w.expect(w.send("POST", w.base()+"/builderTokens", `{"instanceId":"sttw-1"}`), 429, "API rate limit exceeded")
	token := w.acquire()
	var got []int
	for range 4 {
		got = append(got, w.start(token, legalBody(t)).status)
	}
	if want := []int{503, 503, 400, 200}; !slices.Equal(got, want) {
		t.Errorf("the starts answered %v, want %v", got, want)
	}
	for range 3 {
		w.expect(w.query(w.state().Tasks[0].ID, token), 404, "no Route matched with those values")
	}
}

func TestFaultsOfOptionsComeBeforeThoseOfTheMode(t *testing.T) {
	var asked []string
	w := newWorld(t, Options{Mode: "start:503*1", Fault: func(call string) Fault {
		asked = append(asked, call)
		if len(asked) == 2 {
			return Fault403
		}
		return ""
	}})
	token := w.acquire()
	w.expect(w.start(token, legalBody(t)), 403, "no permission")
	w.expect(w.start(token, legalBody(t)), 503, "The service is unavailable")
	w.expect(w.start(token, legalBody(t)), 200, "")
	w.expect(w.send("GET", "/nothing", ""), 404, "no Route matched with those values")
	w.expect(w.send("GET", "/", ""), 200, "this is the sandbox, a pretend Agora")
	if want := []string{agora.OpAcquire, agora.OpStart, agora.OpStart, agora.OpStart}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v, want %v", asked, want)
	}
}

func TestAFaultThatDoesNotExistIsSaid(t *testing.T) {
	w := newWorld(t, Options{Fault: func(string) Fault { return "meow" }})
	w.expect(w.start("token", ""), 500, `the sandbox knows no fault "meow"`)
}

func TestARedirectLeadsElsewhereWithoutTheToken(t *testing.T) {
	w := newWorld(t, Options{Mode: "start:307*1"})
	w.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	token := w.acquire()
	r := w.start(token, legalBody(t))
	w.expect(r, 307, "Temporary Redirect")
	if to := r.header.Get("Location"); !strings.HasPrefix(to, "https://elsewhere.invalid/") || strings.Contains(to, token) {
		t.Errorf("it leads to %s", to)
	}
	if n := len(w.state().Tasks); n != 0 {
		t.Errorf("%d tasks", n)
	}
}

func TestModesAndFaultsWorkTogether(t *testing.T) {
	w := newWorld(t, Options{Mode: "lost,start:504-after*1,used=200"})
	token := w.acquire()
	if r := w.start(token, legalBody(t)); r.err == nil {
		t.Errorf("the answer that is lost by the mode came: %d", r.status)
	}
	if r := w.start(token, legalBody(t)); r.status != 200 {
		t.Errorf("answered %d %s", r.status, r.text)
	}
}
