package explain

// What a reminder is, wherever a person meets one: the journal calls it the planned
// end of a task, and nothing but a recovery that somebody runs with --expired acts on it.
const (
	ReminderStops  = "it stops nothing"
	ReminderShort  = "stops nothing" // where there is less room
	ReminderPassed = "past its reminder"
)
