package explain

import (
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// A keyword may hold a comma. Wherever a task's keywords are told it is one, written as
// people write it and not as --set does.
func TestAKeywordWithACommaIsToldAsOne(t *testing.T) {
	was := agora.Request{Keywords: []string{"Acme, Inc.", "wizard"}}
	now := agora.Request{Keywords: []string{`back\slash`, "Acme, Inc."}}
	changed := Change(agora.V7, attempt.Change{
		Update: agora.Update{Mask: []string{agora.PathKeywords}}, Was: was, Now: now,
	})
	if len(changed) != 1 || changed[0].From != `"Acme, Inc.", wizard` || changed[0].To != `back\slash, "Acme, Inc."` {
		t.Errorf("a change says %+v", changed)
	}
	facts := runsWith(attempt.Settings{Request: was, Known: true}, agora.V7, 12)
	if len(facts) != 1 || facts[0][1] != `"Acme, Inc.", wizard` {
		t.Errorf("a task says %v", facts)
	}
}

func TestATaskSaysHowItsChannelIsEncrypted(t *testing.T) {
	mode := 8
	told := runsWith(attempt.Settings{Request: agora.Request{RTC: agora.RTCConfig{CryptionMode: &mode}}, Known: true}, agora.V5, 12)
	if len(told) != 1 || told[0] != [2]string{"cipher", "AES_256_GCM2"} {
		t.Errorf("told: %v", told)
	}
}
