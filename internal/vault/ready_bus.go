//go:build linux || freebsd || netbsd || openbsd || dragonfly

package vault

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	ss "github.com/zalando/go-keyring/secret_service"
)

const (
	busVariable = "DBUS_SESSION_BUS_ADDRESS"
	secretsName = "org.freedesktop.secrets"
	busName     = "org.freedesktop.DBus"
)

// ready looks for a session bus, a keyring on it that has a place for secrets,
// and, where that is locked, for a desktop on which it can ask for its password.
// A call of the library hangs, or fails without a reason, where one is missing.
func ready(getenv func(string) string) error {
	if err := findBus(getenv, fmt.Sprintf("/run/user/%d", os.Getuid())); err != nil {
		return err
	}
	service, err := ss.NewSecretService()
	if err != nil {
		return why("the session bus does not answer", "log in again", err)
	}
	if err := findService(service); err != nil {
		return err
	}
	locked, err := service.GetLoginCollection().GetProperty("org.freedesktop.Secret.Collection.Locked")
	if err != nil {
		return why("it has no default keyring to keep secrets in", "make one in the system's password program", err)
	}
	if is, ok := locked.Value().(bool); ok && is && getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "" {
		return why("it is locked, and there is no desktop on which it could ask for its password",
			`unlock it (read -rs P; printf %s "$P" | gnome-keyring-daemon --unlock)`, nil)
	}
	return nil
}

// findBus finds the session bus, also where only its socket tells of it, as in
// a cron job. Without one the library would start a bus of its own
// (dbus-launch) that nobody ends and that has no keyring on it; so it is told
// the address that was found here, and is not called where there is none.
func findBus(getenv func(string) string, runtime string) error {
	address := getenv(busVariable)
	if strings.HasPrefix(address, "autolaunch:") {
		address = ""
	}
	for _, dir := range []string{getenv("XDG_RUNTIME_DIR"), runtime} {
		if address != "" || dir == "" {
			continue
		}
		socket := filepath.Join(dir, "bus")
		if info, err := os.Stat(socket); err == nil && info.Mode()&os.ModeSocket != 0 && !strings.ContainsAny(socket, ",;%") {
			address = "unix:path=" + socket
		}
	}
	if address == "" {
		return why("there is no desktop session (no session bus) here", "", nil)
	}
	if os.Getenv(busVariable) == address {
		return nil
	}
	return os.Setenv(busVariable, address)
}

// findService reports whether a keyring runs on the bus or would be started there.
func findService(service *ss.SecretService) error {
	var runs bool
	if err := service.BusObject().Call(busName+".NameHasOwner", 0, secretsName).Store(&runs); err != nil {
		return why("the session bus does not answer", "log in again", err)
	}
	if runs {
		return nil
	}
	var startable []string
	if err := service.BusObject().Call(busName+".ListActivatableNames", 0).Store(&startable); err != nil {
		return why("the session bus does not answer", "log in again", err)
	}
	if !slices.Contains(startable, secretsName) {
		return why("no keyring program runs in this session", "install one (gnome-keyring, KWallet, KeePassXC)", nil)
	}
	return nil
}
