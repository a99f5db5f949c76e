package explain

import (
	"strings"
	"testing"

	"sttwizard/agora"
)

func TestAScreenNamesFieldsByTheirLabels(t *testing.T) {
	label := func(path string) string { return "label of " + path[strings.LastIndexByte(path, '.')+1:] }
	refused := &agora.APIError{Op: agora.OpStart, Status: 400, Kind: agora.KindBodyRefused, Message: "body schema check fail: rtcConfig.channelName"}
	for name, err := range map[string]error{"refused": refused, "broken": agora.FieldError{Path: agora.PathChannelName, Text: "is required"}} {
		e := Failure(err, Context{Op: agora.OpStart, Label: label})
		if said := e.What + e.Likely + e.Do; !strings.Contains(said, "label of channelName") || strings.Contains(said, "rtcConfig") {
			t.Errorf("%s: a screen reads %q", name, said)
		}
		if e.Field != agora.PathChannelName {
			t.Errorf("%s: leads to %q", name, e.Field)
		}
		e = Failure(err, Context{Op: agora.OpStart})
		if said := e.What + e.Likely + e.Do; !strings.Contains(said, agora.PathChannelName) {
			t.Errorf("%s: a command reads %q", name, said)
		}
	}
}
