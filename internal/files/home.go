package files

import (
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
)

const (
	homeVariable = "STTWIZARD_HOME"
	program      = "sttwizard"
)

// Home is the pair of directories that all of sttwizard's files live in, both
// absolute. Neither has to exist yet.
type Home struct {
	Config string // what a person may edit, share or keep in git
	State  string // what only this machine needs
}

// Locate finds the two directories from environment variables, read through
// getenv. STTWIZARD_HOME=DIR gives DIR/config and DIR/state; without it the
// operating system's own rules hold. The error says which variable to set.
func Locate(getenv func(string) string) (Home, error) {
	if dir := getenv(homeVariable); dir != "" {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return Home{}, fmt.Errorf("%s=%s is not usable as a directory: %w", homeVariable, dir, err)
		}
		return Home{Config: filepath.Join(abs, "config"), State: filepath.Join(abs, "state")}, nil
	}
	return locateFor(runtime.GOOS, getenv)
}

// Presets is the directory of the presets, one file each.
func (h Home) Presets() string { return filepath.Join(h.Config, "presets") }

// Connections is the file that lists the connections.
func (h Home) Connections() string { return filepath.Join(h.Config, "connections.yaml") }

// Settings returns the file of what is set once for this machine.
func (h Home) Settings() string { return filepath.Join(h.Config, "config.yaml") }

// Secrets is the file of secrets that a passphrase opens.
func (h Home) Secrets() string { return filepath.Join(h.Config, "secrets.age") }

// Attempts is the directory of the attempts' journals.
func (h Home) Attempts() string { return filepath.Join(h.State, "attempts") }

// Draft is the file that keeps the unsent draft.
func (h Home) Draft() string { return filepath.Join(h.State, "draft.json") }

// Sent returns the file of the answers that a task was last started with.
func (h Home) Sent() string { return filepath.Join(h.State, "sent.json") }

// Last is the file that remembers when each preset was last used.
func (h Home) Last() string { return filepath.Join(h.State, "last.json") }

// Habits returns the file that remembers where Agora was seen to store silence.
func (h Home) Habits() string { return filepath.Join(h.State, "habits.json") }

// Sights returns the file that remembers what was seen of the captions of tasks.
func (h Home) Sights() string { return filepath.Join(h.State, "sights.json") }

// Sandbox is the file of the sandbox's ledger.
func (h Home) Sandbox() string { return filepath.Join(h.State, "sandbox.json") }

// Backups is the directory of the one older copy that is kept of each file.
func (h Home) Backups() string { return filepath.Join(h.State, "backups") }

// Locks is the directory of the lock files.
func (h Home) Locks() string { return filepath.Join(h.State, "locks") }

// locateFor takes the operating system as an argument so that a test on one
// system can check the rules of all. They are those of os.UserConfigDir, which
// can't be used itself because it reads the real environment.
func locateFor(system string, getenv func(string) string) (Home, error) {
	switch system {
	case "windows":
		return locateWindows(getenv)
	case "darwin", "ios":
		home := getenv("HOME")
		if home == "" {
			return Home{}, noDirectory("HOME")
		}
		dir := filepath.Join(home, "Library", "Application Support", program)
		return Home{Config: dir, State: filepath.Join(dir, "state")}, nil
	}
	config, err := xdg(getenv, "XDG_CONFIG_HOME", ".config")
	if err != nil {
		return Home{}, err
	}
	state, err := xdg(getenv, "XDG_STATE_HOME", filepath.Join(".local", "state"))
	if err != nil {
		return Home{}, err
	}
	return Home{Config: filepath.Join(config, program), State: filepath.Join(state, program)}, nil
}

func locateWindows(getenv func(string) string) (Home, error) {
	roaming := getenv("AppData")
	if roaming == "" {
		return Home{}, noDirectory("AppData")
	}
	local := getenv("LocalAppData")
	if local == "" {
		local = roaming
	}
	return Home{
		Config: filepath.Join(roaming, program),
		State:  filepath.Join(local, program, "state"),
	}, nil
}

func xdg(getenv func(string) string, variable, below string) (string, error) {
	if dir := getenv(variable); dir != "" {
		if !filepath.IsAbs(dir) {
			return "", fmt.Errorf("%s must be a full path, it is %q", variable, dir)
		}
		return dir, nil
	}
	home := getenv("HOME")
	if home == "" {
		return "", noDirectory("HOME")
	}
	if !filepath.IsAbs(home) {
		return "", errors.New("HOME must be a full path; set it, or set " + homeVariable)
	}
	return filepath.Join(home, below), nil
}

func noDirectory(variable string) error {
	return fmt.Errorf("no place for files is known: set %s, or set %s to a directory", variable, homeVariable)
}
