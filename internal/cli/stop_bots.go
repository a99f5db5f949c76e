package cli

import (
	"context"
	"fmt"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/explain"
)

// removeBots is the last road: it removes the bots from the channel, after a
// yes, and proves that they are gone.
func (x *stopping) removeBots(ctx context.Context, yes bool) error {
	at, in := x.attempt, x.attempt.Intent()
	if !at.Can(attempt.ActRemove) {
		return &failure{code: exitFailed, kind: kindUsage, what: "its bots can't be removed: the attempt is " + at.Meaning(),
			next: "see what can be done: sttwizard tasks show " + idOf(at)}
	}
	bots := explain.BotNames(in)
	x.app.say("%s would be removed from the channel %s and kept out for a minute; it is not known whether that ends the bill at once", bots, in.Channel)
	if !in.UniqueUIDs {
		x.app.say("note: not every uid was made for this attempt only; whoever else has it in that channel is removed too")
	}
	if !yes {
		if err := x.app.sure(ctx, "Remove "+bots+" from the channel?", "nobody was removed"); err != nil {
			return err
		}
	}
	c := x.context
	c.Op = agora.OpKick
	if err := x.by.RemoveBots(ctx, at); err != nil {
		f := failureOf(err, c.Of(at))
		f.code, f.task, f.next = exitUnknown, runsWords(at), fmt.Sprintf("%s; try again: sttwizard tasks stop %s --remove-bots", f.next, idOf(at))
		return f
	}
	x.app.say("removed: %s; looking whether that stays so, which takes about two minutes", bots)
	x.bringOn(true)
	_ = x.Run(ctx, ctx) // ended says what came of it
	return x.ended(ctx)
}
