package cli

import (
	"context"
	"io"
	"slices"
	"strings"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/files"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/presets"

	"github.com/spf13/cobra"
)

// sources is where a request comes from on the command line, the later over the
// earlier: preset, request file or import, --set.
type sources struct {
	preset   string // a name, or a file's path
	request  string // a file's path, or - for the input
	imported string // the same, of a text in any form
	item     string // the name or number of a request of several in that text
	set      []string
	vars     []string // NAME=VALUE, of the preset's variables
	unlock   []string // paths that the preset locks, and that may be changed
	asks     bool     // somebody is there to give variables that have no value
}

// addSourceFlags adds the flags by which a command that starts a task, or looks whether it
// could, is told the request.
func (a *app) addSourceFlags(cmd *cobra.Command, from *sources, api *string) {
	flags := cmd.Flags()
	flags.StringVar(api, "api", "", "the API's `VERSION`, such as v5 (default: the connection's)")
	flags.StringArrayVar(&from.set, "set", nil, "set a field, as `PATH=VALUE`; may be given again and again")
	flags.StringArrayVar(&from.vars, "var", nil, "give a variable of the preset, as `NAME=VALUE`; may be given again and again")
	flags.StringArrayVar(&from.unlock, "unlock", nil, "let the `PATH` of a field that the preset locks be changed; may be given again and again")
	flags.StringVar(&from.request, "request", "", "read a request's JSON from a `FILE`, or - for the input")
	a.complete(cmd, "set", completeSet)
	a.complete(cmd, "var", a.completeVar)
	a.complete(cmd, "unlock", a.completeUnlock)
	a.complete(cmd, "api", completeVersions)
}

// prepared is a draft with what belongs to it.
type prepared struct {
	draft      *form.Draft
	connection connections.Connection
	preset     string             // the name of the store's preset; empty for none or a file
	reminder   string             // when the preset reminds of its task; empty: as usual
	diff       *diffJSON          // how it differs from what --diff names; nil: nothing was compared
	ask        []string           // what the preset leaves open and nothing else has said
	open       []agora.FieldError // what a request file, an import or a variable leaves open and nothing else has said
	unfilled   []presets.Unfilled // the preset's texts that have no value for want of variables
}

