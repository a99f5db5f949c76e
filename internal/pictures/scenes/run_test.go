package scenes

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"sttwizard/agora/sandbox"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// here is where the pictures lie, seen from this package.
var here = filepath.Join("..", "..", "..", "docs", "pictures")

func TestThePicturesAreThoseOfTheScreens(t *testing.T) {
	if err := compare(here, scenes); err != nil {
		t.Error(err)
	}
}

// A film stands in README, so it has to come quickly; its parts are those of the walk.
func TestAFilmIsSmallAndShowsTheWholeWalk(t *testing.T) {
	film, err := scenes[sceneNamed(t, "walk")].draw()
	if err != nil {
		t.Fatal(err)
	}
	if len(film) > 300_000 {
		t.Errorf("it has %d bytes", len(film))
	}
	for _, part := range []string{
		"New task", ">town-hall<", "English (United States)", "Start transcription", "IN_PROGRESS",
		"Stop the task in town-hall?", "costs nothing any more", "prefers-reduced-motion",
	} {
		if !strings.Contains(film, part) {
			t.Errorf("%q is not in it", part)
		}
	}
	if n := strings.Count(film, "translateY("); n < 20 {
		t.Errorf("it has %d pictures", n)
	}
}

func TestASceneHasTheSameBytesEveryTime(t *testing.T) {
	for _, name := range []string{"sending-lost", "walk"} {
		sameEveryTime(t, scenes[sceneNamed(t, name)])
	}
}

func sameEveryTime(t *testing.T, sc scene) {
	t.Helper()
	first, err := sc.draw()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		t.Run(sc.name+" again, at the same time as others", func(t *testing.T) {
			t.Parallel()
			again, err := sc.draw()
			if err != nil {
				t.Fatal(err)
			}
			if again != first {
				t.Error("another picture than the first time")
			}
		})
	}
}

func sceneNamed(t *testing.T, name string) int {
	t.Helper()
	for i, sc := range scenes {
		if sc.name == name {
			return i
		}
	}
	t.Fatalf("there is no scene %s", name)
	return 0
}

func TestCheckNamesWhatIsMissingDifferentAndStrange(t *testing.T) {
	dir, few := t.TempDir(), scenes[:2]
	if err := write(dir, few[:1]); err != nil {
		t.Fatal(err)
	}
	if err := compare(dir, few[:1]); err != nil {
		t.Fatalf("what was just written differs: %v", err)
	}
	put(t, filepath.Join(dir, few[0].name+suffix), "<svg/>")
	put(t, filepath.Join(dir, "old.svg"), "<svg/>")
	err := compare(dir, few)
	if err == nil {
		t.Fatal("nothing was found wrong")
	}
	for _, want := range []string{
		few[0].name + ".svg differs", few[1].name + ".svg is missing", "old.svg is made by no scene", "go run ./internal/pictures",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q:\n%v", want, err)
		}
	}
}

func TestACheckoutMayChangeTheEndsOfLines(t *testing.T) {
	dir, one := t.TempDir(), scenes[:1]
	if err := write(dir, one); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, one[0].name+suffix)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	put(t, path, strings.ReplaceAll(string(data), "\n", "\r\n"))
	if err := compare(dir, one); err != nil {
		t.Error(err)
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestTheCommandsExitCodes(t *testing.T) {
	for name, tc := range map[string]struct {
		args []string
		code int
		says string
	}{
		"a missing directory fails the check": {[]string{"-check", "-dir", filepath.Join(t.TempDir(), "none")}, 1, "home.svg is missing"},
		"an unknown flag is wrong use":        {[]string{"-chekc"}, 2, "chekc"},
		"an argument is wrong use":            {[]string{"docs"}, 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var errs bytes.Buffer
			if code := Run(tc.args, io.Discard, &errs); code != tc.code || !strings.Contains(errs.String(), tc.says) {
				t.Errorf("exit code %d, %q; want %d, %q", code, &errs, tc.code, tc.says)
			}
		})
	}
}

func TestAStoryThatGoesAstrayMakesNoPicture(t *testing.T) {
	for name, tc := range map[string]struct {
		story func(*stage)
		says  string
	}{
		"a text that is not there":  {func(s *stage) { s.see("Nowhere"); s.press("f1") }, `"Nowhere" is not on the screen`},
		"a key that does not exist": {func(s *stage) { s.press("hyper+x") }, "no key hyper+x"},
	} {
		t.Run(name, func(t *testing.T) {
			sc := scene{name: "astray", width: 80, height: 24, connection: "sandbox", story: tc.story}
			svg, err := sc.draw()
			if svg != "" || err == nil || !strings.Contains(err.Error(), "picture astray") || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("picture %q, error %v; want none and %q", svg, err, tc.says)
			}
		})
	}
}

func TestTimePassesOnlyWhenTold(t *testing.T) {
	w, err := newWorld(sandbox.ModeOK)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	s, err := (scene{width: 80, height: 24, connection: "sandbox"}).open(w)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	s.press("n")
	s.write("demo")
	if now := w.clock.Now(); !now.Equal(noon) {
		t.Errorf("typing took until %v", now)
	}
	s.pass(time.Hour)
	if now := w.clock.Now(); !now.Equal(noon.Add(time.Hour)) {
		t.Errorf("an hour later it is %v", now)
	}
	if s.err != nil {
		t.Error(s.err)
	}
}
