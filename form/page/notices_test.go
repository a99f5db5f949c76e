package page

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
)

func TestNoWarningComesWhileTheAnswerIsTyped(t *testing.T) {
	d := form.NewDraft(v5)
	p := pageAt(t, d, agora.PathSubBotUID)
	for _, digit := range "47091" {
		typed(p, string(digit))
		mustNotContain(t, "the page at "+d.Text(agora.PathSubBotUID), seen(p), "low uids")
	}
	empty(p)
	typed(p, "47")
	mustNotContain(t, "the field", seen(p), "low uids")
	p.Tab()
	mustContain(t, "the field that was left", seen(p), "! low uids")
	p.Back()
	mustContain(t, "the field that was come back to", seen(p), "! low uids")
	typed(p, "1")
	mustNotContain(t, "the field that is typed again", seen(p), "low uids")
}

func TestAWarningAboutAChoiceComesAtOnce(t *testing.T) {
	p := pageAt(t, draftWith(t, with(legal, agora.PathCryptionMode, "1")), agora.PathCryptionMode)
	do(p, "down")
	mustContain(t, "the page", seen(p), "ECB shows patterns")
}

func TestNoOtherLineMovesWhileAnAnswerIsTyped(t *testing.T) {
	d := draftWith(t, unnamed)
	p := unfolded(pageOf(d, form.StepChannel))
	p.Focus(agora.PathPubBotToken)
	p.Back()
	p.Back() // over the subscribing bot's token, which was left now
	p.Focus(agora.PathPubBotToken)
	p.ShowErrors()
	above := func() string {
		text, _, _ := strings.Cut(seen(p), "Publishing bot's token")
		return text
	}
	before := above()
	typed(p, "007")
	if strings.Count(above(), "\n") != strings.Count(before, "\n") {
		t.Errorf("typing moved\n%s\nto\n%s", before, above())
	}
	if !p.wrong(p.rows[4].q) || p.Enter() != Stay {
		t.Error("the uid that the token needs does not count as wrong")
	}
	mustContain(t, "the page after enter", seen(p), "only the other bot has a token", "○ Publishing bot's uid")
}
