package main

// note says more about a key than the line in F1 has room for.
type note struct{ place, key, text string }

var notes = []note{
	{everywhere, "ctrl+c", "asks first on a task that may be running, and while one is being stopped"},
	{everywhere, "ctrl+z", "not on Windows, nor where no shell is above"},

	{"home", "enter", "the task; the preset; or what else the row says"},
	{"home", "e", "all steps of the preset"},
	{"home", "d", "the preset; a backup stays"},
	{"home", "m", "the preset"},
	{"home", "y", "the preset"},
	{"home", "/", "tasks and presets"},
	{"home", "x", "the task in focus; from another row the only one that may be running (asks)"},
	{"home", "p", "that you have: JSON of any version, or a curl command"},
	{"home", "g", "with the answers that were not sent"},
	{"home", "l", "of the task that was sent last, again"},
	{"home", "s", "where no connection is chosen"},
	{"home", "a", "adds the first connection"},
	{"home", "r", "the files"},

	{"steps", "enter", "if this question is answered right"},
	{"steps", "ctrl+g", "a uid, a secret or a salt"},
	{"steps", "ctrl+t", "a secret"},
	{"steps", "page up", "of a long list"},
	{"steps", "home", "row of a long list"},

	{"home", "E", "in your editor, and checked after it"},
	{"review", "v", "the exact request"},
	{"review", "D", "that answers are marked by: the preset or what they began with, the last run, nothing"},
	{"review", "y", "a script that starts the task"},
	{"review", "o", "Go, Python, Node, curl, or the JSON alone"},
	{"review", "c", "another one"},
	{"review", "esc", "to the question, to home or to the task that one came from"},
	{"review", "a", "all steps"},

	{"home", "f", "whether everything is in place for the preset's task"},
	{"review", "f", "whether everything is in place for the task"},

	{"before the event", "enter", "that puts the row right"},
	{"before the event", "f", "at everything"},
	{"before the event", "d", "all about the chosen row"},

	{"starting", "x", "before the request is out: cancel"},
	{"starting", "t", "when nothing more happens by itself"},
	{"starting", "esc", "when nothing more happens by itself"},

	{"task", "x", "asks; where its id is not known: find it out, and stop what runs"},
	{"task", "u", "what it runs with, after a look (v6, v7)"},
	{"task", "r", "where its id is not known: look for its bots"},
	{"task", "a", "the same start, where the task's id is not known"},
	{"task", "s", "to find it out"},
	{"task", "o", "from the channel, when nothing else helped (asks)"},
	{"task", "f", "where nobody knows what became of it (asks for its channel)"},
	{"task", "b", "without secrets, into a file"},
	{"task", "n", "after the end: start again"},
	{"task", "w", "what to look at when no subtitles come"},
	{"task", "esc", "the task goes on, and so does a stop"},
	{"task", "q", "asks whether the task goes on"},

	{"not started", "enter", "that is wrong"},
	{"not started", "k", "sends them so"},
	{"not started", "7", "where the old address of the API is gone (asks)"},
	{"not started", "c", "another one"},
	{"not started", "d", "the raw answer"},
	{"not started", "b", "without secrets, into a file"},
	{"not started", "esc", "the answers are kept"},

	{"connections", "t", "asks Agora for a builder token or the list of tasks, which starts and bills nothing"},
	{"connections", "v", "the sandbox as another version"},
	{"connections", "d", "which is taken where none is named"},
	{"connections", "p", "or mark as production (asks)"},
	{"connections", "m", "to the keyring, the file of secrets or a variable"},
	{"connections", "x", "with or without its secrets (asks)"},

	{"tasks", "x", "asks"},
	{"tasks", "X", "that may be running (asks)"},
	{"tasks", "d", "the time line, and what can be done"},
	{"tasks", "r", "asks for the customer secret where it has to be typed"},
	{"tasks", "f", "where nobody knows what became of it (asks for its channel)"},
	{"tasks", "D", "what was written down and never sent"},
	{"tasks", "p", "that another machine started"},
	{"tasks", "/", "by channel, connection, task id or state"},
	{"tasks", "b", "without secrets, into a file"},
	{"tasks", "esc", "from the details back to the table first"},
}
