package words

// Marks are the signs that carry meaning beside words and colours, on every screen.
type Marks struct {
	Here, Error, Warning, Done, Idle string // one column each
	Cursor                           string // of lists, one column
	Chosen, Free                     string // of rows that can be chosen, equally wide
	More                             string // something goes on that is not shown, one column
	Arrow                            string
}

// PlainMarks are signs of ASCII only.
var PlainMarks = Marks{
	Here: ">", Error: "x", Warning: "!", Done: "+", Idle: ".",
	Cursor: ">", Chosen: "[x]", Free: "[ ]", More: "~", Arrow: "->",
}

// FineMarks are the usual signs.
var FineMarks = Marks{
	Here: "▸", Error: "✗", Warning: "!", Done: "✓", Idle: "·",
	Cursor: "❯", Chosen: "[x]", Free: "[ ]", More: "…", Arrow: "→",
}
