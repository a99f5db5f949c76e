package page

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

func fold(title string) string { return "fold " + title }

func TestWhatMostTasksLeaveAloneIsOneRowThatSaysWhatHolds(t *testing.T) {
	p := pageOf(draftWith(t, unnamed), form.StepChannel)
	mustContain(t, "the page", seen(p), "› Bots", "automatic, no token", "› Who is heard", "everybody",
		"› Ends", "30 s after the last host left", "› Delivery", "Protobuf, the way that Agora chooses")
	mustNotContain(t, "the page", seen(p), "uid", "Idle time", "Subtitle format")

	p = pageOf(draftWith(t, with(legal, agora.PathMaxIdleTime, "600", agora.PathSubscribeUIDs, "12,34", agora.PathJSONProtocol, "true",
		agora.PathTransferMode, "RTC,RTM")), form.StepChannel)
	mustContain(t, "the page of other settings", seen(p), "47091 listens, 88222 writes, no token", "only 12, 34",
		"10 min after the last host left", "JSON with gzip over RTC and RTM")
	mustNotContain(t, "the page of other settings", seen(p), "Idle time")
}

func TestAFoldOpensByItselfWhereSomethingIsWrongOrNeeded(t *testing.T) {
	p := pageOf(draftWith(t, with(legal, agora.PathMaxIdleTime, "4")), form.StepChannel)
	mustContain(t, "the page", seen(p), "▾ Ends", "Idle time", "must be 5 to 2592000", "› Delivery")

	certificate := v5
	certificate.Certificate = agora.CertificateOn
	d := draftWith(t, unnamed)
	d.SetProject(certificate)
	mustContain(t, "the page with a certificate", seen(pageOf(d, form.StepChannel)), "▾ Bots", "Publishing bot's token")
}

func TestEnterPassesFoldsAndArrowsReachThem(t *testing.T) {
	p := pageOf(draftWith(t, unnamed), form.StepChannel)
	if move := do(p, "enter"); move != NextStep {
		t.Errorf("enter on the only question that is asked: %v, at %s", move, p.Focused().Key)
	}
	for _, want := range []string{fold("Bots"), fold("Who is heard"), fold("Ends"), fold("Delivery"), fold("Delivery")} {
		if do(p, "down"); p.Focused().Key != want {
			t.Errorf("down leads to %s, not to %s", p.Focused().Key, want)
		}
	}
	mustContain(t, "the page", seen(p), "❯ Delivery")
}

func TestAFoldOpensAndClosesByItsKeys(t *testing.T) {
	for _, key := range []string{"space", "right", "enter"} {
		d := draftWith(t, legal)
		p := pageOf(d, form.StepChannel)
		p.Focus(fold("Ends"))
		if opens := p.EnterOpens(); !opens {
			t.Error("enter does not say that it opens")
		}
		if move := do(p, key); move != Stay || p.Focused().Path != agora.PathMaxIdleTime {
			t.Fatalf("%s leads to %s", key, p.Focused().Key)
		}
		typed(p, "7")
		do(p, "up")
		if p.EnterOpens() {
			t.Error("an open fold would open")
		}
		do(p, "x", "left")
		mustContain(t, "the page after "+key, seen(p), "Ends", "7 s after the last host left")
		mustNotContain(t, "the page after "+key, seen(p), "Idle time")
		if d.Text(agora.PathMaxIdleTime) != "7" {
			t.Errorf("the answer is %q", d.Text(agora.PathMaxIdleTime))
		}
	}
}

func TestTheLastEnterOpensAFoldThatHidesAnError(t *testing.T) {
	p := pageOf(draftWith(t, legal), form.StepChannel)
	p.Focus(agora.PathMaxIdleTime)
	typed(p, "4")
	do(p, "up", "left")
	p.Focus(agora.PathChannelName)
	if do(p, "enter") != Stay || p.Focused().Path != agora.PathMaxIdleTime {
		t.Errorf("enter passed an error in a fold, to %s", p.Focused().Key)
	}
	mustContain(t, "the page", seen(p), "must be 5 to 2592000")
	if !pageOf(draftWith(t, legal), form.StepChannel).Focus(agora.PathTransferMode) {
		t.Error("a field in a fold can't be gone to")
	}
}

func TestEveryFoldHasWordsWhateverTheAnswers(t *testing.T) {
	for name, d := range drafts() {
		for _, q := range form.Questions(d) {
			if q.Fold == nil {
				continue
			}
			if words := q.Fold.Words(d, form.QuestionsOf(d, q.Step)); words == "" || strings.Contains(words, "  ") {
				t.Errorf("%s: the words of %s are %q", name, q.Fold.Title, words)
			}
			if help := q.Fold.Help; !strings.HasSuffix(help, ".") || len(help) > 160 {
				t.Errorf("the help of %s is %q", q.Fold.Title, help)
			}
		}
	}
}
