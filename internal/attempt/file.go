package attempt

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"sttwizard/internal/files"
)

const (
	// reserve is the size of a new journal. The part that is not used yet holds
	// spaces, so that a full disk shows before anything costs money, and a file
	// of another size shows that its end was cut off.
	reserve = 8 << 10
	// maxJournal is the largest journal that is read.
	maxJournal = 1 << 20

	suffix   = ".jnl"
	fileMode = 0o600
)

// content is what a journal's file holds.
type content struct {
	records []Record
	used    int    // where the next record goes
	tail    []byte // what stands there now: spaces, or something damaged
	damage  string // what is wrong with the end, in words; empty when nothing is
}

// parse reads a journal's bytes. A damaged end is told in damage, and a damaged
// line with good ones after it is an error: there the middle of the story is
// missing, and what follows can't be trusted to mean what it says.
func parse(data []byte) (content, error) {
	c := content{tail: data}
	if len(data)%reserve != 0 || len(data) == 0 {
		c.damage = "its end was cut off"
	}
	for number := 1; ; number++ {
		line, rest, whole := bytes.Cut(c.tail, []byte("\n"))
		if !whole && blank(line) {
			break
		}
		r, err := decode(line)
		switch {
		case whole && err == nil:
			c.records = append(c.records, r)
			c.used += len(line) + 1
			c.tail = rest
			continue
		case whole && !(errors.Is(err, errDamaged) && blank(rest)):
			return c, fmt.Errorf("line %d can't be read: %w", number, err)
		}
		c.damage = fmt.Sprintf("line %d, the last one, is damaged", number)
		break
	}
	if len(c.records) == 0 {
		return c, errors.New("it holds no readable record")
	}
	return c, nil
}

func blank(b []byte) bool { return len(bytes.Trim(b, " ")) == 0 }

// load reads the journal at path.
func load(path string) (content, error) {
	data, err := files.Read(path, maxJournal)
	if err != nil {
		return content{}, err
	}
	return parse(data)
}

// extend writes lines behind the last good record of the journal at path and
// returns when they would survive a power cut. What was damaged there is
// overwritten. After an error the file is put back as far as possible.
func extend(path string, c content, lines []byte) error {
	f, err := os.OpenFile(path, os.O_RDWR, fileMode)
	if err != nil {
		return writeError(path, err)
	}
	block := bytes.Repeat([]byte(" "), roundUp(c.used+max(len(lines), len(c.tail)))-c.used)
	copy(block, lines)
	err = put(f, int64(c.used), block)
	if err != nil {
		_ = put(f, int64(c.used), c.tail)
		_ = f.Truncate(int64(c.used + len(c.tail)))
	}
	return writeError(path, errors.Join(err, f.Close()))
}

func roundUp(n int) int { return (n + reserve - 1) / reserve * reserve }

func put(f *os.File, at int64, data []byte) error {
	if _, err := f.WriteAt(data, at); err != nil {
		return err
	}
	return f.Sync()
}

// create makes the journal at path with its first line, durable with its name.
// It is filled under another name first: a journal never stands there half made.
func create(path string, line []byte) error {
	dir, name := filepath.Split(path)
	if _, err := os.Lstat(path); err == nil {
		return writeError(path, os.ErrExist)
	}
	fresh := filepath.Join(dir, "."+name+".new")
	f, err := os.OpenFile(fresh, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return writeError(path, err)
	}
	block := bytes.Repeat([]byte(" "), roundUp(len(line)))
	copy(block, line)
	err = errors.Join(put(f, 0, block), f.Close())
	if err == nil {
		err = os.Rename(fresh, path)
	}
	if err == nil {
		if err = files.SyncDir(filepath.Clean(dir)); err != nil {
			os.Remove(path)
		}
	}
	if err != nil {
		os.Remove(fresh)
	}
	return writeError(path, err)
}

// writeError puts a cause into the words of package files.
func writeError(path string, err error) error {
	if err == nil {
		return nil
	}
	return &files.Error{Op: "write", Path: path, Err: err}
}
