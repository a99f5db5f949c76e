package presets

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// morning is when the presets of these tests are used.
var morning = time.Date(2026, time.November, 28, 9, 5, 0, 0, time.UTC)

func TestVariablesAreFilledInAtEachUse(t *testing.T) {
	const file = `schema: 2
vars: {client: acme, room: ""}
request:
  languages: [en-US]
  maxIdleTime: 60
  rtcConfig:
    channelName: "%s"
`
	for text, want := range map[string]string{
		"{date}":                "2026-11-28",
		"{date:0102}-{time}":    "1128-0905",
		"{date:2006_01.02}":     "2026_11.28",
		"{time:15-04}":          "09-05",
		"{preset}-{client}":     "town-hall-acme",
		"{client}{client}":      "acmeacme",
		"{{client}} {{{client}": "{client} {acme",
		"{room}":                "blue",
		"plain":                 "plain",
	} {
		p, err := Decode([]byte(strings.Replace(file, "%s", text, 1)))
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		p.Name = "town-hall"
		got, missing := p.Filled(Fill{Now: morning, Vars: map[string]string{"room": "blue"}})
		if got.Values[agora.PathChannelName] != want || len(missing) > 0 {
			t.Errorf("%q gives %q, %v missing; want %q", text, got.Values[agora.PathChannelName], missing, want)
		}
	}
}

func TestATextWhoseVariableHasNoValueIsAskedFor(t *testing.T) {
	p, err := Decode([]byte("schema: 2\nvars: {room: }\nrequest: {rtcConfig: {channelName: \"a-{room}\"}, languages: [en-US]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	got, missing := p.Filled(Fill{Now: morning})
	if !slices.Equal(missing, []string{"room"}) || !slices.Contains(got.Ask, agora.PathChannelName) || got.Values[agora.PathChannelName] != "" {
		t.Errorf("missing %v, asks %v, values %v", missing, got.Ask, got.Values)
	}
	if p.Values[agora.PathChannelName] != "a-{room}" || len(p.Ask) != 0 {
		t.Errorf("the preset itself was changed: %+v", p)
	}
}

func TestBracesOfTheFirstSchemaStandForThemselves(t *testing.T) {
	p, err := Decode([]byte("schema: 1\nrequest: {rtcConfig: {channelName: \"a{date}b\"}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := p.Filled(Fill{Now: morning}); got.Values[agora.PathChannelName] != "a{date}b" {
		t.Errorf("it became %q", got.Values[agora.PathChannelName])
	}
	p.Reminder = "21:00" // which needs the second
	data, err := p.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Decode(data); err != nil || again.Values[agora.PathChannelName] != "a{date}b" || again.Reminder != "21:00" {
		t.Errorf("%v %v\n%s", again.Values, err, data)
	}
}

func TestVariablesThatCantBeGivenAreNamed(t *testing.T) {
	p := Preset{Vars: map[string]string{"client": "acme"}}
	for name, want := range map[string]string{"clent": "did you mean client?", "zz": "it has client", "Client": "can't be a variable's name", "date": "choose another name"} {
		if err := p.CheckVars(map[string]string{name: "x"}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if err := p.CheckVars(map[string]string{"client": "x"}); err != nil {
		t.Error(err)
	}
	if err := (Preset{}).CheckVars(map[string]string{"a": "x"}); err == nil || !strings.Contains(err.Error(), "nor any other") {
		t.Errorf("of a preset without any: %v", err)
	}
}

func TestAnswersKeepThePresetsVariablesWhereTheyStillFit(t *testing.T) {
	old, err := Decode([]byte("schema: 2\nvars: {client: acme}\nrequest: {name: \"{client}\", languages: [en-US], rtcConfig: {channelName: \"{client}-{date}\"}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	fill := Fill{Now: morning}
	filled, _ := old.Filled(fill)
	r, wrong := filled.Request()
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	kept := FromRequest(r).Keeping(old, fill)
	if kept.Values[agora.PathChannelName] != "{client}-{date}" || !maps.Equal(kept.Vars, old.Vars) {
		t.Errorf("kept %v", kept.Values)
	}
	r.RTC.ChannelName = "another"
	kept = FromRequest(r).Keeping(old, fill)
	data, err := kept.Encode()
	if err != nil || kept.Values[agora.PathChannelName] != "another" || !strings.Contains(string(data), `name: "{client}"`) {
		t.Errorf("kept %v, %v\n%s", kept.Values, err, data)
	}
}

func TestATextThatLacksAVariableStaysOneWhenItsPresetIsSavedAgain(t *testing.T) {
	old, err := Decode([]byte("schema: 2\nvars: {room: }\nrequest: {rtcConfig: {channelName: \"a-{room}\"}, languages: [en-US]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	f := Fill{Now: morning}
	if got := old.Unfilled(f); len(got) != 1 || got[0].Path != agora.PathChannelName || got[0].Text != "a-{room}" || !slices.Equal(got[0].Vars, []string{"room"}) {
		t.Errorf("it lacks %+v", got)
	}
	opened, _ := old.Filled(f)
	kept := opened.Keeping(old, f)
	if !kept.IsTemplate(agora.PathChannelName) || kept.Values[agora.PathChannelName] != "a-{room}" || len(kept.Ask) != 0 {
		t.Errorf("it is %+v", kept)
	}
	opened.Values[agora.PathChannelName] = "hall"
	if kept := opened.Keeping(old, f); kept.IsTemplate(agora.PathChannelName) || kept.Values[agora.PathChannelName] != "hall" {
		t.Errorf("what was typed is lost: %+v", kept)
	}
}
