package form

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

func TestWhatStandsAtTheLimitOfAVersionIsTaken(t *testing.T) {
	for _, v := range agora.Versions() {
		for _, e := range samples.EdgeRequestsOf(v) {
			d := NewDraft(agora.Project{Version: v})
			for _, s := range append(samples.Legal(), e.Set...) {
				if err := d.Set(s.Path, s.Text, File); err != nil {
					t.Fatal(err)
				}
			}
			if problems := d.Problems(); len(problems) > 0 {
				t.Errorf("%s, %s: %v", v, e.Name, problems)
			}
		}
	}
}

// fullOf7 are answers that v7 alone has a place for.
var fullOf7 = with(legal,
	agora.PathUIDLanguages, "101:en-US+fr-FR,102:de-DE", agora.PathKeywords, "Agora,Ladislav", agora.PathUnSubscribeUIDs, "301,302",
	agora.PathMaxIdleTime, "0", agora.PathVendor, "11", agora.PathRegion, "0", agora.PathBucket, "captions",
	agora.PathAccessKey, "an-access-key", agora.PathSecretKey, "a-secret-key", agora.PathEndpoint, "https://minio.example.com:9000",
	agora.PathProvider, "Minio", agora.PathStorageType, "s3", agora.PathStorageRegion, "eu-1", agora.PathTag, "hall",
	agora.PathTagByRule, `[{"a":1}]`, agora.PathOverwriteKeys, `{"b":2}`,
	agora.PathTranslatedPairs, "en-US:"+"fr-FR+de-DE+es-ES+it-IT+ja-JP+ko-KR")

func TestAnotherVersionKeepsEveryAnswer(t *testing.T) {
	for name, answers := range map[string]map[string]string{"v5": full, "v7": fullOf7} {
		d := draftWith(t, answers)
		before := d.Answered().JSON(v7, agora.Revealed) + d.Answered().JSON(v5, agora.Revealed)
		for _, v := range []agora.Project{v5, v7, v6, v7, v5} {
			d.SetProject(v)
			d.Renew()
			for path, text := range answers {
				if _, section := d.on[Section(path)]; !section && d.Text(path) != text {
					t.Errorf("%s on %s: %s is %q", name, v.Version, path, d.Text(path))
				}
			}
			if now := d.Answered().JSON(v7, agora.Revealed) + d.Answered().JSON(v5, agora.Revealed); now != before {
				t.Errorf("%s on %s: the request became %s", name, v.Version, now)
			}
		}
	}
}

func TestWhatAVersionLacksIsListedAndNotSentNorAsked(t *testing.T) {
	for _, tt := range []struct {
		answers map[string]string
		project agora.Project
		kept    []string
	}{
		{full, v5, nil},
		{full, v6, []string{agora.PathTransferMode}},
		{full, v7, []string{agora.PathSubBotUID, agora.PathSubBotToken, agora.PathTransferMode, agora.PathForceInterval}},
		{fullOf7, v7, []string{agora.PathSubBotUID}},
		{with(fullOf7, agora.PathName, strings.Repeat("n", 65), agora.PathTranslateOn, "true"), v7, []string{agora.PathName, agora.PathSubBotUID, agora.PathTranslateOn}},
		{fullOf7, v5, []string{
			agora.PathUIDLanguages, agora.PathKeywords, agora.PathUnSubscribeUIDs, agora.PathEndpoint, agora.PathStorageType,
			agora.PathProvider, agora.PathStorageRegion, agora.PathTag, agora.PathTagByRule, agora.PathOverwriteKeys,
		}},
	} {
		d := draftWith(t, tt.answers)
		d.SetProject(tt.project)
		var kept []string
		for _, u := range d.NotSent() {
			kept = append(kept, u.Path)
			if u.Title == "" || u.Value == "" || u.Why == "" || agora.IsSecret(u.Path) && strings.Contains(u.Value, tt.answers[u.Path]) {
				t.Errorf("%+v", u)
			}
			if slices.ContainsFunc(Questions(d), func(q Question) bool { return q.Path == u.Path }) {
				t.Errorf("%s asks about %s", tt.project.Version, u.Path)
			}
			if slices.ContainsFunc(d.Problems(), func(e agora.FieldError) bool { return e.Field() == u.Path }) {
				t.Errorf("%s is wrong and not sent", u.Path)
			}
		}
		if !slices.Equal(kept, tt.kept) {
			t.Errorf("%s keeps %v, want %v", tt.project.Version, kept, tt.kept)
		}
	}
	d := draftWith(t, with(fullOf7, string(Captions), "off"))
	if n := len(d.NotSent()); n != 3 {
		t.Errorf("with captions off, v5 keeps %v", d.NotSent())
	}
}

func TestLimitsThatAnotherVersionHasAreProblems(t *testing.T) {
	d := draftWith(t, fullOf7)
	d.SetProject(v7)
	if problems := d.Problems(); len(problems) > 0 {
		t.Fatalf("v7 refuses %v", problems)
	}
	d.SetProject(v5)
	for path, rule := range map[string]string{
		agora.PathMaxIdleTime: "range", agora.PathVendor: "oneof", agora.PathTranslatedPairs: "targets",
	} {
		if !hasRule(d.Problems(), path, rule) {
			t.Errorf("v5 does not refuse %s: %v", path, d.Problems())
		}
	}
	if len(d.Problems()) != 3 {
		t.Errorf("v5 refuses %v", d.Problems())
	}
}

