//go:build race

package screen

// raceDetector says whether the test was built with -race.
const raceDetector = true
