package ui

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/form"
	"sttwizard/internal/preflight"
	"sttwizard/internal/report"
	"sttwizard/internal/samples"
)

// canaryEnv is a connection whose customer secret is a canary.
func canaryEnv(birds samples.Cage) map[string]string {
	return map[string]string{"AGORA_APP_ID": sandbox.DefaultAppID, "AGORA_CUSTOMER_KEY": sandbox.DefaultKey, "AGORA_API_VERSION": "v5", "AGORA_CUSTOMER_SECRET": birds[samples.CustomerSecret]}
}

// withCanaries is a draft with every field set and a canary for every secret.
func withCanaries(t *testing.T) *form.Draft {
	t.Helper()
	d := form.NewDraft(agora.Project{Version: agora.V5})
	values := map[string]string{
		agora.PathLanguages: "en-US", agora.PathChannelName: "demo", agora.PathSubBotUID: "47091", agora.PathPubBotUID: "88222",
		agora.PathCryptionMode: "7", agora.PathVendor: "1", agora.PathRegion: "0", agora.PathBucket: "captions",
	}
	for name, value := range samples.Canaries() {
		if agora.IsSecret(name) {
			values[name] = value
		}
	}
	for path, text := range values {
		if err := d.Set(path, text, form.Typed); err != nil {
			t.Fatal(err)
		}
	}
	if wrong := d.Problems(); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	return d
}

// swept is a desk that looks for canaries in every frame, in what is copied, in what
// is printed of its parts, in the log and in every file of its home.
type swept struct {
	*desk
	birds samples.Cage
	home  string
	leaks []string
	seen  map[string]bool // the screens that were looked at
}

func sweep(t *testing.T, seen map[string]bool, o rigOptions) *swept {
	t.Helper()
	if o.home == "" {
		o.home = t.TempDir()
	}
	log, err := report.OpenLog(filepath.Join(o.home, "sttwizard.log"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	o.log = log
	s := &swept{birds: samples.Canaries(), home: o.home, seen: seen}
	s.desk = newDesk(t, o)
	s.after = s.look
	s.look()
	return s
}

// look looks at the frame, and at what fmt would print of what is behind it.
func (s *swept) look() {
	top := s.m.top()
	s.seen[kindOf(top)] = true
	view := s.m.View()
	s.find("the screen", sgr.ReplaceAllString(view.Content, ""))
	s.find("the window's title", view.WindowTitle)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		s.find("what fmt prints", fmt.Sprintf(verb+verb+verb, s.m, s.session, s.m.draft))
	}
}

func (s *swept) find(where, text string) {
	for _, name := range s.birds.In(text) {
		s.leaks = append(s.leaks, where+" holds the "+name)
	}
}

// finish looks at what is left when the program has ended, and gives all leaks.
func (s *swept) finish() []string {
	s.t.Helper()
	s.session.Close()
	if err := s.session.Log.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.find("the clipboard", strings.Join(s.copied, "\n"))
	files := 0
	err := filepath.WalkDir(s.home, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(path)
		look := s.birds
		if filepath.Ext(path) == ".jnl" || filepath.Base(path) == "sandbox.json" {
			look = look.Without(samples.BuilderToken)
		}
		for _, name := range look.In(string(data)) {
			s.leaks = append(s.leaks, filepath.Base(path)+" holds the "+name)
		}
		return err
	})
	if err != nil || files == 0 {
		s.t.Fatalf("%d files, %v", files, err)
	}
	slices.Sort(s.leaks)
	return slices.Compact(s.leaks)
}

func (s *swept) clean() {
	s.t.Helper()
	for _, leak := range s.finish() {
		s.t.Error(leak)
	}
}

// screensInSource returns the types of this package that draw a screen.
func screensInSource(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			out = append(out, hostsIn(decl)...)
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != "view" {
				continue
			}
			if star, ok := f.Recv.List[0].Type.(*ast.StarExpr); ok {
				out = append(out, star.X.(*ast.Ident).Name)
			}
		}
	}
	return out
}

