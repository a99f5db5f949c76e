package convert

import (
	"strings"
	"testing"
)

// TestOneRequestIsReadInEveryLanguage reads a request that is written in each of the
// languages in which people keep theirs. The channel is a variable in all of them.
func TestOneRequestIsReadInEveryLanguage(t *testing.T) {
	fixtures := textsIn(t, "literals")
	if len(fixtures) < 15 {
		t.Fatal(len(fixtures), "fixtures")
	}
	for name, data := range fixtures {
		t.Run(name, func(t *testing.T) {
			im, err := Read(data)
			if err != nil {
				t.Fatal(err)
			}
			got := told(im, nil)
			for _, want := range []string{
				`value  languages = "en-US,fr-FR"`, `value  rtcConfig.pubBotUid = "9100"`, `value  rtcConfig.enableJsonProtocol = "true"`,
			} {
				if !strings.Contains(got, want) {
					t.Errorf("it lacks %s:\n%s", want, got)
				}
			}
			if why := im.Open["rtcConfig.channelName"]; !strings.Contains(why, "hall") || im.Values["rtcConfig.channelName"] != "" {
				t.Errorf("of the channel is said %q:\n%s", why, got)
			}
			if idle := im.Values["maxIdleTime"]; idle != "120" && im.Open["maxIdleTime"] == "" {
				t.Errorf("the idle time is %q:\n%s", idle, got)
			}
			if strings.Contains(got, "CANARY") {
				t.Errorf("what may be a secret is shown:\n%s", got)
			}
			if len(im.Open) > 2 || len(im.Values) > 4 {
				t.Errorf("there is too much:\n%s", got)
			}
		})
	}
}

// TestWhatStaysOpenIsNamedWithoutItsTexts holds that a note says which variable stands in
// the source, and none of the texts beside it: one may be a secret.
func TestWhatStaysOpenIsNamedWithoutItsTexts(t *testing.T) {
	for value, want := range map[string]string{
		`hall`:                         "`hall`",
		`cfg.hall`:                     "`cfg.hall`",
		`$this->hall`:                  "`$this->hall`",
		`"talk-" + hall`:               "`\"…\" + hall`",
		"`talk-${hall}`.trimEnd()":     "`\"…\".trimEnd()`",
		`"a" if prod else "b"`:         "`\"…\" if prod else \"…\"`",
		`%d`:                           "`%d`",
		`process.env.HALL || "CANARY"`: "`process.env.HALL || \"…\"`",
		`os.environ["HALL"]`:           "`os.environ[\"HALL\"]`",
		`os.getenv("HALL", "CANARY")`:  "`os.getenv(\"HALL\", \"…\")`",
		`ENV.fetch('HALL')`:            "`ENV.fetch('HALL')`",
		`$env:HALL`:                    "`$env:HALL`",
		`name("CANARY", 1)`:            "`name(\"…\", 1)`",
		`when ? "a" : "b"`:             "`when ? \"…\" : \"…\"`",
		`{{hall}}`:                     "`hall`",
		`1 + 1`:                        "`1 + 1`",
		"hall\n.at(0)":                 "made by the program",
		`"` + strings.Repeat("x", 300) + `" + hall`: "made by the program",
	} {
		im, err := Read([]byte(`{languages: ["en-US"], rtcConfig: {channelName: ` + value + `, secret: ` + value + `}}`))
		if why := im.Open["rtcConfig.channelName"]; err != nil || !strings.Contains(why, want) {
			t.Errorf("%s: %q, %v", value, why, err)
		}
		if got := told(im, err); strings.Contains(got, "CANARY") || im.Open["rtcConfig.secret"] == "" {
			t.Errorf("%s: a text is shown, or the secret is not open:\n%s", value, got)
		}
	}
	im, err := Read([]byte(`{languages: ["en-US"], rtcConfig: {secret: hunter2, salt: a.b.c}}`))
	if got := told(im, err); strings.Contains(got, "hunter2") || strings.Contains(got, "a.b.c") {
		t.Errorf("what may be a secret is shown:\n%s", got)
	}
}

// TestAVariableThatHoldsItselfEnds reads programs whose objects hold each other.
func TestAVariableThatHoldsItselfEnds(t *testing.T) {
	var b strings.Builder
	b.WriteString("v0 = {\"languages\": [\"en-US\"]};\n")
	for i := range 60 {
		b.WriteString("v" + decimal(i+1) + " = {a: v" + decimal(i) + ", b: v" + decimal(i) + "};\n")
	}
	b.WriteString("v0[\"rtcConfig\"] = v60;\n")
	im, err := Read([]byte(b.String()))
	if err != nil || im.Values["languages"] != "en-US" {
		t.Errorf("%v, %v", im.Values, err)
	}
}
