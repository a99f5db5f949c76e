package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/mouse"
	"sttwizard/internal/secret"
	"sttwizard/internal/session"
	usecases "sttwizard/internal/tasks"
	"sttwizard/ui/kit"
	"sttwizard/ui/review"
	"sttwizard/ui/wizard"
)

// holdFor is how long keys that send, stop or delete are not taken after their
// screen appeared: they may have been meant for the screen before.
const holdFor = 400 * time.Millisecond

// Model is the whole program on a screen: what is shown, the task being asked
// for, and the way to Agora.
type Model struct {
	s   *session.Session
	o   Options
	ctx context.Context // ends with the program

	width, height int
	look          kit.Look // what the terminal can draw
	styles        *styles
	spots         *mouse.Spots // what a click means

	screen  screen // what is shown
	over    screen // a question or the help above it; nil: none
	shownAt time.Time
	note    string // what just happened, until the next key
	noteBad bool
	held    heldNote
	busy    kit.Busy // moves while something is waited for

	body                 *body      // of the frame that is drawn; nil: none is
	screenText, overText kit.Reader // what is in sight of texts that don't fit, see reading

	conn    connections.Connection
	hasConn bool
	moved   moved // the connection's version in this run, where its file has another
	clients clients
	ahead   *usecases.Ahead // what was asked while a review was read; nil: nothing yet

	draft       *form.Draft
	steps       *wizard.Screen  // as they were last shown, to come back to
	stepsOf     *form.Draft     // the draft that they ask for
	edited      string          // the line of the review that is edited, to come back to
	inEditor    fileEdit        // what the editor was last opened for
	opened      map[string]bool // whether lines of the review were marked when they were opened last
	openedOf    *form.Draft     // the draft that they are of
	against     review.Against  // what a review was compared with last
	againstOf   *form.Draft     // the draft of it
	keeper      *keeper
	unsentOf    *form.Draft            // the draft that the unsent answers are of
	copied      *form.Draft            // a draft whose answers stand elsewhere, too, until they change
	edits       *form.Draft            // the draft of a preset that is edited, to be saved
	like        *attempt.Attempt       // the task that a draft was made like
	likeOf      *form.Draft            // that draft
	remembered  *form.Draft            // what was kept last, with its secrets
	missing     map[string]secret.Ref  // secrets that were not found where the preset says, by path
	preset      string                 // the preset that the draft came from
	sent        agora.Request          // of the newest attempt, with the tokens that were made for it
	planned     string                 // when to remind of the next task, as it was typed; empty: as usual
	first       tea.Cmd                // what the first screen asked for
	stored      stored                 // read of this machine's files
	home        *homeScreen            // kept, so that coming back finds the same row
	early       []tea.KeyPressMsg      // typed before home had its list
	strangers   []agora.Task           // that this machine did not start, as Agora last told
	strangersBy connections.Connection // that was asked by
	strangersAt time.Time              // when home asked for them

	spelled  string      // typed from home on, as long as it may become a command
	returned bool        // the key before was enter
	back     *background // what goes on behind the screens

	op   int  // the number of the newest operation
	exit int  // the exit code so far
	ends bool // the program is about to end with it
}

// newModel makes the model with its first screen.
func newModel(ctx context.Context, s *session.Session, o Options) *Model {
	m := &Model{
		s: s, o: o, ctx: ctx, width: 80, height: 24,
		look: kit.Look{Dark: !o.Light, ASCII: o.ASCII, Colors: o.Colors}, spots: &mouse.Spots{},
		clients: newClients(), keeper: &keeper{}, back: newBackground(),
	}
	m.stored.prices = agora.PublishedPrices // until the connections are read
	m.styles, m.busy = newStyles(m.look, m.spots), kit.NewBusy()
	m.home = newHome(m)
	if o.HasConnection {
		m.conn, m.hasConn = o.Connection, true
		if o.API != "" {
			m.moved = moved{o.Connection.Name, o.API}
		}
	}
	m.show(m.home)
	if o.Draft != nil {
		m.draft, m.preset, m.planned = o.Draft, o.Preset, o.Reminder
		m.first = m.withConnection(func() tea.Cmd {
			m.draft.SetProject(m.project())
			return m.lookUpSecrets(func() tea.Cmd { return m.useDraft(o.Ask) })
		})
	}
	return m
}

// Init asks for what the first screen needs; nothing of it is waited for.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.readHome(), m.readChoices(), m.first, m.watchTeam()}
	if !m.o.FixedBackground {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return together(cmds...)
}

// Update routes a message, then has compared what can't be told here, and keeps the
// clocks going that are shown.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	msg = m.pressedAs(msg)
	if msg == nil {
		return m, nil
	}
	cmd := m.route(msg)
	for _, more := range []tea.Cmd{m.checkTokens(), m.tick()} {
		if more != nil {
			cmd = together(cmd, more)
		}
	}
	return m, cmd
}

