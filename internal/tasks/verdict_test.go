package tasks

import (
	"testing"

	"sttwizard/agora"
)

func TestAnswersToATestAreSorted(t *testing.T) {
	if got := testVerdict(&agora.APIError{Kind: agora.KindNoRoute}); got != TestNoRoute {
		t.Errorf("got %s", got)
	}
	if got := testVerdict(&agora.APIError{Kind: agora.KindServer}); got != TestRefused {
		t.Errorf("got %s", got)
	}
}
