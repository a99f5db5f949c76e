package strictyaml

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// document makes one of a text in a style, with a comment beside it.
func documentOf(text string, style yaml.Style) *yaml.Node {
	key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "title"}
	value := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Style: style, LineComment: "# \ue000🎈"}
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{key, value}}
}

func TestWhatCanBeSeenIsWrittenAsItIs(t *testing.T) {
	for text, has := range map[string]string{
		"Gala 🎉":                     "Gala 🎉",
		"𠮷野家":                        "𠮷野家",
		"𝄞 and 👩‍👩‍👧 and ❤️":         "𝄞 and 👩‍👩‍👧 and ❤️",
		"سلام\u200cها":               "سلام\u200cها",
		"\ue000 \ue001 🎉":            "\ue000 \ue001 🎉",
		`\U0001F389 is 🎉`:            `is 🎉`,
		"zero\u200bwidth":            `zero\u200Bwidth`,
		"turned \u202etxt.exe":       `turned \u202Etxt.exe`,
		"a soft\u00adhyphen 🎉":       `a soft\u00ADhyphen 🎉`,
		"a tag \U000e0041":           `a tag \U000E0041`,
		"a selector \U000e0101":      `a selector \U000E0101`,
		"a filler \u3164":            `a filler \u3164`,
		"a mark \ufeff":              `a mark \uFEFF`,
		"private \U000f0000":         `private \U000F0000`,
		"two lines 🎉\nand \u200bone": `\u200B`,
		"two lines 🎉\nand another":   "two lines 🎉",
	} {
		for _, style := range []yaml.Style{0, yaml.DoubleQuotedStyle, yaml.SingleQuotedStyle, yaml.LiteralStyle} {
			document := documentOf(text, style)
			out, err := Write(document)
			if err != nil || !strings.Contains(string(out), has) || !strings.Contains(string(out), "# \ue000🎈") {
				t.Errorf("%q in style %d, %v:\n%s", text, style, err, out)
			}
			back, err := Parse(out)
			if err != nil {
				t.Errorf("%q: %v", text, err)
				continue
			}
			v, _ := back.Get("title")
			if got, err := v.String(); err != nil || got != text {
				t.Errorf("%q is read as %q, %v", text, got, err)
			}
			if value := document.Content[1]; value.Value != text || value.Style != style {
				t.Errorf("%q was changed", text)
			}
		}
	}
}

func FuzzWhatIsWrittenIsReadAgain(f *testing.F) {
	for _, text := range []string{"🎉", "\u202e", "\ue000", "a: b # c", "\U000e0041\u200b\\u200B"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, style := range []yaml.Style{0, yaml.DoubleQuotedStyle} {
			plain, err := yaml.Marshal(documentOf(text, style))
			if err != nil {
				continue
			}
			want, wrong := Parse(plain)
			out, err := Write(documentOf(text, style))
			if err != nil {
				t.Fatal(err)
			}
			got, err := Parse(out)
			if (err == nil) != (wrong == nil) {
				t.Fatalf("%q: %v, of the library alone %v", text, err, wrong)
			}
			if err != nil {
				continue
			}
			v, _ := got.Get("title")
			w, _ := want.Get("title")
			is, _ := v.String()
			was, _ := w.String()
			if is != was {
				t.Fatalf("%q is read as %q, of the library alone as %q", text, is, was)
			}
		}
	})
}