// route takes sizes and colours first, then keys, then facts.
func (m *Model) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return nil
	case tea.BackgroundColorMsg:
		if !m.o.FixedBackground {
			m.repaint(kit.Look{Dark: msg.IsDark(), ASCII: m.look.ASCII, Colors: m.look.Colors})
		}
		return nil
	case tea.ColorProfileMsg:
		m.repaint(kit.Look{Dark: m.look.Dark, ASCII: m.look.ASCII, Colors: kit.ColorsOf(msg.Profile)})
		return nil
	case tea.KeyPressMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.mouse(msg)
	case tea.PasteMsg:
		m.note = ""
		return m.top().typed(m, msg)
	}
	return m.fact(msg)
}

// repaint changes the styles to those for another look.
func (m *Model) repaint(look kit.Look) {
	if look == m.look {
		return
	}
	m.look, m.styles = look, newStyles(look, m.spots)
	for _, s := range []screen{m.screen, m.over} {
		if p, ok := s.(interface{ restyled(*Model) }); ok {
			p.restyled(m)
		}
	}
}

// heard takes the facts that are the model's own.
func (m *Model) heard(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case clientMadeMsg:
		return m.clientMade(msg)
	case tickedMsg:
		m.ticked()
	case teamChangedMsg:
		return m.teamChanged(msg)
	case homeReadMsg:
		m.homeRead(msg)
		return m.pressEarly()
	case choicesReadMsg:
		m.choicesRead(msg)
		return together(m.lookForStrangersAtHome(), m.pressEarly())
	case strangersReadMsg:
		m.strangersHeard(msg)
	case attemptBegunMsg:
		if !m.awaitsAttempt() { // the person had cancelled it by then
			return dropAttempt(msg.attempt())
		}
	case tokensCheckedMsg:
		m.tokensChecked(msg)
	case presetSavedMsg:
		m.savedBehind(msg)
	case transcriptMsg:
		m.transcriptBehind(msg)
	case secretsKeptMsg:
		return m.secretsKept(msg)
	case copiedMsg:
		m.say(msg.words, msg.err)
	case saidMsg:
		m.say(msg.words, msg.err)
	case resumedMsg:
		return m.resumed(msg)
	case editBegunMsg:
		return m.editBegun(msg)
	case editEndedMsg:
		return m.editEnded(msg)
	case editedKeptMsg:
		return m.editedKept(msg)
	case draftKeptMsg:
		if msg.err != nil {
			m.say("", msg.err)
		}
	}
	return nil
}

// heardOfTasks takes the facts after which the journals have more than the screens
// know.
func (m *Model) heardOfTasks(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case conflictsReadMsg: // who looked for them may have found an end
	case takenUpMsg:
		if msg.err != nil {
			return nil
		}
		m.back.know(msg.attempt)
	case setAsideMsg:
		return m.sayAfter(m.readHome(), msg.words, msg.err)
	case plannedMsg:
		return m.sayAfter(m.readHome(), msg.words, msg.err)
	default:
		return nil
	}
	return m.readHome()
}

// awaitsAttempt reports whether the screen goes on with an attempt once it is written
// down.
func (m *Model) awaitsAttempt() bool {
	switch s := m.screen.(type) {
	case *sending:
		return true
	case *reviewScreen:
		return s.of.Waits()
	}
	return false
}

// View draws the screen; it depends on the model only.
func (m *Model) View() tea.View {
	frame := m.draw()
	if m.look.ASCII {
		frame.Drawn = kit.ToASCII(frame.Drawn)
	}
	v := tea.NewView(frame.Drawn)
	v.Cursor = m.textCursor(frame)
	v.AltScreen = true
	if !m.o.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = m.windowTitle()
	return v
}

// top is the screen that has the keys.
func (m *Model) top() screen {
	if m.over != nil {
		return m.over
	}
	return m.screen
}

// show goes to a screen; what was open above is closed.
func (m *Model) show(s screen) {
	m.rest(s)
	m.screen, m.over, m.shownAt = s, nil, m.now()
	m.screenText, m.overText = kit.NewReader(), kit.NewReader()
	m.logScreen(s)
}

// ask puts a question above the screen.
func (m *Model) ask(s screen) tea.Cmd {
	m.over, m.shownAt, m.overText = s, m.now(), kit.NewReader()
	m.logScreen(s)
	return nil
}

// close takes away what is above the screen.
func (m *Model) close() tea.Cmd {
	m.over, m.shownAt = nil, m.now()
	return nil
}

// say shows in a line what happened, until the next key.
func (m *Model) say(words string, err error) {
	m.note, m.noteBad = words, err != nil
	if err != nil {
		m.note = sentence(err)
	}
}

// sayAfter shows what happened once a list that it changed was read: whoever reads
// the words has the list as it is now.
func (m *Model) sayAfter(read tea.Cmd, words string, err error) tea.Cmd {
	return tea.Sequence(read, func() tea.Msg { return saidMsg{words, err} })
}

func (m *Model) now() time.Time { return m.s.Now() }
