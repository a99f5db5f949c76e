package presets

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"regexp"
	"sync"

	"sttwizard/internal/strictyaml"
)

// A file that sttwizard writes begins with a comment that holds a checksum of all
// that follows, and ends with YAML's own mark for the end. So a file that was cut
// off is refused, and one in which anything else changed is told as such. A file
// that a person made has neither, and nothing is claimed about it.
const (
	sealLine = "# Saved by sttwizard (%08x). Edit what you like; the line ... at the end must stay.\n"
	endMark  = "..."
)

var sealed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^# Saved by sttwizard \(([0-9a-f]{8})\)[^\n]*\n`)
})

// seal makes the file of a document.
func seal(document []byte) []byte {
	body := append(document, endMark+"\n"...)
	return append(fmt.Appendf(nil, sealLine, checksum(body)), body...)
}

// unseal reports whether a file changed since sttwizard wrote it. The error is a
// *strictyaml.Error for one whose end is missing.
func unseal(data []byte) (edited bool, err error) {
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) // some systems' tools do that
	found := sealed().FindSubmatchIndex(data)
	if found == nil {
		return false, nil
	}
	body := data[found[1]:]
	if !bytes.HasSuffix(bytes.TrimSpace(body), []byte("\n"+endMark)) {
		return false, &strictyaml.Error{Line: bytes.Count(data, []byte("\n")) + 1,
			Text: "the end of the file is missing: its last line was " + endMark + "; take it from a copy, or if you removed that line, add it"}
	}
	if !bytes.HasSuffix(body, []byte("\n")) {
		body = append(bytes.Clone(body), '\n') // some editors take the last one away
	}
	return string(data[found[2]:found[3]]) != fmt.Sprintf("%08x", checksum(body)), nil
}

func checksum(data []byte) uint32 { return crc32.Checksum(data, castagnoli()) }

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })
