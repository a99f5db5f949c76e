package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
)

// row is what the trials with one behaviour of the server have shown.
type row struct {
	name                 string
	trials, kills, tasks int
	asked                int // tasks of trials whose recovery stops
	count                map[mistake]int
	settled              []time.Duration
}

// columns are the mistakes that the table counts.
var columns = []mistake{untracked, wrong, duplicate, unsettled, unread, shut, astray, unwritten, rival, crashed}

// tally makes the table's rows: one for each behaviour, one of all, and one of
// those where nobody can know (see hidden).
func tally(all []outcome) []row {
	rows := make([]row, len(reuses)+2)
	for i := range rows {
		rows[i].count = map[mistake]int{}
		if i < len(reuses) {
			rows[i].name = behaviour(reuses[i])
		}
	}
	sum, lost := &rows[len(reuses)], &rows[len(reuses)+1]
	sum.name, lost.name = "all of these", behaviour(sandbox.ReuseNone)+", late or without presence"
	for _, o := range all {
		if hidden(o.plan) {
			lost.add(o)
			continue
		}
		rows[slices.Index(reuses, o.plan.Reuse)].add(o)
		sum.add(o)
	}
	return rows
}

// untold are faults after which it is not asked again who is in a channel.
var untold = []sandbox.Fault{sandbox.Fault400, sandbox.Fault403, sandbox.Fault404, sandbox.FaultNotFound}

// hidden reports whether a second task can't be seen by anybody: the server starts
// one when it is asked again, and works on a start minutes late or refuses, always
// or when it matters, to say who is in a channel.
func hidden(p plan) bool {
	if deduplicates(p.Reuse) {
		return false
	}
	return p.Blind || p.Late.Times > 0 || slices.ContainsFunc(p.Faults, func(f fault) bool {
		return f.Call == agora.OpPresence && slices.Contains(untold, f.Fault)
	})
}

func (r *row) add(o outcome) {
	r.trials++
	r.kills += o.kills
	r.tasks += o.tasks
	if o.plan.Stop {
		r.asked += o.tasks
	}
	r.settled = append(r.settled, o.settled...)
	for _, f := range o.found {
		r.count[f.Mistake]++
	}
}

// disturbances says how often what a team's journal needs was taken away.
func disturbances(all []outcome) string {
	crashes, cuts, two := 0, 0, 0
	for _, o := range all {
		crashes += o.crashes
		cuts += o.cuts
		if o.plan.Team.Two {
			two++
		}
	}
	return fmt.Sprintf("the journal's server was killed %d times, the line to it cut %d times; %d trials had two machines",
		crashes, cuts, two)
}

// behaviour says how the server answers a used token.
func behaviour(u sandbox.Reuse) string {
	for _, info := range sandbox.Reuses() {
		if info.Name == sandbox.Mode(u) {
			return info.What
		}
	}
	return string(u)
}

// cells returns the table's head and lines.
func cells(rows []row, speed int) [][]string {
	head := []string{"a used token is answered with", "trials", "kills", "tasks"}
	for _, m := range columns {
		head = append(head, string(m))
	}
	out := [][]string{append(head, "left running by --stop", "in doubt", "settled in", "in real time")}
	for _, r := range rows {
		line := []string{r.name, strconv.Itoa(r.trials), strconv.Itoa(r.kills), strconv.Itoa(r.tasks)}
		for _, m := range columns {
			line = append(line, strconv.Itoa(r.count[m]))
		}
		line = append(line, fmt.Sprintf("%d of %d", r.count[stayed], r.asked), strconv.Itoa(len(r.settled)))
		out = append(out, append(line, spans(r.settled, speed)...))
	}
	return out
}

// writeTable writes a table for a terminal, or as Markdown.
func writeTable(w io.Writer, table [][]string, markdown bool) error {
	if !markdown {
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, line := range table {
			fmt.Fprintln(t, strings.Join(line, "\t"))
		}
		return t.Flush()
	}
	for i, line := range table {
		fmt.Fprintf(w, "| %s |\n", strings.Join(line, " | "))
		if i == 0 {
			fmt.Fprintln(w, strings.Repeat("|---", len(line))+"|")
		}
	}
	return nil
}

// spans returns the median and the longest of some durations, as measured and as
// they are where time does not run faster.
func spans(times []time.Duration, speed int) []string {
	if len(times) == 0 {
		return []string{"-", "-"}
	}
	mid, longest := median(times), slices.Max(times)
	whole := func(d time.Duration) int { return int((d * time.Duration(speed)).Seconds() + 0.5) }
	return []string{
		fmt.Sprintf("%.2f s, at most %.2f s", mid.Seconds(), longest.Seconds()),
		fmt.Sprintf("%d s, at most %d s", whole(mid), whole(longest)),
	}
}

// fatal returns the findings of a trial that must not be. Nobody can keep a server
// that does not deduplicate from starting a second task when it is asked again,
// and where the bots' uids are not the attempt's own, their presence proves nothing.
// A task without a known id can't be stopped by its id: a person has to decide.
func fatal(o outcome) []finding {
	var out []finding
	for _, f := range o.found {
		switch {
		case f.Mistake == duplicate && !deduplicates(o.plan.Reuse):
		case f.Mistake == wrong && hidden(o.plan), f.Mistake == stayed:
		case f.Mistake == unsettled && !deduplicates(o.plan.Reuse) && !o.plan.Auto:
		case f.Mistake == unsettled && o.plan.Version.Named() && !o.plan.Auto && !o.plan.Stop: // see mayAskByName of package attempt
		default:
			out = append(out, f)
		}
	}
	return out
}
