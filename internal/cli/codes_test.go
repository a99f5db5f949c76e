package cli

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sttwizard/agora/sandbox"
)

// ownCodes finds in a help the exit codes that it lists.
var ownCodes = regexp.MustCompile(`(?:^|[ ;,(])(\d{1,3}) [a-z-]`)

// codesOf returns the exit codes that the help of a command lists.
func (w *world) codesOf(command ...string) []int {
	w.t.Helper()
	_, after, found := strings.Cut(w.want(exitDone, append(command, "--help")...).out, "Exit codes:")
	if !found {
		w.t.Fatalf("the help of %v lists no exit codes", command)
	}
	paragraph, _, _ := strings.Cut(after, "\n\n")
	var codes []int
	for _, found := range ownCodes.FindAllStringSubmatch(strings.ReplaceAll(paragraph, "\n", " "), -1) {
		n, err := strconv.Atoi(found[1])
		if err != nil {
			w.t.Fatal(err)
		}
		codes = append(codes, n)
	}
	return codes
}

// TestHelpListsTheExitCodesOfWhateverAgoraDoes plays modes of the sandbox against what is
// done about a task.
func TestHelpListsTheExitCodesOfWhateverAgoraDoes(t *testing.T) {
	t.Parallel()
	for mode, lines := range map[sandbox.Mode]map[string]int{
		sandbox.ModeOK:        {"tasks stop hall": exitDone, "tasks stop hall other": exitWrong, "tasks recover --stop": exitDone},
		sandbox.ModeDenied:    {"tasks stop hall": exitUnknown, "tasks stop --all --yes": exitUnknown, "tasks recover --stop": exitPerson, "tasks list --live": exitDone},
		sandbox.ModeForgotten: {"tasks stop hall": exitPerson, "tasks stop --all --yes": exitPerson, "tasks recover --stop": exitPerson},
		"stop:503":            {"tasks stop hall": exitUnknown},
	} {
		for line, want := range lines {
			w := newWorld(t)
			w.startIn("hall")
			args := strings.Fields(line)
			r := w.run("", append(args, "--sandbox="+string(mode))...)
			if codes := w.codesOf(args[:2]...); r.code != want || !slices.Contains(codes, r.code) {
				t.Errorf("%s of %s ends with %d, want %d; its help has %d\n%s%s", line, mode, r.code, want, codes, r.out, r.err)
			}
		}
	}
}

// TestAnOutputThatIsThrownAwayIsNoFailure: the help says so, beside what a broken one means.
func TestAnOutputThatIsThrownAwayIsNoFailure(t *testing.T) {
	t.Parallel()
	for _, help := range [][]string{{"--help"}, {"start", "--help"}} {
		text := strings.Join(strings.Fields(newWorld(t).want(exitDone, help...).out), " ")
		mustHold(t, text, ">&-", "/dev/null", "is thrown away", "is no failure")
	}
}
