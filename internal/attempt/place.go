package attempt

import "sttwizard/agora"

// An attempt belongs to the place where it was started. Nobody else can say
// anything about its task, so nothing about it is sent anywhere else: each function
// that calls Agora for an attempt looks here first, whatever its caller chose.

// placed is whatever calls one place.
type placed interface{ Place() agora.Place }

// Place returns where the attempt was started.
func (in Intent) Place() agora.Place {
	return agora.Place{BaseURL: in.BaseURL, AppID: in.AppID, Version: in.Version}
}

// at returns *PlaceError where calls by api would not reach the attempt's place.
func (a *Attempt) at(api placed) error {
	if own, asked := a.Intent().Place(), api.Place(); !own.Same(asked) {
		return &PlaceError{Own: own, Asked: asked}
	}
	return nil
}
