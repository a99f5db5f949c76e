package home

import (
	"cmp"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"sttwizard/internal/explain"
	"sttwizard/internal/words"
)

// columns are how wide the cells of a task's line are; 0: there is no room for it.
type columns struct{ name, channel, languages, word, since, end int }

// wordWidth has room for the longest word on how a task stands that matters: that its
// reminder has passed, or how its captions stand.
const wordWidth = max(len(explain.ReminderPassed), explain.WidestStanding) + 1

// columns returns the columns for the picture's width.
func (p *picture) columns() columns {
	room := p.width - leadWidth - 1
	c := columns{name: room - wordWidth, word: wordWidth}
	switch {
	case p.width >= 118:
		c = columns{name: 22, channel: 19, languages: 14, word: 30, since: 13}
	case p.width >= 96:
		c = columns{name: 19, channel: 16, languages: 10, word: wordWidth, since: 13}
	case p.width >= 76:
		c = columns{name: 17, channel: 11, word: wordWidth, since: 13}
	case p.width >= 56:
		return columns{name: room - wordWidth - 15, word: wordWidth, since: 15}
	default:
		return c
	}
	if !p.titled() {
		c.name, c.channel = c.name+c.channel, 0
	}
	c.end = room - c.name - c.channel - c.languages - c.word - c.since
	return c
}

// titled reports whether a task has another name than its channel.
func (p *picture) titled() bool {
	for _, r := range p.rows {
		if r.attempt != nil && r.name != r.attempt.Intent().Channel {
			return true
		}
	}
	return false
}

// taskLine draws a task in one line.
func (p *picture) taskLine(c columns, r row, here bool) string {
	l := p.line(here)
	mark, look := p.st.Stands(r.stands.Health)
	l.mark(mark, look)
	name, channel, languages := p.names(r)
	apart := p.apart(r, languages, c.languages)
	if c.channel == 0 {
		apart = strings.TrimSpace(apart + p.elsewhere(r))
	} else if channel != "" {
		channel += p.elsewhere(r)
	} else {
		channel = strings.TrimSpace(p.elsewhere(r))
	}
	l.nameApart(name, apart, c.name)
	l.cell(channel, p.st.Dim, c.channel)
	l.cell(languages, p.st.Dim, c.languages)
	word := r.stands.InFull()
	if c.word < 30 {
		word = r.stands.Word
	}
	if r.stands.Health == words.Well {
		look = p.st.Text
	}
	l.cell(word, look, c.word)
	l.cell(r.stands.since, p.st.Text, c.since)
	l.right(r.stands.end, p.st.Dim, c.end)
	return l.end(p.width)
}

// names returns a task's name, its channel if that is another one, and its languages.
func (p *picture) names(r row) (name, channel, languages string) {
	if r.stranger {
		return r.name, "", "enter takes it up"
	}
	if r.attempt == nil {
		return r.name, "", ""
	}
	in := r.attempt.Intent()
	if in.Channel != r.name {
		channel = in.Channel
	}
	return r.name, channel, p.s.languages(r.attempt, p.st.Marks.Arrow)
}

// apart is what tells a task from others of its name, where neither languages in so many
// columns nor a channel beside it do.
func (p *picture) apart(r row, languages string, columns int) string {
	if r.attempt == nil {
		return ""
	}
	if p.among.All == nil {
		p.among = explain.Among{Name: p.s.nameOf, Now: p.s.world.Now()}
		for _, r := range p.rows {
			if r.attempt != nil {
				p.among.All = append(p.among.All, r.attempt)
			}
		}
	}
	apart := p.among.Apart(r.attempt)
	if strings.HasPrefix(languages, apart) && ansi.StringWidth(languages) < columns {
		return ""
	}
	return apart
}

// elsewhere names the connection of a task that runs in another place than the top line
// says, and who of the team started it.
func (p *picture) elsewhere(r row) string {
	if r.attempt == nil {
		return ""
	}
	name, _, _ := strings.Cut(p.s.world.Place(r.attempt).Other, "@")
	if name != "" {
		name = " @" + name
	}
	if who, host := r.attempt.Starter(); !r.attempt.Mine() {
		name += " (" + cmp.Or(who, host) + ")"
	}
	return name
}

// The columns of a task that has two lines.
const (
	airyName  = 28
	airyWord  = 34
	airySince = 16
)

// firstLine draws the name of a task, how it stands and since when.
func (p *picture) firstLine(r row, here bool) string {
	l := p.line(here)
	mark, look := p.st.Stands(r.stands.Health)
	l.mark(mark, look)
	_, _, languages := p.names(r)
	l.nameApart(r.name, p.apart(r, languages, airyName), airyName)
	if r.stands.Health == words.Well {
		look = p.st.Text
	}
	l.cell(r.stands.InFull(), look, airyWord)
	l.cell(r.stands.since, p.st.Text, airySince)
	l.right(r.stands.end, p.st.Dim, p.width-leadWidth-airyName-airyWord-airySince-1)
	return l.end(p.width)
}

// secondLine draws what the task is, and where if that is not what the top line says.
func (p *picture) secondLine(r row, here bool) string {
	l := p.line(here)
	l.second = true
	l.mark("", p.st.Text)
	_, channel, languages := p.names(r)
	if channel == "" {
		channel, languages = languages, ""
	}
	l.cell(channel, p.st.Dim, airyName)
	l.cell(languages, p.st.Dim, airyWord)
	if r.attempt != nil && r.attempt.Open() {
		l.cell(string(p.s.world.Work(r.attempt).Status), p.st.Dim, airySince)
		l.right(strings.TrimSpace(p.elsewhere(r)), p.st.Dim, p.width-leadWidth-airyName-airyWord-airySince-1)
	}
	return l.end(p.width)
}
