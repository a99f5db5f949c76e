package captions

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"sttwizard/internal/samples"
)

const aCue = "00:00:01.000 --> 00:00:02.000\r\n"

func vtt(body string) []byte { return []byte("WEBVTT\r\n\r\n" + body) }

// spends fails the test if f allocates more than that. No limit of time: a machine
// that is busy is no fault.
func spends(t *testing.T, megabytes uint64, f func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > megabytes {
		t.Errorf("it took %d MB", used)
	}
}

func TestWhatIsHugeIsCut(t *testing.T) { // not parallel: it measures memory
	spends(t, 64, func() {
		s := ReadSlice(vtt(aCue+"<v 1>"+strings.Repeat("a", 16<<20)), Usual)
		if len(s.Cues) != 1 || len(s.Cues[0].Text) > Usual.Text+len("…") || s.Trouble.Cut == 0 {
			t.Errorf("%d cues, %+v", len(s.Cues), s.Trouble)
		}
	})
	spends(t, 16, func() {
		list, err := ReadPlaylist([]byte("#EXTM3U\n#EXTINF:"+strings.Repeat("9", 4<<20)+"\nx.vtt\n"), nil, Usual)
		if err != nil || len(list.Entries) != 1 || list.Entries[0].Length != 0 {
			t.Errorf("%+v, %v", list.Trouble, err)
		}
	})
	million := vtt(strings.Repeat(aCue+"<v 1>x</v>\r\n\r\n", 1_000_000))
	spends(t, 64, func() {
		if s := ReadSlice(million, Usual); len(s.Cues) != Usual.Cues || s.Trouble.Cut != 1 {
			t.Errorf("%d cues, %+v", len(s.Cues), s.Trouble)
		}
	})
	var list bytes.Buffer
	list.WriteString("#EXTM3U\n")
	for i := range 1_000_000 {
		fmt.Fprintf(&list, "#EXTINF:5\nx%d.vtt\n", i)
	}
	spends(t, 64, func() {
		if p, err := ReadPlaylist(list.Bytes(), nil, Usual); err != nil || len(p.Entries) != Usual.Slices || p.Trouble.Cut != 1 {
			t.Errorf("%d slices, %+v, %v", len(p.Entries), p.Trouble, err)
		}
	})
}

