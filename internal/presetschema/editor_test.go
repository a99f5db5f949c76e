package presetschema

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sttwizard/presets"
)

// serverVariable names the folder node_modules that holds the npm package
// yaml-language-server. .ci/run installs that and sets it; elsewhere the test with it
// is skipped.
const serverVariable = "STTWIZARD_YAML_LANGUAGE_SERVER"

// editor is the other end of a language server.
type editor struct {
	t   *testing.T
	in  io.Writer
	out *bufio.Reader
	id  int
}

// message is one of the Language Server Protocol, as far as it is needed here.
type message struct {
	ID     *int            `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
}

func openEditor(t *testing.T, modules string) *editor {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "node", filepath.Join(modules, "yaml-language-server", "bin", "yaml-language-server"), "--stdio")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { in.Close(); _ = cmd.Wait() })
	e := &editor{t: t, in: in, out: bufio.NewReader(out)}
	e.ask("initialize", map[string]any{"processId": os.Getpid(), "rootUri": nil, "capabilities": map[string]any{
		"textDocument": map[string]any{"completion": map[string]any{"completionItem": map[string]any{"snippetSupport": false}}},
	}})
	e.send(map[string]any{"method": "initialized", "params": map[string]any{}})
	return e
}

func (e *editor) send(m map[string]any) {
	e.t.Helper()
	m["jsonrpc"] = "2.0"
	data, err := json.Marshal(m)
	if err == nil {
		_, err = fmt.Fprintf(e.in, "Content-Length: %d\r\n\r\n%s", len(data), data)
	}
	if err != nil {
		e.t.Fatal(err)
	}
}

// next reads a message. What the server asks is answered with nothing.
func (e *editor) next() message {
	e.t.Helper()
	length := 0
	for {
		line, err := e.out.ReadString('\n')
		if err != nil {
			e.t.Fatal("the language server has ended: ", err)
		}
		if line = strings.TrimSpace(line); line == "" {
			break
		}
		if digits, ok := strings.CutPrefix(line, "Content-Length: "); ok {
			length, _ = strconv.Atoi(digits)
		}
	}
	data := make([]byte, length)
	var m message
	_, err := io.ReadFull(e.out, data)
	if err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err != nil {
		e.t.Fatal(err)
	}
	switch {
	case m.ID != nil && m.Method == "workspace/configuration":
		e.send(map[string]any{"id": *m.ID, "result": []any{map[string]any{"completion": true, "validate": true}, nil, nil, nil, nil}})
	case m.ID != nil && m.Method != "":
		e.send(map[string]any{"id": *m.ID, "result": nil})
	}
	return m
}

// ask sends a request and returns its answer.
func (e *editor) ask(method string, params any) json.RawMessage {
	e.t.Helper()
	e.id++
	id := e.id
	e.send(map[string]any{"id": id, "method": method, "params": params})
	for {
		if m := e.next(); m.ID != nil && *m.ID == id && m.Method == "" {
			return m.Result
		}
	}
}

// problem is what the server marks.
type problem struct {
	Message string
	Range   struct{ Start struct{ Line int } }
}

// open shows the server a file and returns what it marks there.
func (e *editor) open(path, text string) []problem {
	e.t.Helper()
	e.send(map[string]any{"method": "textDocument/didOpen", "params": map[string]any{
		"textDocument": map[string]any{"uri": uri(path), "languageId": "yaml", "version": 1, "text": text}}})
	for {
		m := e.next()
		var p struct {
			URI         string
			Diagnostics []problem
		}
		if m.Method == "textDocument/publishDiagnostics" && json.Unmarshal(m.Params, &p) == nil && p.URI == uri(path) {
			return p.Diagnostics
		}
	}
}

// complete returns what the server offers at a place; line and column begin with 0.
func (e *editor) complete(path string, line, column int) []string {
	e.t.Helper()
	var list struct{ Items []struct{ Label string } }
	answer := e.ask("textDocument/completion", map[string]any{"textDocument": map[string]any{"uri": uri(path)},
		"position": map[string]any{"line": line, "character": column}})
	if err := json.Unmarshal(answer, &list); err != nil {
		e.t.Fatalf("%v: %s", err, answer)
	}
	var labels []string
	for _, item := range list.Items {
		labels = append(labels, item.Label)
	}
	return labels
}

func uri(path string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String()
}

func TestAnEditorCompletesAPresetAndMarksAWrongValue(t *testing.T) {
	modules := os.Getenv(serverVariable)
	if modules == "" {
		t.Skip("needs the npm package yaml-language-server: " + serverVariable + " names the node_modules that has it, as .ci/run does")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "preset.schema.json"), presets.SchemaJSON(), 0o600); err != nil {
		t.Fatal(err)
	}
	saved, err := presets.Preset{Title: "Hall", Values: map[string]string{"languages": "en-US", "rtcConfig.channelName": "hall"}}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	e := openEditor(t, modules)
	if wrong := e.open(filepath.Join(dir, "presets", "saved.yaml"), string(saved)); len(wrong) > 0 {
		t.Errorf("a saved preset is marked: %+v", wrong)
	}

	_, head, _ := strings.Cut(string(saved), "\n") // as a person begins, without the seal
	head, _, _ = strings.Cut(head, "\n")
	wrong := filepath.Join(dir, "presets", "wrong.yaml")
	marked := e.open(wrong, head+"\nschema: 1\nversion: v5\nrequest:\n  maxIdleTime: 3\n  rtcConfig:\n    channelName: a/b\n    subBotUid: \"47091\"\n")
	lines := map[int]bool{}
	for _, p := range marked {
		lines[p.Range.Start.Line] = true
	}
	if !lines[4] || !lines[6] || len(lines) != 2 {
		t.Errorf("marked are %+v", marked)
	}

	fresh := filepath.Join(dir, "presets", "fresh.yaml")
	e.open(fresh, head+"\nschema: 1\nrequest:\n  rtcConfig:\n    \n  captionConfig:\n    storage:\n      vendor: \n")
	if got := e.complete(fresh, 4, 4); !slices.Contains(got, "channelName") || !slices.Contains(got, "cryptionMode") || slices.Contains(got, "secret") {
		t.Errorf("in rtcConfig it offers %v", got)
	}
	if got := e.complete(fresh, 7, 14); !slices.Contains(got, "1") || !slices.Contains(got, "11") || slices.Contains(got, "4") {
		t.Errorf("as storage it offers %v", got)
	}
}
