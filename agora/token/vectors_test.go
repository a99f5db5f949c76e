package token

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sttwizard/agora"
)

// The published mock values of Agora's own tests of AccessToken2, in its
// repository Tools. They open nothing anywhere.
const (
	mockAppID       = "970CA35de60c44645bbae8a215061b33"
	mockCertificate = agora.Secret("5CFd2fd1755d40ecb72977518be15d3b")
	mockChannel     = "7d72365eb983485397e3e3f9d460bdda"
	mockUID         = "2882341273"
	mockUser        = "test_user"
	mockIssued      = 1111111
	mockLife        = 600
)

// vector is a published token.
type vector struct {
	name     string
	text     string
	services []packed // what is in it
	foreign  bool     // packed by another zlib than Go's, so that only the content compares
}

func joins(more ...Privilege) []grant {
	out := []grant{{Join, mockLife}}
	for _, p := range more {
		out = append(out, grant{p, mockLife})
	}
	return out
}

func rtc(grants []grant, channel, uid string) packed {
	return packed{ServiceRTC, grants, []string{channel, uid}}
}

var vectors = []vector{
	{"no service", "007eJxSYEiJ9+zw7Gb1viNuGtMfy3JriuZNp+1h1iLu/rOePHlS91WBwdLcwNnR2DQl1cwg2cTEzMQ0KSkx1SLRyNDUwMwwydjY/YsAQwQTAwMjAwgAAgAA//+rZxiv",
		nil, false},
	{"RTC", "007eJxSYBBbsMMnKq7p9Hf/HcIX5kce9b518kCiQgSr5Zrp4X1Tu6UUGCzNDZwdjU1TUs0Mkk1MzExMk5ISUy0SjQxNDcwMk4yN3b8IMEQwMTAwMoAwBIL4CgzmKeZGxmamqUmWFsYmFqbGluapxqnGaZYpJmYGSSkpiVwMRhYWRsYmhkbmxoAAAAD//8JqJOM=",
		[]packed{rtc(joins(), mockChannel, mockUID)}, false},
	{"RTC from Python", "007eJxTYBBbsMMnKq7p9Hf/HcIX5kce9b518kCiQgSr5Zrp4X1Tu6UUGCzNDZwdjU1TUs0Mkk1MzExMk5ISUy0SjQxNDcwMk4yN3b8IMEQwMTAwMoAwBIL4CgzmKeZGxmamqUmWFsYmFqbGluapxqnGaZYpJmYGSSkpiVwMRhYWRsYmhkbmxgDCaiTj",
		[]packed{rtc(joins(), mockChannel, mockUID)}, true},
	{"RTC for uid 0", "007eJxSYLhzZP08Lxa1Pg57+TcXb/3cZ3wi4V6kbpbOog0G2dOYk20UGCzNDZwdjU1TUs0Mkk1MzExMk5ISUy0SjQxNDcwMk4yN3b8IMEQwMTAwMoAwBIL4CgzmKeZGxmamqUmWFsYmFqbGluapxqnGaZYpJmYGSSkpiQwMgAAAAP//Npwiag==",
		[]packed{rtc(joins(), mockChannel, "")}, false},
	{"RTM", "007eJxSYOCdJftjyTM2zxW6Xhm/5T0j5LdcUt/xYVt48fb5Mp3PX9coMFiaGzg7GpumpJoZJJuYmJmYJiUlplokGhmaGpgZJhkbu38RYIhgYmBgZABhJgZGBkYwn5OhJLW4JL60OLUIEAAA//9ZVh6A",
		[]packed{{2, joins(), []string{mockUser}}}, false},
	{"Streaming", "007eJxSYGBj//4jzGnul2n88j7n7tb9njDzn/j5BhulK6yLV5/YlWKnwGBpbuDsaGyakmpmkGxiYmZimpSUmGqRaGRoamBmmGRs7P5FgCGCiYGBkQGEmRkYGRjBfAUG8xRzI2Mz09QkSwtjEwtTY0vzVONU4zTLFBMzg6SUlEQuBiMLCyNjE0Mjc2NAAAAA//8zyyXw",
		[]packed{{3, joins(), []string{mockChannel, mockUID}}}, false},
	{"RTC and RTM", "007eJxTYOAQsrQ5s3TfH+1tvy8zZZ46EpCc0V43JXdGd2jS8porKo4KDJbmBs6OxqYpqWYGySYmZiamSUmJqRaJRoamBmaGScbG7l8EGCKYGBgYGRgYmIAkCxCD+ExgkhlMsoBJBQbzFHMjYzPT1CRLC2MTC1NjS/NU41TjNMsUEzODpJSURC4GIwsLI2MTQyNzY5BZEJM4GUpSi0viS4tTiwAipyp4",
		[]packed{rtc(joins(PublishAudio, PublishVideo, PublishData), mockChannel, mockUID), {2, joins(), []string{mockUser}}}, true},
	{"Chat for a user", "007eJxTYNAIsnbS3v/A5t2TC6feR15r+6cq8bqAvfaW+tk/Vzz+p6xTYLA0N3B2NDZNSTUzSDYxMTMxTUpKTLVINDI0NTAzTDI2dv8iwBDBxMDAyADCrEDMCOZzMRhZWBgZmxgamRsDAB+lHrg=",
		[]packed{{5, joins(), []string{mockUID}}}, true},
}

