package presets

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/strictyaml"
)

// saved are files as sttwizard writes them, small and large.
func saved(t *testing.T) map[string][]byte {
	t.Helper()
	large := FromRequest(full(t))
	large.Title, large.Note = "Weekly “town hall”", "Started by support.\n\nAsk Ann: the bucket is hers.\n# no comment\n..."
	large.Connection, large.Version, large.Ask = "production", agora.V5, []string{agora.PathChannelName}
	out := map[string][]byte{}
	for name, p := range map[string]Preset{
		"nothing":          {},
		"one field":        {Values: map[string]string{agora.PathChannelName: "town-hall"}},
		"everything":       large,
		"a text of dots":   {Title: "...", Note: "a\n...\nb"},
		"an empty section": {Sections: []string{agora.PathCaption}},
	} {
		data, err := p.Encode()
		if err != nil {
			t.Fatal(name, err)
		}
		out[name] = data
	}
	return out
}

// told reports whether a damaged file is not taken for a whole one without a word:
// it is refused, or told as changed.
func told(t *testing.T, data []byte) bool {
	t.Helper()
	p, err := Decode(data)
	if err == nil {
		return p.Edited
	}
	if _, ok := errors.AsType[*strictyaml.Error](err); !ok {
		t.Fatalf("not a strictyaml.Error: %v", err)
	}
	return true
}

func TestEveryFlippedBitOfAPresetIsTold(t *testing.T) {
	for name, data := range saved(t) {
		t.Run(name, func(t *testing.T) {
			whole, err := Decode(data)
			if err != nil || whole.Edited {
				t.Fatalf("the whole file: %v, edited %v", err, whole.Edited)
			}
			for bit := range 8 * len(data) {
				data[bit/8] ^= 1 << (bit % 8)
				if !told(t, data) {
					t.Fatalf("bit %d of byte %d is silently wrong:\n%s", bit%8, bit/8, data)
				}
				data[bit/8] ^= 1 << (bit % 8)
			}
		})
	}
}

// A cut file is not even told as edited: it is refused.
func TestEveryCutOfAPresetIsRefused(t *testing.T) {
	for name, data := range saved(t) {
		t.Run(name, func(t *testing.T) {
			for n := range len(data) - 1 { // without its last line feed it is whole
				if _, err := Decode(data[:n]); err == nil {
					t.Fatalf("cut to %d bytes it is taken:\n%s", n, data[:n])
				}
			}
			if p, err := Decode(data[:len(data)-1]); err != nil || p.Edited {
				t.Errorf("without its last line feed: %v, edited %v", err, p.Edited)
			}
		})
	}
}

func TestWhatAPersonDoesToAFileIsUnderstood(t *testing.T) {
	data, err := Preset{Title: "Town hall", Values: map[string]string{agora.PathChannelName: "town-hall"}}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(data), "\n")
	for name, c := range map[string]struct {
		data   string
		edited bool
		wrong  string
	}{
		"nothing":                            {string(data), false, ""},
		"line ends of Windows":               {strings.ReplaceAll(string(data), "\n", "\r\n"), false, ""},
		"blank lines at the end":             {string(data) + "\n\n", true, ""},
		"another title":                      {strings.Replace(string(data), "Town", "City", 1), true, ""},
		"a comment more":                     {strings.Replace(string(data), "request:", "# mine\nrequest:", 1), true, ""},
		"the first line taken away":          {body, true, ""},
		"both lines taken away":              {strings.TrimSuffix(body, "...\n"), false, ""},
		"only the last line taken away":      {strings.TrimSuffix(string(data), "...\n"), false, "its last line was ..."},
		"something behind the end":           {string(data) + "title: b\n", false, "its last line was ..."},
		"the end of another file in a merge": {string(data) + string(data), false, ""},
	} {
		p, err := Decode([]byte(c.data))
		if name == "the end of another file in a merge" {
			if err == nil {
				t.Errorf("%s: taken", name)
			}
			continue
		}
		if (err != nil) != (c.wrong != "") || err != nil && !strings.Contains(err.Error(), c.wrong) || p.Edited != c.edited {
			t.Errorf("%s: edited %v, %v", name, p.Edited, err)
		}
	}
}

func TestAFileOnceSavedAgainIsNotEdited(t *testing.T) {
	s := testStore(t)
	if err := s.Save(named("a", "one"), false); err != nil {
		t.Fatal(err)
	}
	path, _ := s.Path("a")
	put := func(f func([]byte) []byte) Preset {
		t.Helper()
		change(t, path, f)
		p, err := s.Load("a")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	p := put(func(data []byte) []byte {
		return bytes.Replace(data, []byte("channelName: one"), []byte("channelName: two"), 1)
	})
	if !p.Edited || p.Values[agora.PathChannelName] != "two" {
		t.Fatalf("edited: %+v", p)
	}
	if err := s.Save(p, true); err != nil {
		t.Fatal(err)
	}
	if p = put(func(data []byte) []byte { return data }); p.Edited {
		t.Error("saved again, it still counts as edited")
	}
}

func change(t *testing.T, path string, f func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, f(data), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
