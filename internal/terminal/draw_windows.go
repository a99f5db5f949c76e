package terminal

import (
	"os"
	"syscall"
)

// enableVirtualTerminal is the console mode in which escape sequences are
// understood. Consoles before Windows 10 refuse it.
const enableVirtualTerminal = 0x0004

// canDraw tries the mode and puts back what was set.
func canDraw(f *os.File) bool {
	if f == nil {
		return false
	}
	var before uint32
	handle := syscall.Handle(f.Fd())
	if err := syscall.GetConsoleMode(handle, &before); err != nil {
		return false
	}
	set := syscall.NewLazyDLL("kernel32.dll").NewProc("SetConsoleMode")
	if done, _, _ := set.Call(uintptr(handle), uintptr(before|enableVirtualTerminal)); done == 0 {
		return false
	}
	_, _, _ = set.Call(uintptr(handle), uintptr(before))
	return true
}
