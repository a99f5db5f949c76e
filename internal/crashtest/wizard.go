package main

import (
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/creack/pty"

	"sttwizard/agora"
	"sttwizard/internal/files"
	"sttwizard/internal/screen"
	"sttwizard/presets"
)

const (
	// presetName is the preset that the wizard is given.
	presetName = "crash"
	// typing is how often the key that sends is pressed: it is not taken in the
	// first moment of its screen.
	typing = 100 * time.Millisecond
	// screenPatience is how long a wizard that is not killed may take.
	screenPatience = 4 * time.Second
)

// pane is a terminal with the wizard in it.
type pane struct {
	cmd   *exec.Cmd
	file  *os.File
	term  *screen.Terminal
	leave atomic.Bool   // the terminal is to be closed
	drawn chan struct{} // closed when the terminal is
	ended chan struct{} // closed when the program has ended

	mu     sync.Mutex // guards closed
	closed bool
}

// openPane starts the wizard on a new terminal.
func (t *trial) openPane() (*pane, error) {
	cmd := exec.Command(t.program, "--preset", presetName)
	cmd.Dir, cmd.Env = t.home, t.environment(firstMachine, t.server.url)
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		return nil, err
	}
	p := &pane{cmd: cmd, file: file, term: screen.NewTerminal(screen.Options{}, file), drawn: make(chan struct{}), ended: make(chan struct{})}
	go p.draw()
	go func() {
		defer close(p.ended)
		_ = cmd.Wait() // the exit code says it
	}()
	return p, nil
}

// draw shows what the program writes until it ends or the terminal is closed.
func (p *pane) draw() {
	defer close(p.drawn)
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.closed = true
		_ = p.file.Close()
	}()
	buffer := make([]byte, 1<<14)
	for !p.leave.Load() {
		n, err := p.file.Read(buffer)
		_, _ = p.term.Write(buffer[:n])
		if err != nil {
			return
		}
	}
}

// hangUp closes the terminal. Its reader, which alone can do so, comes back when
// the program draws again: a terminal of another size makes it.
func (p *pane) hangUp() {
	p.leave.Store(true)
	for i := range 200 {
		p.resize(uint16(25 - i%2))
		select {
		case <-p.drawn:
			return
		case <-p.ended:
			<-p.drawn
			return
		case <-time.After(nudge):
		}
	}
}

// resize returns a terminal that is not closed yet another height.
func (p *pane) resize(rows uint16) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.closed { // its number may be another file's by now
		_ = pty.Setsize(p.file, &pty.Winsize{Rows: rows, Cols: 80})
	}
}

// nudge is the time between two changes of a terminal's size.
const nudge = 50 * time.Millisecond

// close ends what is left of the pane.
func (p *pane) close() {
	_ = p.cmd.Process.Kill()
	<-p.ended
	<-p.drawn
	p.term.Close()
}

// shows reports whether a text stands on the terminal.
func (p *pane) shows(text string) bool { return strings.Contains(p.term.Text(), text) }

// wizard starts a task on the screens, from a preset by the key that sends. It
// is killed, or its terminal is closed when the task is there.
func (t *trial) wizard() error {
	if err := t.savePreset(); err != nil {
		return err
	}
	r := &run{Who: people[firstMachine], Args: []string{"--preset", presetName, "(typed)"}}
	t.server.note("begins: sttwizard --preset %s", presetName)
	moment, calm := t.moment(t.plan.Kill, t.usual.wizard)
	defer calm()
	began := time.Now()
	p, err := t.openPane()
	if err != nil {
		return err
	}
	defer p.close()
	over := time.NewTimer(screenPatience)
	defer over.Stop()
	keys := time.NewTicker(typing)
	defer keys.Stop()
	for seen := false; !isClosed(p.ended); {
		select {
		case <-p.ended:
		case <-moment:
			_ = p.cmd.Process.Kill()
			<-p.ended
		case <-over.C:
			p.hangUp()
			t.waitEnd(p, r)
		case <-keys.C:
			switch ready := p.shows("ready to send") || p.shows("would fail now"); {
			case ready:
				seen = true
				_, _ = p.file.WriteString("s")
			case seen && t.plan.Kill.How == killNever && p.shows("q "):
				if t.started() {
					p.hangUp()
					t.waitEnd(p, r)
				}
			}
		}
	}
	r.Took, r.Code = time.Since(began), p.cmd.ProcessState.ExitCode()
	r.Killed, r.Out = r.Code == -1, p.term.Text()
	t.fine(t.ran(r), 0, 1, 3, 129, 130)
	return nil
}

// waitEnd waits for the end of a wizard whose terminal was closed.
func (t *trial) waitEnd(p *pane, r *run) {
	select {
	case <-p.ended:
	case <-time.After(hangLimit):
		r.Hung = true
		_ = p.cmd.Process.Kill()
		<-p.ended
	}
}

func isClosed(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// started reports whether the server has started a task.
func (t *trial) started() bool {
	ledger, _, err := t.server.state()
	return err == nil && len(ledger.Tasks) > 0
}

// savePreset makes the preset that the wizard opens.
func (t *trial) savePreset() error {
	home, err := files.Locate(func(string) string { return t.home })
	if err != nil {
		return err
	}
	values := map[string]string{agora.PathChannelName: t.channel(0), agora.PathLanguages: "en-US"}
	if !t.plan.Auto {
		values[agora.PathSubBotUID], values[agora.PathPubBotUID] = "1000", "1001"
	}
	return presets.New(home).Save(presets.Preset{Name: presetName, Values: values}, true)
}
