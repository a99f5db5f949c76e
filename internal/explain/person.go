package explain

// Person names who did something, on which machine: "dana on laptop-7". Where
// neither is known, as in what older programs wrote, it is empty.
func Person(who, host string) string {
	switch {
	case who == "":
		return host
	case host == "":
		return who
	}
	return who + " on " + host
}
