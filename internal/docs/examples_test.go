package docs

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"sttwizard/agora"
	"sttwizard/presets"
)

// request is what the examples call request.json.
const request = `{"languages":["en-US"],"rtcConfig":{"channelName":"demo","subBotUid":"47091","pubBotUid":"88222"}}`

// halls is the collection of Postman of the examples, with a request for each of two halls.
const halls = `{"info": {"name": "Halls"}, "item": [
 {"name": "North", "item": [{"name": "join", "request": {"method": "POST", "url": "{{base}}/join",
  "body": {"mode": "raw", "raw": "{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"north\",\"pubBotUid\":\"88222\"}}"}}}]},
 {"name": "South", "item": [{"name": "join", "request": {"method": "POST", "url": "{{base}}/join",
  "body": {"mode": "raw", "raw": "{\"languages\":[\"en-US\"],\"rtcConfig\":{\"channelName\":\"south\",\"pubBotUid\":\"88222\"}}"}}}]}]}`

// examples are the files that the examples of a document use, besides request.json.
func examples(t *testing.T) map[string]string {
	return map[string]string{
		"request.json": request, "halls.postman_collection.json": halls, "town-hall.yaml": townHall(t), "board-meeting.yaml": blocks(readme(t), "yaml")[0],
	}
}

// townHall is the preset that docs/PRESETS.md explains.
func townHall(t *testing.T) string { return blocks(document(t, "docs/PRESETS.md"), "yaml")[0] }

func TestEveryExampleWorksInItsOrder(t *testing.T) {
	files, made, ran := examples(t), commandLines(t, document(t, "docs/CONNECTIONS.md")), 0
	for _, name := range guides(t) {
		lines := commandLines(t, document(t, name))
		if len(lines) == 0 {
			continue
		}
		ran += len(lines)
		t.Run(name, func(t *testing.T) {
			m := newMachine(t)
			t.Chdir(t.TempDir())
			for name, content := range files {
				if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if name != "docs/CONNECTIONS.md" {
				m.must(made[0]...) // a reader has a connection by then
			}
			m.follow(lines)
		})
	}
	if ran < 18 {
		t.Errorf("only %d examples were found", ran)
	}
}

// follow runs lines one after the other; ID stands for the last task that was started.
func (m *machine) follow(lines [][]string) {
	m.t.Helper()
	task := ""
	for _, line := range lines {
		args := strings.Split(strings.ReplaceAll(strings.Join(line, "\x00"), "\x00ID", "\x00"+task), "\x00")
		m.ctrlC = args[0] == "sandbox" // it serves until then
		r := m.run(args...)
		if r.code != 0 {
			m.t.Errorf("sttwizard %s: exit code %d\n%s%s", strings.Join(args, " "), r.code, r.out, r.errs)
		}
		var started struct{ TaskID string }
		if json.Unmarshal([]byte(r.out), &started) == nil && started.TaskID != "" {
			task = started.TaskID
		}
	}
}

// commandLines returns the arguments of every line that calls sttwizard in the
// text's shell blocks.
func commandLines(t *testing.T, text string) [][]string {
	t.Helper()
	var out [][]string
	for _, block := range blocks(text, "sh") {
		for _, line := range strings.Split(strings.ReplaceAll(block, "\\\n", " "), "\n") {
			for _, program := range []string{"sttwizard", "go run ."} {
				command, _, _ := strings.Cut(line, " # ")
				if rest, ok := strings.CutPrefix(command, program+" "); ok {
					out = append(out, words(t, rest))
				}
			}
		}
	}
	return out
}

// words splits a line as a shell does, as far as the documents need it.
func words(t *testing.T, line string) []string {
	t.Helper()
	if strings.ContainsAny(line, "$'`|><;*") {
		t.Fatalf("the example needs a shell: %s", line)
	}
	var out []string
	for i, part := range strings.Split(line, `"`) {
		if i%2 == 1 {
			out = append(out, part)
			continue
		}
		out = append(out, strings.Fields(part)...)
	}
	return out
}

func TestThePresetThatIsExplainedIsOne(t *testing.T) {
	p, err := presets.Decode([]byte(townHall(t)))
	if err != nil {
		t.Fatal(err)
	}
	r, wrong := p.Request()
	for _, e := range r.Validate(agora.Project{Version: agora.V5}) {
		if !agora.IsSecret(e.Field()) {
			wrong = append(wrong, e)
		}
	}
	if len(wrong) > 0 {
		t.Error(wrong)
	}
	if !slices.Contains(p.Ask, agora.PathChannelName) {
		t.Error("it does not ask for the channel")
	}
	for _, path := range []string{agora.PathAccessKey, agora.PathSecretKey} {
		if !p.Secrets[path].Stored() {
			t.Errorf("it does not say where %s is", path)
		}
	}
}

func TestTheTwoCommandsForNewcomersAreThere(t *testing.T) {
	first := blocks(readme(t), "sh")[0]
	if want := "go run . --sandbox\ngo test ./...\n"; first != want {
		t.Errorf("the first block is\n%s\nnot\n%s", first, want)
	}
	if got := blocks(document(t, "CONTRIBUTING.md"), "sh")[0]; got != "go test ./...\n" {
		t.Errorf("CONTRIBUTING names another test command: %s", got)
	}
}
