package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/internal/connections"
	"sttwizard/presets"
	connectionlist "sttwizard/ui/connections"
	"sttwizard/ui/failure"
	"sttwizard/ui/home"
	"sttwizard/ui/paste"
	checks "sttwizard/ui/preflight"
	"sttwizard/ui/review"
	"sttwizard/ui/tasklist"
	"sttwizard/ui/wizard"
)

// Screens with a package of their own tell what a person chose, and here it says what
// comes next.

// afterFailure does what a person chose to do about a failure.
func (m *Model) afterFailure(s *failureScreen, o failure.Outcome) tea.Cmd {
	switch o {
	case failure.Respell:
		return m.respell()
	case failure.MoveToV7:
		return m.askForV7()
	case failure.GoToField:
		return m.editKey(s.of.Field)
	case failure.Edit:
		return m.showReview()
	case failure.SendAgain:
		return m.start()
	case failure.StartAnew:
		return m.askTwice(s.attempt)
	case failure.Connection:
		return m.showConnectionsForReview()
	case failure.Bundle:
		return m.writeBundle(s.attempt)
	case failure.GoHome:
		return m.goHome()
	case failure.OtherText:
		m.screenText.Top()
	}
	return nil
}

// afterHome does what a person chose on the home screen.
func (m *Model) afterHome(o home.Outcome) tea.Cmd {
	switch o := o.(type) {
	case home.Use:
		return m.withVariables(o.Preset, func(p presets.Preset) tea.Cmd {
			return m.withPreset(p, func() tea.Cmd { return m.useDraft(p.Ask) })
		})
	case home.Check:
		return m.withVariables(o.Preset, func(p presets.Preset) tea.Cmd {
			return m.withPreset(p, func() tea.Cmd { return m.showPreflight("home", m.goHome) })
		})
	case home.Edit:
		return m.editPreset(o.Preset)
	case home.Resume:
		return m.resume(o.Draft)
	case home.EditFile:
		return m.editFile(o.Name)
	case home.Change:
		m.close()
		return m.changePresets(o)
	case home.TakeUp:
		return m.takeUpStranger(o.ID)
	case home.Open:
		return m.watch(o.Attempt)
	case home.Stop:
		return m.watchAndStop(o.Attempt)
	case home.Ask:
		return m.ask(&question{name: o.Name, text: o.Text, more: o.More, bad: o.Bad, answers: o.Answers})
	case home.Fill:
		return m.fillIn(o)
	case home.Refuse:
		m.say("", errText(o.Words))
		m.noteHeld(o.Held, o.Words)
		return nil
	case home.Pasted:
		return m.offerImport(o.Text, o.Whole)
	case home.Way:
		return m.leadFromHome(o)
	}
	return nil
}

// leadFromHome goes where a person wants to from home.
func (m *Model) leadFromHome(to home.Way) tea.Cmd {
	switch to {
	case home.NewTask:
		return m.beginNew()
	case home.ListTasks:
		return m.showTasks()
	case home.StopAll:
		return m.askToStopAll()
	case home.Sandbox:
		return m.takeSandbox()
	case home.TryOut:
		return together(m.takeSandbox(), m.beginNew())
	case home.Connect:
		cmd := m.addConnection()
		if form, ok := m.over.(*entry); ok {
			form.cancel = m.goHome
		}
		return cmd
	case home.Connections:
		return m.showConnections()
	case home.Paste:
		return m.showPaste()
	case home.Alone:
		return m.goAlone()
	case home.ReadAgain:
		m.strangersAt = time.Time{}
		return together(m.readHome(), m.readChoices())
	case home.Quit:
		return m.leaveAsking(exitDone)
	case home.Nothing:
		return m.close()
	}
	return nil
}

