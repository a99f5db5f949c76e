package form

import (
	"errors"
	"strings"
	"testing"

	"sttwizard/agora"
)

// walkedWith answers the questions of a new draft of v7.
func walkedWith(lines ...string) (*Draft, string, error) {
	d := NewDraft(agora.Project{Version: agora.V7})
	s := &script{lines: lines}
	err := s.plain().Ask(d, "")
	return d, s.out.String(), err
}

func TestPlainAsksFewQuestionsAndSaysWhatHoldsElse(t *testing.T) {
	d, out, err := walkedWith("hall", "en-US", "off", "off", "off")
	if err != nil || d.Text(agora.PathChannelName) != "hall" || d.Text(agora.PathLanguages) != "en-US" {
		t.Fatalf("%v\n%s", err, out)
	}
	mustContain(t, "the walk", out, "Bots: automatic, no token; Who is heard: everybody;", "Keywords: none. :more asks about that.")
	mustNotContain(t, "the walk", out, "Idle time", "Only these users")
}

func TestPlainAsksWhatIsFoldedAfterMore(t *testing.T) {
	d, out, err := walkedWith(":more", "hall", "", "", "101", "", "60", ":review")
	if !errors.Is(err, ErrAtReview) || d.Text(agora.PathSubscribeUIDs) != "101" || d.Text(agora.PathMaxIdleTime) != "60" {
		t.Fatalf("%v\n%s", err, out)
	}
	mustNotContain(t, "the walk", out, "Keywords:") // another step's
	_, out, _ = walkedWith("hall", "en-US", ":more", ":review")
	mustContain(t, "the walk", out, "there is no more to ask here")
}

func TestPlainAsksWhatIsFoldedAndNeeded(t *testing.T) {
	d := NewDraft(agora.Project{Version: agora.V7, Certificate: agora.CertificateOn})
	s := &script{lines: []string{"hall", "88222", "a-token", ":back", "", "en-US", ":review"}}
	if err := s.plain().Ask(d, ""); !errors.Is(err, ErrAtReview) {
		t.Fatalf("%v\n%s", err, s.out.String())
	}
	if d.Text(agora.PathPubBotUID) != "88222" || d.Text(agora.PathLanguages) != "en-US" {
		t.Errorf("uid %q, languages %q\n%s", d.Text(agora.PathPubBotUID), d.Text(agora.PathLanguages), s.out.String())
	}
}

// Each :more is answered, also where the same question comes next.
func TestPlainAnswersMore(t *testing.T) {
	_, out, _ := walkedWith(":more", ":more", ":quit")
	mustContain(t, "the walk", out, "more questions of this step will be asked, too", "there is no more to ask here")
}

// A command that is not known is no answer; an answer may begin with a colon all the same.
func TestPlainTakesNoUnknownCommandForAnAnswer(t *testing.T) {
	d, out, err := walkedWith(":foo", ":Back", "::hall", ":quit")
	if !errors.Is(err, ErrQuit) || d.Text(agora.PathChannelName) != ":hall" {
		t.Errorf("the channel is %q, %v\n%s", d.Text(agora.PathChannelName), err, out)
	}
	if n := strings.Count(out, "no such command"); n != 2 {
		t.Errorf("it is said %d times that there is no such command:\n%s", n, out)
	}
	mustContain(t, "the walk", out, ":back, :help, :more, :review and :quit", "typed with two")
}

