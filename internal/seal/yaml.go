package seal

import (
	"bytes"
	"fmt"
	"hash/crc32"
	"regexp"
	"slices"
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

// OpenYAML returns the document of a file, without the lines of the seal, and whether it
// changed since sttwizard wrote it. A part of the seal counts as a changed file, none as
// one that a person made. The error is a *strictyaml.Error for a sealed file whose end
// is missing; the document is what is left of it then.
func OpenYAML(data []byte) (document []byte, edited bool, err error) {
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")) // some systems' tools do that
	if len(data) > 0 && len(data) < len(sealed) && bytes.HasPrefix([]byte(sealed), data) {
		return nil, true, endMissing(data)
	}
	at := sealedLine().FindIndex(data)
	if at == nil {
		document, ended := trimEnd(data)
		return document, ended, nil
	}
	// What a person wrote above the seal's line is not part of what was sealed.
	above, head, body := data[:at[0]], data[at[0]:at[1]], bytes.TrimPrefix(data[at[1]:], []byte("\n"))
	document, ended := trimEnd(body)
	document = slices.Concat(above, document)
	if !ended {
		return document, true, endMissing(data)
	}
	if !bytes.HasSuffix(body, []byte("\n")) {
		body = append(bytes.Clone(body), '\n') // some editors take the last one away
	}
	return document, len(above) > 0 || string(head) != fmt.Sprintf(sealLine, checksum(body)), nil
}

// HasSeal reports whether a file has a seal, or a part of one: whoever made it, sttwizard
// wrote it last.
func HasSeal(data []byte) bool {
	_, edited, err := OpenYAML(data)
	return edited || err != nil || sealedLine().Match(data)
}

// sealedLine is the seal's comment, wherever a person has moved it, and behind the mark
// that some editors begin a file with.
var sealedLine = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^\x{FEFF}?` + regexp.QuoteMeta(sealed) + `.*$`) })

func endMissing(data []byte) error {
	return &strictyaml.Error{Line: bytes.Count(data, []byte("\n")) + 1, Text: EndMissing}
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
