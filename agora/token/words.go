package token

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Words says in lines for people what a token is for and how long it lives. It
// shows nothing that would let anybody join.
func (t Token) Words(now time.Time) []string {
	lines := []string{"App ID " + brief(t.AppID)}
	switch {
	case t.Old != nil:
		lines = append(lines, "of the old kind 006, which does not tell its channel and uid")
	case !t.RTC:
		lines = append(lines, "not for a channel, but for "+t.products())
	case t.UID == "":
		lines = append(lines, "channel "+quoted(t.Channel)+", any uid")
	default:
		lines = append(lines, "channel "+quoted(t.Channel)+", uid "+brief(t.UID))
	}
	if t.RTC {
		lines = append(lines, t.allowed())
	}
	if !t.Expires.After(now) {
		return append(lines, "ended "+since(t.Expires, now))
	}
	return append(lines, fmt.Sprintf("ends in %s, at %s", span(t.Expires.Sub(now)), clock(t.Expires, now)))
}

// products names the services, each once.
func (t Token) products() string {
	var names []string
	for _, s := range t.Services {
		if s.Name == "" {
			s.Name = fmt.Sprintf("service %d, which this version does not know", s.Number)
		}
		if !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	if len(names) == 0 {
		return "nothing at all"
	}
	return strings.Join(names, " and ")
}

// String says in words what a privilege of the RTC service allows, as "join".
func (p Privilege) String() string {
	switch p {
	case Join:
		return "join"
	case PublishAudio:
		return "send sound"
	case PublishVideo:
		return "send pictures"
	case PublishData:
		return "send subtitles"
	}
	return fmt.Sprintf("privilege %d", uint16(p))
}

// allowed says what the token lets its bot do.
func (t Token) allowed() string {
	var may []string
	for p := Join; p <= PublishData; p++ {
		if _, ok := t.Privileges[p]; ok {
			may = append(may, p.String())
		}
	}
	if len(may) == 0 {
		return "may do nothing there"
	}
	if len(may) == 1 && may[0] == Join.String() {
		return "may join and listen"
	}
	return "may " + strings.Join(may, ", ")
}

// longestShown is how many characters of a text from a token are shown. A
// channel's name is at most 64 bytes long.
const longestShown = 80

// brief shows a text from a token without quotation marks where it is short and
// plain, as App IDs and uids are.
func brief(text string) string {
	if q := quoted(text); q != `"`+text+`"` || text == "" {
		return q
	}
	return text
}

// quoted shows a text from a token, with anything that is not visible spelled out.
func quoted(text string) string {
	if r := []rune(text); len(r) > longestShown {
		text = string(r[:longestShown]) + "..."
	}
	return fmt.Sprintf("%q", text)
}

// span says how long something takes.
func span(d time.Duration) string {
	switch minutes := int(d.Round(time.Minute).Minutes()); {
	case d < time.Minute:
		return "less than a minute"
	case minutes < 120:
		return fmt.Sprintf("%d min", minutes)
	case minutes < 48*60:
		return fmt.Sprintf("%d h %d min", minutes/60, minutes%60)
	default:
		return fmt.Sprintf("%d days", minutes/60/24)
	}
}

// since says how long ago something was, and when.
func since(at, now time.Time) string {
	return fmt.Sprintf("%s ago, at %s", span(now.Sub(at)), clock(at, now))
}

// clock returns a time as the clock of now shows it, with the day where it is another.
func clock(at, now time.Time) string {
	at = at.In(now.Location())
	if at.Format(time.DateOnly) == now.Format(time.DateOnly) {
		return at.Format("15:04")
	}
	return at.Format("2006-01-02 15:04")
}