func TestPlainIsLeftWithQuit(t *testing.T) {
	d, out, err := walkedWith("hall", ":quit")
	if !errors.Is(err, ErrQuit) || d.Text(agora.PathChannelName) != "hall" {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestPlainTellsWhatItPutRight(t *testing.T) {
	d := draftWith(t, with(full, agora.PathBucket, "", agora.PathFileNamePrefix, ""))
	s := &script{lines: []string{"s3://acme/a/b"}}
	if err := s.plain().AskOnly(d, []string{agora.PathBucket}); err != nil {
		t.Fatal(err)
	}
	mustContain(t, "the walk", s.out.String(), "taken from the address: bucket acme, folder a/b")
	if d.Text(agora.PathBucket) != "acme" || d.Text(agora.PathFileNamePrefix) != "a/b" {
		t.Errorf("bucket %q, folder %q", d.Text(agora.PathBucket), d.Text(agora.PathFileNamePrefix))
	}
}

func TestPlainTakesARequestForNoAnswer(t *testing.T) {
	for name, request := range map[string]string{
		"JSON":       "{\n \"languages\": [\"fr-FR\"],\n \"rtcConfig\": {\n  \"channelName\": \"board\"\n }\n}",
		"curl":       "curl -X POST 'https://api.agora.io/v1/x' \\\n -H 'Content-Type: application/json' \\\n -d '{\"languages\": [\"fr-FR\"], \"rtcConfig\": {\"channelName\": \"board\"}}'",
		"cmd":        "curl ^\"https://api.agora.io/v1/x^\" ^\n --data-raw ^\"^{^\\^\"languages^\\^\":^[^\\^\"fr-FR^\\^\"^],^\n\n^\\^\"rtcConfig^\\^\":^{^\\^\"channelName^\\^\":^\\^\"board^\\^\"^}^}^\"",
		"JavaScript": "await fetch(url, {\n body: JSON.stringify({\n  languages: [\"fr-FR\"],\n  rtcConfig: { channelName: \"board\" } }),\n});",
		"Java":       "JSONObject rtc = new JSONObject();\nrtc.put(\"channelName\", \"board\");\nJSONObject body = new JSONObject();\nbody.put(\"rtcConfig\", rtc);\nbody.put(\"languages\", List.of(\"fr-FR\"));\n",
	} {
		lines := strings.Split(request, "\n")
		d, out, err := walkedWith(append(lines, "no", "hall", "en-US", ":review")...)
		if !errors.Is(err, ErrAtReview) || d.Text(agora.PathChannelName) != "hall" || d.Text(agora.PathLanguages) != "en-US" {
			t.Errorf("%s refused: %v, channel %q, languages %q\n%s", name, err, d.Text(agora.PathChannelName), d.Text(agora.PathLanguages), out)
		}
		d, out, err = walkedWith(append(lines, "yes", ":review")...)
		if !errors.Is(err, ErrAtReview) || d.Text(agora.PathChannelName) != "board" || d.Text(agora.PathLanguages) != "fr-FR" {
			t.Errorf("%s taken: %v, channel %q\n%s", name, err, d.Text(agora.PathChannelName), out)
		}
		mustContain(t, name, out, "This is a request: 2 values understood.")
	}
	_, out, _ := walkedWith("{", "}", "hall", ":review")
	mustContain(t, "the walk", out, "wrong: this looks like a request, but")
}

func TestPlainAsksForOneOfSeveralRequests(t *testing.T) {
	item := func(name string) string {
		return `{"name": "` + name + `", "request": {"method": "POST", "url": "{{base}}/join", "body": {"raw": "{\"languages\":[\"fr-FR\"],\"rtcConfig\":{\"channelName\":\"` + name + `\"}}"}}}`
	}
	lines := []string{"{", ` "info": {"name": "x"}, "item": [`, item("north") + ",", item("south"), "]}"}
	d, out, err := walkedWith(append(lines, "east", "south", "yes", ":review")...)
	if !errors.Is(err, ErrAtReview) || d.Text(agora.PathChannelName) != "south" {
		t.Errorf("%v, channel %q\n%s", err, d.Text(agora.PathChannelName), out)
	}
	mustContain(t, "the walk", out, "There are 2 requests that start a task:", "1  north (north, fr-FR)", `No request is called "east".`, "Which one?")
	if d, _, err := walkedWith(append(lines, "", "hall", ":review")...); !errors.Is(err, ErrAtReview) || d.Text(agora.PathChannelName) != "hall" {
		t.Errorf("%v, channel %q", err, d.Text(agora.PathChannelName))
	}
}

func TestPlainWrapsAtWords(t *testing.T) {
	s := &script{lines: []string{":help", ":review"}}
	p := s.plain()
	p.Width = 40
	if err := p.Ask(NewDraft(v5), ""); !errors.Is(err, ErrAtReview) {
		t.Fatal(err)
	}
	for line := range strings.Lines(s.out.String()) {
		if line = strings.TrimSpace(line); len([]rune(line)) > 40 || strings.HasSuffix(line, "tra") {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
	mustContain(t, "the help", s.out.String(), "\n  The channel whose speech is\n  transcribed.")
}
