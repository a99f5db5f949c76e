package words

// Marks are the signs that carry meaning beside words and colours, on every screen.
type Marks struct {
	Here, Error, Warning, Done, Idle string // one column each, as all but those that say otherwise
	Running                          string // runs and is well
	Needed, Off                      string // something is still to be answered; off or over
	Cursor                           string // of lists
	Bar                              string // before what is being typed
	Folded, Open                     string // a row that has more behind it
	Chosen, Free                     string // of rows of which several can be chosen, three columns
	One, Other                       string // of rows of which one holds, three columns
	Back                             string // takes a chosen thing back
	More                             string // something goes on that is not shown
	Between                          string // between words about one thing
	Arrow                            string // any width
}

// PlainMarks are signs of ASCII only.
var PlainMarks = Marks{
	Here: ">", Error: "x", Warning: "!", Done: "+", Idle: ".",
	Running: "*", Needed: "o", Off: "-", Cursor: ">", Bar: "|", Folded: ">", Open: "v",
	Chosen: "[x]", Free: "[ ]", One: "(*)", Other: "( )", Back: "x", More: "~", Between: "-", Arrow: "->",
}

// FineMarks are the usual signs.
var FineMarks = Marks{
	Here: "▸", Error: "✗", Warning: "!", Done: "✓", Idle: "·",
	Running: "●", Needed: "○", Off: "–", Cursor: "❯", Bar: "┃", Folded: "›", Open: "▾",
	Chosen: "[✓]", Free: "[ ]", One: "(●)", Other: "( )", Back: "×", More: "…", Between: "·", Arrow: "→",
}
