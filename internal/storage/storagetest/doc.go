// Package storagetest runs real storages for tests that nobody here wrote: versitygw,
// which speaks Amazon's protocol and checks signatures, and azurite, which is Microsoft's
// own emulator of Azure. [Variable] names the folder that both are installed in, as
// .ci/run does; a test skips where it is not set, and fails where it is and one of them
// does not run.
//
//	func TestMain(m *testing.M) { goleak.VerifyTestMain(storagetest.Suite{M: m}) }
//
//	s := storagetest.S3(t)       // one server for all tests of a package
//	bucket := s.Bucket(t)        // a new one
//	place := storage.Place{Vendor: agora.VendorS3Like, Bucket: bucket, Endpoint: s.URL}
//	keys := storage.Keys{Access: s.Access, Secret: s.Secret}
//
// The package is for tests only, and does not know the reader that it tests.
package storagetest
