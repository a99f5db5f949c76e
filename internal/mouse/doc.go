// Package mouse tells what a click means. Whoever draws a row, a key or a button wraps
// it in a spot, which says what a click there does. Spots are marked in the frame that
// is drawn because somebody clicked, and in no other: what goes to the terminal never
// has a mark, and a key costs nothing. Marks take no columns, so they go along with
// their text wherever it is cut, joined and placed, and no text from outside can have
// one, as the gate of package terminal takes what begins it.
package mouse
