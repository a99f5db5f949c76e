package keep

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"sttwizard/agora"
	"sttwizard/agora/token"
	"sttwizard/internal/connections"
)

const (
	// callTokenLife is how long a token lives that is made for calls.
	callTokenLife = time.Hour
	// callTokenSpare is how much life one must have left to be used once more.
	callTokenSpare = 10 * time.Minute
	// callChannel stands in a token for calls: they are about the project, and of
	// the token Agora looks at its App ID and its life.
	callChannel = "sttwizard"
)

// CallTokens returns the tokens of a client's calls: the one that was found, or fresh
// ones made with the App Certificate, which value then is.
func (s *Secrets) CallTokens(c connections.Connection, value agora.Secret) func(context.Context) (agora.Secret, error) {
	if c.Needs() == connections.CallToken {
		return func(context.Context) (agora.Secret, error) { return value, nil }
	}
	random := s.o.Rand
	if random == nil {
		random = rand.Reader
	}
	var mu sync.Mutex
	var made agora.Secret
	var issued time.Time
	return func(context.Context) (agora.Secret, error) {
		mu.Lock()
		defer mu.Unlock()
		now := s.o.Now()
		if age := now.Sub(issued); made != "" && age >= 0 && age < callTokenLife-callTokenSpare {
			return made, nil
		}
		fresh, err := token.Make(token.Spec{AppID: c.AppID, Channel: callChannel, Role: token.Subscriber, Life: callTokenLife, Issued: now}, value, random)
		if err != nil {
			return "", err
		}
		s.o.Log.Hide(fresh)
		made, issued = fresh, now
		return made, nil
	}
}
