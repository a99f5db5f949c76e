package sandbox

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// serverName is what every answer of a sandbox names as its server, whatever its mode.
const serverName = "sttwizard-sandbox"

// answersLimit is how long Answers waits.
const answersLimit = 2 * time.Second

// Answers reports whether a sandbox answers at a base URL, and no other Agora: it asks
// for the head of its home page, without credentials, and waits 2 s at most. One that does
// not answer is not known to be a sandbox.
func Answers(ctx context.Context, by http.RoundTripper, url string) bool {
	ctx, cancel := context.WithTimeout(ctx, answersLimit)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, strings.TrimRight(url, "/")+"/", nil)
	if err != nil {
		return false
	}
	resp, err := by.RoundTrip(req)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.Header.Get("Server") == serverName
}
