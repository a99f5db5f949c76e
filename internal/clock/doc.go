// Package clock says what time it is, and waits. It is the only place of the
// product that asks the system for the time or makes a timer; everything else
// takes the time from here, or from an option that is this package's where nothing
// else is said. So a test that sets the option owns all the time there is.
//
//	now := o.Now // func() time.Time
//	if now == nil {
//		now = clock.Now
//	}
//
// The rule is checked by this package's own test. Limits of contexts
// (context.WithTimeout) are free: they are for the network and for other programs,
// which no option can make faster.
//
// The package knows the standard library and nobody else.
package clock
