package agora

import (
	"fmt"
	"time"
)

// Range is a range of whole numbers, both ends included, that can check, hint
// and default. Default is meant only where HasDefault is set. The numbers are
// int64, since a uid does not fit an int of 32 bits.
type Range struct {
	Min, Max   int64
	Default    int64
	HasDefault bool
	Unit       string // "seconds", or empty
}

// Check returns nil for a number in the range, else an error that says the range.
func (r Range) Check(n int64) error {
	if n < r.Min || n > r.Max {
		return fmt.Errorf("must be %s; %d is not", r.Hint(), n)
	}
	return nil
}

// Hint says the range in words, as in "5 to 28800 seconds".
func (r Range) Hint() string {
	if r.Unit == "" {
		return fmt.Sprintf("%d to %d", r.Min, r.Max)
	}
	return fmt.Sprintf("%d to %d %s", r.Min, r.Max, r.Unit)
}

// Count is how many items a list may hold.
type Count struct {
	Min, Max int
	One      string // "language"
	Many     string // "languages"
}

// Check returns nil for a number of items that is allowed, else an error that says what is.
func (c Count) Check(n int) error {
	switch {
	case n > c.Max:
		return fmt.Errorf("at most %d %s; %d given", c.Max, c.noun(c.Max), n)
	case n < c.Min:
		return fmt.Errorf("at least %d %s", c.Min, c.noun(c.Min))
	}
	return nil
}

// Hint says the count in words, as in "1 to 5 languages" or "up to 3 uids".
func (c Count) Hint() string {
	switch c.Min {
	case 0:
		return fmt.Sprintf("up to %d %s", c.Max, c.noun(c.Max))
	case c.Max:
		return fmt.Sprintf("%d %s", c.Max, c.noun(c.Max))
	}
	return fmt.Sprintf("%d to %d %s", c.Min, c.Max, c.noun(c.Max))
}

func (c Count) noun(n int) string {
	if n == 1 {
		return c.One
	}
	return c.Many
}

// Limits are the numbers of one version of the API. What a version does not have
// is zero there.
type Limits struct {
	Name                   Range // characters
	Languages              Count
	UIDLanguages           Count // speakers with languages of their own
	UIDLanguagesEach       Count // languages of one of them
	Keywords               Count
	MaxIdleTime            Range // where Min is 0, that is: never
	ChannelName            Range // bytes
	UID                    Range
	SubscribeAudioUIDs     Count
	UnSubscribeAudioUIDs   Count
	AllUIDs                bool // AllUIDs may stand for everybody
	CryptionMode           Range
	SaltBytes              int // bytes before Base64
	SliceDuration          Range
	Vendors                []int
	FileNamePrefix         int // characters in total, a slash counted after each part
	TransferModes          []string
	ForceTranslateInterval Range
	TranslateSources       Count
	TranslateTargets       Count
	OwnTarget              bool          // with several languages a target may be its own source
	SSE                    []string      // how the storage may encrypt what it keeps
	InstanceID             Range         // characters
	BuilderTokenLife       time.Duration // how long an unused builder token can start a task; v7: see limitsV7
	TaskLife               time.Duration // after which a task ends at the latest
}

// limitsV5 are the numbers of https://docs.agora.io/en/real-time-stt/rest-api/start (v5.x);
// channel name and uid are those of Agora's token and RTC pages.
var limitsV5 = Limits{
	Languages:              Count{Min: 1, Max: 2, One: "language", Many: "languages"},
	MaxIdleTime:            Range{Min: 5, Max: 2592000, Default: 30, HasDefault: true, Unit: "seconds"},
	ChannelName:            Range{Min: 1, Max: 64, Unit: "bytes"},
	UID:                    Range{Min: 1, Max: 1<<32 - 1},
	SubscribeAudioUIDs:     Count{Max: 3, One: "uid", Many: "uids"},
	CryptionMode:           Range{Min: 0, Max: 8},
	SaltBytes:              32,
	SliceDuration:          Range{Min: 5, Max: 28800, Default: 60, HasDefault: true, Unit: "seconds"},
	Vendors:                []int{VendorS3, VendorAzure, VendorGoogle},
	FileNamePrefix:         128,
	TransferModes:          []string{"RTC", "RTM"},
	ForceTranslateInterval: Range{Min: 2, Max: 5, Default: 3, HasDefault: true, Unit: "seconds"},
	TranslateSources:       Count{Min: 1, Max: 2, One: "source language", Many: "source languages"},
	TranslateTargets:       Count{Min: 1, Max: 5, One: "target language", Many: "target languages"},
	InstanceID:             Range{Min: 1, Max: 64, Unit: "characters"},
	BuilderTokenLife:       5 * time.Minute,
	TaskLife:               24 * time.Hour, // Agora's former quickstart: the default life of the resource
}

// limitsV6 are the numbers of https://docs.agora.io/en/real-time-stt/rest-api/v6.x/start.
// The page gives two for subscribeAudioUids, 3 and 32: the latter beside what is new in v6.
func limitsV6() Limits {
	l := limitsV5
	l.Languages.Max = 4
	l.UIDLanguages = Count{Max: 5, One: "speaker", Many: "speakers"}
	l.UIDLanguagesEach = Count{Min: 1, Max: 4, One: "language", Many: "languages"}
	l.SubscribeAudioUIDs.Max = 32
	l.UnSubscribeAudioUIDs = Count{Max: 5, One: "uid", Many: "uids"}
	l.AllUIDs = true
	l.TransferModes = nil
	l.TranslateSources.Max = 4
	return l
}

// limitsV7 are the numbers of https://docs.agora.io/en/real-time-stt/rest-api/join (v7.2.3).
//
// v7 has no builder token that dies. Its BuilderTokenLife is how long a join that
// got no answer is taken to be able to come into force: no page says it, and a
// request does not lie about for longer than the 5 minutes of the older versions.
func limitsV7() Limits {
	l := limitsV6()
	l.Name = Range{Min: 1, Max: 64, Unit: "characters"}
	l.Keywords = Count{Max: 500, One: "keyword", Many: "keywords"}
	l.MaxIdleTime.Min, l.MaxIdleTime.Max = 0, 259200
	l.Vendors = []int{VendorS3, VendorAlibaba, VendorTencent, VendorAzure, VendorGoogle, VendorHuawei, VendorBaidu, VendorS3Like}
	l.ForceTranslateInterval = Range{}
	l.TranslateTargets.Max = 10
	l.OwnTarget = true
	l.SSE = []string{"aes256", "kms"}
	l.InstanceID = Range{}
	l.TaskLife = 72 * time.Hour
	return l
}

// Other figures of the service that do not differ between versions.
const (
	// ChannelNameSafe is the longest name that every page of Agora's allows:
	// one says "less than 64 bytes", another "no more than 64 bytes".
	ChannelNameSafe = 63
	// LowUID is the highest uid that apps like to give to their own users.
	LowUID = 100
	// AllUIDs stands for everybody among the uids that are heard.
	AllUIDs = "all"
	// UpdateGap lies between a start and the first change of its task, and
	// between two changes.
	// Source: https://docs.agora.io/en/real-time-stt/rest-api/v6.x/update
	UpdateGap = 5 * time.Second
)
