package seal

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sttwizard/internal/clock"
	"sttwizard/internal/files"
)

// The seal of a kept file stands around its JSON object and makes a list of it, so that
// no piece can be missing and leave an object, as an older sttwizard wrote it.
const (
	keptHead = "[\"sealed %08x\",\n"
	keptTail = ",\n\"end\"]\n"
)

// DamagedError is a kept file that is not as sttwizard wrote it, and is as good as not
// there.
type DamagedError struct {
	Path  string
	Aside string // where it is now; empty: it was not moved
	Why   string // in own words
	Lost  string // what is done without, in own words; empty: nobody said
	Read  []byte // what was in it
	after string // what became of it, in own words
}

// Error says what is damaged, what is lost, and where it is now.
func (e *DamagedError) Error() string {
	text := fmt.Sprintf("%s is damaged: %s", e.Path, e.Why)
	if e.Lost != "" {
		text += "; lost: " + e.Lost
	}
	return text + "; " + e.after
}

// Kept makes the kept file of a JSON object.
func Kept(content []byte) []byte {
	content = bytes.TrimSpace(content)
	out := fmt.Appendf(nil, keptHead, checksum(content))
	return append(append(out, content...), keptTail...)
}

// OpenKept returns the JSON object of a kept file, also of one without a seal, which
// an older sttwizard wrote. Why says what is damaged; empty: nothing.
func OpenKept(data []byte) (content []byte, why string) {
	head := len(fmt.Sprintf(keptHead, 0))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return nil, "it is empty"
	case data[0] == '{' && json.Valid(data):
		return data, ""
	case data[0] == '[' && !bytes.HasSuffix(data, []byte(keptTail)):
		return nil, "its end is missing"
	case len(data) < head+len(keptTail):
		return nil, "it can't be read"
	}
	content = data[head : len(data)-len(keptTail)]
	if !bytes.Equal(data, Kept(content)) {
		return nil, "it is not what was written"
	}
	return content, ""
}

// WriteKept writes the kept file of a JSON object, as files.Write does.
func WriteKept(path string, content []byte, o files.WriteOptions) error {
	return files.Write(path, Kept(content), o)
}

// ReadKept returns the JSON object of a kept file of at most max bytes. A damaged
// one is set aside and *DamagedError; the other errors are those of files.Read.
func ReadKept(path string, max int64) ([]byte, error) {
	data, err := files.Read(path, max)
	if err != nil {
		return nil, err
	}
	content, why := OpenKept(data)
	if why != "" {
		return nil, SetAside(path, data, why)
	}
	return content, nil
}

// SetAside gives a damaged file another name. Read is what was read of it: where
// another sttwizard has replaced the file since, that one stays.
func SetAside(path string, read []byte, why string) *DamagedError {
	e := &DamagedError{Path: path, Why: why, Read: read}
	aside := free(path + ".damaged-" + clock.Now().UTC().Format("20060102-150405"))
	switch err := os.Rename(path, aside); {
	case errors.Is(err, fs.ErrNotExist):
		e.after = "another sttwizard has set it aside"
	case err != nil:
		e.after = "it could not be set aside and is written over by the next one"
	case replaced(path, aside, read):
		e.after = "another sttwizard has written it anew"
	default:
		e.Aside, e.after = aside, "it was set aside beside it as "+filepath.Base(aside)
	}
	return e
}

// replaced reports whether what was set aside was no more what had been read, and gives
// that its name back.
func replaced(path, aside string, read []byte) bool {
	now, err := os.ReadFile(aside)
	if err != nil || bytes.Equal(now, read) {
		return false
	}
	// Where there is a newer one already, this one would have been written over.
	if err := os.Link(aside, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return false
	}
	_ = os.Remove(aside)
	return true
}

// free returns the first name that no file has.
func free(path string) string {
	next := path
	for i := 2; ; i++ {
		if _, err := os.Lstat(next); errors.Is(err, fs.ErrNotExist) {
			return next
		}
		next = fmt.Sprintf("%s-%d", path, i)
	}
}
