package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sttwizard/agora"
)

// script is what a Mode says, taken apart.
type script struct {
	down       bool
	behaviours []behaviour // the first one comes first and may keep the others out
	course     Course      // of the tasks that are started
	reuse      Reuse       // empty: not told
	noPresence bool
	plans      []plan
}

// plan is a fault of one call, so many times.
type plan struct {
	call  string // allCalls or one of calls
	fault Fault
	times int // how often it still comes; below 0: always
}

const (
	allCalls  = "all"
	reuseWord = "used="
)

// PresenceOff is the word of a script for a project that may not ask who is in a
// channel.
const PresenceOff = "presence=off"

// calls are the calls that a fault can come with.
var calls = []string{agora.OpAcquire, agora.OpStart, agora.OpQuery, agora.OpStop, agora.OpUpdate, agora.OpList, agora.OpPresence, agora.OpUsers, agora.OpKick}

// Calls returns the names of the calls of a script's CALL:FAULT; "all" is each of them.
func Calls() []string { return append(slices.Clone(calls), allCalls) }

// ParseMode reads a script in any case: words between commas, each the name of a
// mode, "used=HOW" (see Reuses), "presence=off", or "CALL:FAULT" with "*TIMES"
// behind it for the first calls only (see Calls and Faults), as in
// "used=201,start:reset-after*2". Empty is ModeOK. The error says what there is.
func ParseMode(s string) (Mode, error) {
	_, mode, err := parseScript(s)
	return mode, err
}

func parseScript(text string) (script, Mode, error) {
	var sc script
	var words []string
	for word := range strings.SplitSeq(strings.ToLower(text), ",") {
		if word = strings.TrimSpace(word); word == "" && strings.TrimSpace(text) != "" {
			return sc, "", fmt.Errorf("the sandbox mode %q has a comma too many", text)
		} else if word == "" {
			word = string(ModeOK)
		}
		if err := sc.add(word); err != nil {
			return sc, "", err
		}
		words = append(words, word)
	}
	return sc, Mode(strings.Join(words, ",")), nil
}

// add reads one word.
func (sc *script) add(word string) error {
	if row, ok := modeRowOf(Mode(word)); ok {
		sc.down = sc.down || row.Name == ModeDown
		sc.behaviours = append(sc.behaviours, row.behave)
		if row.course != CourseUsual {
			sc.course = row.course
		}
		return nil
	}
	if how, ok := strings.CutPrefix(word, reuseWord); ok {
		sc.reuse = Reuse(how)
		return sc.reuse.check()
	}
	if word == PresenceOff {
		sc.noPresence = true
		return nil
	}
	call, fault, ok := strings.Cut(word, ":")
	if !ok {
		return noMode(word)
	}
	p, err := parsePlan(call, fault)
	sc.plans = append(sc.plans, p)
	return err
}

func parsePlan(call, text string) (plan, error) {
	name, count, counted := strings.Cut(text, "*")
	p := plan{call: call, fault: Fault(name), times: -1}
	if !slices.Contains(Calls(), call) {
		return p, fmt.Errorf("there is no call %q that could go wrong; the calls are %s", call, list(Calls()))
	}
	if _, _, ok := p.fault.row(); !ok {
		return p, fmt.Errorf("there is no fault %q; the faults are %s, and most of them take -before or -after", name, list(names(allFaults())))
	}
	if counted {
		n, err := strconv.Atoi(count)
		if p.times = n; err != nil || n < 1 {
			return p, fmt.Errorf("%q is no number of times; write %s:%s*1 for once", count, call, name)
		}
	}
	return p, nil
}

// noMode says what there is.
func noMode(word string) error {
	if _, _, ok := Fault(word).row(); ok {
		return fmt.Errorf("%q is a fault of a call: write %s:%s", word, agora.OpStart, word)
	}
	return fmt.Errorf("there is no sandbox mode %q; the modes are %s, and there are used=HOW, %s and CALL:FAULT such as %s:%s",
		word, list(names(Modes())), PresenceOff, agora.OpStart, FaultResetAfter)
}

func names(infos []ModeInfo) []string {
	out := make([]string, len(infos))
	for i, info := range infos {
		out[i] = string(info.Name)
	}
	return out
}

// list joins words as a sentence does.
func list(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// behave answers a call in the script's modes.
func (sc script) behave(v arrival, do func() answer) answer {
	for _, b := range slices.Backward(sc.behaviours) {
		inner := do
		do = func() answer { return b(v, inner) }
	}
	return do()
}
