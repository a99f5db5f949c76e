package agora

import "testing"

func newTestClient(t *testing.T, c Config) *Client {
	t.Helper()
	c.AppID, c.Key, c.Secret, c.Project = testAppID, "customer-key", canaryCustomer, v5
	client, err := NewClient(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}
