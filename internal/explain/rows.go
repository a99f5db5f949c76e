package explain

import "sttwizard/agora"

// row is one kind of failure and its sentences. A row with an op holds for that
// call only; the one without holds for the others.
type row struct {
	kind   string
	op     string
	what   string // a sentence
	likely string // half a sentence
	do     string // half a sentence
}

// rows has the sentences, one row to a kind, or several where the call matters.
var rows = []row{
	// What Agora answers.
	{string(agora.KindCredentials), "",
		"Agora refused the credentials.",
		"the customer secret of {connection} was replaced in Agora's console, or mistyped",
		"check the customer key and secret of {connection} (Agora's console: Developer Toolkit, RESTful API), or try another connection"},
	{string(agora.KindForbidden), "",
		"Agora does not let these credentials do this.",
		"the customer key of {connection} belongs to another account than its App ID",
		"ask the owner of the Agora account which customer key may use this App ID"},
	{string(agora.KindNotEnabled), "",
		"Real-Time Speech-to-Text is not switched on for this App ID.",
		"it was never enabled for this project, or the App ID of {connection} is another project's{newer}",
		"in Agora's console open Projects, edit the project with this App ID and enable Real-Time Speech-to-Text there, then send again{onward}"},
	{string(agora.KindBodyRefused), "",
		"Agora refused the request: one of its fields is wrong.",
		"a field has a value, type or spelling that Agora does not take",
		"read the raw answer, correct the field that it names and send again"},
	{string(agora.KindInvalid), "",
		"Agora refused a value of the request.",
		"a value has the wrong type, spelling or range, or one is missing",
		"read the raw answer, correct the value that it names and send again"},
	{string(agora.KindInvalid), agora.OpAcquire,
		"Agora refused to prepare a task.",
		"the App ID of {connection} is not right, or Real-Time Speech-to-Text is not switched on for it",
		"check the App ID of {connection} in Agora's console under Projects, then send again"},
	{string(agora.KindNotFound), "",
		"Agora has no such task any more.",
		"the task ended by itself or was stopped elsewhere",
		"nothing needs to be stopped; start another one if captions are still wanted"},
	{string(agora.KindNotFound), agora.OpStart,
		"Agora did not find what the request is for.",
		"the App ID of {connection} is not right",
		"check the App ID of {connection}, then send again"},
	{string(agora.KindNotFound), agora.OpAcquire,
		"Agora did not find what the request is for.",
		"the App ID of {connection} is not right",
		"check the App ID of {connection}, then send again"},
	{string(agora.KindNoRoute), "",
		"This address of Agora's API does not exist, or no longer.",
		"the base URL of {connection} is wrong{ended}",
		"check the base URL of {connection}; ask the owner of the Agora account whether {version} is still open for this project{onward}"},
	{string(agora.KindAlreadyStarted), "",
		"Agora says that this task has been started already.",
		"an earlier try arrived although its answer was lost",
		"look under tasks and stop it there if it is not wanted"},
	{string(agora.KindAlreadyStopping), "",
		"Agora says that this task has been told to stop already.",
		"somebody else stops it, or an earlier stop arrived although its answer was lost",
		"wait a moment and ask for its status"},
	{string(agora.KindBodyRefused), agora.OpUpdate,
		"Agora refused the change: one of its values is wrong.",
		"a value has a type or spelling that Agora does not take, or another program has changed the task with a higher number",
		"read what Agora says, correct the value that it names and change the task again"},
	{string(agora.KindInvalid), agora.OpUpdate,
		"Agora refused a value of the change.",
		"a value has the wrong type, spelling or range, or another program has changed the task with a higher number",
		"read what Agora says, correct the value that it names and change the task again"},
	{string(agora.KindBusy), agora.OpUpdate,
		"Agora did not take the change: it came too soon after another one.",
		"another program changes the task too, or uses the same App ID",
		"wait a few seconds, then change it again"},
	{string(agora.KindNotFound), agora.OpList,
		"Agora has no list of tasks at this address.",
		"the base URL of {connection} is wrong",
		"check the base URL and the App ID of {connection}"},
	{string(agora.KindServer), agora.OpUpdate,
		"Something failed inside Agora, so nobody knows whether the change is in force.",
		"a short disturbance at Agora",
		"change the task again: what is not certain is sent once more"},
	{string(agora.KindTimeout), agora.OpUpdate,
		"Agora ran out of time, so nobody knows whether the change is in force.",
		"a short disturbance at Agora",
		"change the task again: what is not certain is sent once more"},
	{kindNetTimeout, agora.OpUpdate,
		"Agora did not answer in time, so nobody knows whether the change is in force.",
		"the network is slow, or a firewall swallows the calls",
		"check the network, then change the task again: what is not certain is sent once more"},
	{kindReset, agora.OpUpdate,
		"The connection to Agora broke, so nobody knows whether the change is in force.",
		"the network was interrupted",
		"check the network, then change the task again: what is not certain is sent once more"},
	{kindMeanwhile, "",
		"Another sttwizard has changed this task meanwhile, so nothing was sent.",
		"it was changed in another window, or by a script",
		"look at what it runs with now, and change it again"},
	{kindFixed, "",
		"This task can't be changed while it runs.",
		"",
		"stop it and start another one; tasks of v6 and v7 can be changed"},
	{string(agora.KindTokenExpired), "",
		"The builder token was too old to start a task.",
		"more than {life} passed between preparing and sending",
		"send again: a new builder token is fetched"},
	{string(agora.KindTokenMismatch), "",
		"Agora says that builder token, App ID and task do not belong together.",
		"the task belongs to another connection, or its id or builder token is not complete",
		"choose the connection with which the task was started"},
	{string(agora.KindNoHost), "",
		"Agora says that no host in the channel sends sound.",
		"nobody has joined the channel yet, or everybody is muted",
		"let a host join the channel{channel} and speak, and check that the channel's name is right"},
	{string(agora.KindBusy), "",
		"Agora is busy: too many calls came from this App ID.",
		"other programs use the same App ID at this moment",
		"wait a few seconds, then try again"},
	{string(agora.KindQuota), "",
		"Agora runs no more tasks for this App ID at the moment.",
		"as many tasks run as the Agora account may have",
		"stop a task that is not needed, or ask Agora for more, then send again"},
	{string(agora.KindServer), "",
		"Something failed inside Agora.",
		"a short disturbance at Agora",
		"wait a minute and try again; if it stays, give the request id to Agora's support"},
	{string(agora.KindServer), agora.OpStop,
		"Something failed inside Agora, and the task may still run.",
		"a short disturbance at Agora",
		"stop it again until it has ended"},
	{string(agora.KindTimeout), "",
		"Agora ran out of time.",
		"a short disturbance at Agora",
		"wait a few seconds and try again"},
	{string(agora.KindTimeout), agora.OpStop,
		"Agora ran out of time, and the task may still run.",
		"a short disturbance at Agora",
		"stop it again until it has ended"},
	{string(agora.KindUnknown), "",
		"Agora gave an answer that this program does not know.",
		"Agora changed something, or the base URL of {connection} leads elsewhere",
		"read the raw answer; check the connection"},

	// No answer, or none that can be read.
	{kindDNS, "",
		"The name of Agora's server could not be found.",
		"this machine has no network, or the base URL of {connection} has a typing error",
		"check the network and the base URL, then try again"},
	{kindProxy, "",
		"The proxy of this machine could not be reached.",
		"the proxy that HTTPS_PROXY names is off or not right",
		"correct or remove HTTPS_PROXY, or ask whoever runs the network, then try again"},
	{kindRefused, "",
		"Nobody answers at the address of the server.",
		"the server is down, or the base URL of {connection} has a wrong port",
		"check the base URL of {connection}; if it is right, try again in a minute"},
	{kindTLS, "",
		"No secure connection to Agora could be made.",
		"something in between (a company proxy, a hotel's sign-in page) or a wrong clock on this machine",
		"check the date of this machine and open a web page to see whether the network asks for a sign-in, then try again"},
	{kindNetTimeout, "",
		"Agora did not answer in time.",
		"the network is slow, or a firewall swallows the calls",
		"check the network, then try again"},
	{kindNetTimeout, agora.OpStop,
		"Agora did not answer in time, so the task may still run.",
		"the network is slow, or a firewall swallows the calls",
		"check the network, then stop it again until it has ended"},
	{kindReset, "",
		"The connection to Agora broke.",
		"the network was interrupted",
		"check the network, then try again"},
	{kindReset, agora.OpStop,
		"The connection to Agora broke, so the task may still run.",
		"the network was interrupted",
		"check the network, then stop it again until it has ended"},
	{kindNetwork, "",
		"Agora could not be reached.",
		"the network of this machine is not working",
		"check the network, then try again"},
	{kindCancelled, "",
		"It was cancelled.",
		"",
		"send when you are ready"},
	{kindCancelled, agora.OpStop,
		"Stopping was interrupted, so the task may still run.",
		"",
		"stop it again until it has ended"},
	{kindDeadline, "",
		"It took too long and was given up.",
		"the network or Agora is slow",
		"check the network, then try again"},
	{kindAnswer, "",
		"The answer could not be understood.",
		"something between this machine and Agora answered in its place, such as a proxy or a sign-in page",
		"check the network and the base URL of {connection}, then try again"},
	{kindRedirect, "",
		"The server sent the call elsewhere, which is not followed because secrets would go there too.",
		"the base URL of {connection} is wrong, or the network asks for a sign-in",
		"check the base URL of {connection}, and open a web page to see whether the network asks for a sign-in"},

	// This machine.
	{kindJournal, "",
		"The attempt could not be written down, so nothing was sent.",
		"{cause}",
		"see that {path} can be written, or set STTWIZARD_HOME to a directory that can, then send again"},
	{kindUnrecorded, "",
		"What happened could not be written down.",
		"{cause}",
		"keep this screen open until the task has ended: only this program knows of it now"},
	{kindUnread, "",
		"The journal of this attempt can't be read.",
		"{cause}",
		"keep the file {path}: a task of it may be running; look for the channel in Agora's console"},
	{kindDisk, "",
		"The disk is full.",
		"{path} could not be written",
		"make room, or set STTWIZARD_HOME to a directory on another disk, then try again"},
	{kindLimit, "",
		"A file would pass the size limit of this session.",
		"{path} could not be written, as ulimit -f forbids it",
		"raise the limit with ulimit -f unlimited, then start sttwizard again"},
	{kindReadOnly, "",
		"The disk is read-only.",
		"{path} could not be written",
		"set STTWIZARD_HOME to a directory that can be written, then try again"},
	{kindPermission, "",
		"This user may not use a file of sttwizard.",
		"{path} belongs to somebody else",
		"give the file back to this user, or set STTWIZARD_HOME to a directory of your own, then try again"},
	{kindFile, "",
		"A file could not be used.",
		"{cause}",
		"correct or move the file {path}, then try again"},
	{kindLocked, "",
		"Another sttwizard is using the files at this moment.",
		"another window is open, or was suspended with Ctrl+Z",
		"close or wake the other one, then try again"},
	{kindFields, "",
		"The request is not complete or not right yet.",
		"{fault}",
		"correct the field, then send"},
	{kindConfig, "",
		"The connection can't be used as it is.",
		"{cause}",
		"correct the connection, then try again"},

	// Attempts and tasks.
	{kindStillThere, "",
		"The stop was sent, but the task is still there.",
		"Agora takes longer to stop it, or could not",
		"stop it again until it has ended"},
	{kindOldToken, "",
		"The builder token is too old to start anything with it.",
		"more than {life} passed since it was fetched",
		"send again: a new builder token is fetched"},
	{kindNoHandle, "",
		"The task can't be asked or stopped, because its id is not known.",
		"the answer to its start was lost",
		"ask again {same} while that lives; otherwise let the hosts leave the channel, and the task ends by itself"},
	{kindState, "",
		"This is not possible any more.",
		"another sttwizard has gone on with the same attempt",
		"look under tasks to see where it stands"},
	{kindNoAttempt, "",
		"This machine knows no such task.",
		"it was started on another machine, or its id has a typing error",
		"look at the list under tasks"},
	{kindAmbiguous, "",
		"Several tasks begin like this.",
		"",
		"type more of the id"},
	{kindWrongName, "",
		"The name is not that of the channel.",
		"",
		"type the channel's name exactly as it is shown"},
	{kindOwned, "",
		"Another sttwizard is at work on this attempt.",
		"it runs in another window, or as a timer's job",
		"wait until it is done, or end it there, then try again"},
	{kindBotsStay, "",
		"Agora says that the task has ended, but its bot is in the channel.",
		"the bots are about to leave, or a second task of this start is running",
		"wait half a minute and stop it again; as a last road remove its bots"},
	{kindGoneThere, "",
		"Agora does not know the task, but its bot is in the channel.",
		"a gateway answered in Agora's place, or a second task of this start is running",
		"stop it again in a while; where that goes on, look into the channel, and as a last road remove its bots"},
	{kindUnproved, "",
		"Whether the task has ended is not proved yet.",
		"",
		"ask again in half a minute; where that goes on, look into the channel"},
	{kindNoProbe, "",
		"Whether the bots are in the channel can't be asked.",
		"their uids are not numbers, {connection} has presence switched off, or Agora does not let it ask",
		"look into the channel yourself"},
	{string(agora.KindForbidden), agora.OpPresence,
		"Agora does not let these credentials ask who is in a channel.",
		"the customer key of {connection} may not use Agora's channel management",
		"look into the channel yourself; ask the owner of the Agora account for that permission"},
	{string(agora.KindForbidden), agora.OpKick,
		"Agora does not let these credentials remove anybody from a channel.",
		"the customer key of {connection} may not use Agora's channel management",
		"ask the owner of the Agora account for that permission, or let the hosts leave the channel: the task then ends by itself"},
	{kindNetTimeout, agora.OpKick,
		"Agora did not answer in time whether the bots are removed.",
		"the network is slow, or a firewall swallows the calls",
		"check the network, then remove them again"},
	{kindSecret, "",
		"{cause}.",
		"it was deleted or renamed, or the place that holds it is not there in this session",
		"type it when it is asked for"},
	{kindSealed, "",
		"The file of secrets is locked.",
		"its passphrase was not given in this run",
		"type its passphrase when it is asked for, or the customer secret itself; scripts set STTWIZARD_PASSPHRASE"},
	{kindNoPlace, "",
		"{cause}.",
		"it is not running, switched off or locked",
		"make it usable, or type the secret when it is asked for"},
	{kindGone, "",
		"{cause}.",
		"it was renamed or removed",
		"choose another connection, or add it again"},
	{kindLostOutcome, "",
		"Nobody knows yet whether the task was started.",
		"the answer to the start was lost",
		"ask again {same}"},
	{kindOther, "",
		"Something went wrong that this program has no words for.",
		"",
		"look at the details and try again"},
}

