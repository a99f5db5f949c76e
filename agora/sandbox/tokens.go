package sandbox

import (
	"time"

	"sttwizard/agora"
	bottoken "sttwizard/agora/token"
)

// joinsAt returns when the task's bots come into the channel: when the task is
// partially up.
func (t Task) joinsAt() time.Time {
	return t.CreatedAt.Add(joinStep * t.step())
}

// joinStep is after how many paces the bots join: Agora's CREATED.
const joinStep = 4

// admit looks at the tokens of the task's bots. As at Agora a start is not
// refused for them: a bot whose token is for something else or has expired can't
// join, and one whose token expires is put out of the channel; the task ends
// then. A text that is no 007 token lets its bot in, as every test may make one up.
func (t *Task) admit(r agora.Request) {
	for _, bot := range []struct {
		uid   string
		token agora.Secret
	}{{r.RTC.SubBotUID, r.RTC.SubBotToken}, {r.RTC.PubBotUID, r.RTC.PubBotToken}} {
		read, err := bottoken.Read(bot.token.Reveal())
		if err != nil || read.Version != bottoken.Version007 {
			continue
		}
		wrong, _ := read.Check(bottoken.Want{AppID: t.AppID, Channel: t.Channel, UID: bot.uid, Now: t.joinsAt()})
		if len(wrong) > 0 {
			t.end(t.joinsAt(), ReasonToken)
		} else {
			t.end(read.Expires, ReasonToken)
		}
	}
}
