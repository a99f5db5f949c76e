//go:build !linux

package postgrestest

import "os/exec"

func owned(string) error         { return nil }
func as(*exec.Cmd)               {}
func launch(cmd *exec.Cmd) error { return cmd.Start() }
func kill(cmd *exec.Cmd)         { _ = cmd.Process.Kill() }
