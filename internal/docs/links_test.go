package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var links = regexp.MustCompile(`\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"`)

func TestEveryLinkLeadsToAFile(t *testing.T) {
	found := 0
	for _, name := range []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/ARCHITECTURE.md", "docs/QUESTIONS.md"} {
		for _, m := range links.FindAllStringSubmatch(document(t, name), -1) {
			target := m[1] + m[2]
			if strings.HasPrefix(target, "https://") {
				continue
			}
			found++
			path, _, _ := strings.Cut(target, "#")
			if _, err := os.Stat(filepath.Join(root, filepath.Dir(name), path)); err != nil {
				t.Errorf("%s: the link to %s leads nowhere", name, target)
			}
		}
	}
	if found < 5 {
		t.Errorf("only %d links were found", found)
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

func TestEveryFileThatTheArchitectureNamesIsThere(t *testing.T) {
	for _, name := range []string{"docs/ARCHITECTURE.md", "CONTRIBUTING.md"} {
		for _, m := range fileNames.FindAllStringSubmatch(document(t, name), -1) {
			if _, err := os.Stat(filepath.Join(root, m[1])); err != nil {
				t.Errorf("%s names %s, which is not there", name, m[1])
			}
		}
	}
}
