package postgres

import (
	"hash/crc32"
	"strconv"

	"sttwizard/internal/store"
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// sum returns the checksum of an event in its place, over everything that its writer
// says. Each part is written with its length, so that none can flow into the next.
func sum(id string, n int, e store.Event) int64 {
	h := crc32.New(castagnoli)
	for _, part := range []string{
		id, strconv.Itoa(n), e.Key, strconv.FormatInt(e.At.UnixMicro(), 10), e.Who, e.Host, e.Kind,
		strconv.FormatBool(e.Open), string(e.Payload),
	} {
		_, _ = h.Write([]byte(strconv.Itoa(len(part)) + ":" + part)) // a hash takes everything
	}
	return int64(h.Sum32())
}
