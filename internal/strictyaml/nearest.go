package strictyaml

import "strings"

// nearest gives the known name that was probably meant, or "" if none is near
// enough: at most one letter in three may be wrong.
func nearest(name string, known []string) string {
	// A very long name is near nothing, and comparing it would take long.
	if len(name) > 2*maxNamed {
		return ""
	}
	best, bestDistance := "", max(1, len(name)/3)+1
	for _, k := range known {
		if d := distance(strings.ToLower(name), strings.ToLower(k)); d < bestDistance {
			best, bestDistance = k, d
		}
	}
	return best
}

// distance counts the letters to change, add or take away to come from a to b
// (Levenshtein).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range to {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