// isPresetFile reports whether a preset is named by its file.
func isPresetFile(name string) bool {
	return strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

func loadPreset(s *session.Session, name string) (presets.Preset, error) {
	if isPresetFile(name) {
		p, err := presets.LoadFile(name)
		return p, namedFile(err)
	}
	return s.Presets.Load(name)
}

// sayEdited says that a preset is not as it was saved: it may be damaged.
func (a *app) sayEdited(p presets.Preset) {
	if p.Edited {
		a.say("note: %s", explain.Edited(p.Name))
	}
}

// namedFile makes a mistake on the command line of a file that can't be read:
// the person named it.
func namedFile(err error) error {
	if files.Told(err) {
		return refused(kindFile, "name a file that can be read", err)
	}
	return err
}

// prepare puts a draft together. Version is what --api says, or empty.
func (a *app) prepare(ctx context.Context, s *session.Session, from sources, version agora.Version) (prepared, error) {
	settings, err := parseSettings(from.set)
	if err != nil {
		return prepared{}, err
	}
	for _, path := range from.unlock {
		if err := knownPath("--unlock", path); err != nil {
			return prepared{}, err
		}
	}
	var p presets.Preset
	if from.preset != "" {
		if p, err = loadPreset(s, from.preset); err != nil {
			return prepared{}, err
		}
		a.sayEdited(p)
	}
	given, err := givenVars(p, from)
	if err != nil {
		return prepared{}, err
	}
	request, err := a.readRequest(from.request)
	if err != nil {
		return prepared{}, err
	}
	c, err := a.choose(s, p.Connection, version)
	if err != nil {
		return prepared{}, err
	}
	if words := explain.OtherVersion(p.Name, p.Version, c.Version); words != "" {
		a.say("note: %s", words)
	}
	use := a.useOf(p, given, func(path string) bool {
		_, has := request.Get(path)
		return has || sets(settings, path)
	})
	if err := use.ask(ctx, from.asks); err != nil {
		return prepared{}, err
	}
	p = use.filled()
	out := prepared{draft: form.NewDraft(s.Project(c)), connection: c, reminder: p.Reminder, unfilled: use.lacks()}
	a.setClock(out.draft)
	tasks.FillDraft(out.draft, p, form.FromPreset)
	if from.preset != "" && !isPresetFile(from.preset) {
		out.preset = p.Name
	}
	out.draft.Unlock(from.unlock...)
	if err := a.fill(ctx, &out, from, request, settings); err != nil {
		return out, err
	}
	if changed := out.draft.Overridden(); len(changed) > 0 {
		return out, wrongUse("leave it as it is, or add --unlock "+changed[0], "%s is %s", changed[0], form.LockedWords)
	}
	out.ask = slices.DeleteFunc(slices.Clone(p.Ask), func(path string) bool {
		source := out.draft.Source(path)
		return source == form.Flagged || source == form.Env || source == form.File || source == form.Imported
	})
	return out, nil
}

// fill puts over the preset what stands in a request's file or an import, and the
// settings over both.
func (a *app) fill(ctx context.Context, p *prepared, from sources, request agora.Request, settings []setting) error {
	if err := loadRequest(p.draft, request, from.request); err != nil {
		return err
	}
	open, err := a.importInto(ctx, p.draft, p.connection, from)
	if err != nil {
		return err
	}
	if err := apply(p.draft, settings); err != nil {
		return err
	}
	open = append(open, form.AskedFor(request)...)
	if err := a.withoutTranslation(p.draft, open, settings); err != nil {
		return err
	}
	p.open = stillOpen(p.draft, open, settings)
	p.open = append(p.open, lacking(p.draft, p.unfilled)...)
	return nil
}

// setClock lets a draft's tokens be held against the reminder that goes
// without saying.
func (a *app) setClock(d *form.Draft) {
	d.Clock(a.env.Now, a.env.Now().Add(attempt.DefaultPlannedLife))
}

// choose returns the connection that the flags name, else the preset's, else the
// one that goes without saying; version is what --api says, or empty. That its file is
// not as it was written is said.
func (a *app) choose(s *session.Session, preset string, version agora.Version) (connections.Connection, error) {
	c, err := a.chooseAny(s, preset, version)
	if words := explain.EditedConnection(c); err == nil && words != "" {
		a.say("note: %s", words)
	}
	return c, err
}

func (a *app) chooseAny(s *session.Session, preset string, version agora.Version) (connections.Connection, error) {
	name := a.flags.connection
	if name != "" || preset == "" || a.flags.sandbox != "" {
		return s.ChooseVersion(name, version)
	}
	c, err := s.ChooseVersion(preset, version)
	if is[*connections.NotFoundError](err) {
		return c, wrongUse("choose one with --connection NAME, or make it: sttwizard connections add "+preset,
			"the preset is meant for the connection %q, which this machine does not have", preset)
	}
	return c, err
}

// readRequest reads a request's JSON from a file or the input.
func (a *app) readRequest(path string) (agora.Request, error) {
	if path == "" {
		return agora.Request{}, nil
	}
	var data []byte
	var err error
	if path == "-" {
		data, err = io.ReadAll(io.LimitReader(a.env.In, agora.MaxRequestBytes+1))
	} else {
		data, err = files.Read(path, agora.MaxRequestBytes)
	}
	if err != nil {
		return agora.Request{}, refused(kindFile, "name a file that holds the request's JSON, or - for the input", err)
	}
	r, wrong, err := agora.DecodeRequest(data)
	if err != nil {
		return r, &failure{code: exitWrong, kind: kindFile, what: requestName(path) + ": " + err.Error(),
			next: "it must be the JSON of a start request, as sttwizard start --dry-run prints it", err: err}
	}
	if len(wrong) > 0 {
		f := invalidRequest(wrong)
		f.what = requestName(path) + " is not a request, so nothing was sent"
		return r, f
	}
	return r, nil
}

// loadRequest puts a request's file into a draft.
func loadRequest(d *form.Draft, r agora.Request, path string) error {
	wrong := d.Load(r, form.File)
	if len(wrong) == 0 {
		return nil
	}
	f := invalidRequest(wrong)
	f.what = requestName(path) + " can't be taken, so nothing was sent"
	return f
}

// withoutTranslation switches translation off where its languages were open and a setting
// leaves them out: nothing is left of it, and no other setting is to be needed for that.
func (a *app) withoutTranslation(d *form.Draft, open []agora.FieldError, settings []setting) error {
	const path = agora.PathTranslatedPairs
	wasOpen := slices.ContainsFunc(open, func(e agora.FieldError) bool { return e.Path == path })
	if !wasOpen || !sets(settings, path) || d.Text(path) != "" || !d.On(form.Translation) {
		return nil
	}
	a.say("import: %s is left out, so translation is switched off", path)
	return d.Set(string(form.Translation), "off", form.Flagged)
}

// stillOpen leaves out what a setting answers, also with nothing, what stands in a part
// that is switched off, and what the version does not send.
func stillOpen(d *form.Draft, open []agora.FieldError, settings []setting) []agora.FieldError {
	return slices.DeleteFunc(open, func(e agora.FieldError) bool {
		return d.Lacks(e.Path) != "" || slices.ContainsFunc(settings, func(s setting) bool {
			return s.path == e.Path || d.LeftOutBy(s.path, e.Path)
		})
	})
}

// sets reports whether a setting is about a path.
func sets(settings []setting, path string) bool {
	return slices.ContainsFunc(settings, func(s setting) bool { return s.path == path })
}

func requestName(path string) string {
	if path == "-" {
		return "the request from the input"
	}
	return "the request file " + path
}
