package session_test

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/agora/sandbox"
	"sttwizard/internal/captions"
	"sttwizard/internal/session"
	"sttwizard/internal/session/sessiontest"
)

func TestCaptionsAreStoredOnlyWhereTheyAreWanted(t *testing.T) {
	t.Parallel()
	if s := sessiontest.Open(t, nil, sessiontest.UseSandbox); s.StoreCaptions(nil) != nil {
		t.Error("they are stored unasked")
	}
	s := sessiontest.Open(t, nil, func(o *session.Options) { o.UseSandbox, o.Captions = true, captions.ModeFine })
	told := 0
	started := s.StoreCaptions(func(string) { told++ })
	if started == nil {
		t.Fatal("nobody stores them")
	}
	vendor, region := agora.VendorS3, 0
	started(sandbox.Task{ID: "TASK"}, agora.Request{Caption: &agora.CaptionConfig{Storage: agora.Storage{
		AccessKey: "a", SecretKey: "s", Bucket: "captions", Vendor: &vendor, Region: &region}}})
	if told != 1 {
		t.Errorf("a storage that is not on this machine: told %d times", told)
	}
	if err := s.Close(); err != nil || s.StoreCaptions(nil) != nil {
		t.Errorf("%v", err)
	}
}
