package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sttwizard/internal/connections"
)

const (
	editedWords = "the file connections.yaml was edited by hand or damaged since sttwizard wrote it"
	productive  = "    production: on\n"
)

// connectionsFile returns the file of the connections, and what changes it.
func connectionsFile(t *testing.T, w *world) (text string, change func(string)) {
	t.Helper()
	path := filepath.Join(w.home, "config", "connections.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestConnectionsThatWereEditedAreToldWhereverTheyAreUsed(t *testing.T) {
	t.Parallel()
	w := inTheFile(t, "--production")
	commands := [][]string{{"connections", "list"}, {"connections", "show", "acme"},
		append([]string{"start", "--connection", "acme", "--yes"}, legal("hall")...)}
	for _, args := range commands {
		if r := w.want(exitDone, args...); strings.Contains(r.err, editedWords) {
			t.Errorf("as it was written, %s says: %s", args, r.err)
		}
	}
	w.want(exitDone, "tasks", "stop", "--channel", "hall", "--yes")
	text, change := connectionsFile(t, w)
	change(strings.Replace(text, productive, "", 1))
	mustHold(t, w.want(exitDone, "connections", "list").err, editedWords+": look at what it says", connections.AcceptCommand)
	mustHold(t, w.want(exitDone, "connections", "list", "--json").out, `"edited": true`)
	for _, args := range commands[1:] {
		mustHold(t, w.want(exitDone, args...).err, editedWords+": the connection acme has the App ID "+w.vars["AGORA_APP_ID"], "is not marked as production")
	}
}

func TestWhatWasEditedIsAcceptedAfterALook(t *testing.T) {
	t.Parallel()
	w := inTheFile(t, "--production")
	whole, change := connectionsFile(t, w)
	edited := strings.Replace(whole, productive, "", 1)
	for _, text := range []string{edited, whole[:strings.Index(whole, productive)]} {
		change(text)
		w.env.CanAsk = true
		r := w.run("no\n", "connections", "accept")
		if now, _ := connectionsFile(t, w); r.code != exitWrong || now != text {
			t.Errorf("after a no: %d, the file is\n%s", r.code, now)
		}
		mustHold(t, r.out+r.err, "the connection acme has the App ID", "is not marked as production", "Keep connections.yaml so?")
		w.env.CanAsk = false
		w.want(exitWrong, "connections", "accept")
		mustHold(t, w.want(exitDone, "connections", "accept", "--yes").out, "kept as it is: ")
		if r := w.want(exitDone, "connections", "list", "--json"); !strings.Contains(r.out, `"edited": false`) {
			t.Errorf("it still counts as edited: %s", r.out)
		}
	}
}

func TestConnectionsThatWereCutAreRefusedWithWhatToDo(t *testing.T) {
	t.Parallel()
	w := inTheFile(t, "--production")
	whole, change := connectionsFile(t, w)
	change(whole[:strings.Index(whole, productive)])
	for _, args := range [][]string{{"connections", "list"}, {"connections", "default", "acme"},
		append([]string{"start", "--connection", "acme", "--yes"}, legal("hall")...)} {
		r := w.run("", args...)
		if r.code == exitDone {
			t.Errorf("%s is done: %s", args, r.out)
		}
		mustHold(t, r.err, "the end of the file is missing", "take it from", connections.AcceptCommand)
	}
}

// TestATaskOfACutFileIsNotStoppedAndSaysWhatHelps: what is said stands on its own, names
// the task and its cost, and the way without a file works.
func TestATaskOfACutFileIsNotStoppedAndSaysWhatHelps(t *testing.T) {
	t.Parallel()
	w := inTheFile(t)
	starts(t, w)
	w.want(exitDone, append([]string{"start", "--connection", "acme", "--yes"}, legal("other")...)...)
	appID, key := w.vars["AGORA_APP_ID"], w.vars["AGORA_CUSTOMER_KEY"]
	delete(w.vars, "AGORA_APP_ID")
	delete(w.vars, "AGORA_CUSTOMER_KEY")
	whole, change := connectionsFile(t, w)
	change(strings.TrimSuffix(whole, "...\n"))
	attempts := w.journalled()
	one := attempts[0].Task().ID
	for _, args := range [][]string{{one}, {one, attempts[1].Task().ID}, {"--all"}} {
		r := w.run("", append([]string{"tasks", "stop", "--yes"}, args...)...)
		if r.code == exitDone {
			t.Fatalf("%s is done: %s", args, r.out)
		}
		mustHold(t, r.err, "the end of the file is missing", "task: task "+one, "cost: the task may still be running", "next: take it from",
			connections.AcceptCommand, "AGORA_APP_ID="+appID, "then: sttwizard tasks stop "+one)
	}
	_, got := w.recoverJSON(exitPerson)
	mustHold(t, got.Do, "take it from", connections.AcceptCommand, "AGORA_APP_ID="+appID)
	for _, args := range [][]string{{"tasks", "recover"}, {"tasks", "list", "--live"}} {
		table, reasons, _ := strings.Cut(w.run("", args...).out, "! ")
		for line := range strings.Lines(table) {
			if len(line) > 200 || strings.Contains(line, "the end of the file") {
				t.Errorf("%s has a line of %d columns: %s", args, len(line), line)
			}
		}
		mustHold(t, table, "see below")
		if n := strings.Count(reasons, "the end of the file is missing"); n != 1 {
			t.Errorf("%s says the reason %d times:\n%s", args, n, reasons)
		}
	}
	mustLack(t, got.Problem+got.Do+w.run("", "tasks", "stop", one, "--json").out, "said above")
	w.vars["AGORA_APP_ID"], w.vars["AGORA_CUSTOMER_KEY"] = appID, key
	w.want(exitDone, "tasks", "stop", "--all", "--yes")
}

func TestATaskWhoseSecretIsMissingIsNotStoppedAndSaysTheCost(t *testing.T) {
	t.Parallel()
	w := inTheFile(t)
	starts(t, w)
	delete(w.vars, "AGORA_CUSTOMER_SECRET")
	for _, args := range [][]string{{"hall"}, {"--channel", "hall"}} {
		r := w.run("", append([]string{"tasks", "stop", "--yes"}, args...)...)
		mustHold(t, r.err, "customer secret", "cost: the task may still be running", "next: ", "then: sttwizard tasks stop ")
	}
}
