package captions

import (
	"fmt"
	"strings"
	"time"
)

// times reads "start --> end settings". An end that can't be is put right.
func times(line string) (start, end time.Duration, ok bool) {
	left, right, _ := strings.Cut(line, "-->")
	start, ok = timestamp(left)
	if !ok {
		return 0, 0, false
	}
	fields := strings.Fields(right)
	if len(fields) == 0 {
		return 0, 0, false
	}
	if end, ok = timestamp(fields[0]); !ok {
		return 0, 0, false
	}
	if end < start || end-start > time.Hour {
		end = start
	}
	return start, end, true
}

// timestamp reads [hours:]mm:ss[.mmm], also with a comma. Hours may be many: whoever
// takes a clock for an offset writes 498000:12:07.250.
func timestamp(s string) (time.Duration, bool) {
	parts := strings.Split(strings.Replace(strings.TrimSpace(s), ",", ".", 1), ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	if len(parts) == 2 {
		parts = append([]string{"0"}, parts...)
	}
	whole, fraction, _ := strings.Cut(parts[2], ".")
	if len(fraction) > 9 {
		return 0, false
	}
	var total time.Duration
	for _, p := range []struct {
		text string
		max  int64
		unit time.Duration
	}{{parts[0], 1_000_000, time.Hour}, {parts[1], 59, time.Minute}, {whole, 59, time.Second}, {(fraction + "000")[:3], 999, time.Millisecond}} {
		n, ok := number(p.text)
		if !ok || n > p.max {
			return 0, false
		}
		total += time.Duration(n) * p.unit
	}
	return total, true
}

// number reads digits and nothing else: no sign and no underscore.
func number(s string) (int64, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := int64(0)
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int64(c-'0')
	}
	return n, true
}

// stamp writes a time as WebVTT has it; the point is a comma in SubRip.
func stamp(d time.Duration, point string) string {
	ms := max(d, 0).Milliseconds()
	return fmt.Sprintf("%02d:%02d:%02d%s%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, point, ms%1000)
}
