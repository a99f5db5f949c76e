// Package seal makes damage to a file noticed: what a disk, a copy or a merge
// changed is never taken for what sttwizard wrote.
//
// Words: a sealed file begins with a checksum and ends with a mark of its own. It is
// cut when the mark is missing, and edited when what is between is not what was
// written. There are two kinds, since a checksum can't tell a person's change from a
// flipped bit:
//
//   - YAML, which people may edit (presets, connections): what was edited is used and
//     told as such, what was cut is refused.
//   - kept files, which are no one's to edit (the draft, last uses, the sandbox's
//     ledger): whatever is not as it was written is damaged. It is set aside under
//     another name, told, and done without.
//
// A file without a seal, of an older sttwizard or made by a person, is read as it is.
//
//	document, edited, err := seal.OpenYAML(data)
//	...
//	content, err := seal.ReadKept(path, maxDraft) // *DamagedError: it was set aside
//
// It must not know what is in a file.
package seal
