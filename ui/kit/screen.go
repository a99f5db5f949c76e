package kit

import tea "charm.land/bubbletea/v2"

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

// Typing is a screen that takes keys and pastes which no binding has.
type Typing interface {
	Typed(msg tea.Msg) tea.Cmd
	// IsTyping reports whether letters belong to a text now, so that "?" is one.
	IsTyping() bool
}

// Hearing is a screen that takes facts.
type Hearing interface {
	Heard(msg tea.Msg) tea.Cmd
}

// Reading is a screen of text, of which a small window shows a part.
type Reading interface {
	IsReading() bool
}

// Waiting is a screen on which a sign moves while something is waited for.
type Waiting interface {
	Waits() bool
}

// Counting is a screen that may show a time that passes.
type Counting interface {
	// Counts reports whether it shows one now.
	Counts() bool
}
