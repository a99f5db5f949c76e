package ui

import (
	"context"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/terminal"
	"sttwizard/internal/words"
)

// A draft may know where its secrets are and not have them yet: of a preset, or
// of a file that holds none. They are looked up when it is opened.

// looking is shown while secrets or their places are looked for, since a keyring
// may ask the person first. What is typed meanwhile goes to the screen that follows.
type looking struct {
	text string
	take func(msg tea.Msg) tea.Cmd // goes on if a fact is the answer
	then func() tea.Cmd
	keys []tea.Msg
}

// mostKeys is how much is typed ahead at most.
const mostKeys = 64

func (*looking) title(*Model) string { return "Secrets" }

// Letters belong to the screen that follows.
func (*looking) isTyping() bool { return true }

func (l *looking) bindings(m *Model) []binding {
	return []binding{key("esc", "go on without", func() tea.Cmd { return l.goOn(m) })}
}

func (l *looking) typed(_ *Model, msg tea.Msg) tea.Cmd {
	if len(l.keys) < mostKeys {
		l.keys = append(l.keys, msg)
	}
	return nil
}

// waits reports that what is looked for may be found any moment.
func (*looking) waits(*Model) bool { return true }

func (l *looking) view(m *Model, width, _ int) string {
	return "\n   " + m.styles.Strong.Render(string(terminal.Safe(l.text+" "+m.busy.Sign(), width-6)))
}

// goOn shows what follows and gives it what was typed ahead.
func (l *looking) goOn(m *Model) tea.Cmd {
	m.nextOp() // a late answer changes nothing any more
	m.close()
	cmds := []tea.Cmd{l.then()}
	for _, msg := range l.keys {
		if k, ok := msg.(tea.KeyPressMsg); ok {
			cmds = append(cmds, m.pressed(k))
		} else {
			cmds = append(cmds, m.top().typed(m, msg))
		}
	}
	return together(cmds...)
}

func (l *looking) heard(_ *Model, msg tea.Msg) tea.Cmd {
	return l.take(msg)
}

// recallSecrets takes over the secrets that were typed for the draft's preset
// before and not sent, as when the person left it by mistake.
func (m *Model) recallSecrets() {
	old := m.remembered
	if old == nil || m.preset == "" || old.Origin() != m.preset || old.Sent() {
		return
	}
	for _, f := range agora.Fields() {
		if typed := old.Text(f.Path); f.Secret && typed != "" && old.Ref(f.Path).IsZero() {
			m.draft.SetSecret(f.Path, agora.Secret(typed), secret.Ref{}, form.Typed)
		}
	}
}

// secretsFoundMsg brings the secrets that a draft knows the places of.
type secretsFoundMsg struct {
	op      int
	found   []secret.Looked
	missing map[string]secret.Ref // where they should have been, by path
	places  secretPlaces          // where they can be kept; looked for if one is missing
	locked  bool                  // the file of secrets needs its passphrase first
}

// lookUpSecrets finds the secrets that the draft knows the places of, then goes
// on. Those that are not there stay open: the person is asked for them.
func (m *Model) lookUpSecrets(then func() tea.Cmd) tea.Cmd {
	m.missing = nil
	wanted := m.draft.Wanted()
	if len(wanted) == 0 {
		return then()
	}
	places := map[string]secret.Ref{}
	for _, w := range wanted {
		places[w.Path] = w.Ref
	}
	s, ctx, op := m.s, m.ctx, m.nextOp()
	l := &looking{text: "Looking for " + words.Count(len(wanted), "secret") + " in " + placesOf(places), then: then}
	l.take = func(msg tea.Msg) tea.Cmd {
		found, ok := msg.(secretsFoundMsg)
		if !ok {
			return nil
		}
		return m.secretsFound(l, found)
	}
	m.ask(l)
	return func() tea.Msg { return lookFor(ctx, s, op, wanted) }
}

// lookFor looks for secrets, and for where those can be kept that are not found.
func lookFor(ctx context.Context, s *session.Session, op int, wanted []secret.Wanted) secretsFoundMsg {
	msg := secretsFoundMsg{op: op, missing: map[string]secret.Ref{}}
	for l := range s.LookUp(ctx, wanted) {
		switch {
		case isLocked(l.Err):
			msg.locked = true
		case l.Err != nil:
			msg.missing[l.Path] = l.Ref
		default:
			msg.found = append(msg.found, l)
		}
	}
	if len(msg.missing) > 0 {
		msg.places.best, msg.places.why = s.BestVault(ctx)
	}
	return msg
}

