package cli

import (
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/secret"
)

// setting is one --set PATH=VALUE.
type setting struct{ path, value string }

// parseSettings reads the values of --set in their order. Secret paths take a
// reference only, so that no secret stands on a command line for all to see.
func parseSettings(texts []string) ([]setting, error) {
	var out []setting
	for _, text := range texts {
		path, value, ok := strings.Cut(text, "=")
		path = strings.TrimSpace(path)
		if !ok {
			return nil, wrongUse("write --set PATH=VALUE, as --set languages=en-US; PATH= unsets", "a --set has no equals sign")
		}
		if err := knownPath("--set", path); err != nil {
			return nil, err
		}
		out = append(out, setting{path, value})
	}
	return out, nil
}

// short is for names that are told back. What can't be one is not: it may be a
// secret that lost its name.
func short(text string) string {
	const most = 60
	odd := strings.ContainsFunc(text, func(r rune) bool { return r != '.' && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') })
	if odd || len(text) > most {
		return "(not a name)"
	}
	return text
}

// knownPath reports whether a flag names a field or a part of the request.
func knownPath(flag, path string) error {
	if _, ok := agora.FieldAt(path); ok || isSwitch(path) {
		return nil
	}
	how := flag + " %s"
	if flag == "--set" {
		how += "=VALUE"
	}
	return unknownField(flag+" ", path, how)
}

// isSwitch reports whether a path switches an optional part on or off.
func isSwitch(path string) bool { return slices.Contains(form.Sections(), form.Section(path)) }

// apply puts the settings over the draft, the last of a path winning. Of a secret
// only where it is stands there; it is looked up later.
func apply(d *form.Draft, settings []setting) error {
	// A storage takes away what a preset says of another; what is set about it comes after.
	for _, s := range settings {
		if q, ok := form.QuestionFor(d, s.path); ok && s.path == agora.PathVendor {
			q.Set(d, s.value, form.Flagged)
		}
	}
	for _, s := range settings {
		if !agora.IsSecret(s.path) || s.value == "" {
			if err := d.Set(s.path, s.value, form.Flagged); err != nil {
				return err
			}
			continue
		}
		ref, err := secretRef("--set", s)
		if err != nil {
			return err
		}
		source := form.Flagged
		if ref.Form() == secret.FormEnv {
			source = form.Env
		}
		d.SetSecret(s.path, "", ref, source)
	}
	return nil
}

// secretForms are the references that the command line takes.
const secretForms = "env:NAME, keyring:NAME or age:NAME"

// secretRef reads where a secret is. What is anything else may be the secret
// itself, and is not told back.
func secretRef(flag string, s setting) (secret.Ref, error) {
	ref, err := secret.ParseSharedRef(s.value)
	if err == nil && !ref.Asks() {
		return ref, nil
	}
	return ref, &failure{code: exitWrong, kind: kindSecret, what: s.path + " is a secret, and " + flag + " takes only " + secretForms + " for it",
		next:   fmt.Sprintf("secrets don't belong on a command line: put it into an environment variable and write --set %s=env:NAME, or use --request FILE", s.path),
		fields: []agora.FieldError{{Path: s.path, Rule: "secret", Text: "takes only " + secretForms}}}
}

// plainName reports whether a text can be a variable's name; anything else may be
// a secret that was put there by mistake, and is not told back.
func plainName(name string) bool {
	for i, r := range name {
		letter := r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return name != ""
}
