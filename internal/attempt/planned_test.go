package attempt

import (
	"errors"
	"testing"
	"time"
)

func TestAPlannedEndIsRead(t *testing.T) {
	zone := time.FixedZone("CET", 3600)
	now := time.Date(2026, 12, 31, 23, 15, 0, 0, zone)
	for text, want := range map[string]time.Time{
		"":       now.Add(DefaultPlannedLife),
		" 90m ":  now.Add(90 * time.Minute),
		"4h":     now.Add(4 * time.Hour),
		"23:30":  time.Date(2026, 12, 31, 23, 30, 0, 0, zone),
		"23:15":  time.Date(2027, 1, 1, 23, 15, 0, 0, zone),
		"6:05":   time.Date(2027, 1, 1, 6, 5, 0, 0, zone),
		"none":   {},
		"1h30m":  now.Add(90 * time.Minute),
		"00:00":  time.Date(2027, 1, 1, 0, 0, 0, 0, zone),
		"10m30s": now.Add(10*time.Minute + 30*time.Second),
	} {
		if got, err := ParseEnd(text, now); err != nil || !got.Equal(want) {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"4", "-1h", "0s", "24:00", "16.30", "soon", "None"} {
		if got, err := ParseEnd(text, now); !errors.Is(err, ErrPlannedEnd) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}
