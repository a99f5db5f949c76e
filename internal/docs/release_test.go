package docs

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// packaged is what both files that packages are made by say of them.
type packaged struct {
	Section, Priority, Maintainer, Description, License string

	RPM      struct{ Buildhost string }
	Contents []struct {
		Src, Dst string
		Info     struct{ Mode int } `yaml:"file_info"`
	}
}

func readYAML(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", path))
	if err == nil {
		err = yaml.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// The packages that are tried are those of a release, but for the program, which
// goreleaser adds by itself, and for where it puts what is made before.
func TestTheReleasesPackagesAreThoseThatAreTried(t *testing.T) {
	var tried packaged
	readYAML(t, ".ci/nfpm.yaml", &tried)
	var release struct {
		Builds []struct{ Goos, Goarch, Flags, Ldflags []string }
		NFPMs  []packaged
	}
	readYAML(t, ".goreleaser.yaml", &release)
	if len(release.NFPMs) != 1 || len(tried.Contents) < 8 || tried.Contents[0].Dst != "/usr/bin/sttwizard" {
		t.Fatalf("%+v, %+v", tried, release)
	}
	tried.Contents = tried.Contents[1:]
	for i, c := range release.NFPMs[0].Contents {
		release.NFPMs[0].Contents[i].Src = strings.TrimPrefix(c.Src, ".release/")
	}
	if !reflect.DeepEqual(tried, release.NFPMs[0]) {
		t.Errorf("tried are\n%+v\nand released\n%+v", tried, release.NFPMs[0])
	}
	b := release.Builds[0]
	if !reflect.DeepEqual(b.Goos, []string{"linux", "darwin", "windows"}) || !reflect.DeepEqual(b.Goarch, []string{"amd64", "arm64"}) {
		t.Errorf("built for %v on %v", b.Goos, b.Goarch)
	}
}

// A variable that the linker is to set and that is not there is set nowhere, in silence.
func TestWhatAReleaseIsBuiltWithIsThere(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("..", "cli", "version.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{".goreleaser.yaml", ".ci/build"} {
		data, err := os.ReadFile(filepath.Join("..", "..", path))
		if err != nil {
			t.Fatal(err)
		}
		set := regexp.MustCompile(`-X (?:sttwizard/internal/cli|\$of)\.(\w+)=`).FindAllStringSubmatch(string(data), -1)
		if len(set) != 3 {
			t.Errorf("%s sets %d variables", path, len(set))
		}
		for _, m := range set {
			if !regexp.MustCompile(`(?m)^\t` + m[1] + ` +string`).Match(source) {
				t.Errorf("%s sets %s, which the program does not have", path, m[1])
			}
		}
		if !strings.Contains(string(data), "-trimpath") || !strings.Contains(string(data), "-s -w") {
			t.Errorf("%s builds with other flags than a release", path)
		}
	}
}
