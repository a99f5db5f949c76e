package report

import (
	"cmp"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
	"sttwizard/internal/files"
	"sttwizard/internal/terminal"
)

// BundleOptions are what a bundle tells besides the attempt.
type BundleOptions struct {
	Version string              // of sttwizard
	Now     time.Time           // when the bundle is made, in this machine's zone
	Getenv  func(string) string // for the terminal's kind; nil: not told
	Size    string              // of the terminal, as "120x40"; empty: not told
	Hide    func(string) string // takes known secrets out of the finished text; nil: nothing does

	Trouble *explain.Explanation // what went wrong; nil: nothing that is known
	Request *agora.Request       // where there is no attempt: what was to be sent; nil: not told
	Project agora.Project        // of Request
}

// SaveBundle writes the bundle to a file of its own under the home's state directory, for this
// user only, and gives its path. The error is *files.Error.
func SaveBundle(home files.Home, a *attempt.Attempt, o BundleOptions) (path string, err error) {
	name := "failure"
	if a != nil {
		name = a.ID()
	}
	path = filepath.Join(home.State, "bundles", name+"-"+o.Now.UTC().Format("20060102-150405")+".txt")
	return path, files.Write(path, []byte(BundleText(a, o)), files.WriteOptions{})
}

const (
	title = "sttwizard support bundle\n\n"
	head  = `No secret is in it: their values are left out, and the builder token is named by
a fingerprint only. Channel, bots, ids, languages and the bucket are in it: look
through it before you pass it on.`
	headNamed = `No secret is in it: their values are left out. Channel, bots, ids, languages and
the bucket are in it: look through it before you pass it on.` // v7 has no builder token
)

// BundleText returns the bundle.
func BundleText(a *attempt.Attempt, o BundleOptions) string {
	t := &text{}
	version := o.Project.Version
	if a != nil {
		version = a.Intent().Version
	}
	if version.Named() {
		t.b.WriteString(title + headNamed + "\n")
	} else {
		t.b.WriteString(title + head + "\n")
	}
	t.made(o)
	if a != nil {
		t.attempt(a)
	}
	if o.Trouble != nil {
		t.trouble(*o.Trouble)
	}
	switch {
	case a != nil:
		t.story(a)
		t.sent(a.Intent())
	case o.Request != nil:
		t.request(*o.Request, o.Project)
	}
	if o.Hide != nil {
		return o.Hide(t.b.String())
	}
	return t.b.String()
}

// text is a bundle that is being written.
type text struct{ b strings.Builder }

func (t *text) title(name string) { t.b.WriteString("\n" + name + "\n") }

// fact writes a line, or nothing for an empty value.
func (t *text) fact(name, value string) {
	if value != "" {
		fmt.Fprintf(&t.b, "  %-16s %s\n", name, terminal.Safe(value, 0))
	}
}

// lines writes a foreign text of several lines.
func (t *text) lines(s string) {
	for _, l := range terminal.SafeLines(s, 0, 0) {
		t.b.WriteString("  " + string(l) + "\n")
	}
}

// stamp writes a time as all machines read it; empty for none.
func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format("2006-01-02T15:04:05.000Z")
}

// made says by what and where the bundle was made.
func (t *text) made(o BundleOptions) {
	t.title("Made")
	t.fact("at", stamp(o.Now)+", this machine is at UTC"+o.Now.Format("-07:00"))
	t.fact("sttwizard", o.Version)
	t.fact("built with", runtime.Version())
	t.fact("system", runtime.GOOS+"/"+runtime.GOARCH)
	if o.Getenv == nil {
		return
	}
	var kind []string
	for _, name := range []string{"TERM", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "COLORTERM", "LANG", "LC_ALL", "NO_COLOR"} {
		if value := o.Getenv(name); value != "" {
			kind = append(kind, name+"="+value)
		}
	}
	if o.Getenv("TMUX") != "" {
		kind = append(kind, "inside tmux")
	}
	t.fact("terminal", strings.Join(kind, " "))
	t.fact("terminal size", o.Size)
}

// attempt tells ids and where the attempt stands.
func (t *text) attempt(a *attempt.Attempt) {
	in, task := a.Intent(), a.Task()
	t.title("Task")
	t.fact("state", string(a.State())+" ("+a.Meaning()+") since "+stamp(a.Since()))
	t.fact("why", a.Why())
	t.fact("how it ended", string(a.How()))
	t.fact("task id", cmp.Or(task.ID, "not known"))
	t.fact("status", string(task.Status))
	t.fact("attempt", a.ID())
	t.fact("instance id", in.InstanceID)
	if h, _ := a.Handle(); h.BuilderToken != "" && !in.Version.Named() {
		t.fact("builder token", h.BuilderToken.Fingerprint()+" (fingerprint)")
	}
	t.fact("App ID", in.AppID)
	t.fact("connection", in.Connection)
	t.fact("API", string(in.Version))
	t.fact("address", address(in.BaseURL))
	t.fact("channel", in.Channel)
	t.fact("listening bot", in.SubBotUID)
	t.fact("writing bot", in.PubBotUID)
	t.fact("preset", strings.TrimSpace(in.Preset+" "+in.PresetHash))
	t.fact("start requests", fmt.Sprint(a.Sends()))
	t.fact("written down", stamp(a.Begun()))
	t.fact("reminder", stamp(a.PlannedEnd()))
	t.fact("latest end", stamp(a.LatestEnd()))
	t.fact("damage", a.Damage())
}

// address returns an address that could be called. Another one in a journal was
// written there by hand and may hold a password.
func address(url string) string {
	if url == "" || agora.CheckBaseURL(url) == nil {
		return url
	}
	return "not one that can be called"
}

// trouble tells what went wrong.
func (t *text) trouble(e explain.Explanation) {
	t.title("What went wrong")
	t.fact("what", e.What)
	t.fact("kind", e.Kind)
	t.fact("code", e.Code)
	t.fact("likely", e.Likely)
	t.fact("to do", e.Do)
	t.fact("billed", e.Billed)
	t.fact("field", e.Field)
	t.fact("request id", e.RequestID)
	t.fact("Agora said", e.Said)
	if e.Raw != "" {
		t.title("The raw answer")
		t.lines(e.Raw)
	}
}

// story tells the journal's records.
func (t *text) story(a *attempt.Attempt) {
	t.title("Time line (UTC)")
	for _, r := range a.Records() {
		line := explain.Record(a.Intent().Version, r)
		for _, more := range [][2]string{{"status ", string(r.Status)}, {"why: ", r.Why}, {"request id ", r.Request}} {
			if more[1] != "" {
				line += "; " + more[0] + more[1]
			}
		}
		t.fact(stamp(r.At), string(r.Event)+": "+line)
	}
}

// sent tells the request of an attempt. It is read again, whatever the journal
// says: somebody may have written a secret into it.
func (t *text) sent(in attempt.Intent) {
	if len(in.Request) == 0 {
		return
	}
	r, _, err := agora.DecodeRequest(in.Request)
	if err != nil {
		t.title("Request")
		t.fact("left out", "what the journal holds is no request")
		return
	}
	t.request(r, agora.Project{Version: in.Version}, in.Lacks...)
}

// request writes a request without its secrets; lacks are the paths of those that
// it was sent with and lacks already.
func (t *text) request(r agora.Request, p agora.Project, lacks ...string) {
	without, had := r.WithoutSecrets()
	had = append(had, lacks...)
	t.title("Request, without secrets")
	t.lines(without.JSON(p, agora.Masked))
	t.fact("left out", strings.Join(had, ", "))
}
