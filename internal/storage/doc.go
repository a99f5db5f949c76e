// Package storage reads the storage that a request's captions are written to: it probes
// it, lists it, looks at the end of an object and reads parts of one. Amazon S3 and what
// speaks its protocol is read with minio-go, Azure with azblob.
//
// Words: a place is where captions are, without secrets; a call is one of the reader's
// methods, however many requests it takes; a look asks whether an object is still the
// same, and for its last bytes where it isn't; a cause is why a storage said no; a
// finding is a cause with the few facts that may be shown.
//
//	place, stored := storage.PlaceOf(request)
//	r, err := storage.Open(place, storage.Keys{Access: id, Secret: key}, storage.Options{})
//	defer r.Close()
//	p := r.Probe(ctx)                          // may Agora write there, and may we look?
//	all, err := r.List(ctx, folder+id, "", 100) // at most 100, ErrMany where there are more
//	seen, err := r.Look(ctx, all[0].Key, "", 16<<10)
//	words := explain.Storage(storage.Explain(err), c)
//
// Open sends nothing. A call takes [Limit] at most, sends nothing twice, follows no
// redirect, and holds no more of an answer than it is meant to have. No error of a client
// or a server leaves the package: they quote addresses with the account's name in them,
// and up to a megabyte of a stranger's text. What leaves it is an [*Error], whose text is
// made of a cause and a code of letters and digits.
//
// Keys of objects, ETags and contents are what the storage says: whoever shows them takes
// them through the safe-text gate.
//
// The package must not know tasks, screens, or what captions look like.
package storage
