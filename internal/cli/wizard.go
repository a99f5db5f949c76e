package cli

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/explain"
	"sttwizard/internal/session"
	"sttwizard/internal/tasks"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
)

// wizardFlags are the flags of the command without a name.
type wizardFlags struct {
	preset, api        string
	plain              bool
	ascii, light, dark bool
	noMouse            bool
}

func (a *app) addWizardFlags(root *cobra.Command, w *wizardFlags) {
	flags := root.Flags()
	flags.StringVar(&w.preset, "preset", "", "begin with a preset, by its name or `FILE`")
	flags.StringVar(&w.api, "api", "", "the API's `VERSION`: v5, v6 or v7 (default: the connection's; the sandbox's is v5)")
	flags.BoolVar(&w.plain, "plain", false, "ask line by line, for screen readers and simple terminals")
	flags.BoolVar(&w.ascii, "ascii", false, "draw with ASCII signs only")
	flags.BoolVar(&w.noMouse, "no-mouse", false, "leave the mouse to the terminal, which selects text with it then")
	flags.BoolVar(&w.light, "light", false, "colours for a light background")
	flags.BoolVar(&w.dark, "dark", false, "colours for a dark background")
	a.complete(root, "preset", a.completePresets)
	a.complete(root, "api", completeVersions)
}

// wizard opens the screens, or asks line by line where they can't be drawn.
func (a *app) wizard(ctx context.Context, w wizardFlags) error {
	if w.light && w.dark {
		return wrongUse("leave one out", "--light and --dark exclude each other")
	}
	version, err := versionOf(w.api)
	if err != nil {
		return err
	}
	s, err := a.session()
	if err != nil {
		return err
	}
	defer s.Close()
	defer func() { a.sayDamage(s.AllDamage()) }() // a screen shows it until the next key
	s.SetVersion(version)
	w.api = string(version)
	mode := a.env.Mode()
	if w.plain {
		mode = terminal.PlainAsked()
	}
	if mode.Kind == terminal.Plain || a.env.Screen == nil {
		return a.plainWizard(ctx, s, w, mode)
	}
	o, err := a.screenOptions(ctx, s, w)
	if err != nil {
		return err
	}
	began := s.Now()
	a.code, err = a.env.Screen(ctx, s, o)
	a.sayHowTheyStand(s, began)
	return err
}

// mostEnded is how many tasks are named that ended while the screens were open.
const mostEnded = 5

// sayHowTheyStand says, after the screens are gone, what has ended since a time, what of
// this machine may go on, and how it is stopped.
func (a *app) sayHowTheyStand(s *session.Session, began time.Time) {
	attempts, broken, err := s.Tasks.All()
	if err != nil {
		return // the next start says so
	}
	a.sayEnded(s, attempts, began)
	a.sayRunning(attempts, broken, s.Now().Local())
}

// sayEnded names the tasks that ended since a time, the last ones last.
func (a *app) sayEnded(s *session.Session, attempts []*attempt.Attempt, began time.Time) {
	ended := slices.DeleteFunc(slices.Clone(attempts), func(at *attempt.Attempt) bool {
		return at.State() != attempt.Stopped || at.Since().Before(began)
	})
	slices.SortStableFunc(ended, func(a, b *attempt.Attempt) int { return a.Since().Compare(b.Since()) })
	if more := len(ended) - mostEnded; more > 0 {
		a.say("%s ended before these; all are listed by: sttwizard tasks list", words.Count(more, "task"))
		ended = ended[more:]
	}
	for _, at := range ended {
		verb := "stopped"
		if tasks.EndedByItself(at) {
			verb = "ended by itself"
		}
		in := at.Intent()
		a.say("%s: %s (%s) at %s; %s", verb, safe(in.Channel), tasks.PlaceOf(at), words.Clock(s.Now().Local(), at.Since()), explain.Billing(at))
	}
}

// sayRunning says what of this machine may go on and how it is stopped.
func (a *app) sayRunning(attempts []*attempt.Attempt, broken []attempt.Broken, now time.Time) {
	for _, b := range broken {
		a.say("may be running: attempt %s, whose file can't be read: %s", b.ID, b.Path)
	}
	running := tasks.MayBill(attempts)
	among := explain.Among{All: running, Now: now}
	for _, at := range running {
		in, place := at.Intent(), tasks.PlaceOf(at)
		if apart := among.Apart(at); apart != "" {
			place = safe(apart) + ", " + place
		}
		_, known := at.Handle()
		switch {
		case known && at.Contradiction() != attempt.NoContradiction:
			a.say("may be running: %s (%s): %s; stop it: sttwizard tasks stop %s", safe(in.Channel), place, at.Meaning(), at.Task().ID)
		case known && at.State() == attempt.Stopping && at.Untold() == attempt.NotUntold:
			a.say("told to stop, and not seen to end: %s (%s); see whether it has: sttwizard tasks stop %s", safe(in.Channel), place, at.Task().ID)
		case known:
			a.say("still running: %s (%s); stop it: sttwizard tasks stop %s", safe(in.Channel), place, at.Task().ID)
		default:
			a.say("may be running: %s (%s), attempt %s: %s; find out: sttwizard tasks recover", safe(in.Channel), place, at.ID(), at.Meaning())
		}
	}
}

// screenOptions prepares what the screens begin with. Without a connection that
// goes without saying, the person chooses there.
func (a *app) screenOptions(ctx context.Context, s *session.Session, w wizardFlags) (ScreenOptions, error) {
	o := ScreenOptions{
		Named: a.flags.connection != "" || a.flags.sandbox != "", SandboxMode: a.flags.sandbox,
		API: agora.Version(w.api), ASCII: w.ascii, NoMouse: w.noMouse, Light: w.light, Fixed: w.light || w.dark,
	}
	if w.preset == "" {
		c, err := a.choose(s, "", agora.Version(w.api))
		o.Connection, o.HasConnection = c, err == nil
		if chosenThere(err) && a.flags.connection == "" {
			err = nil
		}
		return o, err
	}
	p, err := a.prepare(ctx, s, sources{preset: w.preset, asks: a.env.CanAsk}, agora.Version(w.api))
	if chosenThere(err) && a.flags.connection == "" {
		p, err = a.withoutConnection(ctx, s, w)
	}
	o.Connection, o.HasConnection = p.connection, p.connection.Name != ""
	o.Draft, o.Preset, o.Ask, o.Reminder = p.draft, p.preset, p.ask, p.reminder
	return o, err
}

// chosenThere reports whether an error about the connection is one that the
// screens let the person settle.
func chosenThere(err error) bool {
	return is[*session.NoChoiceError](err) || is[*connections.UnusableError](err)
}

// withoutConnection makes a draft of a preset before a connection is chosen.
func (a *app) withoutConnection(ctx context.Context, s *session.Session, w wizardFlags) (prepared, error) {
	p, err := loadPreset(s, w.preset)
	if err != nil {
		return prepared{}, err
	}
	use := a.useOf(p, map[string]string{}, func(string) bool { return false })
	if err := use.ask(ctx, a.env.CanAsk); err != nil {
		return prepared{}, err
	}
	p = use.filled()
	version := cmp.Or(agora.Version(w.api), p.Version, agora.V5)
	out := prepared{draft: form.NewDraft(s.Project(connections.Connection{Version: version})), ask: p.Ask, reminder: p.Reminder}
	if !isPresetFile(w.preset) {
		out.preset = p.Name
	}
	tasks.FillDraft(out.draft, p, form.FromPreset)
	return out, nil
}
