package seal

import (
	"strings"
	"testing"

	"sttwizard/internal/strictyaml"
)

const document = "schema: 1\n\n# mine\nconnections:\n  - name: acme\n    production: \"on\"\n"

// noticed reports whether a YAML file is not taken for one that sttwizard wrote.
func noticed(data []byte) bool {
	_, edited, err := OpenYAML(data)
	if err != nil || edited {
		return true
	}
	_, err = strictyaml.Parse(data) // nothing is left of it, or what no seal is needed for
	return err != nil
}

func TestWhatIsSealedOpensAsItWas(t *testing.T) {
	for _, text := range []string{document, "{}\n", "  a: 1\n  b: 2\n", "a: |\n  ...\n"} {
		got, edited, err := OpenYAML(YAML([]byte(text)))
		if string(got) != text || edited || err != nil {
			t.Errorf("%q opens as %q, edited %v, %v", text, got, edited, err)
		}
		got, edited, err = OpenYAML([]byte(text))
		if string(got) != text || edited || err != nil {
			t.Errorf("without a seal %q opens as %q, edited %v, %v", text, got, edited, err)
		}
	}
}

func TestEveryFlippedBitOfYAMLIsNoticed(t *testing.T) {
	data := YAML([]byte(document))
	for bit := range 8 * len(data) {
		data[bit/8] ^= 1 << (bit % 8)
		if !noticed(data) {
			t.Fatalf("bit %d of byte %d is silently wrong:\n%s", bit%8, bit/8, data)
		}
		data[bit/8] ^= 1 << (bit % 8)
	}
}

// A piece that is missing at the beginning, at the end, or between.
func TestEveryPieceThatIsMissingInYAMLIsNoticed(t *testing.T) {
	data := YAML([]byte(document))
	for from := range len(data) {
		for to := from + 1; to <= len(data); to++ {
			if from == len(data)-1 {
				continue // the last line feed, which editors take away
			}
			if !noticed(append(data[:from:from], data[to:]...)) {
				t.Fatalf("without bytes %d to %d it is taken:\n%s", from, to, append(data[:from:from], data[to:]...))
			}
		}
	}
}

func TestACutFileTellsItsLineAndWhatIsLeft(t *testing.T) {
	whole := string(YAML([]byte(document)))
	left, _, err := OpenYAML([]byte(whole[:strings.Index(whole, "    production")]))
	if err == nil || !strings.HasPrefix(err.Error(), "line 7: the end of the file is missing") {
		t.Errorf("the error is %v", err)
	}
	for n := 1; n <= len(sealed); n++ {
		if left, _, err := OpenYAML([]byte(whole[:n])); len(left) > 0 || err == nil || !strings.Contains(err.Error(), EndMissing) {
			t.Errorf("cut to %d bytes: left %q, %v", n, left, err)
		}
	}
	if want := document[:strings.Index(document, "    production")]; string(left) != want {
		t.Errorf("left is %q, not %q", left, want)
	}
}

// A comment above the seal's line must not end the check.
func TestALineAboveTheSealKeepsIt(t *testing.T) {
	for _, above := range []string{"# mine\n", "\ufeff", "# mine\n\n"} {
		whole := above + string(YAML([]byte(document)))
		got, edited, err := OpenYAML([]byte(whole))
		if string(got) != strings.TrimSuffix(above, "\ufeff")+document || !edited || err != nil {
			t.Errorf("%q opens as %q, edited %v, %v", whole, got, edited, err)
		}
		if got, _, err := OpenYAML([]byte(whole[:len(whole)-2])); err == nil {
			t.Errorf("cut it opens as %q", got)
		}
	}
}
