package storagetest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"sttwizard/agora"
	"sttwizard/internal/samples"
)

// Region is where the buckets of versitygw are.
const Region = "us-east-1"

// The users of versitygw. An access key has no slash, which ends it in a signature.
const (
	access       = "ACCESSCANARYQ5x"
	writer       = "WRITERCANARYQ5y"
	writerSecret = "secretcanary/of+who/only/writes"
)

// S3 returns the running versitygw of a package's tests.
func S3(t testing.TB) *Server {
	t.Helper()
	return shared(t, "versitygw", startS3)
}

func startS3(tools, dir string) (*Server, error) {
	ports, err := freePorts(2)
	if err != nil {
		return nil, err
	}
	s := &Server{
		URL: fmt.Sprintf("http://127.0.0.1:%d", ports[0]), dir: dir, Writer: writer, WriterSecret: writerSecret,
		Access: access, Secret: agora.Secret(samples.Canaries()[agora.PathSecretKey]),
	}
	users, files := filepath.Join(dir, "users"), filepath.Join(dir, "files")
	for _, d := range []string{users, files} {
		if err := os.Mkdir(d, 0o700); err != nil {
			return nil, err
		}
	}
	program := filepath.Join(tools, "versitygw")
	admin := fmt.Sprintf("127.0.0.1:%d", ports[1])
	cmd := exec.Command(program, "--port", fmt.Sprintf("127.0.0.1:%d", ports[0]), "--admin-port", admin, "--region", Region,
		"--iam-dir", users, "--iam-cache-disable", "--quiet", "posix", files)
	cmd.Env = append(os.Environ(), "ROOT_ACCESS_KEY="+s.Access.Reveal(), "ROOT_SECRET_KEY="+s.Secret.Reveal())
	if err := s.run(cmd, ports[1]); err != nil {
		return nil, err
	}
	user := exec.Command(program, "admin", "--er", "http://"+admin, "create-user", "-a", writer, "-s", writerSecret, "-r", "user")
	user.Env = append(os.Environ(), "ADMIN_ACCESS_KEY="+s.Access.Reveal(), "ADMIN_SECRET_KEY="+s.Secret.Reveal())
	if out, err := user.CombinedOutput(); err != nil {
		s.stop()
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	return s, nil
}

// Bucket makes a bucket, and returns its name.
func (s *Server) Bucket(t testing.TB) string {
	t.Helper()
	if strings.HasSuffix(s.URL, account) {
		return s.container(t)
	}
	name := newName()
	c, err := minio.New(strings.TrimPrefix(s.URL, "http://"), &minio.Options{
		Creds: credentials.NewStaticV4(s.Access.Reveal(), s.Secret.Reveal(), ""), Region: Region, Transport: transport(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.MakeBucket(t.Context(), name, minio.MakeBucketOptions{Region: Region}); err != nil {
		t.Fatal(err)
	}
	policy := fmt.Sprintf(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[%q]},
		"Action":["s3:PutObject"],"Resource":["arn:aws:s3:::%s/*"]}]}`, writer, name)
	if err := c.SetBucketPolicy(t.Context(), name, policy); err != nil {
		t.Fatal(err)
	}
	return name
}
