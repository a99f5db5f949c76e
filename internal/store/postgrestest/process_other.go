//go:build !linux

package postgrestest

import "os/exec"

func owned(string) error                           { return nil }
func as(*exec.Cmd)                                 {}
func launch(cmd *exec.Cmd) (end func(), err error) { return func() {}, cmd.Start() }
func kill(cmd *exec.Cmd)                           { _ = cmd.Process.Kill() }
