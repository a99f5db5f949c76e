// Package files knows where sttwizard keeps its files and how to read, replace
// and lock them so that neither a crash, a full disk nor a second sttwizard
// damages what was there.
//
// Words: the config directory holds what a person may edit or share
// (connections, presets); the state directory holds what only this machine
// needs (attempts, the draft, backups, locks).
//
//	home, err := files.Locate(os.Getenv)
//	...
//	err = files.WithLock(home.Locks(), "presets", 2*time.Second, func() error {
//		return files.Write(path, data, files.WriteOptions{BackupDir: home.Backups()})
//	})
//
// It must not know what is in a file: no YAML, no JSON, no presets.
package files
