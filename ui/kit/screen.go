package kit

// Screen is what is shown inside the frame, by a package of its own. It holds what it
// shows; what a person chose to do it tells whoever made it, who knows what comes
// next.
type Screen interface {
	// Title stands in the top line.
	Title() string
	// Keys are the keys that work now, most useful first.
	Keys() []Binding
	// View draws the screen into that many columns and lines.
	View(s *Styles, width, height int) string
}
