package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var links = regexp.MustCompile(`\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"`)

// everyDocument names the guides and the documents for who changes sttwizard.
func everyDocument(t *testing.T) []string {
	return append(guides(t), "CONTRIBUTING.md", "CHANGELOG.md")
}

func TestEveryLinkLeadsToAFileAndItsHeading(t *testing.T) {
	found := 0
	for _, name := range everyDocument(t) {
		for _, m := range links.FindAllStringSubmatch(document(t, name), -1) {
			target := m[1] + m[2]
			if strings.HasPrefix(target, "https://") {
				continue
			}
			found++
			path, heading, _ := strings.Cut(target, "#")
			to := filepath.Join(filepath.Dir(name), path)
			if path == "" {
				to = name
			}
			if _, err := os.Stat(filepath.Join(root, to)); err != nil {
				t.Errorf("%s: the link to %s leads nowhere", name, target)
			} else if heading != "" && !slices.Contains(headings(document(t, to)), heading) {
				t.Errorf("%s: the link to %s leads to no heading", name, target)
			}
		}
	}
	if found < 60 {
		t.Errorf("only %d links were found", found)
	}
}

var (
	headingLine = regexp.MustCompile(`(?m)^#+ (.*)$`)
	notInAnchor = regexp.MustCompile(`[^a-z0-9 _-]`)
)

// headings returns the anchors of a text's headings, as GitHub makes them.
func headings(text string) []string {
	var out []string
	for _, m := range headingLine.FindAllStringSubmatch(text, -1) {
		out = append(out, strings.ReplaceAll(notInAnchor.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-"))
	}
	return out
}

// TestEveryGuideIsFoundFromTheReadme keeps a document from lying where nobody looks.
func TestEveryGuideIsFoundFromTheReadme(t *testing.T) {
	text := readme(t)
	for _, name := range guides(t)[1:] {
		if !strings.HasPrefix(document(t, name), "# ") {
			t.Errorf("%s does not begin with its title", name)
		}
		if !strings.Contains(text, "]("+name+")") {
			t.Errorf("README has no link to %s", name)
		}
	}
}

func TestTheReadmeIsShortAndSaysWhereItsLibrariesComeFrom(t *testing.T) {
	text := readme(t)
	if len(text) > 9000 {
		t.Errorf("README has %d bytes, more than 9000: details belong into docs", len(text))
	}
	about := strings.Join(strings.Fields(paragraph(t, text, "The screens are built with")), " ")
	for _, m := range regexp.MustCompile(`(?m)^\tcharm\.land/([a-z]+)/v2 `).FindAllStringSubmatch(document(t, "go.mod"), -1) {
		if !strings.Contains(about, m[1]) {
			t.Errorf("README does not name %s among the libraries of the screens", m[1])
		}
	}
	for _, want := range []string{"bubbletea, huh, lipgloss and bubbles", "`charm.land/NAME/v2`: that is the module path of their version 2"} {
		if !strings.Contains(about, want) {
			t.Errorf("README does not say %q", want)
		}
	}
}

// TestLinesOfTheDocumentsFitIntoAnEditor leaves out tables, long links and what is
// made from the program.
func TestLinesOfTheDocumentsFitIntoAnEditor(t *testing.T) {
	for _, name := range append(guides(t), "CONTRIBUTING.md") {
		text, _, _ := strings.Cut(document(t, name), "<!-- From here on made")
		if strings.Contains(text, "This file is made by") {
			continue
		}
		for i, line := range strings.Split(text, "\n") {
			if utf8.RuneCountInString(line) >= 120 && !strings.HasPrefix(line, "|") && !links.MatchString(line) {
				t.Errorf("%s:%d has %d columns", name, i+1, utf8.RuneCountInString(line))
			}
		}
	}
}

func TestTheArchitectureNamesEveryPackage(t *testing.T) {
	text := document(t, "docs/ARCHITECTURE.md")
	entries, err := os.ReadDir(filepath.Join(root, "internal"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !strings.Contains(text, "`internal/"+e.Name()+"`") {
			t.Errorf("internal/%s is not in docs/ARCHITECTURE.md", e.Name())
		}
	}
}

var fileNames = regexp.MustCompile("`((?:agora|form|presets|ui|internal|docs|\\.ci)/[A-Za-z0-9_./-]+)`")

func TestEveryFileOfTheSourceThatIsNamedIsThere(t *testing.T) {
	for _, name := range append(guides(t), "CONTRIBUTING.md") {
		for _, m := range fileNames.FindAllStringSubmatch(document(t, name), -1) {
			if strings.Contains(m[1], "NAME") { // a file of the user's, which stands for several
				continue
			}
			if _, err := os.Stat(filepath.Join(root, m[1])); err != nil {
				t.Errorf("%s names %s, which is not there", name, m[1])
			}
		}
	}
}
