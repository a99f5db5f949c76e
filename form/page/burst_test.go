package page

import (
	"context"
	"io"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/form"
	"sttwizard/internal/clock/clocktest"
	"sttwizard/internal/words"
)

// walker is a program of pages alone: it goes from step to step as they say, and
// ends after the last.
type walker struct {
	draft *form.Draft
	page  *Page
	step  form.Step
}

func (w *walker) Init() tea.Cmd { return nil }

func (w *walker) View() tea.View { return tea.NewView(w.page.View()) }

func (w *walker) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return w, nil
	}
	move := Stay
	switch k.String() {
	case "enter":
		move = w.page.Enter()
	case "tab":
		move = w.page.Tab()
	case "shift+tab":
		move = w.page.Back()
	default:
		w.page.Update(msg)
	}
	if move == Stay {
		return w, nil
	}
	if move == NextStep {
		w.step++
	} else if w.step > 0 {
		w.step--
	}
	if w.step == form.StepReview {
		return w, tea.Quit
	}
	w.page = New(w.draft, w.step, testStyles())
	if move == PrevStep {
		w.page.FocusLast()
	}
	return w, nil
}

const (
	enterKey, tabKey, backKey, downKey, spaceKey = "\r", "\t", "\x1b[Z", "\x1b[B", " "

	// walk answers every question but those that version 5 lacks; it goes back over a
	// wrong answer twice, once over the edge of a step.
	walk = "town/hall" + tabKey + backKey + "\x15town-hall" +
		downKey + spaceKey + "47091" + enterKey + "007listening" + enterKey + "88222" + enterKey + "007writing" +
		downKey + spaceKey + "2001,2002" +
		downKey + spaceKey + "4" + tabKey + backKey + "\x1560" +
		downKey + spaceKey + downKey + downKey + enterKey + "rtc" + spaceKey + "rtm" + enterKey +
		"en-us" + spaceKey + backKey + tabKey + "fr-fr" + enterKey +
		"y" + enterKey + downKey + downKey + downKey + downKey + downKey + downKey + downKey + downKey + enterKey +
		"a-channel-secret" + enterKey + "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=" + enterKey +
		spaceKey + enterKey + downKey + enterKey + "us_east_1" + enterKey + "captions" + enterKey +
		"an-access-key" + enterKey + "a-secret-key" + enterKey + "events/townhall" + downKey + spaceKey + "120" + enterKey +
		spaceKey + enterKey + "fr-fr" + spaceKey + "de-de" + enterKey + "en-us" + spaceKey + tabKey + spaceKey + "4" + enterKey
)

// TestAWholeWalkInOneWriteIsRight types all steps in one write, time and again: no
// key may reach the field before, or after, the one that it was meant for.
func TestAWholeWalkInOneWriteIsRight(t *testing.T) {
	want := with(full, // the answers that walk types otherwise
		agora.PathCryptionMode, "7", agora.PathFileNamePrefix, "events/townhall", agora.PathForceInterval, "4",
		agora.PathJSONProtocol, "true", agora.PathSubscribeUIDs, "2001,2002",
	)
	for range 10 { // 200 of 200 were right when this was written
		w := &walker{draft: form.NewDraft(v5)}
		w.page = New(w.draft, w.step, testStyles())
		ctx, stop := context.WithTimeout(t.Context(), clocktest.Patience())
		defer stop()
		p := tea.NewProgram(w, tea.WithContext(ctx), tea.WithInput(strings.NewReader(walk)), tea.WithOutput(io.Discard), tea.WithWindowSize(80, 24),
			tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithoutSignals())
		if _, err := p.Run(); err != nil {
			t.Fatalf("at %s of %s: %v\n%s", w.page.Focused().Key, w.step.Title(), err, seen(w.page))
		}
		for path, text := range want {
			if got := w.draft.Text(path); got != text {
				t.Errorf("%s is %q, want %q", path, got, text)
			}
		}
		if problems := w.draft.Problems(); t.Failed() || len(problems) > 0 {
			t.Fatalf("at %s of %s: %v", w.page.Focused().Key, w.step.Title(), problems)
		}
	}
}

func TestGoingBackWithAnErrorLosesNothing(t *testing.T) {
	for _, q := range form.Questions(draftWith(t, full)) {
		if q.Kind != form.Text && q.Kind != form.Number && q.Kind != form.Secret {
			continue
		}
		d := draftWith(t, with(full, q.Path, ""))
		p := pageAt(t, d, q.Key)
		typed(p, "<WRONG>")
		for p.Back() == Stay {
			if !p.row().focused {
				t.Fatalf("%s: no field has the focus", q.Key)
			}
		}
		if d.Text(q.Path) != "<WRONG>" {
			t.Errorf("%s became %q", q.Key, d.Text(q.Path))
		}
		if again := pageAt(t, d, q.Key); !strings.Contains(seen(again), words.FineMarks.Error) {
			t.Errorf("%s: its error is not seen:\n%s", q.Key, seen(again))
		}
	}
}