func TestNamesThatLeadElsewhereAreNotFetched(t *testing.T) {
	t.Parallel()
	elsewhere := []string{
		"../secret.vtt", "http://169.254.169.254/x.vtt", "//evil/x.vtt", "/etc/x.vtt", `..\x.vtt`, "%2e%2e%2fx.vtt", "file:///x.vtt", ".hidden.vtt",
		"x.vtt.tmp", "x.tmp.vtt", "x\x1b[31m.vtt", "x\u202evtt.vtt", "other.m3u8", "acme/gala/../x.vtt", "me.m3u8", strings.Repeat("x", 600) + ".vtt",
	}
	for _, payload := range samples.Payloads() {
		elsewhere = append(elsewhere, strings.ReplaceAll(payload, "\r", "")+".vtt")
	}
	text := "#EXTM3U\n" + strings.Join(elsewhere, "\n") + "\nacme/gala/fine1.vtt\n./fine2.vtt\nfine%203.vtt\nfine2.vtt\n"
	list, err := ReadPlaylist([]byte(text), []string{"acme", "gala"}, Usual)
	if err != nil || list.Trouble.Twice != 1 {
		t.Errorf("%+v, %v", list.Trouble, err)
	}
	for _, e := range list.Entries {
		if strings.ContainsAny(e.Name, `/\`) || samples.Steering(e.Name) != "" && !strings.HasPrefix(e.Name, "Z") {
			t.Errorf("%q would be fetched", e.Name)
		}
	}
	if n := len(list.Entries); n < 3 || list.Entries[n-3].Name != "fine1.vtt" || list.Entries[n-2].Name != "fine2.vtt" || list.Entries[n-1].Name != "fine 3.vtt" {
		t.Errorf("%+v", list.Entries)
	}
}

func TestNoPayloadSurvivesInACue(t *testing.T) {
	t.Parallel()
	for _, payload := range samples.Payloads() {
		for _, c := range ReadSlice(vtt(aCue+"<v "+payload+">"+payload+"</v>\r\n"), Usual).Cues {
			for _, r := range c.Speaker + c.Text {
				if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
					t.Errorf("%q holds %U", payload, r)
				}
			}
		}
	}
}

func TestWhatIsNoCaptionsIsNoTrouble(t *testing.T) {
	t.Parallel()
	junk := make([]byte, 1<<20)
	for i := range junk {
		junk[i] = byte(i * 7)
	}
	if s := ReadSlice(junk, Usual); len(s.Cues) != 0 || s.Trouble.NoVTT != 1 || s.Read() {
		t.Errorf("%d cues, %+v", len(s.Cues), s.Trouble)
	}
	for _, text := range [][]byte{junk, nil, []byte("<html>Sign in to the network</html>")} {
		if _, err := ReadPlaylist(text, nil, Usual); err != ErrNotPlaylist {
			t.Errorf("%.20q: %v", text, err)
		}
	}
	s := ReadSlice(vtt(aCue+strings.Repeat("<v ", 20_000)+"\r\n"+strings.Repeat("<", 30_000)+"&"+strings.Repeat("#", 1000)+"\r\n"), Usual)
	if len(s.Cues) > 1 {
		t.Errorf("%d cues of tags that never end", len(s.Cues))
	}
}

func TestTimesThatCanNotBe(t *testing.T) {
	t.Parallel()
	s := ReadSlice(vtt("-00:00:01.000 --> 00:00:02.000\r\na\r\n\r\n00:00:05.000 --> 00:00:02.000\r\nbackwards\r\n\r\n99999999999:00:00.000 --> 00:00:01.000\r\nb\r\n\r\n"+
		"00:61:00.000 --> 00:62:00.000\r\nc\r\n\r\nx --> y\r\nd\r\n\r\n-->\r\ne\r\n\r\n01:02.5 --> 01:03.25 line:0\r\nshort\r\n"), Usual)
	if len(s.Cues) != 2 || s.Trouble.BadCue != 5 || s.Cues[0].End != s.Cues[0].Start || s.Cues[1].Start != 62500*time.Millisecond || s.Cues[1].End != 63250*time.Millisecond {
		t.Errorf("%+v", s)
	}
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	text := string(vtt(aCue + "<v 1>Grüße 你好</v>\r\n"))
	little, big := []byte{0xFF, 0xFE}, []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(text)) {
		little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
	}
	for i, file := range [][]byte{little, big, append([]byte("\xef\xbb\xbf"), text...), []byte(text)} {
		if s := ReadSlice(file, Usual); len(s.Cues) != 1 || s.Cues[0].Text != "Grüße 你好" || !s.Read() {
			t.Errorf("%d: %+v", i, s)
		}
	}
	if s := ReadSlice(vtt(aCue+"<v 1>Gr\xfc\xdfe</v>\r\n"), Usual); len(s.Cues) != 1 || s.Trouble.Encoding != 1 || !strings.HasPrefix(s.Cues[0].Text, "Gr") {
		t.Errorf("%+v", s)
	}
}

func TestOddButLegalSlices(t *testing.T) {
	t.Parallel()
	s := ReadSlice([]byte("1\r00:00:01.000 --> 00:00:02.000\ra\r00:00:03.000 --> 00:00:04.000\rb"), Usual)
	if len(s.Cues) != 2 || s.Trouble.NoVTT != 1 {
		t.Errorf("%+v", s)
	}
	s = ReadSlice(vtt("NOTE secret\r\nnothing\r\n\r\nSTYLE\r\n::cue{}\r\n\r\n7\r\n"+aCue+"<v 1>yes</v>\r\n<v.loud 2>no &amp; <i>no</i></v>\r\n"), Usual)
	if len(s.Cues) != 2 || s.Cues[0].Speaker != "1" || s.Cues[0].Text != "yes" || s.Cues[1].Text != "no & no" {
		t.Errorf("%+v", s)
	}
	if got := s.Newest(1); len(got) != 1 || got[0].Text != "no & no" || len(s.Newest(5)) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestTheTailOfAPlaylist(t *testing.T) {
	t.Parallel()
	list := ReadTail([]byte("0260611073246073.vtt\r\n#EXTINF:60\r\nA_t_20260611073346073.vtt\r\n#EXT-X-DISCONTINUITY\r\n#EXTINF:15.019000\r\nbak0_A_t_20260611073446073.vtt\r\n#EXT-X-ENDLIST\r\n"), nil, Usual)
	if len(list.Entries) != 2 || list.Entries[0].At.Minute() != 33 || list.Entries[0].Length != time.Minute || !list.Ended {
		t.Fatalf("%+v", list)
	}
	if e := list.Entries[1]; !e.Break || e.Length != 15019*time.Millisecond {
		t.Errorf("%+v", e)
	}
	tagged, err := ReadPlaylist([]byte("#EXTM3U\n#EXT-X-AGORA-TRACK-EVENT:EVENT=START,TRACK_TYPE=AUDIO,TIME=20260611073246073\n#EXTINF:60\nx1.vtt\n#EXTINF:60\nx2.vtt\n"+
		"#EXT-X-PROGRAM-DATE-TIME:2026-06-11T09:00:00Z\nx3.vtt\nx4.vtt\n"), nil, Usual)
	if err != nil || tagged.Entries[1].At.Format(time.TimeOnly) != "07:33:46" || tagged.Entries[2].At.Hour() != 9 || !tagged.Entries[3].At.IsZero() {
		t.Errorf("%+v, %v", tagged, err)
	}
}

func FuzzReadSlice(f *testing.F) {
	f.Add(vtt(aCue + "<v 1>a</v>\r\n"))
	f.Add([]byte("#EXTM3U\n#EXTINF:6\nx.vtt\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, c := range ReadSlice(text, Usual).Cues {
			if strings.ContainsFunc(c.Text+c.Speaker, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) || c.Start < 0 || c.End < c.Start {
				t.Errorf("%+v", c)
			}
		}
		list, _ := ReadPlaylist(text, []string{"acme"}, Usual)
		for _, e := range list.Entries {
			if strings.ContainsAny(e.Name, "/\\\r\n") || strings.HasPrefix(e.Name, ".") {
				t.Errorf("%q", e.Name)
			}
		}
	})
}
