package seal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/internal/files"
)

const content = `{
  "schema": 1,
  "answers": {"a": "b \" c", "d": 12}
}`

// kept returns the path of a file that is not there yet.
func kept(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "draft.json")
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

const most = 1 << 16

func TestWhatIsKeptIsReadAsItWas(t *testing.T) {
	path := kept(t)
	if _, err := ReadKept(path, most); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("without a file: %v", err)
	}
	for _, text := range []string{content, "{}"} {
		if err := WriteKept(path, []byte(text+"\n"), files.WriteOptions{}); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadKept(path, most); err != nil || string(got) != text {
			t.Errorf("got %q, %v", got, err)
		}
		put(t, path, text+"\n") // as an older sttwizard wrote it
		if got, err := ReadKept(path, most); err != nil || string(got) != text+"\n" {
			t.Errorf("without a seal: got %q, %v", got, err)
		}
	}
}

func TestEveryFlippedBitOfAKeptFileIsNoticed(t *testing.T) {
	data := Kept([]byte(content))
	for bit := range 8 * len(data) {
		data[bit/8] ^= 1 << (bit % 8)
		if got, why := OpenKept(data); why == "" {
			t.Fatalf("bit %d of byte %d is silently wrong: %s", bit%8, bit/8, got)
		}
		data[bit/8] ^= 1 << (bit % 8)
	}
}

// A piece that is missing at the beginning, at the end, or between; or all of it.
func TestEveryPieceThatIsMissingInAKeptFileIsNoticed(t *testing.T) {
	data := Kept([]byte(content))
	for from := range len(data) {
		for to := from + 1; to <= len(data); to++ {
			left := append(data[:from:from], data[to:]...)
			if got, why := OpenKept(left); why == "" {
				t.Fatalf("without bytes %d to %d it is taken: %s", from, to, got)
			}
		}
	}
}

func TestADamagedFileIsToldSetAsideAndNotFoundAgain(t *testing.T) {
	path := kept(t)
	whole := string(Kept([]byte(content)))
	asides := map[string]bool{}
	for name, c := range map[string]struct{ text, why string }{
		"nothing":             {"", "it is empty"},
		"blanks":              {"\n\n", "it is empty"},
		"no JSON":             {"\x1b[2Jhello", "it can't be read"},
		"no object":           {`["a list of somebody else's"]`, "its end is missing"},
		"a null":              {"null", "it can't be read"},
		"cut in the head":     {whole[:3], "its end is missing"},
		"cut at the end":      {whole[:len(whole)-1], "its end is missing"},
		"cut at the front":    {whole[1:], "it is not what was written"},
		"a number changed":    {strings.Replace(whole, "12", "13", 1), "it is not what was written"},
		"nothing but its end": {keptTail, "it can't be read"},
	} {
		put(t, path, c.text)
		_, err := ReadKept(path, most)
		e, ok := errors.AsType[*DamagedError](err)
		if !ok || e.Why != c.why || e.Path != path || string(e.Read) != c.text || asides[e.Aside] {
			t.Fatalf("%s: %v", name, err)
		}
		asides[e.Aside] = true
		if want := path + " is damaged: " + c.why + "; it was set aside beside it as " + filepath.Base(e.Aside); e.Error() != want {
			t.Errorf("%s: told as %q", name, e)
		}
		if got, err := os.ReadFile(e.Aside); err != nil || string(got) != c.text || !strings.HasPrefix(e.Aside, path+".damaged-") {
			t.Errorf("%s: set aside as %q is %q, %v", name, e.Aside, got, err)
		}
		if _, err := ReadKept(path, most); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: read again: %v", name, err)
		}
	}
	e := &DamagedError{Path: "p", Why: "w", Lost: "all", after: "gone"}
	if e.Error() != "p is damaged: w; lost: all; gone" {
		t.Errorf("with what is lost: %q", e)
	}
}

func TestWhatAnotherWroteMeanwhileIsNotSetAside(t *testing.T) {
	path := kept(t)
	put(t, path, string(Kept([]byte(content))))
	e := SetAside(path, []byte("what was read before"), "damaged")
	if got, err := ReadKept(path, most); err != nil || string(got) != content || e.Aside != "" || !strings.Contains(e.Error(), "written it anew") {
		t.Errorf("the newer file: %q, %v; told: %v", got, err, e)
	}
	if others, err := filepath.Glob(path + ".damaged*"); err != nil || len(others) > 0 {
		t.Errorf("left: %v, %v", others, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if e := SetAside(path, nil, "damaged"); e.Aside != "" || !strings.Contains(e.Error(), "another sttwizard has set it aside") {
		t.Errorf("of one that is gone: %v", e)
	}
}

func TestADamagedFileThatCannotBeMovedIsToldAllTheSame(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may move everything") // .ci/run has another user
	}
	path := kept(t)
	put(t, path, "{")
	if err := os.Chmod(filepath.Dir(path), 0o500); err != nil {
		t.Fatal(err)
	}
	_, err := ReadKept(path, most)
	if e, ok := errors.AsType[*DamagedError](err); !ok || e.Aside != "" || !strings.Contains(e.Error(), "could not be set aside") {
		t.Errorf("got %v", err)
	}
}
