package terminal

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestTheModeFitsTheTerminalAndSaysWhy(t *testing.T) {
	all := ends{in: true, out: true, draws: true, system: "linux"}
	windows := ends{in: true, out: true, draws: true, system: "windows"}
	for name, c := range map[string]struct {
		ends ends
		env  func(string) string
		why  string // empty: the screen
	}{
		"a usual terminal":            {all, env("TERM", "xterm-256color"), ""},
		"a dumb terminal":             {all, env("TERM", "dumb"), "TERM=dumb"},
		"an unknown terminal":         {all, env(), "TERM is not set"},
		"a person asks by variable":   {all, env("TERM", "xterm", "ACCESSIBLE", "1"), "ACCESSIBLE"},
		"the variable says no":        {all, env("TERM", "xterm", "ACCESSIBLE", "0"), ""},
		"input from a pipe":           {ends{out: true, draws: true}, env("TERM", "xterm"), "the input is not a terminal"},
		"output to a file":            {ends{in: true, draws: true}, env("TERM", "xterm"), "the output is not a terminal"},
		"Windows without TERM":        {windows, env(), ""},
		"mintty without a console":    {ends{system: "windows"}, env("MSYSTEM", "MINGW64", "TERM", "xterm"), "mintty"},
		"an old console of Windows":   {ends{in: true, out: true, system: "windows"}, env(), "too old"},
		"a pipe on Windows":           {ends{out: true, draws: true, system: "windows"}, env(), "the input is not"},
		"no colours is not no screen": {all, env("TERM", "xterm", "NO_COLOR", "1"), ""},
	} {
		got := decide(c.ends, c.env)
		want := Plain
		if c.why == "" {
			want = Screen
		}
		if got.Kind != want || !strings.Contains(got.Why, c.why) || (want == Screen) != (got.Why == "") {
			t.Errorf("%s: got %+v", name, got)
		}
	}
	if asked := PlainAsked(); asked.Kind != Plain || !strings.Contains(asked.Why, "--plain") {
		t.Errorf("--plain: %+v", asked)
	}
}

func TestAPipeIsNoTerminalAndHasTheUsualWidth(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	if got := Detect(r, w, env("TERM", "xterm")); got.Kind != Plain || !strings.Contains(got.Why, "input") {
		t.Errorf("got %+v", got)
	}
	if got := Detect(nil, nil, env("TERM", "xterm")); got.Kind != Plain {
		t.Errorf("without files: %+v", got)
	}
	if Width(w) != 80 || Width(nil) != 80 {
		t.Errorf("widths: %d, %d", Width(w), Width(nil))
	}
	if _, err := ReadSecret(t.Context(), r, w); err != ErrNotTerminal {
		t.Errorf("a secret from a pipe: %v", err)
	}
}

func TestInsideTmuxTheTextGoesThroughItsCommand(t *testing.T) {
	if got := CopyCommand(env()); got != nil {
		t.Errorf("outside: %q", got)
	}
	want := []string{"tmux", "load-buffer", "-w", "-"}
	if got := CopyCommand(env("TMUX", "/tmp/tmux-0/default,1,0")); !slices.Equal(got, want) {
		t.Errorf("inside: %q", got)
	}
}
