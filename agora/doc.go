// Package agora speaks Agora's Real-Time Speech-to-Text REST API: it holds the
// request as the API documents it in each of its versions, every rule and number
// of them, and a client for the calls.
//
// Words used here, as the API uses them: a request is what is asked of Agora; a
// task is what runs there after a start (v7 calls it an agent, and a start a join); a
// builder token is acquired first and is needed to start, query and stop its task,
// and v7 has a name in its place; the subscribing bot listens in the channel and the
// publishing bot writes the subtitles into it, which in v7 is one bot. A path such
// as "rtcConfig.channelName" names one field of the request. A project is the
// Agora project that a request is meant for, as far as rules depend on it.
//
//	var r agora.Request
//	r.Set("languages", "en-US")
//	r.Set("rtcConfig.channelName", "town-hall")
//	r.Set("rtcConfig.subBotUid", "47091")
//	r.Set("rtcConfig.pubBotUid", "88222")
//	for _, e := range r.Validate(agora.Project{Version: agora.V5}) {
//		fmt.Println(e) // one line per broken rule, with the field's path
//	}
//
// The package imports the standard library only and knows nothing of screens,
// files or commands.
package agora
