package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestJQPicksFromWhatIsPrintedAsJSON(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := strings.TrimSpace(w.want(exitDone, "start", "--sandbox", "--yes", "--set", "languages=en-US", "--set", "rtcConfig.channelName=hall", "--jq", ".taskId").out)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"tasks", "list", "--jq", ".tasks[].taskId"}, id + "\n"},
		{[]string{"tasks", "list", "--jq", ".tasks[0] | {channel, mayBill}"}, `{"channel":"hall","mayBill":true}` + "\n"},
		{[]string{"tasks", "list", "--json", "--jq", ".tasks | length"}, "1\n"},
		{[]string{"fields", "--jq", `.[] | select(.path == "rtcConfig.pubBotUid") | .versions[0].page`}, "https://docs.agora.io/en/real-time-stt/rest-api/start\n"},
		{[]string{"presets", "schema", "--jq", ".properties.schema.enum[0]"}, "1\n"},
		{[]string{"start", "--sandbox", "--dry-run", "--set", "languages=en-US", "--set", "rtcConfig.channelName=two", "--jq", ".rtcConfig.channelName"}, "two\n"},
		{[]string{"version", "--jq", ".version, .os | length"}, ""},
		{[]string{"version", "--jq", "[env, $ENV] | add | length"}, "0\n"}, // where secrets are
	} {
		if r := w.want(exitDone, c.args...); c.want != "" && r.out != c.want {
			t.Errorf("%v: got %q, want %q", c.args, r.out, c.want)
		}
	}
}

func TestAWrongJQProgramStartsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, program := range []string{".taskId |", "nothing_of_the_kind", ")"} {
		r := w.want(exitWrong, "start", "--sandbox", "--yes", "--set", "languages=en-US", "--set", "rtcConfig.channelName=hall", "--jq", program)
		mustHold(t, r.err, "--jq")
	}
	if n := len(w.ledger().Tasks); n != 0 {
		t.Errorf("%d tasks were started", n)
	}
}

// A program that can't be applied is no reason to leave out which task runs.
func TestAJQProgramThatFailsTellsTheTaskThatRuns(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.want(exitUnknown, "start", "--sandbox", "--yes", "--set", "languages=en-US", "--set", "rtcConfig.channelName=hall", "--jq", ".[0]")
	mustHold(t, r.err, "--jq could not be applied", "stop it with sttwizard tasks stop")
}

func TestWithJQAFailureIsToldInWords(t *testing.T) {
	t.Parallel()
	r := newWorld(t).want(exitWrong, "start", "--sandbox", "--yes", "--jq", ".taskId")
	if r.out != "" {
		t.Errorf("the output has %q", r.out)
	}
	mustHold(t, r.err, "sttwizard: ")
}

func TestAHostileTextStaysSafeThroughJQ(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.want(exitDone, "presets", "save", "hall", "--set", "languages=en-US", "--set", "rtcConfig.channelName=a")
	r := w.want(exitDone, "presets", "list", "--jq", `.[0].name + "\u001b[31m\u202e"`)
	mustLack(t, r.out, "\x1b", "\u202e")
}

func TestAPrintedProgramIsJSONWhereThatIsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	args := []string{"start", "--sandbox", "--set", "languages=en-US", "--set", "rtcConfig.channelName=hall", "--json", "--print"}
	var p programJSON
	if err := json.Unmarshal([]byte(w.want(exitDone, append(args, "python")...).out), &p); err != nil || p.Format != "python" || !strings.HasPrefix(p.Program, "#!/usr/bin/env python3") {
		t.Errorf("%+v, %v", p, err)
	}
	if out := w.want(exitDone, append(args, "json")...).out; !json.Valid([]byte(out)) {
		t.Errorf("no JSON: %s", out)
	}
}

func TestLanguagesAreThoseOfTheConnectionsVersion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v5, v7 := w.want(exitDone, "languages").out, w.want(exitDone, "languages", "--api", "v7").out
	if v5 == v7 {
		t.Fatal("both versions publish the same languages, so this test tells nothing")
	}
	w.want(exitDone, "connections", "add", "acme", "--version", "v7", "--app-id", strings.Repeat("0a", 16), "--customer-key", "k", "--secret", "env:NONE", "--default")
	if got := w.want(exitDone, "languages").out; got != v7 {
		t.Error("the default connection's version was not taken")
	}
	if got := w.want(exitDone, "languages", "--sandbox").out; got != v5 {
		t.Error("the sandbox's version was not taken")
	}
}
