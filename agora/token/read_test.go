package token

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// zipped returns a text with any content behind the version.
func zipped(content []byte) string {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	z.Write(content)
	z.Close()
	return Version007 + base64.StdEncoding.EncodeToString(out.Bytes())
}

func TestWhatIsNoTokenIsRefusedWithWhatToDoAndNeverRepeated(t *testing.T) {
	good := vectors[1].text
	for name, c := range map[string]struct {
		text, why string
		looks     bool
	}{
		"nothing":                       {"", whyOther, false},
		"a made-up word":                {"canary-token", whyOther, false},
		"a made-up word with 007":       {"007canary", whyDamaged, false},
		"a long made-up word":           {strings.Repeat("canary", 40), whyOther, false},
		"the version alone":             {"007", whyDamaged, false},
		"the old version alone":         {"006", whyDamaged, false},
		"a token without its end":       {good[:len(good)-9], whyDamaged, true},
		"a token with a letter changed": {good[:80] + "x" + good[81:], whyDamaged, true},
		"a token without its beginning": {good[3:], whyOther, false},
		"a token with a line break":     {good[:70] + "\n" + good[70:], whySpaces, true},
		"a token and a space":           {good + " ", whySpaces, true},
		"two tokens":                    {good + good, whyDamaged, true},
		"a very long text":              {good + strings.Repeat("A", maxText), whyLong, true},
		"an old token without its end":  {"006970CA35de60c44645bbae8a215061b33IACV0fZUBw+72cVoL9eyGGh3Q6Poi8bgjwVLnyKSJyOXR7dIfRBX", whyDamaged, true},
		"nothing zipped":                {zipped(nil), whyDamaged, false},
		"zeros zipped":                  {zipped(make([]byte, 9)), whyDamaged, false},
		"a zlib bomb":                   {zipped(make([]byte, 8<<20)), whyDamaged, true},
		"a content that is too long":    {zipped(bytes.Repeat([]byte{0}, maxContent+1)), whyDamaged, true},
	} {
		_, err := Read(c.text)
		bad, ok := err.(*NotTokenError)
		if !ok || bad.Why != c.why || bad.Looks != c.looks || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %#v", name, err)
		}
	}
}

func TestOfABombOnlyTheLimitIsInflated(t *testing.T) {
	bomb := zipped(make([]byte, 10<<20))[len(Version007):] // 10 MiB in 14 KB of text
	if len(bomb) > maxText {
		t.Fatalf("the bomb is %d long and would not be inflated at all", len(bomb))
	}
	content, err := inflate(bomb)
	if err != errTooLarge || len(content) > maxContent+1 {
		t.Errorf("inflated %d bytes, %v", len(content), err)
	}
	if n := testing.AllocsPerRun(1, func() { inflate(bomb) }); n > 200 {
		t.Errorf("%v allocations", n)
	}
}

func TestATokenForVeryManyProductsIsNone(t *testing.T) {
	for n, want := range map[int]bool{maxServices: true, maxServices + 1: false} {
		made := pack(mockAppID, mockIssued, mockLife, 1, mockCertificate, slices.Repeat([]packed{{4, nil, nil}}, n)...)
		got, err := Read(made.Reveal())
		if (err == nil) != want || err == nil && got.Words(noon)[1] != "not for a channel, but for FPA" {
			t.Errorf("%d products: %v", n, err)
		}
	}
}

