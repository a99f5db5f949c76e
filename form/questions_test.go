package form

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"sttwizard/agora"
)

func TestEveryFieldHasAQuestionAndEveryQuestionAField(t *testing.T) {
	asked := map[string]bool{}
	for _, q := range Table() {
		if asked[q.Path] {
			t.Errorf("%s is asked twice", q.Path)
		}
		asked[q.Path] = true
		_, isField := agora.FieldAt(q.Path)
		isSection := slices.Contains(Sections(), Section(q.Path))
		if isField == isSection {
			t.Errorf("%s is a field %v and a section %v", q.Path, isField, isSection)
		}
		if isSection != (q.Kind == Toggle) {
			t.Errorf("%s: switches are for sections, and sections have switches", q.Path)
		}
	}
	for _, v := range agora.Versions() {
		for _, f := range v.Fields() {
			if f.Path != agora.PathName && !asked[f.Path] { // the name is made from the attempt
				t.Errorf("%s: nobody asks about %s", v, f.Path)
			}
		}
	}
	for _, s := range Sections() {
		if !asked[string(s)] {
			t.Errorf("nothing switches %s", s)
		}
	}
}

func TestSecretFieldsAndNoOthersAreAskedAsSecrets(t *testing.T) {
	for _, q := range Table() {
		if agora.IsSecret(q.Path) != (q.Kind == Secret) {
			t.Errorf("%s is asked as kind %d", q.Path, q.Kind)
		}
	}
}

func TestTheKindOfAQuestionFitsItsField(t *testing.T) {
	fits := map[agora.Kind][]Kind{
		agora.Text: {Text, Secret, Choice}, agora.Number: {Number, Choice, Pick}, agora.Flag: {Choice},
		agora.List: {Text, Choices}, agora.Pairs: {Choices}, agora.Speakers: {Text}, agora.Object: {Text},
	}
	for _, q := range Table() {
		f, ok := agora.FieldAt(q.Path)
		if ok && !slices.Contains(fits[f.Kind], q.Kind) {
			t.Errorf("%s is of kind %d and asked as %d", q.Path, f.Kind, q.Kind)
		}
		if lists := q.Kind == Choice || q.Kind == Pick || q.Kind == Choices; lists != (q.options != nil) {
			t.Errorf("%s has options: %v", q.Path, q.options != nil)
		}
	}
}

// tables returns the questions as every version puts them.
func tables() []Question {
	var out []Question
	for _, v := range agora.Versions() {
		for _, q := range Table() {
			out = append(out, q.In(v))
		}
	}
	return out
}

// jargon is what the API's document and its formats say and people do not.
var jargon = regexp.MustCompile(`(?i)\b(nullable|array|boolean|integer|string|object|parameter|endpoint|payload|request body|config|json object|null|REST|enum|url)\b|[a-z][A-Z]\w*Uid|\w+Config`)

func TestEveryHelpIsMadeOfSentencesInPlainWords(t *testing.T) {
	none := targetQuestions(draftWith(t, map[string]string{"translateConfig": "on"}), Table()[len(Table())-2])
	for _, q := range append(tables(), none...) {
		if len(q.Help) < 20 || !unicode.IsUpper([]rune(q.Help)[0]) || !strings.HasSuffix(q.Help, ".") {
			t.Errorf("%s: %q is no sentence", q.Key, q.Help)
		}
		if len(q.Help) > 240 {
			t.Errorf("%s: a help of %d characters is not read", q.Key, len(q.Help))
		}
		for name, text := range map[string]string{"help": q.Help, "title": q.Title, "hint": q.Hint(NewDraft(v5)), "hint of v7": q.Hint(NewDraft(v7))} {
			if bad := jargon.FindString(text); bad != "" {
				t.Errorf("%s: the %s says %q", q.Key, name, bad)
			}
		}
		if q.Title == "" || !unicode.IsUpper([]rune(q.Title)[0]) || strings.HasSuffix(q.Title, ".") || len(q.Title) > 27 {
			t.Errorf("%s: the title is %q", q.Key, q.Title)
		}
		if hint := q.Hint(NewDraft(v5)); strings.HasSuffix(hint, ".") || strings.HasPrefix(hint, ";") {
			t.Errorf("%s: the hint is %q", q.Key, hint)
		}
	}
}

func TestTitlesAndKeysAreUnique(t *testing.T) {
	d := draftWith(t, full)
	keys := map[string]bool{}
	for _, s := range Steps() {
		titles := map[string]bool{}
		for _, q := range QuestionsOf(d, s) {
			if titles[q.Title] || keys[q.Key] {
				t.Errorf("%s, %q is there twice", q.Key, q.Title)
			}
			titles[q.Title], keys[q.Key] = true, true
		}
	}
	rows := slices.DeleteFunc(Table(), func(q Question) bool { return !agora.V5.Has(q.Path) })
	if len(keys) != len(rows)+1 { // two source languages instead of one row
		t.Errorf("%d questions are asked when all is switched on", len(keys))
	}
}

func TestLabelsAndValuesOfOptionsAreUnique(t *testing.T) {
	for _, vendor := range []string{"1", "5", "6", "2", "many"} {
		d := draftWith(t, with(full, agora.PathVendor, vendor))
		for _, q := range Questions(d) {
			labels, values := map[string]bool{}, map[string]bool{}
			for _, o := range q.Options(d) {
				if o.Label == "" || labels[o.Label] || values[o.Value] {
					t.Errorf("%s: the option %q (%q) is empty or there twice", q.Key, o.Label, o.Value)
				}
				labels[o.Label], values[o.Value] = true, true
			}
		}
	}
}

