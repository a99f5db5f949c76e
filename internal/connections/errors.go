package connections

import (
	"fmt"
	"strings"

	"sttwizard/agora"
)

// NotFoundError is a name that no connection of the file has.
type NotFoundError struct {
	Name string
	Have []string // the names there are, in the file's order
	// AppID is that of a task which can't be asked or stopped without a connection
	// of it; empty: it is not about one.
	AppID string
}

// Error names the connections that there are.
func (e *NotFoundError) Error() string {
	if e.AppID != "" && e.Name == "" {
		return "there is no connection with the App ID " + e.AppID
	}
	if e.AppID != "" {
		return fmt.Sprintf("there is no connection %q any more, and no other with its App ID %s", e.Name, e.AppID)
	}
	if len(e.Have) == 0 {
		return fmt.Sprintf("there is no connection %q; none has been made yet", e.Name)
	}
	return fmt.Sprintf("there is no connection %q; there is %s", e.Name, strings.Join(e.Have, ", "))
}

// ExistsError is a name that another connection has already. Nothing was changed.
type ExistsError struct {
	Name string
}

// Error says which name is taken and what to do.
func (e *ExistsError) Error() string {
	return fmt.Sprintf("there is a connection %q already; replace it, or choose another name", e.Name)
}

// InvalidError is a connection that can't be saved. Nothing was changed.
type InvalidError struct {
	Fields []agora.FieldError // at least one
}

// Error returns all that is wrong, separated by semicolons.
func (e *InvalidError) Error() string {
	words := make([]string, len(e.Fields))
	for i, f := range e.Fields {
		words[i] = f.Error()
	}
	return "the connection can't be saved: " + strings.Join(words, "; ")
}

// FileError is what is wrong with connections.yaml. The cause is a
// *strictyaml.Error with the line.
type FileError struct {
	Path string
	Err  error
	Do   string // of a file whose end is missing: what can be done about it, half a sentence; else empty
}

// Error returns path, line and reason, and what to do where that is known; no value of
// the file.
func (e *FileError) Error() string {
	if e.Do == "" {
		return e.What()
	}
	return e.What() + "; " + e.Do
}

// What returns path, line and reason alone.
func (e *FileError) What() string { return e.Path + ": " + e.Err.Error() }

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }
