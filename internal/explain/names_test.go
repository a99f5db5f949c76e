package explain

import (
	"regexp"
	"testing"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
)

// gaps are what is left of a sentence where a value is blank.
var gaps = regexp.MustCompile(`  |^ | $|^, |, $| ,|\(\)|""| and$|^and |bots? (and|would|listens|writes)\b`)

func TestABlankValueLeavesNoGap(t *testing.T) {
	for _, v := range []agora.Version{"", agora.V5, agora.V6, agora.V7} {
		for _, sub := range []string{"", "47091"} {
			for _, pub := range []string{"", "88222"} {
				for _, connection := range []string{"", "acme"} {
					in := attempt.Intent{Version: v, SubBotUID: sub, PubBotUID: pub, Connection: connection}
					for _, text := range []string{Bots(in), BotNames(in), Via(in), "look for " + BotNames(in) + " there"} {
						if gap := gaps.FindString(text); gap != "" {
							t.Errorf("%q has %q (%+v)", text, gap, in)
						}
					}
				}
			}
		}
	}
	for _, test := range []struct {
		in         attempt.Intent
		does, name string
	}{
		{attempt.Intent{Version: agora.V5, SubBotUID: "1", PubBotUID: "2"}, "1 listens, 2 writes", "the bots 1 and 2"},
		{attempt.Intent{Version: agora.V5, PubBotUID: "2"}, "2 writes", "the bot 2"},
		{attempt.Intent{Version: agora.V7, PubBotUID: "2"}, "2 listens and writes", "the bot 2"},
		{attempt.Intent{Version: agora.V7}, "", "its bots"},
	} {
		if Bots(test.in) != test.does || BotNames(test.in) != test.name {
			t.Errorf("%q and %q of %+v", Bots(test.in), BotNames(test.in), test.in)
		}
	}
}
