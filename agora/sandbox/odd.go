package sandbox

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"sttwizard/agora"
	bottoken "sttwizard/agora/token"
)

// Unlisted says what becomes of a field of a request that the version's pages do
// not list.
type Unlisted string

// What becomes of such fields.
const (
	UnlistedRefused Unlisted = ""        // all are refused: for a client whose author wants to know
	UnlistedOfApps  Unlisted = "of-apps" // those that apps of Agora's own send are taken
	UnlistedTaken   Unlisted = "taken"   // all are taken
)

// ofApps are the names of fields that apps of Agora's own send and its pages do
// not list; with a point, the path.
var ofApps = []string{"graph_id", "devicePlatform", "testIp", "testPort", agora.PathTranslateOn, agora.PathForceInterval}

// takes reports whether what is wrong with a request is only that it has a field
// which no page lists, and the server takes that field. Then it is told.
func (s *Server) takes(e agora.FieldError) bool {
	if e.Rule != "unknown" && e.Rule != "lacks" {
		return false
	}
	app := slices.ContainsFunc(ofApps, func(name string) bool {
		return e.Path == name || !strings.Contains(name, ".") && strings.HasSuffix(e.Path, "."+name)
	})
	switch {
	case app && s.o.Unlisted != UnlistedRefused:
		s.tell(fmt.Sprintf("the request has %s, which Agora's pages do not list and apps of its own send: taken", brief(e.Path)))
	case !app && s.o.Unlisted == UnlistedTaken:
		s.tell(fmt.Sprintf("the request has %s, which is taken and has no effect: %s", brief(e.Path), e.Text))
	default:
		return false
	}
	return true
}

// oddVerb tells of a verb that is not in capitals: Agora's own quickstart writes
// one so, and other servers may refuse it.
func (s *Server) oddVerb(r *http.Request) {
	if upper := strings.ToUpper(r.Method); r.Method != upper {
		s.tell(fmt.Sprintf("a client writes the verb %s as %q: taken, though verbs are written in capitals", upper, r.Method))
	}
}

// brief cuts a name that a client made up.
func brief(name string) string {
	const longest = 60
	if runes := []rune(name); len(runes) > longest {
		return string(runes[:longest]) + "..."
	}
	return name
}

// told remembers what was told, so that it is told once.
type told struct {
	mu    sync.Mutex
	texts []string
}

// mostTold is how many different things are told: a client may make up as many
// names as it likes.
const mostTold = 100

func (s *Server) tell(text string) {
	s.told.mu.Lock()
	known := slices.Contains(s.told.texts, text) || len(s.told.texts) >= mostTold
	if !known {
		s.told.texts = append(s.told.texts, text)
	}
	s.told.mu.Unlock()
	if !known && s.o.Tell != nil {
		s.o.Tell(text)
	}
}

// refuseToken says why a token that stands for key and secret is not taken, in
// Agora's words; empty means that it is.
func (s *Server) refuseToken(text string) string {
	const invalid = "Invalid token"
	if s.o.Token != "" && text == s.o.Token.Reveal() {
		return ""
	}
	token, err := bottoken.Read(text)
	switch {
	case !s.o.Tokens, err != nil, token.Version != bottoken.Version007, !strings.EqualFold(token.AppID, s.o.AppID):
		return invalid
	case s.o.Certificate != "" && !token.Verify(s.o.Certificate):
		return invalid
	case !token.Expires.After(s.now()):
		return "Token is expired"
	}
	return ""
}

// admitPage lets a page in a browser read the answer, and send what is no simple
// request, if the page comes from this machine. Other pages are refused: the
// pretend credentials are known to everybody.
func (s *Server) admitPage(w http.ResponseWriter, r *http.Request) bool {
	h, origin := w.Header(), r.Header.Get("Origin")
	if origin == "" {
		return true // no page, or one that only looks
	}
	h.Add("Vary", "Origin")
	if !ofThisMachine(origin) {
		s.tell(fmt.Sprintf("a page of %s is refused: only pages of this machine may call the sandbox", brief(origin)))
		return false
	}
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Expose-Headers", "X-Request-Id, Retry-After")
	if strings.EqualFold(r.Method, http.MethodOptions) {
		h.Set("Access-Control-Allow-Methods", "GET, POST, PATCH, DELETE, patch") // fetch sends this one as it is written
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Request-Id")
	}
	return true
}

// ofThisMachine reports whether a page's origin is a loopback address, on any port.
func ofThisMachine(origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return strings.EqualFold(u.Hostname(), "localhost") || ip != nil && ip.IsLoopback()
}
