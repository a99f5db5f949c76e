package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/presets"
)

// parseKeeps reads the values of --keep PATH=REF: a secret's path and the place
// where it shall be kept.
func parseKeeps(texts []string) (map[string]secret.Ref, []string, error) {
	keeps, order := map[string]secret.Ref{}, []string{}
	for _, text := range texts {
		path, value, ok := strings.Cut(text, "=")
		if !ok || !agora.IsSecret(path) {
			return nil, nil, wrongUse("write --keep PATH=keyring:NAME, as --keep "+agora.PathSecretKey+"=keyring:acme-storage",
				"--keep takes the path of a secret and where to keep it")
		}
		ref, err := secretRef("--keep", setting{path, value})
		if err == nil && !ref.Stored() {
			err = wrongUse("name a place: keyring:NAME or age:NAME", "--keep %s: nothing can be stored in %s", path, ref.Words())
		}
		if why := presets.CheckRef(ref); err == nil && why != nil {
			err = wrongUse("choose another name", "--keep %s: %v", path, why)
		}
		if err != nil {
			return nil, nil, err
		}
		keeps[path], order = ref, append(order, path)
	}
	return keeps, order, nil
}

// keepSecrets stores secrets of a draft where --keep says. A value comes from the
// request file, from where --set says, from a hidden prompt, or from a line of the
// input.
func (a *app) keepSecrets(ctx context.Context, s *session.Session, d *form.Draft, texts []string) error {
	keeps, order, err := parseKeeps(texts)
	if err != nil {
		return err
	}
	for _, path := range order {
		value, err := a.valueOf(ctx, s, d, path, keeps[path])
		if err != nil {
			return err
		}
		if _, err := a.store(ctx, s, keeps[path], value, true); err != nil {
			return err
		}
		d.SetSecret(path, value, keeps[path], form.Typed)
	}
	return nil
}

// valueOf returns the value of a secret that shall be kept at a place.
func (a *app) valueOf(ctx context.Context, s *session.Session, d *form.Draft, path string, to secret.Ref) (agora.Secret, error) {
	name := d.NameOf(path)
	value := agora.Secret(d.Text(path))
	var err error
	switch ref := d.Ref(path); {
	case value != "":
	case !ref.IsZero() && !ref.Asks() && ref != to:
		value, _, err = s.ResolveShared(ctx, ref, name)
	default:
		value, err = a.typeSecret(ctx, name)
	}
	if e, ok := agora.PlaceholderError(path, value.Reveal()); ok && err == nil {
		f := invalidRequest([]agora.FieldError{e})
		f.what = "the " + name + " can't be kept, so nothing was saved"
		return "", f
	}
	if value = secret.Unbroken(value); err == nil && value == "" {
		err = &failure{code: exitWrong, kind: kindSecret, what: "the " + name + " is missing, so nothing was saved",
			next:   fmt.Sprintf("type it, give it as a line of the input, or add --set %s=env:NAME", path),
			fields: []agora.FieldError{{Path: path, Rule: "secret", Text: "nothing was given"}}}
	}
	return value, err
}

// left returns the paths of the secrets that a preset of a draft would ask for
// each time: they are given, and nothing says where they are.
func left(d *form.Draft) []string {
	var out []string
	for _, f := range agora.Fields() {
		if _, had := d.Request().Get(f.Path); f.Secret && had && d.Ref(f.Path).IsZero() {
			out = append(out, f.Path)
		}
	}
	return out
}

// keepTyped asks of each secret that was typed whether a preset of that name
// shall find it again. Bot tokens are left out: they are over in a day.
func (a *app) keepTyped(ctx context.Context, s *session.Session, d *form.Draft, preset string) error {
	paths := left(d)
	if len(paths) == 0 {
		return nil
	}
	if kind, _ := s.BestVault(ctx); kind == secret.FormAge && !s.AgeFile().Exists() && a.env.ReadSecret == nil {
		return nil // nobody to think of a passphrase
	}
	kind, err := a.storeIn(ctx, s, "")
	if err != nil || kind == "" {
		return err
	}
	place := "the keyring"
	if kind == secret.FormAge {
		place = "the file of secrets"
	}
	for _, path := range paths {
		if path == agora.PathSubBotToken || path == agora.PathPubBotToken {
			continue
		}
		name := presets.NameFor(preset, path)
		answer, err := a.prompt(ctx, fmt.Sprintf("Keep the %s in %s, as %s? yes, another name, or no (it is asked for each time):", d.NameOf(path), place, name))
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := a.keepAs(ctx, s, d, path, kind, answer, name); err != nil {
			if err = a.notStored(ctx, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// keepAs does what was answered: yes, no, or a name.
func (a *app) keepAs(ctx context.Context, s *session.Session, d *form.Draft, path, kind, answer, name string) error {
	switch strings.ToLower(answer) {
	case "no", "n", "":
		return nil
	case "yes", "y":
	default:
		name = answer
	}
	ref, err := secret.ParseSharedRef(kind + ":" + name)
	if err == nil {
		err = presets.CheckRef(ref)
	}
	if err != nil {
		return err
	}
	value := secret.Unbroken(agora.Secret(d.Text(path)))
	stored, err := a.store(ctx, s, ref, value, false)
	if err != nil || !stored {
		return err
	}
	d.SetSecret(path, value, ref, d.Source(path))
	return nil
}
