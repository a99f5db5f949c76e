package presets

import (
	"fmt"
	"slices"
	"strings"

	"sttwizard/internal/words"
)

// NotFoundError is a name that no preset has.
type NotFoundError struct {
	Name string
	Have []string // the names there are, sorted
}

// Error names the preset that was probably meant, else those that there are, up to eight.
func (e *NotFoundError) Error() string {
	const most = 8
	near := e.near()
	switch {
	case len(e.Have) == 0:
		return fmt.Sprintf("there is no preset %q; none has been saved yet", e.Name)
	case near != "":
		return fmt.Sprintf("there is no preset %q; did you mean %s?", e.Name, near)
	case len(e.Have) > most:
		return fmt.Sprintf("there is no preset %q; there are %s and %d more",
			e.Name, strings.Join(e.Have[:most], ", "), len(e.Have)-most)
	}
	return fmt.Sprintf("there is no preset %q; there is %s", e.Name, strings.Join(e.Have, ", "))
}

// near returns the preset that was probably meant: one letter alone tells nothing.
func (e *NotFoundError) near() string {
	if len(e.Name) < 3 {
		return ""
	}
	if near := words.Nearest(e.Name, e.Have...); near != "" {
		return near
	}
	begun := slices.DeleteFunc(slices.Clone(e.Have), func(h string) bool { return !strings.HasPrefix(h, e.Name) })
	if len(begun) == 1 {
		return begun[0]
	}
	return ""
}

// ExistsError is a name that another preset has already. Nothing was changed.
type ExistsError struct {
	Name string
}

// Error says which name is taken and what to do.
func (e *ExistsError) Error() string {
	return fmt.Sprintf("there is a preset %q already; replace it, or choose another name", e.Name)
}

// ExtendedError is a preset that others extend: without it, or under another name, they
// could not be used. Nothing was changed.
type ExtendedError struct {
	Name string
	By   []string // the presets that name it, sorted
}

// Error says which presets extend it and what to do.
func (e *ExtendedError) Error() string {
	return fmt.Sprintf("%s is extended by %s: take it out of their extends first", e.Name, strings.Join(e.By, ", "))
}

// BadNameError is a name that a preset can't have.
type BadNameError struct {
	Name    string
	Suggest string // a similar name that it can have
}

// Error says the rule and the suggestion.
func (e *BadNameError) Error() string {
	return fmt.Sprintf("%q can't be the name of a preset: it is made of 1 to %d of a-z, 0-9 and -; how about %s?",
		e.Name, maxName, e.Suggest)
}

// FileError is what is wrong with one preset's file. The cause is a
// *strictyaml.Error with the line, or an error of reading the file.
type FileError struct {
	Path string
	Err  error
}

// Error returns path, line and reason; no value of the file.
func (e *FileError) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

// ValueError is a part of a preset that a file can't hold, found on saving.
// Nothing was written.
type ValueError struct {
	Path string // "title", or the path of a field such as "rtcConfig.channelName"
	Text string // what is wrong; never the value
}

// Error returns path and text.
func (e *ValueError) Error() string { return e.Path + ": " + e.Text }