// content undoes zlib, so that the work of different ones compares.
func content(t *testing.T, text string) string {
	t.Helper()
	c, err := inflate(strings.TrimPrefix(text, Version007))
	if err != nil {
		t.Fatal(err)
	}
	return string(c)
}

func TestPublishedTokensAreMadeByteForByte(t *testing.T) {
	for _, v := range vectors {
		made := pack(mockAppID, mockIssued, mockLife, 1, mockCertificate, v.services...).Reveal()
		if content(t, made) != content(t, v.text) {
			t.Errorf("%s: another content:\n%x\n%x", v.name, content(t, made), content(t, v.text))
		}
		if !v.foreign && made != v.text {
			t.Errorf("%s: made %s", v.name, made)
		}
	}
}

func TestPublishedTokensAreReadAndVerified(t *testing.T) {
	for _, v := range vectors {
		got, err := Read(v.text)
		if err != nil {
			t.Errorf("%s: %v", v.name, err)
			continue
		}
		if got.Version != Version007 || got.AppID != mockAppID || got.Issued.Unix() != mockIssued || got.Expires.Unix() != mockIssued+mockLife || got.Old != nil {
			t.Errorf("%s: read %+v", v.name, got)
		}
		if !got.Verify(mockCertificate) || got.Verify("5CFd2fd1755d40ecb72977518be15d3c") || got.Verify("") {
			t.Errorf("%s: signature taken wrong", v.name)
		}
		compareServices(t, v, got)
	}
}

func compareServices(t *testing.T, v vector, got Token) {
	t.Helper()
	if len(got.Services) != len(v.services) {
		t.Fatalf("%s: %d services", v.name, len(got.Services))
	}
	for i, want := range v.services {
		s := got.Services[i]
		if s.Number != want.number || s.Name != services[want.number].name || len(s.Privileges) != len(want.grants) {
			t.Errorf("%s: service %+v", v.name, s)
		}
		for _, g := range want.grants {
			if s.Privileges[g.privilege].Unix() != mockIssued+int64(g.seconds) {
				t.Errorf("%s: privilege %d until %v", v.name, g.privilege, s.Privileges[g.privilege])
			}
		}
		if want.number == ServiceRTC && (!got.RTC || got.Channel != want.tail[0] || got.UID != want.tail[1] || len(got.Privileges) != len(want.grants)) {
			t.Errorf("%s: channel %q, uid %q", v.name, got.Channel, got.UID)
		}
	}
	if got.RTC != slices.ContainsFunc(v.services, func(s packed) bool { return s.number == ServiceRTC }) {
		t.Errorf("%s: RTC is %v", v.name, got.RTC)
	}
}

// Streaming, FCDN and RTM2 with its table, from Agora's builder in C++.
const wide = "007eJxTYPj86Lzdz79M25wNn/lMfvu+TkfmdpiviKvChm8ZV3SWndytwGBpbuDsaGyakmpmkGxiYmZimpSUmGqRaGRoamBmmGRs7P5FgCGCiYGBkYGBgRkImYAsEJ8JTCowmKeYGxmbmaYmWVoYm1iYGluapxqnGqdZppiYGSSlpCRyMRhZWBgZmxgamRuzUaSbA6gXopuToSS1uCS+tDi1iJkB4jQmoGBuanFxYnqqbiKCmcTIAIEcDMUlRamJubqJLGD1jAxsDCD9uokAO/VDvQ=="

// Several services of one kind, from the same.
const several = "007eJxTYLi93GuuUHrO9Fr71KVJKqfDby8RezlVfGLMO77DIl79U40UGCzNDZwdjU1TUs0Mkk1MzExMk5ISUy0SjQxNDcwMk4yN3b8IMEQwMTAwMjAwsDEwMzAyMIL5CgzmKeZGxmamqUmWFsYmFqbGluapxqnGaZYpJmYGSSkpiVwMRhYWRsYmhkbmxiB9TETqY2BgZmCC2kKsHj6G4pKi1MRc3cTk5PzSvBI2Mt3JRpI72Uh2Jw9DWnJKHsyVAElvX1c="

