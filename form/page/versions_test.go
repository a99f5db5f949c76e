package page

import (
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/samples"
)

func TestWhatAVersionLacksIsGreyedOutWithTheReason(t *testing.T) {
	d := draftWith(t, legal)
	p := pageOf(d, form.StepLanguages)
	mustContain(t, "languages of v5", seen(p), "Languages by speaker", "only v6 and v7 have it", "Keywords", "only v7 has it")
	mustNotContain(t, "languages of v5", seen(p), "› Keywords")
	d.Set(agora.PathKeywords, "Agora,Ladislav", form.Typed)
	p = pageOf(d, form.StepLanguages)
	mustContain(t, "languages of v5", strings.Join(strings.Fields(seen(p)), " "), "Keywords Agora, Ladislav (kept, not sent: only v7 has it)")
	for range 5 {
		if p.Focused().Path != agora.PathLanguages {
			t.Errorf("the focus is on %s", p.Focused().Key)
		}
		p.FocusLast()
	}
	p.Resize(40, 20)
	mustContain(t, "a narrow page", strings.Join(strings.Fields(seen(p)), " "), "Keywords: Agora, Ladislav (kept, not sent: only v7 has it)")

	p = pageOf(d, form.StepChannel)
	mustNotContain(t, "a closed fold", seen(p), "All but these users")
	p.Focus(agora.PathSubscribeUIDs)
	mustContain(t, "an open fold of v5", seen(p), "All but these users", "only v6 and v7 have it")
	d.SetProject(v7)
	p = pageOf(d, form.StepLanguages)
	mustContain(t, "languages of v7", seen(p), "› Keywords", "Agora, Ladislav")
	d.Set(agora.PathTranslatedPairs, "en-US:fr-FR", form.Typed)
	mustContain(t, "translation of v7", seen(pageOf(d, form.StepTranslation)), "Translate at least every", "v7 does not have it any more")
}

func TestOneBotOfV7(t *testing.T) {
	d := draftWith(t, unnamed)
	d.SetProject(agora.Project{Version: agora.V7, MakesTokens: true, Certificate: agora.CertificateOn})
	p := pageOf(d, form.StepChannel)
	mustContain(t, "the page", seen(p), "automatic, 1 token made when sent")
	p.Focus(agora.PathPubBotUID)
	mustContain(t, "the page", seen(p), "The bot's uid", "The bot's token")
	mustNotContain(t, "the page", seen(p), "Subscribing", "Publishing")
}

func TestEnterGoesOnFromWhatStandsAtTheLimitOfAVersion(t *testing.T) {
	for _, v := range agora.Versions() {
		for _, e := range samples.EdgeRequestsOf(v) {
			d := form.NewDraft(agora.Project{Version: v})
			for _, s := range append(samples.Legal(), e.Set...) {
				if err := d.Set(s.Path, s.Text, form.File); err != nil {
					t.Fatal(err)
				}
			}
			q, ok := form.QuestionFor(d, e.Path)
			if !ok || q.Kind == form.Choices {
				continue // the name, which nobody is asked for, and lists, in which enter chooses
			}
			if p := pageAt(t, d, q.Key); do(p, "enter") == Stay && p.Focused().Key == q.Key {
				t.Errorf("%s, %s: the page does not go on from it:\n%s", v, e.Name, seen(p))
			}
		}
	}
}
