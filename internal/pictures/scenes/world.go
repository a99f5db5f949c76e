package scenes

import (
	"context"
	"os"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/attempt"
	"sttwizard/internal/connections"
	"sttwizard/internal/files"
	refs "sttwizard/internal/secret"
	"sttwizard/internal/session"
	"sttwizard/internal/storage"
	"sttwizard/internal/tasks"
	"sttwizard/presets"
)

const (
	customerKey = "4f1d2c7e9ab84e0c8d35b6a1f0c9e27d"
	certificate = "0f1e2d3c4b5a69788796a5b4c3d2e1f0" // opens nothing
)

// world is what a story happens in. Close it after use.
type world struct {
	dir     string
	clock   *clock
	network *network
	session *session.Session
}

// newWorld makes a world whose Agora, pretended and "real", is in a mode.
func newWorld(mode sandbox.Mode) (*world, error) {
	dir, err := os.MkdirTemp("", "sttwizard-pictures-")
	if err != nil {
		return nil, err
	}
	w := &world{dir: dir, clock: newClock()}
	random := newRandom(w.clock)
	if w.network, err = newNetwork(w.clock, random, mode); err == nil {
		w.session, err = session.New(session.Options{
			Getenv: w.getenv, Version: "0.1.0", Now: w.clock.Now, Rand: random,
			SandboxMode: mode, Transport: w.network, Sleep: w.sleep, Keyring: keyring{
				"production-customer-secret": secret, "production-app-certificate": certificate,
				"acme-access": "AKIA0123456789ABCDEF", "acme-storage": "0123456789abcdefghij0123456789abcdefghij",
			},
			Probe: noBucket,
		})
	}
	if err == nil {
		err = w.settle()
	}
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// noBucket is a storage that has no such bucket; nothing is asked over the network.
func noBucket(_ context.Context, p storage.Place, _ storage.Keys) (storage.Probed, error) {
	return storage.Probed{
		Write: storage.Finding{Cause: storage.NoBucket, Status: 404, Code: "NoSuchBucket", Place: p},
		Read:  storage.Finding{Cause: storage.NotTried}, List: storage.Finding{Cause: storage.NotTried}, Remove: storage.Finding{Cause: storage.NotTried},
	}, nil
}

// keyring is a keyring that is open.
type keyring map[string]agora.Secret

func (keyring) Available(context.Context) error { return nil }

func (k keyring) Get(_ context.Context, name string) (agora.Secret, error) {
	if value, ok := k[name]; ok {
		return value, nil
	}
	return "", &refs.NotThereError{Place: "the keyring", Name: name}
}

func (k keyring) Put(_ context.Context, name string, value agora.Secret) error {
	k[name] = value
	return nil
}

func (k keyring) Delete(_ context.Context, name string) error {
	delete(k, name)
	return nil
}

// getenv is a world's environment.
func (w *world) getenv(name string) string {
	if name == "STTWIZARD_HOME" {
		return w.dir
	}
	return ""
}

// sleep is how the program waits between two tries of a call.
func (w *world) sleep(ctx context.Context, d time.Duration) error {
	w.clock.move(d)
	return ctx.Err()
}

// settle writes the connections.
func (w *world) settle() error {
	for _, c := range []connections.Connection{
		{
			Name: "production", Version: agora.V5, AppID: appID, CustomerKey: customerKey, Certificate: agora.CertificateOn, Production: true,
			Secret: refs.Keyring("production-customer-secret"), AppCertificate: refs.Keyring("production-app-certificate"),
		},
		{Name: "rehearsal", Version: agora.V5, AppID: "89abcdef0123456789abcdef01234567", CustomerKey: customerKey, Certificate: agora.CertificateOn, Secret: refs.Ask()},
	} {
		if err := w.session.Connections.Save(c, false); err != nil {
			return err
		}
	}
	return w.session.Connections.SetDefault("production")
}

// use is when and how a preset was last used.
type use struct {
	ago    time.Duration
	result string
	lasted time.Duration
}

// preset saves a preset and when it was last used.
func (w *world) preset(p presets.Preset, u use) error {
	if err := w.session.Presets.Save(p, false); err != nil {
		return err
	}
	return w.session.Presets.Used(p.Name, presets.Use{At: noon.Add(-u.ago), Result: u.result, Duration: u.lasted})
}

// broken writes a preset's file that can't be used.
func (w *world) broken(name, text string, ago time.Duration) error {
	path, err := w.session.Presets.Path(name)
	if err != nil {
		return err
	}
	if err := files.Write(path, []byte(text), files.WriteOptions{}); err != nil {
		return err
	}
	return w.session.Presets.Used(name, presets.Use{At: noon.Add(-ago)})
}

// running writes down a task that was started that long ago.
func (w *world) running(channel string, ago time.Duration) error {
	return w.runningBy("", channel, ago, noon.Add(2*time.Hour))
}

// runningBy writes down one that was started from a preset, and when it is reminded of.
func (w *world) runningBy(preset, channel string, ago time.Duration, reminder time.Time) error {
	now := w.clock.now
	w.clock.now = noon.Add(-ago)
	defer func() { w.clock.now = now }()
	c, err := w.session.Choose("production")
	if err != nil {
		return err
	}
	client, err := agora.NewClient(agora.Config{
		AppID: appID, Key: customerKey, Secret: secret, Project: c.Project(), Transport: direct{w.network.well},
	})
	if err != nil {
		return err
	}
	var request agora.Request
	for path, text := range map[string]string{
		agora.PathChannelName: channel, agora.PathSubBotUID: "47091", agora.PathPubBotUID: "88222", agora.PathLanguages: "en-US",
	} {
		if err := request.Set(path, text); err != nil {
			return err
		}
	}
	a, err := w.session.Journal.Begin(w.session.Tasks.Intent(c, request, tasks.StartOptions{Preset: preset, PlannedEnd: reminder}))
	if err != nil {
		return err
	}
	r := attempt.NewRunner(a, client, request)
	if err := r.Acquire(context.Background()); err != nil {
		return err
	}
	_, err = r.Send(context.Background())
	return err
}

func (w *world) close() {
	if w.session != nil {
		w.session.Close()
	}
	if w.network != nil {
		w.network.close()
	}
	os.RemoveAll(w.dir)
}
