// Package captions reads what Agora's Speech-to-Text stores: playlists (M3U8) that
// name slices (WebVTT), and slices that hold cues. It finds a task's files by the
// task's id, makes a transcript of them, and writes pretend speech for the sandbox.
//
// # Words
//
// A slice is one file of captions, as long as captionConfig.sliceDuration says. A cue
// is one thing said, with its speaker, who is a uid. A copy is the captions in one
// language: Agora writes a plain copy, whose names begin with the task's id, and one
// for each language, whose names begin with the language. A tail is the end of a
// playlist, which is enough to see what is new. Trouble counts what was not as it
// should be; it never is a reason to stop.
//
//	playlist, err := captions.ReadPlaylist(text, captions.Usual)
//	transcript, err := captions.Collect(ctx, playlist, time.Minute, get, captions.Usual)
//	err = transcript.Write(w, captions.VTT, captions.Names{"1274918203": "Ada"})
//
// Everything in the files is the text of strangers. What is read is bounded
// (Limits), what is kept of it has no control characters, and nothing that a file
// says is fetched but plain names beside the playlist.
//
// What Agora's pages state of the files is little, and what is not stated is found
// out from the files: see Clock and package arriving.
//
// The package knows the standard library alone: no storage, no request and no screen.
package captions
