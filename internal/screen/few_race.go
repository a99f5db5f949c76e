//go:build race

package screen

const underRace = true
