package form

import (
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	birds "sttwizard/internal/samples"
	"sttwizard/internal/secret"
)

// typedQuestions returns the questions of a version that are answered letter by letter.
func typedQuestions(d *Draft) []Question {
	return slices.DeleteFunc(Questions(d), func(q Question) bool { return q.Kind != Text && q.Kind != Number && q.Kind != Secret })
}

// everything is a draft in which all sections are on.
func everything(t *testing.T, p agora.Project) *Draft {
	d := draftWith(t, full)
	d.SetProject(p)
	return d
}

func TestAPlaceholderIsAskedForAgainInPlainMode(t *testing.T) {
	texts := birds.Placeholders()
	for _, p := range []agora.Project{v5, v6, v7} {
		for i, q := range typedQuestions(everything(t, p)) {
			d := everything(t, p)
			before := d.Text(q.Path)
			s := &script{lines: []string{texts[i%len(texts)]}}
			err := s.plain().Ask(d, q.Key)
			if ended, ok := err.(*InputEnded); !ok || ended.Question.Key != q.Key {
				t.Errorf("%s, %s: %q passed the question: %v", p.Version, q.Key, s.lines, err)
			}
			mustContain(t, "what was said", s.out.String(), "wrong: ", "put the ")
			if d.Text(q.Path) != before {
				t.Errorf("%s: the draft has %q", q.Key, d.Text(q.Path))
			}
		}
	}
}

func TestAReferenceIsTakenFromAFileAndRefusedWhereItIsTyped(t *testing.T) {
	d := draftWith(t, full)
	if err := d.Give(agora.PathSecretKey, "env:STORAGE", File); err != nil || d.Ref(agora.PathSecretKey) != secret.Env("STORAGE") || d.Text(agora.PathSecretKey) != "" {
		t.Errorf("%v, %v", d.Ref(agora.PathSecretKey), err)
	}
	if err := d.Give(agora.PathBucket, "env:BUCKET", File); err != nil || d.Text(agora.PathBucket) != "env:BUCKET" {
		t.Errorf("a bucket is no secret: %v", err)
	}
	for _, ref := range []string{"file:/etc/key", "cmd:pass key", "env:ACME_CUSTOMER_SECRET"} {
		if e, _ := d.Give(agora.PathSecretKey, ref, File).(agora.FieldError); e.Path != agora.PathSecretKey || strings.Contains(e.Text, ref) {
			t.Errorf("%s: %+v", ref, e)
		}
	}
	d.Set(agora.PathSecretKey, "env:STORAGE", Typed)
	if got := d.Problems(); len(got) != 1 || got[0].Rule != agora.RulePlaceholder || got[0].Path != agora.PathSecretKey {
		t.Error(got)
	}
	for _, legal := range []string{"ask", "env", "age:42 years", "keyring:"} {
		d.Set(agora.PathSecretKey, legal, Typed)
		if got := d.Problems(); len(got) != 0 {
			t.Errorf("%q: %v", legal, got)
		}
	}
}

func TestThePortableRequestHasNoSecretAndNothingThatIsDrawn(t *testing.T) {
	d := draftWith(t, full)
	d.SetSecret(agora.PathSecretKey, "found", secret.Keyring("acme"), Typed)
	d.SetSecret(agora.PathAccessKey, "", secret.Env("ACCESS"), Typed)
	r, notes := d.Portable()
	for path, want := range map[string]string{
		agora.PathSecretKey: "keyring:acme", agora.PathAccessKey: "env:ACCESS", agora.PathSecret: "ask", agora.PathSubBotToken: "ask", agora.PathBucket: full[agora.PathBucket],
	} {
		if got, _ := r.Get(path); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	if len(notes) != 4 { // two tokens, the channel's secret and its salt
		t.Errorf("the notes are %v", notes)
	}
	back := NewDraft(v5)
	if wrong := back.Load(r, File); len(wrong) > 0 || back.Ref(agora.PathSecretKey) != secret.Keyring("acme") || !back.Ref(agora.PathSecret).Asks() {
		t.Errorf("read back: %v", wrong)
	}
	if asked := AskedFor(r); len(asked) != 4 {
		t.Errorf("asked for: %v", asked)
	}
}
