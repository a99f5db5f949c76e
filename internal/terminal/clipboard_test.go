package terminal

import (
	"slices"
	"testing"
)

func TestTheProgramThatCopiesGetsNoSecret(t *testing.T) {
	env := map[string]string{"PATH": "/bin", "TMUX": "/tmp/tmux,1,0", "AGORA_CUSTOMER_SECRET": "a", "STTWIZARD_PASSPHRASE": "b", "ACME": "c"}
	getenv := func(name string) string { return env[name] }
	if got := CopyEnv(getenv); !slices.Equal(got, []string{"PATH=/bin", "TMUX=/tmp/tmux,1,0"}) {
		t.Errorf("%q", got)
	}
	if CopyCommand(getenv) == nil || CopyCommand(func(string) string { return "" }) != nil {
		t.Error("tmux is asked outside of tmux, or not inside")
	}
}
