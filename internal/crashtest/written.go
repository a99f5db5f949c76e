package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"

	"sttwizard/agora"
)

func isStart(r *http.Request) bool {
	name := path.Base(r.URL.Path)
	return r.Method == http.MethodPost && (name == "tasks" || name == "join")
}

// started tells of a start that has arrived, before anything is done about it.
func (s *server) started(r *http.Request) {
	if !isStart(r) {
		return
	}
	key := keyOf(r)
	s.mu.Lock()
	s.starts[key]++
	n := s.starts[key]
	s.mu.Unlock()
	s.tells(key, n)
}

// keyOf returns the builder token of a start, or of v7 its name.
func keyOf(r *http.Request) string {
	if token := r.URL.Query().Get("builderToken"); token != "" {
		return token
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, agora.MaxRequestBytes))
	r.Body = io.NopCloser(bytes.NewReader(data))
	var body struct {
		Name string `json:"name"`
	}
	if err != nil || json.Unmarshal(data, &body) != nil {
		return ""
	}
	return body.Name
}

// written looks whether the nth start of an attempt was written down before it was
// sent. It is asked while the start waits.
func (t *trial) written(key string, n int) {
	logs, err := t.journal.logs(t.server.life)
	if t.server.life.Err() != nil {
		return // the trial is over
	}
	if err != nil {
		t.find(finding{unwritten, err.Error()})
		return
	}
	if there := sendings(logs, key); there < n {
		t.find(finding{unwritten, fmt.Sprintf("start no. %d of an attempt arrived when %d were written down", n, there)})
	}
}