// What says more than the row of the kind: how the call was made, or that it was
// repeated, tells more of the cause.
var (
	refusedToken = row{likely: "the token that {connection} calls with has expired, belongs to another App ID, or was made with another App Certificate",
		do: "check the token of {connection}, or the App Certificate that it is made with (Agora's console: Projects), or try another connection"}
	repeatedTimeout = row{likely: "a disturbance at Agora; or Real-Time Speech-to-Text is not switched on for this App ID, which Agora is seen to answer in this way",
		do: "wait a minute and try again; if it stays so, look in Agora's console under Projects whether Real-Time Speech-to-Text is enabled for this App ID"}
)

// rowFor gives the row of a kind for a call; a kind without a row gets the last one.
//
//go:noinline // for size: it has many callers
func rowFor(kind, op string) row {
	general := rows[len(rows)-1]
	for _, r := range rows {
		switch {
		case r.kind == kind && r.op == op && op != "":
			return r
		case r.kind == kind && r.op == "":
			general = r
		}
	}
	return general
}

// notRecorded is added where what happened could also not be written down.
const notRecorded = "keep this screen open, as the journal could not be written ({cause})"

// What the outcome of a start means for money.
const (
	billedNothing  = "nothing was started, nothing is billed; your answers are kept"
	billedMaybe    = "it may be running and cost money"
	billedNoID     = "it is running and costs money, but its task id is not known"
	billedRuns     = "the task is running and costs money"
	billedStill    = "the task may still be running and cost money"
	billedEnded    = "the task has ended, nothing more is billed"
	billedNoChange = "nothing was started or stopped by this"
)

// openOutcomes says what to do while a start's outcome is open, whatever the
// failure was.
var openOutcomes = map[agora.Outcome]string{
	agora.OutcomeUnknown:     "don't start another one: ask again {same}, which can't start a second task",
	agora.OutcomeRunningNoID: "ask again {same} for the task's id; it can't start a second task",
}

// billable are the calls about a task that may be running.
var billable = map[string]bool{agora.OpUpdate: true, agora.OpQuery: true, agora.OpStop: true, agora.OpPresence: true, agora.OpKick: true}

// billed says what the failure means for money.
func billed(kind string, c Context) string {
	if c.starts() {
		switch c.Outcome {
		case agora.OutcomeRejected, agora.OutcomeNotSent, agora.OutcomeWait:
			return billedNothing
		case agora.OutcomeRunningNoID:
			return billedNoID
		case agora.OutcomeStarted:
			return billedRuns
		}
		return billedMaybe
	}
	switch {
	case !billable[c.Op] && kind != kindBotsStay && kind != kindGoneThere && kind != kindUnproved:
		return billedNoChange
	case kind == string(agora.KindNotFound):
		return billedEnded
	}
	return billedStill
}
