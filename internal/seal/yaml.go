package seal

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"sync"

	"sttwizard/internal/strictyaml"
)

// The seal of YAML is a comment that holds a checksum of all that follows, and
// YAML's own mark for the end.
const (
	sealLine = "# Saved by sttwizard (%08x). Edit what you like; the line ... at the end must stay."
	sealed   = "# Saved by sttwizard ("
	endMark  = "..."
)

// EndMissing is what is wrong with a YAML file that was cut.
const EndMissing = "the end of the file is missing: its last line was " + endMark

// YAML makes the file of a document, which ends in a line feed.
func YAML(document []byte) []byte {
	body := append(bytes.Clone(document), endMark+"\n"...)
	return append(fmt.Appendf(nil, sealLine+"\n", checksum(body)), body...)
}

// OpenYAML returns the document of a file, one line shorter where it was sealed, and
// whether it changed since sttwizard wrote it. A part of the seal counts as a changed
// file, none as one that a person made. The error is a *strictyaml.Error for a
// sealed file whose end is missing; the document is what is left of it then.
func OpenYAML(data []byte) (document []byte, edited bool, err error) {
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) // some systems' tools do that
	document, ended := trimEnd(data)
	if len(data) > 0 && len(data) < len(sealed) && bytes.HasPrefix([]byte(sealed), data) {
		return nil, true, &strictyaml.Error{Line: 1, Text: EndMissing}
	}
	if !bytes.HasPrefix(data, []byte(sealed)) {
		return document, ended, nil
	}
	head, body, _ := bytes.Cut(data, []byte("\n"))
	document, ended = trimEnd(body)
	if !ended {
		return document, true, &strictyaml.Error{Line: bytes.Count(data, []byte("\n")) + 1, Text: EndMissing}
	}
	if !bytes.HasSuffix(body, []byte("\n")) {
		body = append(bytes.Clone(body), '\n') // some editors take the last one away
	}
	return document, string(head) != fmt.Sprintf(sealLine, checksum(body)), nil
}

// trimEnd takes the mark for the end away, and reports whether it was there.
func trimEnd(text []byte) (document []byte, ended bool) {
	if before, ok := bytes.CutSuffix(bytes.TrimRight(text, " \t\r\n\v\f"), []byte("\n"+endMark)); ok {
		return append(bytes.Clone(before), '\n'), true
	}
	return text, false
}

func checksum(data []byte) uint32 { return crc32.Checksum(data, castagnoli()) }

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })
