// Package token reads, checks and makes the tokens with which bots join a
// channel: AccessToken2 ("007") whole, the old AccessToken ("006") as far as it
// can be read.
//
// Words used here: a token is made for an App ID, a channel and a uid, and
// signed with the project's App Certificate, which only Agora and its owner
// know; a privilege is one thing that the token allows, until its own time; a
// service is one product that a token is for, of which the channel (RTC) is the
// one that matters here; the deadline is until when a bot can join with it.
//
//	t, err := token.Read(pasted)
//	if err != nil {
//		return err // says what is wrong with the text and never repeats it
//	}
//	for _, line := range t.Words(now) {
//		fmt.Println(line) // "channel  town-hall-1122"
//	}
//	wrong, odd := t.Check(token.Want{AppID: id, Channel: "town-hall-1122", UID: "47091", Now: now})
//
// Reading needs no certificate and proves nothing; Verify does. The package
// imports agora and the standard library only. It never calls anybody, and must
// not know where tokens or certificates are kept.
package token
