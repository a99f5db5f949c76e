package captions_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"sttwizard/internal/captions"
	"sttwizard/internal/samples"
)

// lies are playlists of four slices that are there, in every way in which one may lie. Each
// gets the names of the slices in their order.
var lies = map[string]func(names []string) string{
	"as it should be": func(names []string) string { return listOf("\n", names...) },
	"CRLF and empty lines": func(names []string) string {
		return strings.ReplaceAll(listOf("\r\n\r\n \r\n", names...), "#EXTINF", "\r\n#EXTINF")
	},
	"each three times": func(names []string) string {
		return listOf("\n", slices.Concat(names, names, names)...)
	},
	"backwards": func(names []string) string {
		back := slices.Clone(names)
		slices.Reverse(back)
		return listOf("\n", back...)
	},
	"all copies in one": func(names []string) string {
		var all []string
		for _, n := range names {
			all = append(all, "de-DE_"+n, n, "en-US_"+n)
		}
		return listOf("\n", all...)
	},
	"names that lead elsewhere": func(names []string) string {
		return listOf("\n", slices.Concat([]string{"../../etc/passwd.vtt", "http://169.254.169.254/a.vtt", "/x.vtt", `..\x.vtt`, "%2e%2e/x.vtt", ".x.vtt"}, names)...)
	},
	"names that steer a terminal": func(names []string) string {
		return listOf("\n", slices.Concat(samples.Payloads(), []string{"\u202egnp.vtt", "a\x1b[2J.vtt", "\u200f.vtt"}, names)...)
	},
	"files that are not there": func(names []string) string {
		var all []string
		for i, n := range names {
			all = append(all, n, fmt.Sprintf("AGENT1_town-hall_nothing%d.vtt", i))
		}
		return listOf("\n", all...)
	},
	"the first and the last alone": func(names []string) string { return listOf("\n", names[0], names[3]) },
	"lengths that can not be": func(names []string) string {
		text := "#EXTM3U\n"
		for i, n := range names {
			text += "#EXTINF:" + []string{"NaN", "-1", "1e309", "99999999"}[i] + "\n#EXT-X-PROGRAM-DATE-TIME:0000-00-00\n" + n + "\n"
		}
		return text
	},
	"tags without an end": func(names []string) string {
		return listOf("\n", names...) + strings.Repeat("#EXT-X-AGORA-TRACK-EVENT:TIME=,TIME=9,", 10_000)
	},
	"a page of a network": func([]string) string { return "<html>Sign in</html>" },
	"nothing":             func([]string) string { return "" },
	"itself":              func(names []string) string { return listOf("\n", append(names, "AGENT1_town-hall.m3u8")...) },
	"half a name":         func(names []string) string { return listOf("\n", names...) + "\nAGENT1_town-h" },
}

func listOf(end string, names ...string) string {
	text := "#EXTM3U" + end
	for _, n := range names {
		text += "#EXTINF:60" + end + n + end
	}
	return text
}

// TestNoPlaylistMakesSentencesComeTwiceOrGo: whatever it says, each sentence of the slices
// that are there is in the transcript once, in order, and of no other language; what lies
// between those that are named may be lost.
func TestNoPlaylistMakesSentencesComeTwiceOrGo(t *testing.T) {
	t.Parallel()
	for name, lie := range lies {
		s := script()
		e := newEvening(s, 4)
		now := e.until(5)
		var names []string
		for _, key := range e.Keys() {
			if f, ok := s.Task.File(key); ok && f.Language == "" && !f.Playlist {
				names = append(names, strings.TrimPrefix(key, "gala/"))
			}
		}
		if len(names) != 4 {
			t.Fatalf("%q", e.Keys())
		}
		e.Put(captions.Upload{At: now, Key: "gala/AGENT1_town-hall.m3u8", Body: []byte(lie(names))})
		list, err := s.Task.Playlist(t.Context(), e, "", captions.Usual)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, err := captions.Collect(t.Context(), list, s.Slice, s.Task.Getter(e), captions.Usual)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var want, have []string
		for n := range 4 {
			if name == "the first and the last alone" && n%3 != 0 {
				continue
			}
			for _, said := range s.Said(n) {
				want = append(want, said.Text)
			}
		}
		for _, c := range got.Cues {
			have = append(have, c.Text)
			if bad := samples.Steering(c.Text + c.Speaker + c.Slice); bad != "" {
				t.Errorf("%s: %q: %s", name, c, bad)
			}
		}
		if !slices.Equal(have, want) {
			t.Errorf("%s: %d sentences of %d\n%q\n%q (%+v)", name, len(have), len(want), have, want, got.Trouble)
		}
	}
}

// TestSlicesThatOverlapSayEachSentenceOnce: a server that took over stores the last
// sentences again, in a slice that begins earlier than the one before ends.
func TestSlicesThatOverlapSayEachSentenceOnce(t *testing.T) {
	t.Parallel()
	s := script()
	e := newEvening(s, 4)
	now := e.until(5)
	for _, u := range s.Uploads(1, 3) { // two slices again, under a server's own names
		if f, _ := s.Task.File(u.Key); !f.Playlist && f.Language == "" {
			e.Put(captions.Upload{At: now, Key: strings.Replace(u.Key, "AGENT1", "bak0_AGENT1", 1), Body: u.Body})
		}
	}
	e.Put(captions.Upload{At: now, Key: "gala/bak0_AGENT1_town-hall.m3u8", Body: []byte("#EXTM3U\n")})
	for _, key := range e.Keys() {
		if f, _ := s.Task.File(key); f.Playlist {
			e.Remove(key) // so that all are listed
		}
	}
	list, err := s.Task.Playlist(t.Context(), e, "", captions.Usual)
	if err != nil || len(list.Entries) != 6 {
		t.Fatalf("%d slices, %v", len(list.Entries), err)
	}
	got, err := captions.Collect(t.Context(), list, s.Slice, s.Task.Getter(e), captions.Usual)
	said := 0
	for n := range 4 {
		said += len(s.Said(n))
	}
	if err != nil || len(got.Cues) != said || got.Trouble.Twice == 0 {
		t.Errorf("%d sentences of %d, %v, %+v", len(got.Cues), said, err, got.Trouble)
	}
}

// FuzzTranscript: no playlist makes a sentence come twice, or one that is not in the slices.
func FuzzTranscript(f *testing.F) {
	s := script()
	e := newEvening(s, 3)
	now := e.until(4)
	said := map[string]bool{}
	var names []string
	for n := range 3 {
		for _, q := range s.Said(n) {
			said[q.Text] = true
		}
	}
	for _, key := range e.Keys() {
		if file, ok := s.Task.File(key); ok && file.Language == "" && !file.Playlist {
			names = append(names, strings.TrimPrefix(key, "gala/"))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(lies)) {
		f.Add([]byte(lies[name](append(slices.Clone(names), names[2]))))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		e.Put(captions.Upload{At: now, Key: "gala/AGENT1_town-hall.m3u8", Body: text})
		list, err := s.Task.Playlist(t.Context(), e, "", captions.Usual)
		if err != nil {
			t.Fatal(err)
		}
		got, err := captions.Collect(t.Context(), list, s.Slice, s.Task.Getter(e), captions.Usual)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, c := range got.Cues {
			if own := !strings.HasPrefix(c.Text, "[de-DE]"); own && (seen[c.Text] || !said[c.Text]) {
				t.Errorf("%q is in it again", c.Text)
			}
			seen[c.Text] = true
		}
	})
}
