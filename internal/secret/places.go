package secret

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/files"
)

// maxValue is the largest file and output that can be a secret, in bytes.
const maxValue = 64 << 10

func fromEnv(_ context.Context, r Ref, _ string, from Sources) (agora.Secret, error) {
	var value agora.Secret
	if from.Getenv != nil {
		value = trimmed(from.Getenv(r.name))
	}
	if value == "" {
		return "", &failed{r.Words() + " is not set or empty", "set it and start sttwizard again from there", nil}
	}
	return value, nil
}

func fromAsk(ctx context.Context, _ Ref, what string, from Sources) (agora.Secret, error) {
	if from.Ask == nil {
		return "", &failed{"it is asked for each time, and there is no terminal to ask on", "use one", nil}
	}
	typed, err := from.Ask(ctx, what)
	if err != nil {
		return "", err
	}
	value := trimmed(typed.Reveal())
	if value == "" {
		return "", &failed{"nothing was typed", "type it", nil}
	}
	return value, nil
}

func fromKeyring(ctx context.Context, r Ref, _ string, from Sources) (agora.Secret, error) {
	return fromVault(ctx, r, from.Keyring, "the keyring")
}

func fromAge(ctx context.Context, r Ref, _ string, from Sources) (agora.Secret, error) {
	return fromVault(ctx, r, from.Age, "the file of secrets")
}

func fromVault(ctx context.Context, r Ref, v Vault, place string) (agora.Secret, error) {
	if v == nil {
		return "", &failed{place + " is not to be had here", "open sttwizard where it is", nil}
	}
	value, err := v.Get(ctx, r.name)
	if err != nil {
		return "", vaultFailed(err)
	}
	if value = trimmed(value.Reveal()); value == "" {
		return "", &failed{r.Words() + " holds nothing but white space", "store it again under that name", nil}
	}
	return value, nil
}

// vaultFailed puts a vault's error into the words of a missing secret. What is
// about this moment and not about the place is given on.
func vaultFailed(err error) error {
	if _, ok := errors.AsType[*LockedError](err); ok {
		return err
	}
	if _, ok := errors.AsType[*NotThereError](err); ok {
		return &failed{err.Error(), "store it there under that name", err}
	}
	if off, ok := errors.AsType[*UnavailableError](err); ok {
		return &failed{off.cant(), off.Fix, err}
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return err
	}
	return &failed{err.Error(), "", err}
}

func fromFile(_ context.Context, r Ref, _ string, from Sources) (agora.Secret, error) {
	path := r.name
	if rest, ok := belowHome(path); ok {
		if from.Home == "" {
			return "", &failed{"it is in the file " + path + ", and no home directory is known", "write the full path", nil}
		}
		path = filepath.Join(from.Home, filepath.FromSlash(rest))
	}
	data, err := files.Read(path, maxValue)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", &failed{r.Words() + " does not exist", "make it, readable by you only", err}
	case err != nil:
		return "", &failed{err.Error(), "put it right", err}
	}
	return only(string(data), r.Words())
}

// only takes the whole of a file or an output as the secret. Several lines are
// refused: what a password manager adds below the secret would go along.
func only(text, place string) (agora.Secret, error) {
	value := strings.TrimSpace(text)
	switch {
	case value == "":
		return "", &failed{place + " is empty", "put the secret there", nil}
	case strings.ContainsAny(value, "\r\n"):
		return "", &failed{fmt.Sprintf("%s has %d lines", place, len(strings.Split(value, "\n"))), "leave the secret there and nothing else", nil}
	}
	return agora.Secret(value), nil
}
