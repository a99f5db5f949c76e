package ui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/vault"
	"sttwizard/internal/words"
)

// The file of secrets is locked by a passphrase, which is asked for when something
// in the file is needed. It is made only after the person has agreed to that.

// ageFileSeenMsg: it is known whether there is a file of secrets, and locked.
type ageFileSeenMsg struct {
	of             *entry
	exists, locked bool
}

// unlockedMsg: the file of secrets was opened or made, or not.
type unlockedMsg struct {
	of  *entry
	err error
}

// unlockThen asks for the passphrase of the file of secrets, opens it, and goes on
// on the screen as it was. A wrong passphrase stays with what is wrong; esc gives
// up. Where there is no such file yet it asks whether to make one.
func (m *Model) unlockThen(then func() tea.Cmd) tea.Cmd {
	u := &unlocking{under: m.over, then: then}
	u.entry = newEntry(m, "Unlock the file of secrets", "unlock", []*entryField{{
		Label: "Passphrase", Secret: true, Spaced: true, Help: "It stays in memory until sttwizard ends.",
	}}, nil, func(_ int, v []string) error {
		if v[0] == "" {
			return errText("type the passphrase")
		}
		return nil
	})
	u.ask(m, false)
	f := m.s.AgeFile()
	return func() tea.Msg { return ageFileSeenMsg{u.entry, f.Exists(), f.Locked()} }
}

// unlocking is what waits for the file of secrets.
type unlocking struct {
	under screen // what is open above the screen meanwhile
	entry *entry // that asks for the passphrase
	then  func() tea.Cmd
}

// ask puts the entry above the screen; with a new passphrase the file is made.
func (u *unlocking) ask(m *Model, create bool) tea.Cmd {
	u.entry.cancel = func() tea.Cmd { return m.reopen(u.under) }
	u.entry.hears = func(msg tea.Msg) tea.Cmd { return u.heard(m, msg) }
	u.entry.done = func(v []string) tea.Cmd {
		u.entry.busy = "one moment: a passphrase is checked slowly, so that nobody can guess it"
		return m.openAgeFile(u.entry, agora.Secret(v[0]), create)
	}
	return m.ask(u.entry)
}

func (u *unlocking) heard(m *Model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case ageFileSeenMsg:
		switch {
		case msg.of != u.entry:
		case !msg.exists:
			return u.agree(m)
		case !msg.locked:
			return u.goOn(m)
		}
	case unlockedMsg:
		switch {
		case msg.of != u.entry:
		case msg.err != nil:
			u.entry.busy, u.entry.wrong = "", msg.err
			u.entry.Line().Clear()
		default:
			return u.goOn(m)
		}
	}
	return nil
}

func (u *unlocking) goOn(m *Model) tea.Cmd {
	m.reopen(u.under)
	return u.then()
}

// agree asks whether a file of secrets shall be made.
func (u *unlocking) agree(m *Model) tea.Cmd {
	q := &question{
		name: "A file of secrets?", text: "Keep secrets in a file on this machine that a passphrase locks?",
		more: []string{
			"You choose the passphrase now, and type it once in each run of sttwizard that needs a secret. Whoever has the file and the passphrase has the secrets; without the passphrase nobody can open it again.",
		},
		answers: []binding{
			key("y", "choose a passphrase", func() tea.Cmd { return u.choose(m) }).Held(),
			key("n esc", "no, keep them elsewhere", func() tea.Cmd { return m.reopen(u.under) }),
		},
	}
	if why, _, _ := strings.Cut(m.stored.places.why, ";"); why != "" {
		q.more = append([]string{words.Capital(why) + "."}, q.more...)
	}
	return m.ask(q)
}

// choose asks for a new passphrase, twice.
func (u *unlocking) choose(m *Model) tea.Cmd {
	u.entry = newEntry(m, "A file of secrets", "make the file", []*entryField{
		{Label: "New passphrase", Secret: true, Spaced: true, Help: fmt.Sprintf("At least %d characters; several words are easier to remember and harder to guess.", vault.MinPassphrase)},
		{Label: "The same again", Secret: true, Spaced: true},
	}, nil, func(i int, v []string) error {
		switch {
		case i == 0 && len([]rune(v[0])) < vault.MinPassphrase:
			return errText(fmt.Sprintf("needs at least %d characters", vault.MinPassphrase))
		case i == 1 && v[0] != v[1]:
			return errText("is not the same as above")
		}
		return nil
	})
	return u.ask(m, true)
}

// reopen comes back to what was open above the screen; nil: nothing was.
func (m *Model) reopen(under screen) tea.Cmd {
	m.close()
	if under != nil {
		m.over = under
	}
	return nil
}

// openAgeFile opens the file of secrets, or makes it.
func (m *Model) openAgeFile(of *entry, passphrase agora.Secret, create bool) tea.Cmd {
	f, ctx := m.s.AgeFile(), m.ctx
	m.s.Log.Hide(passphrase)
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, secretLimit)
		defer cancel()
		open := f.Unlock
		if create {
			open = f.Create
		}
		return unlockedMsg{of, open(ctx, passphrase)}
	}
}
