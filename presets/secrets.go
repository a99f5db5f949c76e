package presets

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"sttwizard/agora"
	"sttwizard/internal/secret"
	"sttwizard/internal/strictyaml"
)

// A preset says of a secret where it is, never what it is:
//
//	secrets:
//	  captionConfig.storage.secretkey: keyring:acme-storage
//
// On another machine the same name is looked up there.

// Keep takes over where secrets are. Those that are asked for each time are
// added to Ask; the others are asked for no more.
func (p *Preset) Keep(refs map[string]secret.Ref) {
	for _, path := range slices.Sorted(maps.Keys(refs)) {
		p.Ask = slices.DeleteFunc(slices.Clone(p.Ask), func(asked string) bool { return asked == path })
		delete(p.Secrets, path)
		if ref := refs[path]; !ref.IsZero() {
			p.put(path, ref)
		}
	}
}

func (p *Preset) put(path string, ref secret.Ref) {
	if ref.Asks() {
		p.Ask = append(p.Ask, path)
		return
	}
	if p.Secrets == nil {
		p.Secrets = map[string]secret.Ref{}
	}
	p.Secrets[path] = ref
}

// SecretPaths returns the paths of Secrets in the order of the API's document.
// Paths of no secret come last.
func (p Preset) SecretPaths() []string {
	var paths, other []string
	for _, f := range agora.Fields() {
		if _, ok := p.Secrets[f.Path]; ok && f.Secret {
			paths = append(paths, f.Path)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(p.Secrets)) {
		if !agora.IsSecret(path) {
			other = append(other, path)
		}
	}
	return append(paths, other...)
}

// NameFor suggests the name under which the secret at a path is kept for a
// preset, such as "town-hall-secretkey".
func NameFor(preset, path string) string {
	const most = 40 // with the longest field it is short enough for every keyring
	field := strings.ToLower(path[strings.LastIndexByte(path, '.')+1:])
	if field == "secret" || field == "salt" {
		field = "encryption-" + field
	}
	return strings.Trim(preset[:min(len(preset), most)]+"-"+field, "-")
}

// CheckRef reports whether a preset may say that a secret is there: another machine
// can follow the reference, and it is no connection's own secret. The error says
// why not and never repeats the reference.
func CheckRef(ref secret.Ref) error { return secret.CheckForeign(ref) }

func (d decoder) secrets(top *strictyaml.Map) error {
	v, ok := top.Get("secrets")
	if !ok {
		return nil
	}
	m, err := v.Map()
	if err != nil {
		return err
	}
	for _, key := range m.Keys() {
		value, _ := m.Get(key.Name)
		if err := d.secret(key, value); err != nil {
			return err
		}
	}
	return nil
}

func (d decoder) secret(key strictyaml.Key, v *strictyaml.Value) error {
	if f, ok := agora.FieldAt(key.Name); !ok || !f.Secret {
		return &strictyaml.Error{Line: key.Line, Text: "secrets: each line must begin with the path of a secret, such as " +
			agora.PathSecretKey + didYouMean(key.Name)}
	}
	// No error repeats the value: it may be the secret that should not be there.
	if v.Kind != strictyaml.KindText {
		return &strictyaml.Error{Line: v.Line, Text: key.Name + " must say where the secret is, not the secret itself: " + secret.SharedForms()}
	}
	ref, err := secret.ParseSharedRef(v.Text())
	if err == nil {
		err = CheckRef(ref)
	}
	if err != nil {
		return &strictyaml.Error{Line: v.Line, Text: key.Name + " " + err.Error()}
	}
	if ref.Asks() && slices.Contains(d.preset.Ask, key.Name) {
		return nil
	}
	d.preset.put(key.Name, ref)
	return nil
}

// checkSecrets finds what the reader of the file would refuse.
func (p Preset) checkSecrets() error {
	for _, path := range p.SecretPaths() {
		if !agora.IsSecret(path) {
			return &ValueError{"secrets", path + " is not the path of a secret" + didYouMean(path)}
		}
		ref := p.Secrets[path]
		if err := CheckRef(ref); err != nil {
			return &ValueError{path, err.Error()}
		}
		if ref.Asks() {
			return &ValueError{path, "is asked for each time: name it under ask"}
		}
	}
	return nil
}

func (p Preset) secretsNode() *yaml.Node {
	m := mapping()
	for _, path := range p.SecretPaths() {
		add(m, path, text(p.Secrets[path].String()))
	}
	return m
}