func TestEveryOptionIsAValueThatTheRulesAllow(t *testing.T) {
	d := draftWith(t, full)
	for _, q := range Questions(d) {
		for _, o := range q.Options(d) {
			c := d.Clone()
			q.Set(c, o.Value, Typed)
			for _, e := range q.Mine(c, c.Problems()) {
				if e.Rule != "required" || o.Value != "" {
					t.Errorf("%s: choosing %q breaks %s", q.Key, o.Value, e.Rule)
				}
			}
		}
	}
}

func TestHintsNameTheNumbersOfTheRules(t *testing.T) {
	d := NewDraft(v5)
	for path, want := range map[string]string{
		agora.PathMaxIdleTime:    "5 to 2592000 seconds; 30 s if left empty",
		agora.PathSliceDuration:  "5 to 28800 seconds; 60 s if left empty",
		agora.PathForceInterval:  "2 to 5 seconds; 3 s if left empty",
		agora.PathSubscribeUIDs:  "up to 3 uids",
		agora.PathSubBotUID:      "1 to 4294967295",
		agora.PathChannelName:    "1 to 64 characters",
		agora.PathSalt:           "32 bytes",
		agora.PathFileNamePrefix: "128 characters",
	} {
		q, _ := QuestionFor(d, path)
		mustContain(t, path, q.Hint(d), want)
	}
}

func TestQuestionsOfASectionAreAskedOnlyWhenItIsOn(t *testing.T) {
	for step, section := range map[Step]Section{StepEncryption: Encryption, StepCaptions: Captions, StepTranslation: Translation} {
		d := draftWith(t, legal)
		if got := QuestionsOf(d, step); len(got) != 1 || got[0].Kind != Toggle || step.Section() != section {
			t.Errorf("%s: %d questions while it is off", step.Title(), len(got))
		}
		d.Set(string(section), "on", Typed)
		if got := QuestionsOf(d, step); len(got) < 2 {
			t.Errorf("%s: %d questions while it is on", step.Title(), len(got))
		}
	}
}

func TestAQuestionIsFoundByThePathOfAnError(t *testing.T) {
	d := draftWith(t, with(full, "captionConfig", "off"))
	for path, want := range map[string]string{
		agora.PathBucket:                               agora.PathBucket, // not asked now
		agora.PathTranslatedPairs + "[0].target":       agora.PathTranslatedPairs + "[en-US]",
		agora.PathTranslatedPairs + "[1].source":       agora.PathTranslatedPairs + "[fr-FR]",
		agora.PathTranslatedPairs:                      agora.PathTranslatedPairs + "[fr-FR]",
		agora.PathTranslatedPairs + "[7].source":       agora.PathTranslatedPairs + "[fr-FR]",
		"captionConfig":                                "captionConfig",
		agora.PathLanguages:                            agora.PathLanguages,
		"rtcConfig":                                    "",
		"captionConfig.storage.extensionParams.enable": "",
	} {
		q, ok := QuestionFor(d, path)
		if ok != (want != "") || q.Key != want {
			t.Errorf("%s: the question %q, %v", path, q.Key, ok)
		}
	}
}

func TestAnswersAreToldInWords(t *testing.T) {
	d := draftWith(t, full)
	for path, want := range map[string]string{
		agora.PathLanguages:       "English (United States), French (France)",
		agora.PathMaxIdleTime:     "60 s",
		agora.PathSubscribeUIDs:   "501, 502",
		agora.PathCryptionMode:    "AES_256_GCM2 (8)",
		agora.PathJSONProtocol:    "Protobuf",
		agora.PathTransferMode:    "RTC, RTM",
		agora.PathVendor:          "Amazon S3",
		agora.PathRegion:          "us-east-1 (0)",
		agora.PathFileNamePrefix:  "events/2026/",
		agora.PathTranslatedPairs: "English (United States)",
	} {
		if q, _ := QuestionFor(d, path); q.Words(d) != want {
			t.Errorf("%s: %q", path, q.Words(d))
		}
	}
	for _, q := range Questions(d) {
		if q.Kind == Secret && (!strings.HasPrefix(q.Words(d), "•••• ") || strings.Contains(q.Words(d), q.Get(d))) {
			t.Errorf("%s is shown as %q", q.Path, q.Words(d))
		}
	}
	if q, _ := QuestionFor(d, agora.PathMaxIdleTime); q.Words(draftWith(t, map[string]string{agora.PathMaxIdleTime: "soon"})) != "soon" {
		t.Error("a text that is no number is not shown as it is")
	}
}

func TestMadeValuesAreLegalAndFree(t *testing.T) {
	d := draftWith(t, with(full, agora.PathSubBotUID, "", agora.PathPubBotUID, "", agora.PathSecret, "", agora.PathSalt, ""))
	makes := 0
	for _, q := range Questions(d) {
		what, ok := q.CanMake()
		if !ok {
			continue
		}
		makes++
		text, err := q.Make(d)
		if err != nil || what == "" {
			t.Fatalf("%s: %v", q.Path, err)
		}
		q.Set(d, text, Made)
		if again, _ := q.Make(d); again == text {
			t.Errorf("%s: %s was made twice", q.Path, what)
		}
	}
	if problems := d.Problems(); makes != 4 || len(problems) > 0 {
		t.Errorf("%d values were made; problems: %v", makes, problems)
	}
	for range 1000 {
		uid := freshUID(d)
		if len(uid) != 9 || uid == d.Text(agora.PathSubBotUID) {
			t.Fatalf("made %q", uid)
		}
	}
}