func TestWordsTellWhatATokenIsForWithoutTheToken(t *testing.T) {
	issued := time.Unix(mockIssued, 0).UTC() // 1970-01-13 20:38:31
	for name, c := range map[string]struct {
		text string
		now  time.Time
		want []string
	}{
		"join only": {vectors[1].text, issued, []string{"App ID " + mockAppID, `channel "` + mockChannel + `", uid 2882341273`, "may join and listen", "ends in 10 min, at 20:48"}},
		"any uid":   {vectors[3].text, issued.Add(9*time.Minute + 30*time.Second), []string{"App ID " + mockAppID, `channel "` + mockChannel + `", any uid`, "may join and listen", "ends in less than a minute, at 20:48"}},
		"everything": {vectors[6].text, issued.Add(4 * time.Hour), []string{"App ID " + mockAppID, `channel "` + mockChannel + `", uid 2882341273`,
			"may join, send sound, send pictures, send subtitles", "ended 3 h 50 min ago, at 1970-01-13 20:48"}},
		"another product": {vectors[4].text, issued, []string{"App ID " + mockAppID, "not for a channel, but for RTM", "ends in 10 min, at 20:48"}},
		"nothing":         {vectors[0].text, issued.Add(72 * time.Hour), []string{"App ID " + mockAppID, "not for a channel, but for nothing at all", "ended 2 days ago, at 1970-01-13 20:48"}},
	} {
		got, err := Read(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if lines := got.Words(c.now); strings.Join(lines, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: %q", name, lines)
		}
	}
}

func TestHostileTextsOfATokenAreSpelledOut(t *testing.T) {
	hostile := "\x1b]0;title\a\u202e\r\n\x00" + strings.Repeat("x", 500)
	made := pack(hostile, mockIssued, mockLife, 1, mockCertificate, rtc(joins(), hostile, hostile)).Reveal()
	got, err := Read(made)
	if err != nil {
		t.Fatal(err)
	}
	wrong, odd := got.Check(Want{AppID: mockAppID, Channel: "c", UID: "1", Now: got.Issued})
	lines := append(append(got.Words(got.Issued), wrong...), odd...)
	for _, line := range lines {
		if strings.ContainsAny(line, "\x1b\a\u202e\r\n\x00") || len(line) > 600 {
			t.Errorf("shown: %q", line)
		}
	}
	if len(wrong) != 3 {
		t.Errorf("wrong: %q", wrong)
	}
}

func FuzzRead(f *testing.F) {
	for _, v := range vectors {
		f.Add(v.text)
	}
	f.Add(wide)
	f.Add(several)
	f.Add("006970CA35de60c44645bbae8a215061b33IACV0fZUBw+72cVoL9eyGGh3Q6Poi8bgjwVLnyKSJyOXR7dIfRBXoFHlEAABAAAAR/QQAAEAAQCvKDdW")
	f.Fuzz(func(t *testing.T, text string) { readAnything(t, text) })
}

// FuzzContent goes past Base64 and zlib, which a fuzzer rarely hits.
func FuzzContent(f *testing.F) {
	for _, v := range vectors {
		c, _ := inflate(v.text[len(Version007):])
		f.Add(c)
	}
	for _, text := range []string{wide, several} {
		c, _ := inflate(text[len(Version007):])
		f.Add(c)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		readAnything(t, zipped(content))
		readAnything(t, Version006+mockAppID+base64.StdEncoding.EncodeToString(content))
	})
}

// readAnything looks at a token from every side: nothing of it may panic, take
// long or repeat the text.
func readAnything(t *testing.T, text string) {
	now := time.Unix(mockIssued, 0)
	got, err := Read(text)
	if bad, ok := err.(*NotTokenError); err != nil && (!ok || bad.Why == "") {
		t.Fatalf("error %#v", err)
	}
	wrong, odd := got.Check(Want{AppID: mockAppID, Channel: mockChannel, UID: mockUID, Publishes: true, Now: now, Until: now})
	for _, line := range slices.Concat(got.Words(now), wrong, odd) {
		if len(line) > 2000 || len(text) > 100 && strings.Contains(line, text) {
			t.Fatalf("a line is long or has the token in it: %q", line)
		}
	}
	got.Verify(mockCertificate)
	got.VerifyOld(mockCertificate, mockChannel, mockUID)
	r := agora.Request{RTC: agora.RTCConfig{ChannelName: mockChannel, SubBotUID: "1", PubBotUID: mockUID, SubBotToken: agora.Secret(text), PubBotToken: agora.Secret(text)}}
	for _, e := range append(Problems(r, agora.Project{AppID: mockAppID}, now, now), Warnings(r, agora.Project{}, now, now)...) {
		if e.Path == "" || e.Rule == "" || e.Text == "" {
			t.Fatalf("%#v", e)
		}
	}
}
