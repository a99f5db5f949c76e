package terminal

// CopyCommand returns the command, with its arguments, that takes a text on its
// standard input and sends it to the terminal's clipboard. It is nil where no
// command is needed and the screen sends the text itself (OSC 52). Inside tmux
// there must be one: tmux drops that sequence unless it is set up otherwise.
func CopyCommand(getenv func(string) string) []string {
	if getenv("TMUX") == "" {
		return nil
	}
	return []string{"tmux", "load-buffer", "-w", "-"}
}

// CopyEnv returns the environment for that command: what it needs to find tmux, and
// none of the secrets that this program's own may hold.
func CopyEnv(getenv func(string) string) []string {
	var env []string
	for _, name := range []string{"PATH", "HOME", "TMUX", "TMUX_TMPDIR", "TERM", "LANG", "LC_ALL", "LC_CTYPE"} {
		if value := getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return env
}
