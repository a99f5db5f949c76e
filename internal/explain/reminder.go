package explain

// What a reminder is, wherever a person meets one: the journal calls it the planned
// end of a task, and nothing but a recovery that somebody runs acts on it.
const (
	ReminderStops  = "nothing stops by itself"
	ReminderShort  = "stops nothing" // where there is less room
	ReminderPassed = "past its reminder"
	ReminderAction = "only sttwizard tasks recover --stop --expired, where somebody runs it, stops what is past its reminder"
)
