package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"slices"

	"filippo.io/age"

	"sttwizard/agora"
	"sttwizard/internal/files"
	"sttwizard/internal/secret"
)

const (
	// workFactor makes one try of a passphrase cost 67 MB and about 0.3 s.
	workFactor = 16
	// maxWorkFactor is what is accepted of a file: the age tool makes 18, and 30
	// would ask for a terabyte.
	maxWorkFactor = 18
)

// open returns what is in the file now, with the passphrase of this run.
func (f *AgeFile) open(ctx context.Context) (opened, error) {
	if err := ctx.Err(); err != nil {
		return opened{}, err
	}
	if known := f.known(); known != nil {
		now, err := f.read(known(), "")
		if _, wrong := errors.AsType[*secret.WrongPassphraseError](err); wrong {
			f.forget() // somebody gave the file another passphrase meanwhile
			return opened{}, &secret.LockedError{Path: f.path}
		}
		return now, err
	}
	if passphrase := agora.Secret(f.getenv(secret.PassphraseVariable)); passphrase != "" {
		now, err := f.read(opened{passphrase: passphrase}, secret.PassphraseVariable)
		if _, wrong := errors.AsType[*secret.WrongPassphraseError](err); wrong {
			const fix = "correct " + secret.PassphraseVariable + ", or unset it and type the passphrase on a terminal"
			err = &secret.UnavailableError{Place: agePlace, Why: err.Error(), Fix: fix, Do: fix, Err: err}
		}
		return now, err
	}
	if !f.Exists() {
		return opened{}, fs.ErrNotExist
	}
	return opened{}, &secret.LockedError{Path: f.path}
}

// read brings what is known up to date with the file and remembers it. The
// error of a missing file is fs.ErrNotExist.
func (f *AgeFile) read(now opened, variable string) (opened, error) {
	data, err := files.Read(f.path, maxFile)
	if errors.Is(err, fs.ErrNotExist) {
		return now, err
	}
	if err != nil {
		return now, &secret.UnavailableError{Place: agePlace, Why: err.Error(), Err: err}
	}
	sum := sha256.Sum256(data)
	if now.entries != nil && sum == now.sealed {
		return now, nil
	}
	entries, err := unseal(data, now.passphrase)
	if errors.Is(err, errWrong) {
		return now, &secret.WrongPassphraseError{Path: f.path, Variable: variable}
	}
	if err != nil {
		const fix = "put it back from a copy, or move it away and store the secrets again"
		return now, &secret.UnavailableError{
			Place: agePlace, Why: f.path + " is damaged, or made in a way that sttwizard does not read", Fix: fix, Do: fix,
		}
	}
	now = opened{now.passphrase, sum, entries}
	f.remember(now)
	return now, nil
}

// write replaces the file and remembers what is in it.
func (f *AgeFile) write(now opened) error {
	data, err := seal(now.entries, now.passphrase, f.factor)
	if err != nil {
		return err
	}
	if len(data) > maxFile {
		return errors.New("the file of secrets is full: delete secrets that are not needed any more")
	}
	if err := files.Write(f.path, data, files.WriteOptions{}); err != nil {
		return err
	}
	f.remember(opened{now.passphrase, sha256.Sum256(data), now.entries})
	return nil
}

// errWrong is a passphrase that does not fit.
var errWrong = errors.New("wrong passphrase")

// unseal decrypts what seal made. Its errors have nothing of the content.
func unseal(data []byte, passphrase agora.Secret) (map[string]agora.Secret, error) {
	if passphrase == "" {
		return nil, errWrong
	}
	identity, err := age.NewScryptIdentity(passphrase.Reveal())
	if err != nil {
		return nil, err
	}
	identity.SetMaxWorkFactor(maxWorkFactor)
	r, err := age.Decrypt(bytes.NewReader(data), identity)
	// A file for a key instead of a passphrase fits no identity either.
	if none, ok := errors.AsType[*age.NoIdentityMatchError](err); ok && slices.Contains(none.StanzaTypes, "scrypt") {
		return nil, errWrong
	}
	if err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	if json.Unmarshal(plain, &texts) != nil || texts == nil {
		return nil, errors.New("no names and values inside")
	}
	entries := make(map[string]agora.Secret, len(texts))
	for name, value := range texts {
		entries[name] = agora.Secret(value)
	}
	return entries, nil
}

func seal(entries map[string]agora.Secret, passphrase agora.Secret, factor int) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(passphrase.Reveal())
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(factor)
	texts := make(map[string]string, len(entries)) // a Secret marshals as a stand-in
	for name, value := range entries {
		texts[name] = value.Reveal()
	}
	plain, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, recipient)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
