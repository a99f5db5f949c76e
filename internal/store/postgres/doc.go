// Package postgres keeps the journal of a team's attempts in PostgreSQL, 14 or
// later; see package store for what is promised.
//
// # One session
//
// A program has one session with the server. It writes, reads, and holds an advisory
// lock for each attempt that is owned: the proof that the program lives. The server
// drops the locks with the session, and ends one that was silent for 25 seconds; so a
// pulled cable, a stopped program and a stalled proxy all end within 30. A heartbeat
// every 8 seconds keeps it alive. A session that was lost is renewed: the old one is
// ended first, then the locks are taken again. What somebody else took meanwhile is
// lost, and Append says so until it is released or owned anew.
//
// Statements are never cancelled with their caller: pgx would close the connection,
// and with it would go the locks. The caller leaves, the statement has a limit of its
// own.
//
// # What is durable
//
// An append is one INSERT with arguments, committed by itself. Only the server's yes
// is a yes, and only a definite error, or a connect that failed, is a no. Everything
// else is doubt, which is settled by the same INSERT again: it waits for the first
// one where that is still on its way, and finds its key where that arrived. Reading
// would prove nothing. synchronous_commit is set to on by each session.
//
// Each event has a checksum over all that it says and its place, made and compared
// here: PostgreSQL has none where the cluster was not made with them.
//
// # Who may do what
//
// A login that was granted the role sttwizard_writer reads all and adds events. It
// can neither change nor delete one, nor leave a gap, nor write as somebody else
// (schema.sql). The server's own login and time stand beside what the program says.
//
// A connection is verified in full (sslmode=verify-full) unless it is a unix socket
// or the loopback. Connection poolers are refused: they would give one program's
// session, and with it its locks, to another.
package postgres