func TestTokensOfOtherProductsAreReadToTheirEnd(t *testing.T) {
	for text, want := range map[string][]uint16{wide: {3, 6, 8}, several: {3, 3, 3, 6, 6, 6}} {
		got, err := Read(text)
		if err != nil || !got.Verify(mockCertificate) || got.RTC {
			t.Fatalf("read %+v, %v", got, err)
		}
		var numbers []uint16
		for _, s := range got.Services {
			numbers = append(numbers, s.Number)
		}
		if !slices.Equal(numbers, want) {
			t.Errorf("services %v", numbers)
		}
	}
}

func TestOldTokensAreReadAsFarAsTheyCanBe(t *testing.T) {
	for uid, text := range map[string]string{
		mockUID: "006970CA35de60c44645bbae8a215061b33IACV0fZUBw+72cVoL9eyGGh3Q6Poi8bgjwVLnyKSJyOXR7dIfRBXoFHlEAABAAAAR/QQAAEAAQCvKDdW",
		"0":     "006970CA35de60c44645bbae8a215061b33IACw1o7htY6ISdNRtku3p9tjTPi0jCKf9t49UHJhzCmL6bdIfRAAAAAAEAABAAAAR/QQAAEAAQCvKDdW",
	} {
		got, err := Read(text)
		if err != nil {
			t.Fatal(err)
		}
		if got.Version != Version006 || got.AppID != mockAppID || !got.RTC || got.Expires.Unix() != 1111111 || len(got.Privileges) != 1 {
			t.Errorf("uid %s: read %+v", uid, got)
		}
		if got.Old.ChannelSum != 276646071 || got.Old.UIDSum != checkSum(anyUID(uid)) {
			t.Errorf("uid %s: sums %+v", uid, got.Old)
		}
		if !got.VerifyOld(mockCertificate, mockChannel, uid) || got.VerifyOld(mockCertificate, mockChannel, "1") || got.Verify(mockCertificate) {
			t.Errorf("uid %s: signature taken wrong", uid)
		}
	}
}

func TestTheDeadlineIsTheEarliestOfWhatEndsAToken(t *testing.T) {
	for name, c := range map[string]struct {
		life, join uint32
		want       time.Duration
	}{
		"the token ends first":             {600, 900, 600 * time.Second},
		"joining ends first":               {600, 300, 300 * time.Second},
		"joining has no end of its own":    {600, 0, 600 * time.Second},
		"a token without an end has a day": {0, 0, 24 * time.Hour},
		"more than a day is a day":         {90000, 90000, 24 * time.Hour},
		"the largest number is a day":      {1<<32 - 1, 1<<32 - 1, 24 * time.Hour},
	} {
		made := pack(mockAppID, mockIssued, c.life, 1, mockCertificate, rtc([]grant{{Join, c.join}}, "c", "1"))
		got, err := Read(made.Reveal())
		if err != nil || got.Expires.Sub(got.Issued) != c.want {
			t.Errorf("%s: %v, %v", name, got.Expires.Sub(got.Issued), err)
		}
	}
}

func TestAnUnknownServiceEndsTheReadingWithWhatThereIs(t *testing.T) {
	before := rtc(joins(), "c", "1")
	made := pack(mockAppID, mockIssued, mockLife, 1, mockCertificate, before, packed{999, nil, []string{"what it is nobody knows"}})
	got, err := Read(made.Reveal())
	if err != nil || !got.RTC || got.Channel != "c" || len(got.Services) != 2 || got.Services[1].Name != "" || !got.Verify(mockCertificate) {
		t.Errorf("read %+v, %v", got, err)
	}
	made = pack(mockAppID, mockIssued, mockLife, 1, mockCertificate, packed{0, nil, nil}, before)
	if got, err := Read(made.Reveal()); err != nil || got.RTC || len(got.Services) != 1 {
		t.Errorf("read %+v, %v", got, err)
	}
}

// 7 and 8, with numbers behind their texts, stand among the tokens of others.
func TestEveryServiceIsReadPast(t *testing.T) {
	for number, tail := range map[uint16][]string{1: {"c", "1"}, 2: {"u"}, 3: {"c", "a"}, 4: nil, 5: {"u"}, 6: {"c", "a"}, 9: nil, 10: nil} {
		made := pack(mockAppID, mockIssued, mockLife, 1, mockCertificate, packed{number, joins(), tail}, rtc(joins(), "behind", "7"))
		got, err := Read(made.Reveal())
		if err != nil || len(got.Services) != 2 || got.Services[1].Channel != "behind" {
			t.Errorf("service %d: %+v, %v", number, got, err)
		}
	}
}
