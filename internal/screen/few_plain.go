//go:build !race

package screen

const underRace = false
