package convert

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxBytes is the longest text that Read takes, and MaxExport the longest export of
// another program: a browser records whole pages beside a request.
const (
	MaxBytes  = 1 << 20
	MaxExport = 32 << 20
)

// Errors of a text that is not read at all.
var (
	ErrEmpty     = errors.New("there is no text")
	ErrNotText   = errors.New("this is not text in UTF-8")
	ErrNoRequest = errors.New("no request was found in the text; it must have an object with fields such as languages and rtcConfig, or be a curl command with one")
)

// plainText returns the text without marks of its encoding, with lines that end in
// a line feed. PowerShell writes files in UTF-16.
func plainText(data []byte) (string, error) {
	if len(data) > MaxBytes && !mayBeExport(data) {
		return "", errTooLong
	}
	text := string(data)
	switch {
	case strings.HasPrefix(text, "\xff\xfe"):
		text = fromUTF16(data[2:], binary.LittleEndian)
	case strings.HasPrefix(text, "\xfe\xff"):
		text = fromUTF16(data[2:], binary.BigEndian)
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return "", ErrNotText
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	if strings.TrimSpace(text) == "" {
		return "", ErrEmpty
	}
	return text, nil
}

var errTooLong = fmt.Errorf("the text is longer than %d KiB, and no export", MaxBytes>>10)

// mayBeExport reports whether a text that is too long for a request can be an export.
func mayBeExport(data []byte) bool {
	begin := bytes.TrimLeft(data[:min(len(data), 100)], "\ufeff \t\r\n")
	return len(data) <= MaxExport && (bytes.HasPrefix(begin, []byte("{")) || bytes.HasPrefix(begin, []byte("[")))
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// fenced returns the blocks that stand between lines of ``` or ~~~, as in Markdown;
// none where the text has no such lines. An open block goes to the end.
func fenced(text string) []string {
	var blocks []string
	fence := ""
	for line := range strings.Lines(text) {
		start := strings.TrimLeft(line, " \t>")
		mark := ""
		for _, m := range []string{"```", "~~~"} {
			if strings.HasPrefix(start, m) {
				mark = m
			}
		}
		switch {
		case fence == "" && mark != "":
			fence, blocks = mark, append(blocks, "")
		case fence != "" && mark == fence && strings.Trim(start, "`~ \t\n") == "":
			fence = ""
		case fence != "":
			blocks[len(blocks)-1] += line
		}
	}
	return blocks
}
