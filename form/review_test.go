package form

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

// rowOf returns the review's line of a question, by key.
func rowOf(groups []ReviewGroup, key string) (ReviewRow, bool) {
	for _, g := range groups {
		for _, r := range g.Rows {
			if r.Question.Key == key {
				return r, true
			}
		}
	}
	return ReviewRow{}, false
}

func TestTheReviewShowsEveryAnswerWithItsSource(t *testing.T) {
	d := NewDraft(v5)
	d.Load(draftWith(t, full).Request(), FromPreset("weekly", ""))
	d.Set(agora.PathChannelName, "other", Flagged)
	groups := Review(d)
	for _, q := range Questions(d) {
		row, ok := rowOf(groups, q.Key)
		if q.Kind == Toggle {
			if ok {
				t.Errorf("%s has a line", q.Key)
			}
			continue
		}
		want := FromPreset("weekly", "")
		if q.Path == agora.PathChannelName {
			want = Flagged
		}
		if !ok || row.Value != q.Words(d) || row.Source != want || row.Was != "" {
			t.Errorf("%s: %+v", q.Key, row)
		}
		if q.Kind == Secret && (strings.Contains(row.Value, full[q.Path]) || !strings.HasPrefix(row.Value, "••••")) {
			t.Errorf("%s is shown as %q", q.Key, row.Value)
		}
	}
	if n := Count(groups); n.Bad() != 0 {
		t.Errorf("it counts %+v", n)
	}
}

func TestTheReviewTellsAKeywordWithACommaFromTwo(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathKeywords, `Acme\, Inc.,wizard`))
	d.SetProject(agora.Project{Version: agora.V7})
	for _, g := range Review(d) {
		for _, row := range g.Rows {
			if row.Question.Path == agora.PathKeywords && row.Value == `"Acme, Inc.", wizard` {
				return
			}
		}
	}
	t.Errorf("%+v", Review(d))
}

func TestTheReviewSaysWhatHoldsWhereNothingIsSet(t *testing.T) {
	groups := Review(draftWith(t, with(legal, "captionConfig", "on", "translateConfig", "on")))
	for key, want := range map[string]string{
		agora.PathMaxIdleTime: "30 s (default, not sent)", agora.PathJSONProtocol: "Protobuf (default, not sent)",
		agora.PathSliceDuration: "60 s (default, not sent)", agora.PathForceInterval: "3 s (default, not sent)",
	} {
		if row, ok := rowOf(groups, key); !ok || row.Value != want || row.Source != Default {
			t.Errorf("%s: %+v", key, row)
		}
	}
	for _, key := range []string{agora.PathSubscribeUIDs, agora.PathTransferMode, agora.PathSubBotToken, agora.PathFileNamePrefix} {
		if row, ok := rowOf(groups, key); ok {
			t.Errorf("%s has a line: %q", key, row.Value)
		}
	}
	for _, key := range []string{agora.PathBucket, agora.PathRegion, targetsKey("en-US")} {
		if row, ok := rowOf(groups, key); !ok || row.Value != "" || len(row.Errors) != 1 {
			t.Errorf("%s, which is required: %+v", key, row)
		}
	}
	zero, _ := rowOf(Review(draftWith(t, with(full, agora.PathJSONProtocol, "false"))), agora.PathJSONProtocol)
	if zero.Value != "Protobuf" || zero.Source != Typed {
		t.Errorf("false, which is a value: %+v", zero)
	}
}

func TestTheReviewSaysWhatItWas(t *testing.T) {
	d := draftWith(t, full)
	d.Begin("weekly")
	for path, text := range map[string]string{
		agora.PathChannelName: "other", agora.PathMaxIdleTime: "", agora.PathTransferMode: "", agora.PathVendor: "5", agora.PathLanguages: "en-US",
		agora.PathSecret: "another", agora.PathSubBotToken: "", agora.PathTranslatedPairs: "en-US:es-ES,fr-FR:en-US",
	} {
		d.Set(path, text, Typed)
	}
	groups := Review(d)
	for key, want := range map[string][2]string{
		agora.PathChannelName:  {"other", "town-hall"},
		agora.PathMaxIdleTime:  {"30 s (default, not sent)", "60 s"},
		agora.PathTransferMode: {"not sent", "RTC, RTM"},
		agora.PathVendor:       {"Microsoft Azure", "Amazon S3"},
		agora.PathLanguages:    {"English (United States)", "English (United States), French (France)"},
		targetsKey("en-US"):    {"Spanish (Spain)", "French (France), German (Germany)"},
		targetsKey("fr-FR"):    {"English (United States)", ""},
		agora.PathBucket:       {"captions", ""},
	} {
		if row, ok := rowOf(groups, key); !ok || row.Value != want[0] || row.Was != want[1] {
			t.Errorf("%s: %q, was %q", key, row.Value, row.Was)
		}
	}
	if row, _ := rowOf(groups, agora.PathSecret); row.Was != "" {
		t.Errorf("a secret was %q", row.Was)
	}
}

func TestTheReviewNamesSectionsThatAreOff(t *testing.T) {
	d := draftWith(t, with(full, "captionConfig", "off"))
	d.Begin("weekly")
	d.Set("encryption", "off", Typed)
	want := map[Step]ReviewGroup{
		StepChannel: {From: Default}, StepEncryption: {Off: true, From: Typed}, StepCaptions: {Off: true, From: FromPreset("weekly", "")}, StepTranslation: {From: FromPreset("weekly", "")},
	}
	for _, g := range Review(d) {
		if w, ok := want[g.Step]; ok && (g.Off != w.Off || g.From != w.From || g.Off == (len(g.Rows) > 0)) {
			t.Errorf("%s: off %v from %q with %d lines", g.Step.Title(), g.Off, g.From, len(g.Rows))
		}
	}
	for _, g := range Review(NewDraft(v5)) {
		if g.From != Default || g.Off != (g.Step.Section() != "") {
			t.Errorf("%s of an empty draft: off %v from %q", g.Step.Title(), g.Off, g.From)
		}
	}
}

func TestTheReviewCountsErrorsAndWarnings(t *testing.T) {
	d := draftWith(t, with(full, agora.PathChannelName, "a/b", agora.PathRegion, "999", agora.PathMaxIdleTime, "soon", agora.PathSubBotUID, "7"))
	n := Count(Review(d))
	if n.Wrong != len(d.Problems()) || n.Wrong != 3 || n.Missing != 0 || n.Warnings != len(d.Warnings()) || n.Warnings < 2 {
		t.Errorf("it counts %+v of %v and %v", n, d.Problems(), d.Warnings())
	}
	if n = Count(Review(NewDraft(v5))); n.Wrong != 0 || n.Missing != 2 || n.Bad() != 2 {
		t.Errorf("of an empty draft it counts %+v", n)
	}
	if row, _ := rowOf(Review(d), agora.PathMaxIdleTime); row.Value != "soon" || len(row.Errors) != 1 {
		t.Errorf("an illegal text: %+v", row)
	}
}

func TestTheReviewDrawsHostileTextAsText(t *testing.T) {
	for name, payload := range samples.Hostile() {
		d := everywhere("was " + payload)
		d.Begin(payload)
		for _, f := range agora.Fields() {
			if f.Kind == agora.Text {
				d.Set(f.Path, payload, FromPreset(payload, ""))
			}
		}
		for _, g := range Review(d) {
			for _, r := range g.Rows {
				for _, text := range []string{r.Value, r.Was, string(r.Source), string(g.From)} {
					if samples.Steering(text) != "" {
						t.Errorf("%s: %s: %q", name, r.Question.Path, text)
					}
				}
			}
		}
	}
}
