package agora

import (
	"fmt"
	"time"
)

// Range is a range of whole numbers, both ends included, that can check, hint
// and default. Default is meant only where HasDefault is set.
type Range struct {
	Min, Max   int
	Default    int
	HasDefault bool
	Unit       string // "seconds", or empty
}

// Check gives nil for a number in the range, else an error that says the range.
func (r Range) Check(n int) error {
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

// Check gives nil for a number of items that is allowed, else an error that says what is.
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

// Limits are the numbers of one version of the API.
type Limits struct {
	Languages              Count
	MaxIdleTime            Range
	ChannelName            Range // bytes
	UID                    Range
	SubscribeAudioUIDs     Count
	CryptionMode           Range
	SaltBytes              int // bytes before Base64
	SliceDuration          Range
	Vendors                []int
	FileNamePrefix         int // characters in total, a slash counted after each part
	TransferModes          []string
	ForceTranslateInterval Range
	TranslateSources       Count
	TranslateTargets       Count
	InstanceID             Range         // characters
	BuilderTokenLife       time.Duration // how long an unused builder token can start a task
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

// Other figures of the service that do not differ between versions.
const (
	// ChannelNameSafe is the longest name that every page of Agora's allows:
	// one says "less than 64 bytes", another "no more than 64 bytes".
	ChannelNameSafe = 63
	// LowUID is the highest uid that apps like to give to their own users.
	LowUID = 100
)
