package connections

import (
	"errors"
	"os"
	"strings"
	"testing"

	"sttwizard/internal/secret"
)

// written returns a store with two connections, one of them production, and its file.
func written(t *testing.T) (*Store, string) {
	t.Helper()
	s := Open(testHome(t))
	save(t, s, good("acme"))
	c := good("events")
	c.Production, c.BaseURL, c.AppCertificate = true, "https://api.example.com", secret.Env("CERT")
	save(t, s, c)
	if err := s.SetDefault("events"); err != nil {
		t.Fatal(err)
	}
	if all, err := s.List(); err != nil || len(all) != 2 || all[0].Edited || all[1].Edited {
		t.Fatalf("as it was written: %+v, %v", all, err)
	}
	return s, text(t, s.Path())
}

// told reports whether a damaged file is refused, or told as edited.
func told(t *testing.T, s *Store, data string) (edited, refused bool) {
	t.Helper()
	put(t, s.Path(), data)
	all, err := s.List()
	if err != nil {
		if _, ok := errors.AsType[*FileError](err); !ok {
			t.Fatalf("not a *FileError: %v", err)
		}
		return false, true
	}
	for _, c := range all {
		if !c.Edited {
			return false, false
		}
	}
	return len(all) > 0, false
}

func TestEveryFlippedBitOfTheConnectionsIsTold(t *testing.T) {
	s, whole := written(t)
	flips, edits, refusals := 0, 0, 0
	data := []byte(whole)
	for bit := 0; bit < 8*len(data); bit += 3 { // every place of a byte, and every byte
		data[bit/8] ^= 1 << (bit % 8)
		edited, refused := told(t, s, string(data))
		if !edited && !refused {
			t.Fatalf("bit %d of byte %d is silently wrong:\n%s", bit%8, bit/8, data)
		}
		if flips++; refused {
			refusals++
		} else {
			edits++
		}
		data[bit/8] ^= 1 << (bit % 8)
	}
	t.Logf("%d flipped bits: %d refused, %d told as edited", flips, refusals, edits)
}

func TestEveryCutOfTheConnectionsIsRefused(t *testing.T) {
	s, whole := written(t)
	for n := range len(whole) - 1 { // without its last line feed it is whole
		put(t, s.Path(), whole[:n])
		_, err := s.List()
		if e, ok := errors.AsType[*FileError](err); !ok || !strings.Contains(e.Do, "take it from "+s.Backup()) || err.Error() != e.What()+"; "+e.Do {
			t.Fatalf("cut to %d bytes: %v\n%s", n, err, whole[:n])
		}
	}
	if edited, refused := told(t, s, whole[:len(whole)-1]); edited || refused {
		t.Errorf("without its last line feed: edited %v, refused %v", edited, refused)
	}
}

func TestACutFileIsRefusedWithWhatToDoAndNeverWritten(t *testing.T) {
	s, whole := written(t)
	cut := whole[:strings.Index(whole, "    production")]
	put(t, s.Path(), cut)
	_, err := s.List()
	if err == nil {
		t.Fatal("it is taken")
	}
	for _, part := range []string{s.Path() + ": line ", "the end of the file is missing", s.Backup(), AcceptCommand} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error lacks %q: %v", part, err)
		}
	}
	if err := os.Remove(s.Backup()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get("acme"); err == nil || !strings.Contains(err.Error(), "take it from a copy;") {
		t.Errorf("without a backup: %v", err)
	}
	if err := s.Save(good("new"), false); err == nil || text(t, s.Path()) != cut {
		t.Errorf("it was written: %v\n%s", err, text(t, s.Path()))
	}
}

func TestWhatIsLeftOfACutFileCanBeAccepted(t *testing.T) {
	s, whole := written(t)
	cut := whole[:strings.Index(whole, "    production")]
	put(t, s.Path(), cut)
	all, err := s.Left()
	if err != nil || len(all) != 2 || all[1].Production {
		t.Fatalf("got %+v, %v", all, err)
	}
	if err := s.Accept(all[:1]); err == nil || text(t, s.Path()) != cut {
		t.Errorf("another file than was seen is accepted: %v\n%s", err, text(t, s.Path()))
	}
	if err := s.Accept(all); err != nil {
		t.Fatal(err)
	}
	if now, err := s.List(); err != nil || len(now) != 2 || now[1].Edited || text(t, s.Backup()) != cut {
		t.Errorf("after it was accepted: %+v, %v; the backup is\n%s", now, err, text(t, s.Backup()))
	}
	put(t, s.Path(), whole[:len("# Saved by")])
	var e *FileError
	if err := s.Accept(nil); !errors.As(err, &e) {
		t.Errorf("of a file of nothing: %v", err)
	}
	if err := os.Remove(s.Path()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Left(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a file: %v", err)
	}
}

func TestAPersonsEditsAreUsedToldAndKept(t *testing.T) {
	s, whole := written(t)
	put(t, s.Path(), strings.Replace(whole, "    production: on\n", "    # no more\n", 1))
	c, err := s.Get("events")
	if err != nil || c.Production || !c.Edited {
		t.Fatalf("got %+v, %v", c, err)
	}
	if err := s.Change("events", func(c *Connection) error { c.CustomerKey = "other"; return nil }); err != nil {
		t.Fatal(err)
	}
	if c, err := s.Get("events"); err != nil || c.Edited || c.CustomerKey != "other" {
		t.Errorf("after a change it is %+v, %v", c, err)
	}
	if got := document(t, s.Path()); !strings.Contains(got, "# no more") || strings.Contains(got, "# Saved") {
		t.Errorf("the file is\n%s", got)
	}
}

func TestAFileWithoutASealIsReadAndGetsOneWithTheNextWrite(t *testing.T) {
	s, whole := written(t)
	_, plain, _ := strings.Cut(strings.TrimSuffix(whole, "...\n"), "\n")
	put(t, s.Path(), plain)
	if all, err := s.List(); err != nil || len(all) != 2 || all[0].Edited {
		t.Errorf("got %+v, %v", all, err)
	}
	if err := s.SetDefault("acme"); err != nil {
		t.Fatal(err)
	}
	if got := document(t, s.Path()); got != strings.Replace(plain, "default: events", "default: acme", 1) {
		t.Errorf("the file is\n%s", got)
	}
}