// hostsIn returns the types that show a screen of a package of its own.
func hostsIn(decl ast.Decl) []string {
	types, ok := decl.(*ast.GenDecl)
	if !ok {
		return nil
	}
	var out []string
	for _, spec := range types.Specs {
		of, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		s, ok := of.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range s.Fields.List {
			if host, ok := f.Type.(*ast.IndexExpr); ok && len(f.Names) == 0 && fmt.Sprint(host.X) == "hosted" {
				out = append(out, of.Name.Name)
			}
		}
	}
	return out
}

func TestNoSecretIsSeenOnAnyScreen(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	t.Run("on the way to a task", func(t *testing.T) { sweepTask(t, seen) })
	t.Run("in answers that repeat it", func(t *testing.T) { sweepEchoes(t, seen) })
	t.Run("typed for a connection", func(t *testing.T) { sweepTyped(t, seen) })
	t.Run("stored for a connection", func(t *testing.T) { sweepStored(t, seen) })
	t.Run("in a preset's references", func(t *testing.T) { sweepReferences(t, seen) })
	t.Run("in a preset with variables", func(t *testing.T) { sweepVariables(t, seen) })
	t.Run("typed for a caption storage", func(t *testing.T) { sweepStorageKeys(t, seen) })
	for _, door := range newDoors(t, seen) {
		t.Run("behind "+door.key+" of home", func(t *testing.T) { sweepDoor(t, seen, door) })
	}
	screens := screensInSource(t)
	if len(screens) < 10 {
		t.Errorf("found only %v", screens)
	}
	for _, name := range screens {
		if !seen[name] {
			t.Errorf("the screen %s was not looked at", name)
		}
	}
}

// sweepDoor looks at a screen that a key of home leads to.
func sweepDoor(t *testing.T, seen map[string]bool, door door) {
	birds := samples.Canaries()
	d := sweep(t, seen, rigOptions{
		real: true, env: canaryEnv(birds), url: badAgora(t, nil), home: withReady(t, "demo"), ui: Options{Draft: withCanaries(t)},
	})
	d.toReviewOf("environment")
	d.press("h", door.key)
	d.everywhere()
	for range 5 {
		d.press("tab", "enter", "down")
	}
	d.everywhere()
	d.clean()
}

func sweepTask(t *testing.T, seen map[string]bool) {
	birds := samples.Canaries()
	answers := map[string]func(http.ResponseWriter){
		"acquire": answering(200, `{"createTs":1,"instanceId":"i","tokenName":"`+birds[samples.BuilderToken]+`"}`),
		"start":   answering(200, `{"taskId":"t-1","createTs":1,"status":"STARTED"}`),
		"query":   answering(200, `{"taskId":"t-1","createTs":1,"status":"IN_PROGRESS"}`),
	}
	d := sweep(t, seen, rigOptions{real: true, env: canaryEnv(birds), url: badAgora(t, answers), ui: Options{Draft: withCanaries(t)}})
	d.toReviewOf("environment")
	d.everywhere()
	d.press("v")
	d.tell(tea.WindowSizeMsg{Width: 120, Height: 60})
	d.must("builderToken")
	d.press("y", "w", "esc", "f")
	d.must("Before the event", "can't be reached")
	d.everywhere()
	for range len(preflight.Checks(agora.V5)) {
		d.press("down")
	}
	d.press("esc")
	for _, step := range form.Steps() {
		d.press("esc")
		d.press(fmt.Sprintf("alt+%d", step+1))
		for range 10 {
			d.press("tab")
		}
		d.press("ctrl+r")
	}
	d.press("ctrl+s", "tab", "tab", "enter", "down", "up", "enter", "h")
	d.press("g", "ctrl+r", "h", "enter", "ctrl+r", "h")

	d.m.draft = withCanaries(t)
	d.run(d.m.showReview())
	d.calm()
	d.press("s")
	d.must("demo", "bots 47091 listens")
	d.ringOne()
	d.everywhere()
	d.press("y", "b")
	d.must("support bundle")
	d.press("w", "w", "q", "esc")
	d.m.back.of(d.attempt("demo")).stopping = true // as while Agora is told
	d.press("q")
	d.everywhere()
	d.m.back.of(d.attempt("demo")).stopping = false
	d.press("esc", "h", "t", "enter")
	d.everywhere()
	old := withCanaries(t)
	d.run(d.m.showPaste())
	d.tell(tea.PasteMsg{Content: "curl https://api.agora.io/v1/projects/x/tasks -u key:" + birds[samples.CustomerSecret] +
		" -d '" + strings.ReplaceAll(old.Request().JSON(old.Project(), agora.Revealed), "'", `'\''`) + "'"})
	d.everywhere()
	d.press("enter")
	d.must("understood", "6 secrets")
	d.everywhere()
	d.press("enter")
	d.everywhere()
	if len(d.copied) < 2 {
		t.Errorf("%d texts went to the clipboard", len(d.copied))
	}
	d.clean()
}

