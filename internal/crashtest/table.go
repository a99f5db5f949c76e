package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"text/tabwriter"
	"time"

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
var columns = []mistake{untracked, wrong, duplicate, unsettled, unread, shut, crashed}

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
	sum.name, lost.name = "all of these", behaviour(sandbox.ReuseNone)+", and presence can't be asked"
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

// hidden tells whether a second task can't be seen by anybody: the server starts
// one when it is asked again, and does not say who is in a channel.
func hidden(p plan) bool { return !deduplicates(p.Reuse) && p.Blind }

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

// behaviour says how the server answers a used token.
func behaviour(u sandbox.Reuse) string {
	for _, info := range sandbox.Reuses() {
		if info.Name == sandbox.Mode(u) {
			return info.What
		}
	}
	return string(u)
}

// print writes the rows as a table.
func print(w io.Writer, rows []row, speed int) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "a used token is answered with\ttrials\tkills\ttasks")
	for _, m := range columns {
		fmt.Fprintf(table, "\t%s", m)
	}
	fmt.Fprintln(table, "\tleft running by --stop\tin doubt\tsettled in (median, longest)\tin real time")
	for _, r := range rows {
		fmt.Fprintf(table, "%s\t%d\t%d\t%d", r.name, r.trials, r.kills, r.tasks)
		for _, m := range columns {
			fmt.Fprintf(table, "\t%d", r.count[m])
		}
		fmt.Fprintf(table, "\t%d of %d\t%d\t%s\n", r.count[stayed], r.asked, len(r.settled), spans(r.settled, speed))
	}
	return table.Flush()
}

// spans writes the median and the longest of some durations, as measured and as
// they are where time does not run faster.
func spans(times []time.Duration, speed int) string {
	if len(times) == 0 {
		return "-\t-"
	}
	mid, longest := median(times), slices.Max(times)
	real := func(d time.Duration) string { return strconv.Itoa(int((d*time.Duration(speed)).Seconds()+0.5)) + " s" }
	return fmt.Sprintf("%.2f s, %.2f s\t%s, %s", mid.Seconds(), longest.Seconds(), real(mid), real(longest))
}

// fatal gives the findings of a trial that must not be. Nobody can keep a server
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
		default:
			out = append(out, f)
		}
	}
	return out
}
