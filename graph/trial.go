package graph

import (
	"context"
	"encoding/hex"
	"strings"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/trials"
)

var errNotYours = &apiError{codeForbidden, "This key is somebody else's: nothing is run as another person. Check only, or make a key of your own."}

// try makes a call as a key that whoever asks may see.
func (r *Resolver) try(ctx context.Context, in TryInput) (*Trial, error) {
	v := visitOf(ctx)
	t, err := r.ownOrAny(ctx, in.Token)
	if err != nil || t == nil {
		return nil, orElse(err, errMissing("key"))
	}
	if v.audience() != administrator && !r.Store.Settings().WebServices.Documentation {
		return nil, call.Fail(call.DocumentationOff)
	}
	ask := trials.Ask{Token: t.ID, Caller: v.caller, Face: in.Face, Function: in.Function, Arguments: orEmpty(in.Arguments), Until: call.ToTheFunction}
	face := r.Trials.Faces.Find(in.Face)
	if face == nil {
		return nil, call.Invalid("face", "there is no face called %q", in.Face)
	}
	if ask.Body, err = bodyOf(in, face); err != nil {
		return nil, err
	}
	if !in.CheckOnly {
		if t.UserID != v.person.user.ID {
			return nil, errNotYours
		}
		ask.Until = call.ToTheEnd
	}
	tried, err := r.Trials.Try(ctx, ask)
	if err != nil {
		return nil, err
	}
	telling := tellingOf(tried)
	function := in.Function
	if telling != nil {
		function = telling.Request.Function // a body may name another one than was asked about
	}
	steps, err := r.explain(ctx, explained{token: &t.ID, function: function, protocol: face.Protocol})
	if err != nil {
		return nil, err
	}
	return trialOf(tried, telling, r.PublicURL, v.caller.RequestID, steps), nil
}

// tellingOf is the call that says how a trial ended: the first that failed, else the first; nil when there was none.
func tellingOf(tried *trials.Tried) *call.Outcome {
	for i := range tried.Outcomes {
		if err := tried.Outcomes[i].Err; err != nil && err.Code != call.NotRun {
			return &tried.Outcomes[i]
		}
	}
	if len(tried.Outcomes) == 0 {
		return nil
	}
	return &tried.Outcomes[0]
}

// bodyOf is the body that is sent as it stands, nil when the arguments are to be written down instead.
func bodyOf(in TryInput, face *docs.Face) ([]byte, error) {
	if in.Body == nil {
		return nil, nil
	}
	if face.Kind != docs.BinaryBody {
		return []byte(*in.Body), nil
	}
	body, err := hex.DecodeString(strings.Join(strings.Fields(*in.Body), ""))
	if err != nil {
		return nil, call.Invalid("body", "found something else, expected hexadecimal digits, two for each byte")
	}
	return body, nil
}

func trialOf(tried *trials.Tried, telling *call.Outcome, url, requestID string, steps []*call.Step) *Trial {
	t := &Trial{
		Request: requestMessage(tried.Request, url), Answer: answerMessage(&tried.Answer), Calls: len(tried.Outcomes), Ready: tried.Ready,
		DurationMs: float64(tried.Took) / float64(time.Millisecond), RequestID: requestID, Steps: steps,
	}
	if telling == nil {
		return t
	}
	switch err := telling.Err; {
	case err == nil:
		t.Answered = true
	case err.Code != call.NotRun:
		t.Code, t.CodeSentence, t.Message = orNone(string(err.Code)), orNone(err.Code.Sentence()), orNone(err.Message)
		t.Check, t.Path = orNone(string(err.Check)), orNone(err.Path)
	}
	return t
}
