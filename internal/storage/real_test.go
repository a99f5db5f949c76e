package storage

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/storage/storagetest"
)

// versitygw is a place in a bucket of its own on a real server.
func versitygw(t testing.TB) (*storagetest.Server, Place, Keys) {
	t.Helper()
	s := storagetest.S3(t)
	p := likeS3(s.URL)
	p.Bucket = s.Bucket(t)
	return s, p, Keys{s.Access, s.Secret}
}

// azurite is the same at Microsoft's emulator.
func azurite(t testing.TB) (*storagetest.Server, Place, Keys) {
	t.Helper()
	s := storagetest.Azure(t)
	p := likeS3(s.URL)
	p.Vendor, p.Bucket = agora.VendorAzure, s.Bucket(t)
	return s, p, Keys{s.Access, s.Secret}
}

func TestARealS3StorageIsWrittenListedReadAndLookedAt(t *testing.T) {
	t.Parallel()
	_, p, k := versitygw(t)
	contents(t, opened(t, p, k, Options{}))
}

func TestARealAzureStorageIsWrittenListedReadAndLookedAt(t *testing.T) {
	t.Parallel()
	_, p, k := azurite(t)
	contents(t, opened(t, p, k, Options{}))
}
