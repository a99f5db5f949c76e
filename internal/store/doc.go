// Package store says what a journal of attempts is kept in: files on one machine
// (internal/store/filestore) or PostgreSQL for a team (internal/store/postgres).
// internal/store/storetest holds both to the same promises.
//
// A store keeps events in order, each durable before Append returns, and knows
// nothing of what they mean. What an attempt amounts to is the fold of its events,
// made by package attempt; nothing about verdicts is decided here.
//
// An event's number is its place: of two writers of the same number one gets
// ErrConflict. Its key tells it from a rival's: an append that is repeated with the
// same key and number is the same event and is written once, so that a lost answer
// is settled by asking again.
//
// To own an attempt is to hold the proof that the process which works on it lives.
// It ends with the process in whatever way, and is nobody's to guess.
package store
