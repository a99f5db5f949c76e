// Package canary is what tests look for leaks and for hostile text with. Only tests
// import it.
//
// Words: a canary is a secret that occurs nowhere else, so that it is known wherever
// it turns up; a cage holds canaries by their names. A payload is a text that would
// steer or mislead a terminal, were it drawn as it is. A placeholder stands for a value
// instead of being one.
//
//	birds := canary.New()
//	request.Set(agora.PathSecret, birds[agora.PathSecret])
//	... every screen, command and file ...
//	if found := birds.In(output); len(found) > 0 { // names, not values
//		t.Errorf("%v got out", found)
//	}
//
// It finds secrets in forms of its own, not by agora.Hide: a form that the program
// forgets must not be forgotten here too.
package canary