// secretsFound puts what was found into the draft and goes on.
func (m *Model) secretsFound(l *looking, found secretsFoundMsg) tea.Cmd {
	for _, l := range found.found {
		m.draft.Found(l)
	}
	if found.locked {
		return m.unlockThen(func() tea.Cmd { return m.lookUpSecrets(l.then) })
	}
	if m.missing = found.missing; len(m.missing) > 0 {
		m.stored.places = found.places
	}
	return l.goOn(m)
}

// placesOf names where secrets are looked for: "the keyring and the environment".
func placesOf(refs map[string]secret.Ref) string {
	var places []string
	for _, ref := range refs {
		if word := form.PlaceWords(ref); !slices.Contains(places, word) {
			places = append(places, word)
		}
	}
	slices.Sort(places)
	return words.And(places...)
}

// typedMissing returns the secrets that were not found where the preset says they
// are, and were typed since.
func (m *Model) typedMissing() map[string]secret.Ref {
	out := maps.Clone(m.missing)
	maps.DeleteFunc(out, func(path string, ref secret.Ref) bool {
		return !ref.Stored() || m.draft.Text(path) == "" || !m.draft.Ref(path).IsZero()
	})
	return out
}

// offerToKeep asks once whether secrets that were missing here and were typed
// are to be kept where the preset looks for them, then goes on.
func (m *Model) offerToKeep(then func() tea.Cmd) tea.Cmd {
	given := m.typedMissing()
	m.missing = nil
	if len(given) == 0 {
		return then()
	}
	var names, under []string
	for _, path := range slices.Sorted(maps.Keys(given)) {
		names, under = append(names, "the "+m.draft.NameOf(path)), append(under, given[path].Name())
	}
	place := placesOf(given)
	if m.stored.places.why != "" {
		place = "the file of secrets"
	}
	return m.ask(&question{
		name: "Keep for the next time?", text: "Keep " + words.And(names...) + " in " + place + "?",
		more: []string{
			"Under the names that the preset looks for: " + words.And(under...) + ". Then nothing is asked for again on this machine. The preset's file never holds a secret.",
		},
		answers: []binding{
			key("y", "keep", func() tea.Cmd { m.close(); return m.keepSecrets(given, then) }),
			key("n esc", "only for this time", func() tea.Cmd { m.close(); return then() }),
		},
	})
}

// keptSecret is a secret of the draft that is kept for the next time.
type keptSecret struct {
	Value agora.Secret
	ref   secret.Ref // as presets name it
	at    secret.Ref // where it is kept on this machine
	name  string     // what it is, in a sentence
}

// keepSecrets puts secrets of the draft where they will be found the next time.
func (m *Model) keepSecrets(refs map[string]secret.Ref, then func() tea.Cmd) tea.Cmd {
	values := map[string]keptSecret{}
	for path, ref := range refs {
		at := ref
		if m.stored.places.why != "" {
			at = ref.InFile()
		}
		values[path] = keptSecret{secret.Unbroken(agora.Secret(m.draft.Text(path))), ref, at, m.draft.NameOf(path)}
	}
	s, ctx := m.s, m.ctx
	keep := func() tea.Msg {
		for path, v := range values {
			if err := s.KeepShared(ctx, v.at, v.Value, false); err != nil {
				return secretsKeptMsg{values, path, err}
			}
		}
		return secretsKeptMsg{values: values}
	}
	return together(keep, then())
}

// secretsKeptMsg: secrets of the draft were put where they are found the next
// time, or one could not be.
type secretsKeptMsg struct {
	values map[string]keptSecret // by path
	failed string                // the path
	err    error
}

// secretsKept notes where the draft's secrets are kept now.
func (m *Model) secretsKept(msg secretsKeptMsg) tea.Cmd {
	if isLocked(msg.err) {
		refs := map[string]secret.Ref{}
		for path, v := range msg.values {
			refs[path] = v.ref
		}
		return m.unlockThen(func() tea.Cmd { return m.keepSecrets(refs, func() tea.Cmd { return nil }) })
	}
	if msg.err != nil {
		m.say("", errText("the "+m.draft.NameOf(msg.failed)+" was not kept: "+msg.err.Error()))
		return nil
	}
	for path, v := range msg.values {
		if m.draft != nil && secret.Unbroken(agora.Secret(m.draft.Text(path))) == v.Value {
			m.draft.SetSecret(path, v.Value, v.ref, m.draft.Source(path))
		}
	}
	m.refreshReview()
	m.say(words.Count(len(msg.values), "secret")+" kept for the next time", nil)
	return nil
}