// afterReview does what a person chose on the review.
func (m *Model) afterReview(r *reviewScreen, o review.Outcome) tea.Cmd {
	switch o := o.(type) {
	case review.Edit:
		m.edited, m.opened[o.Key] = o.Key, r.of.IsMarked(o.Key)
		return m.editKey(o.Key)
	case review.Say:
		m.note, m.noteBad = o.Words, o.Bad
		return nil
	case review.Compare:
		m.against, m.againstOf = o.With, m.draft
		return nil
	}
	switch o {
	case review.Send:
		return m.sureOfProduction("start", m.draft.Request().RTC.ChannelName, nothingSent, func() tea.Cmd { return r.begin(m) })
	case review.LookAgain:
		m.say("looking again whether an attempt can be written down; then press s again", nil)
		return m.withClient(m.makeReady)
	case review.Alone:
		return together(m.goAlone(), m.withClient(m.makeReady))
	case review.Save:
		return m.askToSave()
	case review.CopyCurl:
		return m.copyCurl()
	case review.WriteCurl:
		return m.writeCurl()
	case review.Export:
		return m.askToExport()
	case review.Remind:
		return m.askPlannedEnd(nil)
	case review.Check:
		return m.showPreflight("the review", func() tea.Cmd { return m.backToReview(r) })
	case review.Connection:
		return m.showConnectionsForReview()
	case review.Back:
		if m.stepsOf != m.draft {
			return m.backToOrigin()
		}
		return m.backToSteps()
	case review.Steps:
		return m.backToSteps()
	case review.GoHome:
		return m.goHome()
	case review.OtherText:
		m.screenText.Top()
	}
	return nil
}

// afterWizard does what a person chose on the steps.
func (m *Model) afterWizard(o wizard.Outcome) tea.Cmd {
	if refused, ok := o.(wizard.Refuse); ok {
		m.say("", refused.Err)
		return nil
	}
	if pasted, ok := o.(wizard.Pasted); ok {
		return m.offerImport(pasted.Text, true)
	}
	if locked, ok := o.(wizard.Unlock); ok {
		return m.askToUnlock(locked.Paths, m.askUnlocked)
	}
	switch o {
	case wizard.Left:
		return m.keepDraft()
	case wizard.Review:
		m.followEdit()
		return together(m.keepDraft(), m.offerToKeep(m.showReview))
	case wizard.Save:
		return m.askToSave()
	case wizard.GoHome:
		return m.backToOrigin()
	}
	return nil
}

// afterPreflight does what a person chose on the screen of a preflight.
func (m *Model) afterPreflight(s *preflightScreen, o checks.Outcome) tea.Cmd {
	switch o {
	case checks.Again:
		return s.look(m)
	case checks.OtherText:
		m.screenText.Top()
		return nil
	case checks.Remind: // which stands above: what is looked at goes on
		return m.askPlannedEnd(nil)
	}
	s.stop()
	if o, is := o.(checks.Edit); is {
		m.edited = o.Path
		return m.editKey(o.Path)
	}
	shown := func() tea.Cmd { return s.lookOn(m) }
	switch o {
	case checks.Connection:
		m.nextOp()
		m.show(newConnections(m, func() tea.Cmd { return together(shown(), s.look(m)) }, shown))
		return m.readConnections()
	case checks.Tasks:
		return m.showTasksFrom(shown)
	case checks.Back:
		return s.back()
	}
	return nil
}

// showConnections shows the list of connections, from which home comes next.
func (m *Model) showConnections() tea.Cmd {
	m.nextOp()
	m.show(newConnections(m, nil, nil))
	return m.readConnections()
}

// showConnectionsForReview changes the connection and comes back to the review.
func (m *Model) showConnectionsForReview() tea.Cmd {
	m.nextOp()
	m.show(newConnections(m, m.showReview, m.showReview))
	return m.readConnections()
}

// addConnection shows the list with the form for a new connection above it.
func (m *Model) addConnection() tea.Cmd {
	return together(m.showConnections(), m.editConnection(connections.Connection{}))
}

// afterConnections does what a person chose on the list of connections.
func (m *Model) afterConnections(c *connectionList, o connectionlist.Outcome) tea.Cmd {
	switch o := o.(type) {
	case connectionlist.Do:
		return m.withListed(c, o)
	case connectionlist.Speak:
		return m.speakAs(o.Version)
	case connectionlist.Refuse:
		m.note, m.noteBad = o.Words, true
		return nil
	}
	switch o {
	case connectionlist.Add:
		return m.editConnection(connections.Connection{})
	case connectionlist.NoDefault:
		return m.makeDefault("")
	case connectionlist.Back:
		return c.back()
	case connectionlist.GoHome:
		return m.goHome()
	case connectionlist.LeaveHome:
		return tea.Sequence(m.keepDraft(), m.goHome())
	}
	return nil
}

