package storagetest

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

// account is that of azurite.
const account = "acmecaptions"

// Azure returns the running azurite of a package's tests.
func Azure(t testing.TB) *Server {
	t.Helper()
	return shared(t, "azurite", startAzure)
}

func startAzure(tools, dir string) (*Server, error) {
	ports, err := freePorts(1)
	if err != nil {
		return nil, err
	}
	key := base64.StdEncoding.EncodeToString([]byte(samples.Canaries()[agora.PathSecretKey]))
	s := &Server{URL: fmt.Sprintf("http://127.0.0.1:%d/%s", ports[0], account), dir: dir, Access: account, Secret: agora.Secret(key)}
	cmd := exec.Command("node", filepath.Join(tools, "node_modules", "azurite", "dist", "src", "blob", "main.js"),
		"--blobHost", "127.0.0.1", "--blobPort", fmt.Sprint(ports[0]), "--location", filepath.Join(dir, "blobs"),
		"--skipApiVersionCheck", "--disableTelemetry", "--silent")
	cmd.Env = append(os.Environ(), "AZURITE_ACCOUNTS="+account+":"+key)
	if err := s.run(cmd, ports[0]); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Server) container(t testing.TB) string {
	t.Helper()
	name := newName()
	key, err := container.NewSharedKeyCredential(s.Access.Reveal(), s.Secret.Reveal())
	if err != nil {
		t.Fatal(err)
	}
	c, err := container.NewClientWithSharedKeyCredential(s.URL+"/"+name, key, &container.ClientOptions{
		ClientOptions: azcore.ClientOptions{Transport: &http.Client{Transport: transport(t)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Create(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	return name
}

// newName returns a name that no bucket has.
func newName() string { return "c" + strings.ToLower(rand.Text()) }

// transport is closed with the test.
func transport(t testing.TB) *http.Transport {
	own := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(own.CloseIdleConnections)
	return own
}
