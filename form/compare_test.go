package form

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/secret"
)

// told writes differences as "path: was → now".
func told(all []Difference) (out []string) {
	for _, x := range all {
		out = append(out, x.Path+": "+x.Was+" → "+x.Now)
	}
	return out
}

func TestWhatThePresetLeavesOpenDiffersFromNothing(t *testing.T) {
	t.Parallel()
	p := agora.Project{Version: agora.V7}
	d := NewDraft(p)
	d.Set(agora.PathChannelName, "hall", FromPreset("gala", "")) // asked for, with what is usual
	d.LeaveOpen([]string{agora.PathChannelName})
	d.Begin("gala") // without a language, which is missing
	preset := BaseOfPreset(d.Clone())
	d.Set(agora.PathChannelName, "hall-2", Typed)
	d.Set(agora.PathLanguages, "de-DE", Typed)
	for _, base := range []*Base{d.Began(), preset} {
		if got := base.Differences(d); len(got) > 0 || base.Name != "preset gala" {
			t.Errorf("from %s it differs in %v", base.Name, told(got))
		}
	}
	d.Set(agora.PathMaxIdleTime, "120", Typed)
	want := []string{agora.PathMaxIdleTime + ": 30 s (default) → 120 s"}
	if got := told(d.Began().Differences(d)); !slices.Equal(got, want) {
		t.Errorf("it differs in %q, want %q", got, want)
	}
	if row, _ := rowOf(Review(d), agora.PathChannelName); row.Was != "" {
		t.Errorf("the channel was %q", row.Was)
	}
	if row, _ := rowOf(Review(d), agora.PathMaxIdleTime); row.Was != "30 s (default)" {
		t.Errorf("the idle time was %q", row.Was)
	}

	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	back, err := ReadDraft(data, p)
	if err != nil {
		t.Fatal(err)
	}
	if got := told(back.Began().Differences(back)); !slices.Equal(got, want) {
		t.Errorf("kept and read it differs in %q", got)
	}
	if fresh := NewDraft(p); fresh.Began() != nil || fresh.Began().Differences(d) != nil {
		t.Error("a new draft is compared with something")
	}
}

