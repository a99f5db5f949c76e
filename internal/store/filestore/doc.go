// Package filestore keeps a journal of attempts in files on one machine, one file
// each, with nothing to install.
//
// A file is a list of lines, each of eight hexadecimal digits of CRC-32C, a space,
// and the JSON that they are of. 8 KiB are reserved with spaces when it is made, so
// that a full disk shows before anything costs money; it grows by as much. Each
// event is on the disk before Append returns. A damaged last line is told and
// written over; a damaged one before it makes the rest unreadable, which is told,
// too.
//
// To own an attempt is to hold the lock on its file: the operating system drops it
// when the process ends, in whatever way.
package filestore
