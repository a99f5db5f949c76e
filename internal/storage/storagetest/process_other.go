//go:build !linux

package storagetest

import "os/exec"

func launch(cmd *exec.Cmd) (end func(), err error) { return func() {}, cmd.Start() }
