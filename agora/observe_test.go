package agora

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

func TestEveryTryIsObservedWithoutASecret(t *testing.T) {
	for _, tt := range []struct {
		status int
		body   string
		call   func(*Client) error
		want   string
	}{
		{200, `{"tokenName":"` + canaryToken + `","createTs":1}`, func(c *Client) error { _, err := c.Acquire(context.Background(), "i"); return err },
			"acquire POST /v1/projects/" + testAppID + "/rtsc/speech-to-text/builderTokens 200 req-1 <nil>"},
		{404, `{"message":"no task"}`, func(c *Client) error {
			_, err := c.Query(context.Background(), Handle{TaskID: "t/1", BuilderToken: canaryToken})
			return err
		}, "query GET /v1/projects/" + testAppID + "/rtsc/speech-to-text/tasks/t%2F1 404 req-1 query: answered 404"},
		{200, `<html>`, func(c *Client) error {
			_, err := c.Query(context.Background(), Handle{TaskID: "t1", BuilderToken: canaryToken})
			return err
		}, "/tasks/t1 200 req-1 query: the answer"},
	} {
		config := answering(t, tt.status, jsonType, tt.body)
		var seen []string
		config.Observe = func(o Observed) {
			seen = append(seen, fmt.Sprintf("%s %s %s %d %s %v", o.Op, o.Method, o.Path, o.Status, o.RequestID, o.Err))
		}
		_ = tt.call(newTestClient(t, config))
		if len(seen) != 1 || !strings.Contains(seen[0], tt.want) || strings.Contains(seen[0], canaryToken) {
			t.Errorf("want %s, have %q", tt.want, seen)
		}
	}
}
