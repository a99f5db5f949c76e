package samples

import (
	"fmt"
	"slices"

	"sttwizard/agora"
)

// Setting is a value in the text form of agora.Request.Set; an empty text unsets.
type Setting struct {
	Path string
	Text string
}

// Broken is a request that breaks exactly one rule: Set put over Legal, in that
// order. Walking the whole table proves that a form, a preset, a command line or
// a server knows every rule.
type Broken struct {
	Path    string // the rule's field
	Rule    string // the rule's name there
	Name    string // what is wrong, as a test's name
	Project agora.Project
	Set     []Setting
}

// Settings returns everything that makes the broken request: Legal with Set over
// it, each path once.
func (b Broken) Settings() []Setting { return over(Legal(), b.Set...) }

// Request returns the broken request itself. Every text of the table is one that
// agora.Request.Set takes; an error is a mistake in the table.
func (b Broken) Request() (agora.Request, error) {
	var r agora.Request
	for _, s := range b.Settings() {
		if err := r.Set(s.Path, s.Text); err != nil {
			return r, err
		}
	}
	return r, nil
}

// Legal returns the smallest request that breaks no rule of a project whose App
// Certificate is not on. In v7 it still needs the name that the client gives it.
func Legal() []Setting {
	return []Setting{
		{agora.PathLanguages, "en-US"},
		{agora.PathChannelName, "town-hall"},
		{agora.PathSubBotUID, "47091"},
		{agora.PathPubBotUID, "88222"},
	}
}

// over puts changes over settings; a path that was not there comes last.
func over(settings []Setting, changes ...Setting) []Setting {
	out := slices.Clone(settings)
	for _, c := range changes {
		i := slices.IndexFunc(out, func(s Setting) bool { return s.Path == c.Path })
		if i < 0 {
			out = append(out, c)
		} else {
			out[i] = c
		}
	}
	return out
}

// Captions are legal caption settings with changes over them.
func Captions(changes ...Setting) []Setting {
	return over([]Setting{
		{agora.PathAccessKey, "pretend-access-key"},
		{agora.PathSecretKey, "pretend-secret-key"},
		{agora.PathBucket, "captions"},
		{agora.PathVendor, "1"},
		{agora.PathRegion, "0"},
	}, changes...)
}

// BrokenRequests returns a broken request for every rule of agora.V5.Rules, in that order.
func BrokenRequests() []Broken { return BrokenRequestsOf(agora.V5) }

// BrokenRequestsOf returns a broken request for every rule of a version, in the order
// of its Rules.
func BrokenRequestsOf(v agora.Version) []Broken {
	var out []Broken
	for _, rule := range v.Rules() {
		if b, ok := brokenOf(v, rule); ok {
			b.Project.Version = v
			b.Set = slices.Clone(b.Set)
			out = append(out, b)
		}
	}
	return out
}

// brokenOf makes the request of a rule about a range or a count, and finds the row of
// another: that of the version, or the newest before it.
func brokenOf(v agora.Version, rule agora.Rule) (Broken, bool) {
	if set := pastLimit(v, rule); set != nil {
		return Broken{Path: rule.Path, Rule: rule.Name, Name: rule.Path + " past its " + rule.Name, Set: set}, true
	}
	tables := [][]Broken{brokenTable}
	for _, newer := range []agora.Version{agora.V6, agora.V7} {
		if newer <= v {
			tables = append(tables, newBroken[newer])
		}
	}
	for _, table := range slices.Backward(tables) {
		i := slices.IndexFunc(table, func(b Broken) bool { return b.Path == rule.Path && b.Rule == rule.Name })
		if i >= 0 {
			return table[i], true
		}
	}
	return Broken{}, false
}

// AllBroken returns the broken requests of every version as drafts can hold them; their
// names say of which. A name that a request brings along is not sent, so nothing is wrong
// with it. The error tells of a version with rules that no request breaks.
func AllBroken() ([]Broken, error) {
	var out []Broken
	for _, v := range agora.Versions() {
		of := BrokenRequestsOf(v)
		if len(of) != len(v.Rules()) {
			return nil, fmt.Errorf("%s: %d broken requests for %d rules", v, len(of), len(v.Rules()))
		}
		for _, b := range of {
			if b.Path != agora.PathName {
				b.Name = string(v) + " " + b.Name
				out = append(out, b)
			}
		}
	}
	return out, nil
}
