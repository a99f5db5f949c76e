package tasks

import (
	"context"
	"errors"
	"fmt"
	"io"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/secret"
	"sttwizard/internal/storage"
	"sttwizard/presets"
)

// StorageKeys are the keys of a task's storage.
type StorageKeys struct {
	storage.Keys
	// Own says that the task was started with them in this run: what they may not do,
	// Agora may not do either.
	Own   bool
	From  []secret.Found // where they were found; none where they were given or typed
	typed bool           // one of them was, in this run
}

// Format hides the keys for every verb.
func (k StorageKeys) Format(f fmt.State, _ rune) { io.WriteString(f, "storage keys") }

// KeyOptions is how the keys of a task's storage are found.
type KeyOptions struct {
	Access, Secret secret.Ref // where the person says that they are; zero: not said
	Ask            Ask        // nil: nobody is asked, also not for the passphrase of a file of secrets
	Anew           bool       // Ask is asked, whatever is known: what was found before did not do
}

// The names of the two keys for people, by which Ask is asked for them.
const (
	StorageAccessKey = "access key of the caption storage"
	StorageSecretKey = "secret key of the caption storage"
)

// StorageKeys finds the keys of an attempt's storage: where the person says; else those
// that were typed for it in this run, or that it was started with in this run; else where
// its preset says, as long as that still names the same storage; else where another preset
// says that names the very same one; else they are asked for. The error is
// *secret.MissingError, *captions.UnseenError, or that of asking.
func (t *Tasks) StorageKeys(ctx context.Context, a *attempt.Attempt, o KeyOptions) (StorageKeys, error) {
	c, err := CaptionsOf(a)
	if err != nil && c.Place.Bucket == "" {
		return StorageKeys{}, err
	}
	var access, secretRef secret.Ref
	if !o.Anew {
		if given, ok := t.given(a); ok && o.Access.IsZero() && o.Secret.IsZero() {
			return given, nil
		}
		access, secretRef = t.presetRefs(a, c.Place)
	}
	var k StorageKeys
	k.Access, err = t.storageKey(ctx, &k, StorageAccessKey, o.Access, access, o.Ask)
	if err == nil {
		k.Secret, err = t.storageKey(ctx, &k, StorageSecretKey, o.Secret, secretRef, o.Ask)
	}
	if err == nil && k.typed {
		t.keys.Store(a.ID(), k)
	}
	return k, err
}

// storageKey finds one key.
func (t *Tasks) storageKey(ctx context.Context, k *StorageKeys, what string, said, preset secret.Ref, ask Ask) (agora.Secret, error) {
	if ask == nil {
		ctx = secret.Quietly(ctx)
	}
	var value agora.Secret
	var found secret.Found
	err := error(&secret.MissingError{What: what, Tried: "it is not kept with a task, and no preset says where it is", Do: "say where it is, or type it"})
	switch {
	case !said.IsZero():
		value, found, err = t.o.Run.Resolve(ctx, said, what, ask)
	case !preset.IsZero() && !preset.Asks():
		value, found, err = t.o.Run.ResolveShared(ctx, preset, what)
	}
	if _, lacks := errors.AsType[*secret.MissingError](err); lacks && ask != nil && said.IsZero() {
		found = secret.Found{}
		value, err = ask(ctx, what)
		k.typed = true
	}
	if err != nil {
		return "", err
	}
	if found != (secret.Found{}) {
		k.From = append(k.From, found)
	}
	value = secret.Unbroken(value)
	t.o.Log.Hide(value)
	return value, nil
}

// presetRefs returns where an attempt's preset says that the keys are; where there is no
// such preset any more, or it names another storage, to which keys must not be sent, where
// the preset says that was used last of those that name this very storage. Zero: none does.
func (t *Tasks) presetRefs(a *attempt.Attempt, place storage.Place) (access, secretRef secret.Ref) {
	if name := a.Intent().Preset; name != "" {
		if p, err := t.o.Presets.Load(name); err == nil && samePlace(p, place) {
			return p.Secrets[agora.PathAccessKey], p.Secrets[agora.PathSecretKey]
		}
	}
	all, _ := t.o.Presets.List() // what can't be read says nothing
	for _, e := range all {
		access, secretRef = e.Preset.Secrets[agora.PathAccessKey], e.Preset.Secrets[agora.PathSecretKey]
		if e.Err == nil && known(access) && known(secretRef) && namesPlace(e.Preset) && samePlace(e.Preset, place) {
			return access, secretRef
		}
	}
	return secret.Ref{}, secret.Ref{}
}

// known reports whether a reference leads somewhere without asking.
func known(r secret.Ref) bool { return !r.IsZero() && !r.Asks() }

// namesPlace reports whether a preset leaves nothing of its storage open.
func namesPlace(p presets.Preset) bool {
	return p.Values[agora.PathBucket] != "" && p.Values[agora.PathVendor] != "" &&
		(p.Values[agora.PathVendor] != fmt.Sprint(agora.VendorS3Like) || p.Values[agora.PathEndpoint] != "")
}

// samePlace reports whether nothing in a preset names another storage.
func samePlace(p presets.Preset, place storage.Place) bool {
	for path, value := range map[string]string{
		agora.PathVendor: fmt.Sprint(place.Vendor), agora.PathBucket: place.Bucket, agora.PathEndpoint: place.Endpoint,
	} {
		if said, ok := p.Values[path]; ok && said != value {
			return false
		}
	}
	return true
}

// remember keeps the keys that an attempt is started with, for this run.
func (t *Tasks) remember(a *attempt.Attempt, r agora.Request) {
	if k := storage.KeysOf(r); k.Access != "" && k.Secret != "" {
		t.keys.Store(a.ID(), StorageKeys{Keys: k, Own: true})
	}
}

// given returns the keys that an attempt was started with in this run, or that were typed
// for it since.
func (t *Tasks) given(a *attempt.Attempt) (StorageKeys, bool) {
	k, ok := t.keys.Load(a.ID())
	if !ok {
		return StorageKeys{}, false
	}
	return k.(StorageKeys), true
}