func TestOneBotOfV7(t *testing.T) {
	d := draftWith(t, unnamed)
	d.SetProject(agora.Project{Version: agora.V7, MakesTokens: true, Certificate: agora.CertificateOn})
	r := d.Request()
	if r.RTC.SubBotUID != "" || len(r.RTC.PubBotUID) != 9 || !d.UniqueUIDs() || d.Automatic(agora.PathSubBotToken) || !d.Automatic(agora.PathPubBotToken) {
		t.Errorf("the bots are %+v", r.RTC)
	}
	if problems := d.Problems(); len(problems) > 0 {
		t.Errorf("wrong is %v", problems)
	}
}

func TestTheNameOfV7IsMadeWhenSent(t *testing.T) {
	d := draftWith(t, with(legal, agora.PathName, "hall"))
	d.SetProject(v7)
	if d.Request().Name != "" || d.Answered().Name != "hall" || d.Shown().Name != madeWhenSent {
		t.Errorf("sent is %q, kept %q, shown %q", d.Request().Name, d.Answered().Name, d.Shown().Name)
	}
	d.SetProject(v5)
	if d.Shown().Name != "hall" {
		t.Errorf("on v5 the name is %q", d.Shown().Name)
	}
}

func TestHintsFollowTheVersion(t *testing.T) {
	for _, tt := range []struct {
		project    agora.Project
		path, want string
	}{
		{v6, agora.PathSubscribeUIDs, "up to 32 uids, separated by commas; or all"},
		{v7, agora.PathMaxIdleTime, "0 to 259200 seconds, 0 is never (72 hours at most); 30 s if left empty"},
		{v6, agora.PathMaxIdleTime, "5 to 2592000 seconds; 30 s if left empty"},
		{v6, agora.PathForceInterval, "2 to 5 seconds"},
		{v6, agora.PathUIDLanguages, "up to 5 speakers, each with 1 to 4 languages"},
		{v7, agora.PathKeywords, "up to 500 keywords"},
		{v7, agora.PathUnSubscribeUIDs, "up to 5 uids"},
	} {
		d := NewDraft(tt.project)
		q, _ := QuestionFor(d, tt.path)
		mustContain(t, string(tt.project.Version)+" "+tt.path, q.Hint(d), tt.want)
	}
	d := draftWith(t, with(legal, agora.PathMaxIdleTime, "0", agora.PathUIDLanguages, "101:en-US+fr-FR"))
	d.SetProject(v7)
	if q, _ := QuestionFor(d, agora.PathMaxIdleTime); q.Words(d) != "0: never, 72 hours at most" {
		t.Errorf("an idle time of 0 reads %q", q.Words(d))
	}
	if got := foldSpeakers.Words(d, QuestionsOf(d, StepLanguages)); got != "101 → en-US, fr-FR" {
		t.Errorf("the languages of a speaker read %q", got)
	}
	for v, want := range map[agora.Version]int{agora.V5: 2, agora.V6: 4, agora.V7: 4} {
		d.SetProject(agora.Project{Version: v})
		q, _ := QuestionFor(d, agora.PathLanguages)
		if got := q.Limit(d); got != want {
			t.Errorf("%s: %d languages", v, got)
		}
	}
}

func TestStoragesOfV7(t *testing.T) {
	d := draftWith(t, with(legal, string(Captions), "on"))
	d.SetProject(v7)
	vendor, _ := QuestionFor(d, agora.PathVendor)
	if n := len(vendor.Options(d)); n != 1+len(agora.V7.Limits().Vendors) {
		t.Errorf("%d storages can be chosen", n)
	}
	for _, v := range agora.V7.Limits().Vendors {
		d.Set(agora.PathVendor, fmt.Sprint(v), Typed)
		region, _ := QuestionFor(d, agora.PathRegion)
		labels := map[string]bool{}
		for _, o := range region.Options(d) {
			if labels[o.Label] {
				t.Errorf("%s has %s twice", agora.VendorName(v), o.Label)
			}
			labels[o.Label] = true
			c := d.Clone()
			c.Set(agora.PathRegion, o.Value, Typed)
			if rs := rules(c.Problems(), agora.PathRegion); len(rs) > 0 {
				t.Errorf("%s, region %s breaks %v", agora.VendorName(v), o.Value, rs)
			}
		}
		asked := slices.ContainsFunc(Questions(d), func(q Question) bool { return q.Path == agora.PathEndpoint })
		if asked != (v == agora.VendorS3Like) {
			t.Errorf("%s: its address is asked: %v", agora.VendorName(v), asked)
		}
	}
	d.SetProject(v5)
	d.Set(agora.PathVendor, "11", Typed)
	if words := vendor.Words(d); words != "S3-compatible" {
		t.Errorf("a storage that v5 lacks is called %q", words)
	}
}

func TestPlainModeAsksWhatTheVersionHas(t *testing.T) {
	d := draftWith(t, with(full, agora.PathSubscribeUIDs, ""))
	d.SetProject(v7)
	s := &script{lines: slices.Repeat([]string{""}, 40)}
	if err := s.plain().unfold().Ask(d, ""); err != nil {
		t.Fatal(err)
	}
	out := s.out.String()
	mustContain(t, "plain mode of v7", out, "The bot's uid", "Keywords", "All but these users", "Delivered over: RTC, RTM (kept, not sent: only v5 has it)", "Translate at least every: 3 s (kept, not sent: ")
	mustNotContain(t, "plain mode of v7", out, "Subscribing bot's uid [", "Translate at least every [")
}

// Only v5 can choose the way of the subtitles; elsewhere nothing is chosen.
func TestDeliverySaysAWayOnlyWhereThereAreSeveral(t *testing.T) {
	for v, want := range map[agora.Version]string{
		agora.V5: "Protobuf, the way that Agora chooses", agora.V6: "Protobuf", agora.V7: "Protobuf",
	} {
		d := NewDraft(agora.Project{Version: v})
		if got := foldDelivery.Words(d, QuestionsOf(d, StepChannel)); got != want {
			t.Errorf("%s: %q", v, got)
		}
	}
}