// toReviewOf chooses a connection where that is asked first.
func (s *swept) toReviewOf(name string) {
	s.t.Helper()
	s.run(s.m.readChoices())
	for range 10 {
		list, ok := s.m.screen.(*connectionList)
		if !ok {
			break
		}
		if c := list.of.Selected(); c != nil && c.Name == name {
			s.press("enter")
			break
		}
		s.press("down")
	}
	s.must("Start transcription")
}

func sweepEchoes(t *testing.T, seen map[string]bool) {
	birds := samples.Canaries()
	var early string // what it can have heard before it gave a token
	for name, value := range birds.Without(samples.AppCertificate, samples.Passphrase, samples.BuilderToken) {
		early += name + " " + strings.Join(samples.Echoes(value), " ") + " "
	}
	said := early + strings.Join(samples.Echoes(birds[samples.BuilderToken]), " ")
	token := answering(200, `{"createTs":1,"instanceId":"i","tokenName":"`+birds[samples.BuilderToken]+`"}`)
	repeating := func(status int, body, id string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			w.Header().Set("X-Request-Id", id)
			answering(status, body)(w)
		}
	}
	for name, answers := range map[string]map[string]func(http.ResponseWriter){
		"with the token": {"acquire": repeating(400, `{"message":`+quoted(early)+`}`, birds[samples.CustomerSecret])},
		"with the start": {"acquire": token, "start": repeating(400, `{"message":`+quoted(said)+`}`, birds[agora.PathSecretKey])},
		"as no JSON":     {"acquire": repeating(200, early, birds[agora.PathAccessKey])},
	} {
		t.Run(name, func(t *testing.T) {
			d := sweep(t, seen, rigOptions{real: true, env: canaryEnv(birds), url: badAgora(t, answers), ui: Options{Draft: withCanaries(t)}})
			d.toReviewOf("environment")
			d.press("f")
			d.must("Before the event")
			d.everywhere()
			d.press("esc")
			d.calm()
			d.press("s")
			d.must("Not started")
			d.everywhere()
			d.press("b")
			d.must("support bundle")
			d.press("d")
			d.everywhere()
			d.press("d", "h")
			d.clean()
		})
	}
}

func sweepTyped(t *testing.T, seen map[string]bool) {
	home := withReady(t, "demo")
	write(t, home, "config/connections.yaml", connectionFile("acme", "ask", badAgora(t, map[string]func(http.ResponseWriter){
		"acquire": answering(401, `{"message":"Invalid authentication credentials"}`)})))
	d := sweep(t, seen, rigOptions{home: home, real: true})
	d.press("c", "up", "up", "enter", "enter")
	d.must("ready to send", "acme")
	d.calm()
	d.press("s")
	d.must("Customer secret of acme")
	d.types(d.birds[samples.CustomerSecret])
	d.everywhere()
	d.press("enter")
	d.must("Agora refused the credentials")
	d.everywhere()
	d.press("b")
	d.clean()
}
