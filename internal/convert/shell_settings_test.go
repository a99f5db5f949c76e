package convert

import (
	"strings"
	"testing"
)

// TestAVariableOfAScriptHasAValueOnlyWhereItIsCertain reads scripts that set a channel in
// one way or another before, or after, the command with the request.
func TestAVariableOfAScriptHasAValueOnlyWhereItIsCertain(t *testing.T) {
	const command = "\ncurl https://api.agora.io/x -d \"{\\\"languages\\\":[\\\"en-US\\\"],\\\"rtcConfig\\\":{\\\"channelName\\\":\\\"$ROOM\\\"}}\"\n"
	for script, want := range map[string]string{
		"ROOM=hall" + command:                                  "hall",
		"export ROOM='hall'" + command:                         "hall",
		"x=1; ROOM=hall; y=2" + command:                        "hall",
		"if [ $a ]; then b=1; fi\nROOM=hall" + command:         "hall",
		"f() {\n c=1\n}\n(d=1)\nROOM=hall" + command:           "hall",
		"ROOM=hall\nfor i in 1 2; do" + command + "done":       "hall",
		"source ./env\nROOM=hall" + command:                    "hall",
		"[ -n x ] ||\n exit 1\nROOM=hall" + command:            "hall",
		"ROOM=hall\nif [ $p ]; then ROOM=prod; fi" + command:   "",
		"if [ $p ]\nthen\n ROOM=hall\nfi" + command:            "",
		"while ROOM=hall; do" + command + "done":               "",
		"case $1 in\n a) ROOM=hall;;\nesac" + command:          "",
		"ROOM=hall\nread ROOM" + command:                       "",
		"ROOM=hall\nwhile read -r ROOM; do" + command + "done": "",
		"ROOM=hall\nfor ROOM in a b; do" + command + "done":    "",
		"[ $p ] && ROOM=hall" + command:                        "",
		"[ $p ] ||\n\n ROOM=hall" + command:                    "",
		"ROOM=hall | cat" + command:                            "",
		"(ROOM=hall)" + command:                                "",
		"f() { ROOM=hall; }" + command:                         "",
		"function f {\n ROOM=hall\n}\nf" + command:             "",
		"ROOM=hall; ROOM+=-2" + command:                        "",
		"ROOM=hall\nROOM[0]=b" + command:                       "",
		"ROOM=hall" + command + "ROOM=b":                       "",
		"ROOM=hall\nunset ROOM" + command:                      "",
		"ROOM=hall\nprintf -v ROOM x" + command:                "",
		"ROOM=hall\n((ROOM++))" + command:                      "",
		"ROOM=hall\n. ./env" + command:                         "",
		"ROOM=hall\neval $x" + command:                         "",
		"ROOM=hall true" + command:                             "",
		"ROOM=${1:-hall}" + command:                            "",
		"ROOM=$(hostname)-x" + command:                         "",
		"B=hall\nB=town\nROOM=$B" + command:                    "",
	} {
		im, err := Read([]byte(script))
		got := told(im, err)
		if im.Values["rtcConfig.channelName"] != want || (im.Open["rtcConfig.channelName"] == "") != (want != "") {
			t.Errorf("%s\nis read so:\n%s", script, got)
		}
		if want != "" && !strings.Contains(got, "$ROOM was taken from line ") {
			t.Errorf("%s\ndoes not say whence:\n%s", script, got)
		}
	}
}

func TestVariablesInVariablesOfAScriptAreNamed(t *testing.T) {
	im, err := Read([]byte("#!/bin/sh\nROOM=hall\nIDLE=60\nIDLE=90\nOTHER=1\nBODY=\"{\\\"languages\\\":[\\\"en-US\\\"],\\\"rtcConfig\\\":{\\\"channelName\\\":\\\"$ROOM-$WHO\\\"},\\\"maxIdleTime\\\":\\\"$IDLE\\\"}\"\n" +
		"curl https://api.agora.io/x -d @- <<E\n$BODY\nE\n"))
	got := told(im, err)
	for _, want := range []string{
		"$ROOM was taken from line 2 of the script", "$BODY was taken from line 6 of the script",
		"$IDLE was not taken from the script, which sets it more than once or not always, as in line 4", `holds the placeholder "hall-${WHO}"`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it lacks %s:\n%s", want, got)
		}
	}
	if strings.Contains(got, "OTHER") || im.Open["maxIdleTime"] == "" {
		t.Errorf("%s", got)
	}
}

func TestAScriptThatDoublesAVariableEnds(t *testing.T) {
	var b strings.Builder
	b.WriteString("v0=xxxxxxxxxx\n")
	for i := range 60 {
		b.WriteString("v" + decimal(i+1) + "=$v" + decimal(i) + "$v" + decimal(i) + "\n")
	}
	im, err := Read([]byte(b.String() + "curl https://api.agora.io/x -d '{\"languages\":[\"en-US\"],\"maxIdleTime\":\"'$v60'\"}'"))
	if err != nil || im.Values["languages"] != "en-US" {
		t.Errorf("%v, %v", im.Values, err)
	}
}
