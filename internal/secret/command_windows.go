package secret

import (
	"context"
	"os/exec"
	"strconv"
	"syscall"
)

// shell hands the line to cmd as it is written: exec's own quoting is not the
// one that cmd reads.
func shell(ctx context.Context, line string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "cmd")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd /d /s /c "` + line + `"`, HideWindow: true}
	return cmd
}

// alone has all that the command started killed with it.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr.CreationFlags = syscall.CREATE_NEW_PROCESS_GROUP
	cmd.Cancel = func() error {
		tree := exec.Command("taskkill", "/t", "/f", "/pid", strconv.Itoa(cmd.Process.Pid))
		if tree.Run() == nil {
			return nil
		}
		return cmd.Process.Kill()
	}
}
