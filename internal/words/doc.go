// Package words writes what every text for people needs, in one way: counts, lists,
// lengths of time, how long ago something was, sentences, what was probably meant, and the
// signs that stand beside words.
//
//	words.Count(3, "task")            // 3 tasks
//	words.And("en-US", "fr-FR")       // en-US and fr-FR
//	words.Took(184*time.Millisecond)  // 184 ms
//	words.Lasts(91*time.Minute)       // 1 h 31 min
//	words.Nearest("chanel", "channel") // channel
//
// The package must not know what is counted or named: words about failures, money and
// states stand in package explain.
package words
