// Package editor finds the editor that a person uses and makes the command that opens a
// file in it.
//
// $VISUAL says which one, else $EDITOR, both with arguments where it wants some (code
// --wait, or with quotes as in "/opt/my editor/ed" -w); without them it is one that every
// system has. The editor gets none of the variables that hold secrets of ours.
//
//	argv, err := editor.Choose(os.Getenv, exec.LookPath, runtime.GOOS) // *MissingError
//	...
//	cmd := editor.Command(argv, path)
//	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
//	err = cmd.Run()
//
// It must not know what is edited.
package editor