func TestSectionsAndWhatTheyTakeWithThemDiffer(t *testing.T) {
	t.Parallel()
	then, now := draftWith(t, full), draftWith(t, full)
	now.Set(string(Translation), "off", Typed)
	now.Set(agora.PathLanguages, "en-US", Typed)
	base := BaseOf("preset a", then)
	got := told(base.Differences(now))
	for _, want := range []string{
		"languages: English (United States), French (France) → English (United States)",
		"translateConfig: on → off",
		"translateConfig.languages: French (France), German (Germany) → not set",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if back := base.Differences(draftWith(t, full)); len(back) > 0 {
		t.Errorf("what is the same differs in %q", told(back))
	}
	for _, g := range ReviewAgainst(now, base.Differences(now)) {
		if g.Step == StepTranslation && (g.Was != "on" || !g.Off) {
			t.Errorf("%+v", g)
		}
	}
	for _, g := range ReviewAgainst(now, nil) {
		for _, r := range g.Rows {
			if g.Was+r.Was != "" {
				t.Errorf("against nothing %s was %q", r.Question.Key, r.Was)
			}
		}
	}
}

func TestSecretsAreToldAsTheSameOrOthersAndNeverShown(t *testing.T) {
	t.Parallel()
	ref := func(text string) secret.Ref {
		r, err := secret.ParseRef(text)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	then, now := draftWith(t, legal), draftWith(t, legal)
	for path, refs := range map[string][2]string{
		agora.PathSecretKey: {"keyring:a", "keyring:b"}, agora.PathAccessKey: {"keyring:a", "keyring:a"}, agora.PathSecret: {"", "env:CANARY"},
	} {
		for i, d := range []*Draft{then, now} {
			if refs[i] != "" {
				d.SetSecret(path, "canary-value", ref(refs[i]), Typed)
			}
		}
	}
	var got []Difference
	for _, x := range BaseOf("preset a", then).Differences(now) {
		if x.Secret {
			got = append(got, x)
		}
		if strings.Contains(x.Was+x.Now+x.WasText+x.NowText, "canary-value") {
			t.Errorf("%+v", x)
		}
	}
	want := []string{agora.PathSecret + ": not set → a secret", agora.PathSecretKey + ": a secret → another one"}
	if !slices.Equal(told(got), want) {
		t.Errorf("%q, want %q", told(got), want)
	}
}

func TestOfARequestThatWasSentItIsKnownWhichSecretsItHad(t *testing.T) {
	t.Parallel()
	d := draftWith(t, full)
	r, had := d.Request().WithoutSecrets()
	base := BaseOfRequest("last run", v5, r, had)
	if got := base.Differences(d); len(got) > 0 {
		t.Errorf("the same answers differ in %q", told(got))
	}
	d.Set(agora.PathSecret, "", Typed)
	if got := told(base.Differences(d)); !slices.Equal(got, []string{agora.PathSecret + ": a secret → not set"}) {
		t.Errorf("%q", got)
	}
}

func TestWhatIsAskedForEachTimeIsToldBetweenTwoPresets(t *testing.T) {
	t.Parallel()
	a, b := draftWith(t, legal), draftWith(t, legal)
	a.LeaveOpen([]string{agora.PathChannelName, agora.PathTransferMode})
	got := told(BaseOf("preset a", a).Differences(b))
	want := []string{"rtcConfig.channelName: town-hall, asked each time → town-hall", "rtcConfig.transferMode: asked each time → not set"}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestUidsThatAreDrawnAnewAreNoOthers(t *testing.T) {
	t.Parallel()
	then, now := draftWith(t, unnamed), draftWith(t, unnamed)
	if got := BaseOf("preset a", then).Differences(now); len(got) > 0 {
		t.Errorf("%q", told(got))
	}
	now.Set(agora.PathPubBotUID, "88222", Typed)
	if got := told(BaseOf("preset a", then).Differences(now)); !slices.Equal(got, []string{agora.PathPubBotUID + ": automatic → 88222"}) {
		t.Errorf("%q", got)
	}
}

func TestADefaultThatNobodySetIsNoDifference(t *testing.T) {
	t.Parallel()
	then, now := draftWith(t, legal), draftWith(t, legal)
	now.Set(string(Translation), "on", Typed)
	now.Set(string(Captions), "on", Typed)
	now.Set(agora.PathBucket, "acme", Typed)
	got := told(BaseOf("preset a", then).Differences(now))
	for _, line := range got {
		if strings.HasSuffix(line, "(default)") {
			t.Errorf("%q is told", line)
		}
	}
	for _, want := range []string{"translateConfig: off → on", agora.PathBucket + ": not set → acme"} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if name := draftOfTask(t).Began().Name; name != "how it began" {
		t.Errorf("it is compared with %q", name)
	}
}

// draftOfTask returns answers that began as those of a task, of which a person had typed them.
func draftOfTask(t *testing.T) *Draft {
	t.Helper()
	d := draftWith(t, legal)
	d.Begin("")
	return d
}

// TestTheReviewTellsWhatWasFoundByComparing hands it one of several differences: nothing is
// compared a second time for its rows.
func TestTheReviewTellsWhatWasFoundByComparing(t *testing.T) {
	t.Parallel()
	then, now := draftWith(t, full), draftWith(t, full)
	now.Set(string(Translation), "off", Typed)
	now.Set(agora.PathLanguages, "en-US", Typed)
	now.Set(agora.PathMaxIdleTime, "77", Typed)
	found := BaseOf("preset a", then).Differences(now)
	for _, x := range found {
		var was []string
		for _, g := range ReviewAgainst(now, []Difference{x}) {
			if g.Was != "" {
				was = append(was, string(g.Step.Section())+": "+g.Was)
			}
			for _, r := range g.Rows {
				if r.Was != "" {
					was = append(was, r.Question.Path+": "+r.Was)
				}
			}
		}
		if want := x.Path + ": " + x.Was; !slices.Contains(was, want) && now.sends(x.Path) || len(was) > 1 {
			t.Errorf("of %q the review has %q", want, was)
		}
	}
	if len(found) < 3 {
		t.Errorf("%q were found", told(found))
	}
}
