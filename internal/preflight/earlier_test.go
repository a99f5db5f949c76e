package preflight

import (
	"testing"
	"time"

	"sttwizard/internal/attempt"
)

// TestAnEarlierEndIsRightWhenItIsTyped: also a little later, and not for ever again.
func TestAnEarlierEndIsRightWhenItIsTyped(t *testing.T) {
	for name, c := range map[string]struct {
		row  Row
		want string
	}{
		"a token's, to the minute":      {Row{Check: Life, Why: TokenEnds, At: noon, Ends: noon.Add(10*time.Minute - time.Second)}, noon.Add(9 * time.Minute).Format("15:04")},
		"a token's in its whole minute": {Row{Check: Life, Why: TokenEnds, At: noon.Add(59 * time.Second), Ends: noon.Add(10 * time.Minute)}, noon.Add(10 * time.Minute).Format("15:04")},
		"a token that is at its end":    {Row{Check: Life, Why: TokenEnds, At: noon, Ends: noon.Add(time.Minute)}, ""},
		"a token that ended":            {Row{Check: Life, Why: TokenEnds, At: noon, Ends: noon.Add(-time.Minute)}, ""},
		"a token of days":               {Row{Check: Life, Why: TokenEnds, At: noon, Ends: noon.Add(31 * time.Hour)}, "30h"},
		"a version's":                   {Row{Check: Life, Why: TooLong, At: noon.Add(time.Second), Ends: noon.Add(24 * time.Hour)}, "24h"},
		"of another check":              {Row{Check: PubToken, At: noon, Ends: noon.Add(time.Hour)}, ""},
	} {
		got := c.row.EarlierEnd(noon.Location())
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got == "" {
			continue
		}
		late := c.row.At.Add(40 * time.Second) // the time it takes to type it
		if end, err := attempt.ParseEnd(got, late); err != nil || c.row.Why == TokenEnds && end.After(c.row.Ends) {
			t.Errorf("%s: %s is %v of %v, %v", name, got, end, c.row.Ends, err)
		}
	}
}
