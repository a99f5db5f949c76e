package cli

import (
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
)

// fitting returns the version by which answers are looked at where none is chosen:
// the one wished for, else the oldest in which nothing is wrong, else the newest of
// those in which the least is wrong.
func fitting(wish agora.Version, wrong func(agora.Version) int) agora.Version {
	if wish != "" {
		return wish
	}
	best, least := agora.Version(""), -1
	for _, v := range agora.Versions() {
		n := wrong(v)
		if n == 0 {
			return v
		}
		if least < 0 || n <= least {
			best, least = v, n
		}
	}
	return best
}

// wrongHere returns what is wrong with the answers of a draft that is to be saved:
// what is missing can be asked for, and tokens are not saved.
func wrongHere(d *form.Draft) []agora.FieldError {
	_, wrong := split(d.Problems())
	return slices.DeleteFunc(wrong, func(e agora.FieldError) bool { return strings.HasPrefix(e.Rule, "token-") })
}
