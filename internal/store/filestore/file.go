package filestore

import (
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"sttwizard/internal/files"
	"sttwizard/internal/store"
)

const (
	// reserve is the size of a new file. The part that is not used yet holds
	// spaces, so that a full disk shows before anything costs money, and a file
	// of another size shows that its end was cut off.
	reserve = 8 << 10
	// maxFile is the largest file that is read.
	maxFile = 1 << 20

	suffix   = ".jnl"
	fileMode = 0o600
)

// content is what a file holds.
type content struct {
	payloads [][]byte
	used     int    // where the next line goes
	tail     []byte // what stands there now: spaces, or something damaged
	damage   string // what is wrong with the end, in words; empty when nothing is
}

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

func checksum(payload []byte) []byte {
	return fmt.Appendf(nil, "%08x", crc32.Checksum(payload, castagnoli()))
}

// encode returns the line of an event: eight hexadecimal digits of CRC-32C, a space,
// the payload they are of, a line feed.
func encode(payload []byte) []byte { return fmt.Appendf(nil, "%s %s\n", checksum(payload), payload) }

var errSum = errors.New("its checksum is wrong")

// decode returns the payload of a line without its line feed. errSum means that the
// line is not what was written.
func decode(line []byte) ([]byte, error) {
	sum, payload, ok := bytes.Cut(line, []byte(" "))
	if !ok || !bytes.Equal(sum, checksum(payload)) {
		return nil, errSum
	}
	return payload, nil
}

// parse reads a file's bytes. A damaged end is told in damage, and a damaged line
// with others after it is an error: there the middle of the story is missing, and
// what follows can't be trusted to mean what it says.
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
		payload, err := decode(line)
		switch {
		case whole && err == nil:
			c.payloads = append(c.payloads, payload)
			c.used += len(line) + 1
			c.tail = rest
			continue
		case whole && !blank(rest):
			return c, damaged(fmt.Errorf("line %d can't be read: %w", number, err))
		}
		c.damage = fmt.Sprintf("line %d, the last one, is damaged", number)
		break
	}
	if len(c.payloads) == 0 {
		return c, damaged(errors.New("it holds no readable record"))
	}
	return c, nil
}

// spaces are a file that holds nothing.
var spaces = bytes.Repeat([]byte(" "), reserve)

func blank(b []byte) bool {
	for len(b) > reserve {
		if !bytes.Equal(b[:reserve], spaces) {
			return false
		}
		b = b[reserve:]
	}
	return bytes.Equal(b, spaces[:len(b)])
}

func damaged(err error) error { return &store.Error{Kind: store.ErrDamaged, Err: err} }

// Parse returns what the bytes of an attempt's file hold, for tools that have no
// journal; Log.Err says what can't be read.
func Parse(data []byte) store.Log {
	c, err := parse(data)
	l := c.log()
	l.Err = err
	return l
}

// log returns the content as the store tells it.
func (c content) log() store.Log {
	l := store.Log{Tail: c.damage, Events: make([]store.Event, len(c.payloads))}
	for i, p := range c.payloads {
		l.Events[i].Payload = p
	}
	return l
}

// load reads the file at path.
func load(path string) (content, error) {
	data, err := files.Read(path, maxFile)
	if err != nil {
		return content{}, err
	}
	return parse(data)
}

// extend writes a line behind the last good one of the file at path and returns
// when it would survive a power cut. What was damaged there is overwritten. After
// an error the file is put back as far as possible.
func extend(path string, c content, line []byte) error {
	f, err := os.OpenFile(path, os.O_RDWR, fileMode)
	if err != nil {
		return writeError(path, err)
	}
	block := bytes.Repeat([]byte(" "), roundUp(c.used+max(len(line), len(c.tail)))-c.used)
	copy(block, line)
	err = put(f, int64(c.used), block)
	if err != nil {
		_ = put(f, int64(c.used), c.tail)
		_ = f.Truncate(int64(c.used + len(c.tail)))
	}
	return writeError(path, errors.Join(err, f.Close()))
}

func roundUp(n int) int { return (n + reserve - 1) / reserve * reserve }

// flush and flushDir wait until the disk has what was written. A test of power cuts
// leaves them out, to see that it would find that.
var (
	flush    = (*os.File).Sync
	flushDir = files.SyncDir
)

func put(f *os.File, at int64, data []byte) error {
	if _, err := f.WriteAt(data, at); err != nil {
		return err
	}
	return flush(f)
}

// create makes the file at path with its first line, durable with its name. It is
// filled under another name first: a journal never stands there half made.
func create(path string, line []byte) error {
	dir, name := filepath.Split(path)
	if _, err := os.Lstat(path); err == nil {
		return &store.Error{Kind: store.ErrConflict, Err: &files.Error{Op: "write", Path: path, Err: os.ErrExist}}
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
		if err = flushDir(filepath.Clean(dir)); err != nil {
			os.Remove(path)
		}
	}
	if err != nil {
		os.Remove(fresh)
	}
	return writeError(path, err)
}

// writeError puts a cause into the words of package files, and says what it means.
func writeError(path string, err error) error {
	if err == nil {
		return nil
	}
	kind := store.ErrUnavailable
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		kind = store.ErrFull
	}
	return &store.Error{Kind: kind, Err: &files.Error{Op: "write", Path: path, Err: err}}
}
