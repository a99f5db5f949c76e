// Package screen is an emulated terminal for tests, pictures and measurements:
// it runs a Bubble Tea program in this process, types real bytes into it and
// reads what a person would see.
//
// Words: a terminal is the emulated device (what was written to it, what it
// shows, what it answers); a screen is a terminal with a program running in
// it; a burst is everything that one Send writes, delivered to the program in
// one read as type-ahead and pastes are; steps run a model without a program,
// each command to its end before the next.
//
//	s := screen.Start(model, screen.Options{Width: 80, Height: 24})
//	defer s.Close()
//	s.See(t, "Channel name")
//	s.Send("town-hall" + screen.Enter)
//	s.See(t, "Subscribing bot's uid")
//
// Nothing here sleeps for a fixed time: See, Gone and Settle look again and
// again until what they wait for is true or [Patience] is over. See is what a
// test nearly always wants. Settle is for "nothing more happens": it knows that
// every byte typed so far went through the model's Update, but not when a
// command of the model (a request, a timer) will answer.
//
// Esc needs care on every terminal: an Esc byte with other bytes right behind
// it is an alt+key or the start of a sequence, and the program waits 50 ms to
// tell them apart. Send therefore comes back from a burst that ends with Esc
// only when the program has taken it as the key; never write Esc in the middle
// of a burst.
//
// After a program has ended it reads no more keys, and Bubble Tea keeps the
// goroutine that still has one to deliver. So send nothing behind the key that
// quits, or a leak check fails.
//
// [Steps] is for what must be the same at every run, or quick over thousands of
// keys: pictures, random walks, sweeps for secrets. What is about frames, bytes or
// keys that come in bursts needs a Screen.
//
// The package knows nothing of the product: no form, presets, ui or agora.
package screen
