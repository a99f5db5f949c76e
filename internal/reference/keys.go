package main

import (
	"fmt"
	"slices"
	"strings"

	"sttwizard/internal/pictures/scenes"
)

// everywhere is where the keys are listed that every place has.
const everywhere = "everywhere"

// keys returns the made part of docs/KEYS.md: what F1 lists at each place, with our
// notes beside it.
func keys() (string, error) {
	lists, err := scenes.Keys()
	if err != nil {
		return "", err
	}
	return tables(lists, notes)
}

// tables returns the lists as tables, with notes. A note about a key that is not
// listed at its place is an error.
func tables(lists []scenes.List, left []note) (string, error) {
	var b strings.Builder
	for _, l := range together(lists) {
		fmt.Fprintf(&b, "\n## %s\n\n| key | F1 says | more about it |\n|---|---|---|\n", capital(l.Place))
		for _, r := range l.Rows {
			var more string
			more, left = noted(left, l.Place, r.Keys)
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", strings.Join(r.Keys, "` `"), cell.Replace(strings.Join(r.Does, "; ")), more)
		}
	}
	if len(left) > 0 {
		return "", fmt.Errorf("a note is about the key %s at %q, which F1 does not list there", left[0].key, left[0].place)
	}
	return b.String(), nil
}

// noted returns what is noted about a row's keys, and the notes that are left.
func noted(all []note, place string, keys []string) (more string, left []note) {
	var texts []string
	for _, n := range all {
		if n.place == place && slices.Contains(keys, n.key) {
			texts = append(texts, n.text)
		} else {
			left = append(left, n)
		}
	}
	return strings.Join(texts, "; "), left
}

// together puts the rows that the places share into a list of their own, which
// stands first.
func together(lists []scenes.List) []scenes.List {
	shared := scenes.List{Place: everywhere}
	for _, r := range lists[0].Rows {
		if alike(lists, r) == len(lists) {
			shared.Rows = append(shared.Rows, r)
		}
	}
	for _, r := range lists[len(lists)-1].Rows { // leaving has words of its own at some places
		if slices.Equal(r.Keys, []string{"ctrl+c"}) && alike(lists, r) > 1 {
			shared.Rows = append([]scenes.Row{r}, shared.Rows...)
		}
	}
	out := []scenes.List{shared}
	for _, l := range lists {
		l.Rows = slices.DeleteFunc(slices.Clone(l.Rows), func(r scenes.Row) bool { return alike([]scenes.List{shared}, r) > 0 })
		out = append(out, l)
	}
	return out
}

// alike counts the lists that have the same row.
func alike(lists []scenes.List, row scenes.Row) int {
	count := 0
	for _, l := range lists {
		if slices.ContainsFunc(l.Rows, func(r scenes.Row) bool {
			return slices.Equal(r.Keys, row.Keys) && slices.Equal(r.Does, row.Does)
		}) {
			count++
		}
	}
	return count
}