// withListed does what a person chose to do with a connection of the list.
func (m *Model) withListed(c *connectionList, do connectionlist.Do) tea.Cmd {
	switch do.Action {
	case connectionlist.Use:
		return c.use(m, do.With)
	case connectionlist.Edit:
		return m.editConnection(do.With)
	case connectionlist.Test:
		return c.test(m, do.With)
	case connectionlist.MakeDefault:
		return m.makeDefault(do.With.Name)
	case connectionlist.MarkProduction:
		return m.markProduction(do.With)
	case connectionlist.MoveSecret:
		return m.askToMove(do.With)
	case connectionlist.Remove:
		return m.askToRemove(do.With)
	}
	return nil
}

// afterPaste does what a person chose about a request that was pasted.
func (m *Model) afterPaste(s *pasteScreen, o paste.Outcome) tea.Cmd {
	switch o {
	case paste.GoOn:
		return m.useImport(s.of.Read())
	case paste.Again:
		return m.showPaste()
	case paste.GoHome:
		return m.goHome()
	case paste.Leave:
		return m.close()
	}
	return nil
}

// respell sends the storage keys in the other spelling from now on, and stands
// on the review.
func (m *Model) respell() tea.Cmd {
	m.conn.StorageKeys = otherSpelling(m.draft.Project())
	m.draft.SetProject(m.project())
	cmd := m.showReview()
	m.say("the storage keys are spelled the other way now; v shows the request", nil)
	return cmd
}

// otherSpelling returns the spelling of the storage keys that is not in use; v5's page
// alone writes them in small letters.
func otherSpelling(p agora.Project) agora.KeySpelling {
	switch {
	case p.StorageKeys != "":
		return p.StorageKeys.Other()
	case p.Version == agora.V5:
		return agora.CamelKeys
	}
	return agora.LowerKeys
}

// afterTasks does what a person chose in the list of tasks.
func (m *Model) afterTasks(t *tasks, o tasklist.Outcome) tea.Cmd {
	switch o := o.(type) {
	case tasklist.Do:
		return m.doAbout(t, o)
	case tasklist.Ask:
		return m.askAs(o.Name, o.Question, nil)
	case tasklist.Stop:
		m.close()
		return m.stopAll(o.Attempts)
	case tasklist.Copy:
		return m.copy(o.What, o.Text)
	case tasklist.Say:
		m.note, m.noteBad = o.Words, o.Bad
		return nil
	}
	switch o {
	case tasklist.Back:
		if t.back != nil {
			return t.back()
		}
		return m.goHome()
	case tasklist.GoHome:
		return m.goHome()
	case tasklist.TakeUp:
		return t.askToTakeUp(m, "")
	case tasklist.LetRun:
		return m.close()
	case tasklist.OtherText:
		m.screenText.Top()
	}
	return nil
}

// doAbout does what a person wants of one attempt in the list.
func (m *Model) doAbout(t *tasks, o tasklist.Do) tea.Cmd {
	a := o.Attempt
	list := func() tea.Cmd { return m.showList(t) }
	switch o.What {
	case tasklist.Watch:
		cmd := m.watch(a)
		m.comesFrom(list)
		return cmd
	case tasklist.Find:
		cmd := m.watchAndStop(a)
		m.comesFrom(list)
		return cmd
	case tasklist.StopProduction:
		return m.askOfProduction("stop", m.nameOf(a), a.Intent().Connection, leftToRun(a), func() tea.Cmd { return t.of.Stop(a) })
	case tasklist.Check:
		return m.checkNow(a)
	case tasklist.Bundle:
		return m.writeBundle(a)
	case tasklist.Transcript:
		return m.askForTranscript(m.back.of(a))
	}
	return nil
}
