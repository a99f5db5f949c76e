package form

import (
	"fmt"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/internal/secret"
	"sttwizard/internal/words"
)

// How the secrets of a draft stand, in the words that all screens have for it, whether it
// is of a preset or was kept from an earlier time.

// SecretsWords says where the secrets are that would be sent: "1 typed, 2 in the keyring,
// 1 to be typed"; empty where there are none.
func (d *Draft) SecretsWords() string {
	counts, order := map[string]int{}, []string{}
	for _, f := range agora.Fields() {
		if !f.Secret || !d.sends(f.Path) {
			continue
		}
		stands := d.secretStands(f.Path)
		if counts[stands]++; stands != "" && counts[stands] == 1 {
			order = append(order, stands)
		}
	}
	told := make([]string, len(order))
	for i, stands := range order {
		told[i] = fmt.Sprintf("%d %s", counts[stands], stands)
	}
	return strings.Join(told, ", ")
}

// toBeTyped is how a secret stands of which there is no more than that it is wanted.
const toBeTyped = "to be typed"

// secretStands says where the secret at a path is; empty: there is none, or it is made.
func (d *Draft) secretStands(path string) string {
	switch ref := d.refs[path].ref; {
	case d.stored(path):
		return "in " + PlaceWords(ref)
	case d.answers[path].text != "":
		return "typed"
	case ref.Asks(), d.had[path]:
		return toBeTyped
	}
	return ""
}

// ToType says how many secrets of some paths a person has to type, and why: "2 secrets to
// be typed: not found in the keyring"; empty where it is none.
func (d *Draft) ToType(paths []string) string {
	n, whys := 0, []string{}
	for _, path := range paths {
		if !agora.IsSecret(path) || d.answers[path].text != "" || d.Automatic(path) {
			continue
		}
		n++
		if why := d.whyTyped(path); why != "" && !slices.Contains(whys, why) {
			whys = append(whys, why)
		}
	}
	return SecretsToType(n, words.And(whys...))
}

// SecretsToType is ToType for a number of secrets that have one reason.
func SecretsToType(n int, why string) string {
	switch {
	case n == 0:
		return ""
	case why == "":
		return words.Count(n, "secret") + " " + toBeTyped
	}
	return words.Count(n, "secret") + " " + toBeTyped + ": " + why
}

// whyTyped says why the secret at a path is not there; empty: nobody gave it yet.
func (d *Draft) whyTyped(path string) string {
	switch ref := d.refs[path].ref; {
	case d.stored(path):
		return "not found in " + PlaceWords(ref)
	case ref.Asks():
		return askedEachTime
	case d.had[path]:
		return "files hold none"
	}
	return ""
}

// PlaceWords names the place of a secret, without what it is called there.
func PlaceWords(ref secret.Ref) string {
	switch ref.Form() {
	case secret.FormKeyring:
		return "the keyring"
	case secret.FormAge:
		return "the file of secrets"
	case secret.FormEnv:
		return "the environment"
	}
	return ref.Words()
}
