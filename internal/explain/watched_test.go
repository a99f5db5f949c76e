package explain

import (
	"testing"
	"time"

	"sttwizard/agora"
	"sttwizard/internal/attempt"
	"sttwizard/internal/clock/clocktest"
)

func TestAQuestionWithoutAnAnswerIsSaidToGoOnByItself(t *testing.T) {
	now := clocktest.At(14, 0, 0)
	j := attempt.Open(t.TempDir(), attempt.Options{Now: func() time.Time { return now }})
	in := attempt.Intent{Version: agora.V7, Channel: "hall", AppID: "app", BaseURL: "https://a.example"}
	a, err := attempt.TakeUp(j, in, agora.Handle{TaskID: "task-1"}, agora.Task{})
	if err != nil {
		t.Fatal(err)
	}
	watched := Watched{Attempt: a, Stops: true, Next: now.Add(7 * time.Second), Now: now}
	server := Explanation{Kind: string(agora.KindServer), What: "It failed.", Do: "try again"}
	const goesOn = "It failed. The task itself goes on. While it runs, it costs money. "
	known := server
	known.RequestID = "id-5"
	for _, test := range []struct {
		does   func(*Watched)
		e      Explanation
		expect string
	}{
		{nil, Explanation{Kind: string(agora.KindNotFound), What: "There is none.", Do: "ask again"}, "There is none. That proves no end. It may still run. While it runs, it costs money. x stops it. It is asked for again by itself in 7 s."},
		{func(w *Watched) { w.Sandbox, w.Asking = true, true }, Explanation{Kind: string(agora.KindNotFound), What: "There is none."}, "There is none. That proves no end. It may still run, which would cost money outside of the sandbox. x stops it. It is being asked for again."},
		{nil, server, goesOn + "It is asked for again by itself in 7 s. If it stays so, give Agora's support what b writes; this answer had no request id."},
		{nil, known, goesOn + "It is asked for again by itself in 7 s. If it stays so, give Agora's support the request id id-5."},
		{func(w *Watched) { w.Next = time.Time{} }, server, goesOn + "Try again."},
		{nil, Explanation{Kind: string(agora.KindCredentials), What: "It failed.", Do: "correct it"}, goesOn + "Correct it. It is asked for again by itself in 7 s."},
	} {
		w := watched
		if test.does != nil {
			test.does(&w)
		}
		if got := w.Unanswered(test.e); got != test.expect {
			t.Errorf("%s: %q", test.e.Kind, got)
		}
	}
	watched.Stops = false
	if got := watched.Contradicted(); got != "Started. It may still run. While it runs, it costs money. It is asked for again by itself in 7 s." {
		t.Errorf("what can't be true is told as %q", got)
	}
}
