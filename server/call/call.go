package call

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"runtime/debug"
	"slices"
	"time"
)

// Request is one call with the wire taken off.
type Request struct {
	ID         string // names this request in logs and errors
	Protocol   string
	Function   string
	Credential Credential
	Address    netip.Addr // of the caller, as the guard found it
	Settings   Settings
	Place      string   // among several calls of one HTTP request: "0", "1"; empty: it is the only one
	Key        []string // the Idempotency-Key where the wire has its own place for one; nil: that of the header
	Repeated   bool     // set by the dispatcher: this was answered before, and the answer is that one

	// Arguments reads the arguments out of the wire. It is called once access is decided, so that a stranger's body costs
	// no more than finding the credential in it.
	Arguments func() (map[string]any, error)
}

// Credential is what the caller shows: a token, a user name with its password, or nothing at a door that asks for nothing.
type Credential struct {
	Token     string
	ByUser    bool // the door asks for user name and password
	Username  string
	Password  string
	Malformed bool // given twice, as a list, in two differing ways: refused like an unknown token
	Nobody    bool // the door asks for nothing, and opens to public functions only
	TokenID   int  // a token that is known by its id, which nothing on a wire can say: see Trial
}

// Settings are what a caller may ask about the texts of a result.
type Settings struct {
	Raw      bool   // stored text as it is, not cleaned
	FileURL  bool   // addresses of files in texts are rewritten to ones that the caller can open
	Filter   bool   // text filters run
	Lang     string // empty: the user's
	Timezone string // empty: the user's
}

// DefaultSettings are those of a caller that asks for nothing.
var DefaultSettings = Settings{FileURL: true}

// Grants finds what a credential allows at this moment.
type Grants interface {
	// Policy returns what the installation allows.
	Policy() *Policy
	// Find returns the grant behind a credential, or nil when there is none. An Error says why it could not be looked for.
	Find(ctx context.Context, c Credential, from netip.Addr) (*Grant, error)
}

// Outcome is how a call ended.
type Outcome struct {
	Request  *Request
	Function *Function // nil when it is not known
	Grant    *Grant    // nil when the credential is not known
	Service  *Service  // nil when none was decided on
	Err      *Error    // nil when it was answered
	At       time.Time
	Took     time.Duration
}

// Recorder is told how calls ended. It must not block.
type Recorder interface{ Record(Outcome) }

// Call is what a running function knows of its caller.
type Call struct {
	Request  *Request
	Function *Function
	Grant    *Grant
	Service  *Service
	At       time.Time

	undeclared func(function, what string)
}

// User is the user that the call speaks for.
func (c *Call) User() User { return c.Grant.User }

// Holds says whether the caller holds a capability in a course, or with course 0 in the site. Every capability that a function
// asks for must stand in its declaration.
func (c *Call) Holds(capability string, course int) bool {
	if c.undeclared != nil && !slices.Contains(c.Function.Capabilities, capability) {
		c.undeclared(c.Function.Name, "capability "+capability)
	}
	return c.Grant.Holdings.Hold(capability, course)
}

// Require fails with NoPermission unless the caller holds the capability.
func (c *Call) Require(capability string, course int) error {
	if c.Holds(capability, course) {
		return nil
	}
	where := "the site"
	if course != 0 {
		where = fmt.Sprintf("course %d", course)
	}
	return Errorf(NoPermission, "The user %s lacks the capability %s in %s.", c.User().Username, capability, where)
}

// Within fails when the token works in one course only and this is not it. Course 0 is the site.
func (c *Call) Within(course int) error {
	if c.Grant.Token.Course == 0 || c.Grant.Token.Course == course {
		return nil
	}
	return Fail(RestrictedContext)
}

// Dispatcher is the one way from a protocol to a function.
type Dispatcher struct {
	Catalogue *Catalogue
	Grants    Grants
	Recorder  Recorder
	Limits    Limits  // nil: nothing is limited
	Repeats   Repeats // nil: no answer is kept
	Now       func() time.Time
	Span      Span // nil when nobody traces

	// Undeclared, when set, is told of what a running function does without having declared it: "capability X" that it asks for,
	// "error X" with which it fails. The call goes on as if nothing were amiss.
	Undeclared func(function, what string)
}

// Call finds the grant, decides access, reads the arguments, runs the function and returns its result, in this order, whatever
// the protocol. The error is always an *Error.
func (d *Dispatcher) Call(ctx context.Context, r *Request) (Value, error) {
	caller := CallerOf(ctx)
	trial := caller.Trial
	o := Outcome{Request: r, At: d.Now()}
	r.Credential = trial.credential(r.Credential)
	value, err := d.call(ctx, r, &o, &caller)
	if err != nil {
		o.Err = givenUp(ctx, AsError(err))
		err = o.Err
	}
	o.Took = d.Now().Sub(o.At)
	trial.note(o)
	if trial.recorded() {
		d.Recorder.Record(o)
	}
	return value, err
}

// givenUp turns a failure that comes of nothing but a caller who closed the connection into one that is nobody's fault. HTTP cannot tell who has
// gone from who has only closed the own side; the latter still reads it.
func givenUp(ctx context.Context, e *Error) *Error {
	if e.Code != Internal || ctx.Err() == nil || !errors.Is(e, context.Canceled) {
		return e
	}
	return Errorf(Unavailable, "The call was given up, because the connection was closed before its answer.").Because(e.Unwrap())
}

func (d *Dispatcher) call(ctx context.Context, r *Request, o *Outcome, caller *Caller) (Value, error) {
	trial := caller.Trial
	if trial != nil && trial.Until == ToTheExample {
		return d.example(ctx, r, o)
	}
	if err := d.admitTraced(ctx, r, o, trial); err != nil {
		return Value{}, err
	}
	arguments, err := r.Arguments()
	if err != nil {
		return Value{}, err
	}
	trial.understood(arguments)
	if trial != nil && trial.Until == ToTheFunction {
		return Value{}, o.Function.rehearse(arguments)
	}
	c := &Call{Request: r, Function: o.Function, Grant: o.Grant, Service: o.Service, At: o.At, undeclared: d.Undeclared}
	if keys := d.repeatable(r, o.Function, caller); keys != nil {
		return d.once(ctx, c, keys, arguments)
	}
	value, err := d.runTraced(ctx, c, arguments)
	c.checkError(err)
	return value, err
}

// checkError tells of a failure that the function should have declared.
func (c *Call) checkError(err error) {
	if err == nil || c.undeclared == nil {
		return
	}
	if code := AsError(err).Code; !slices.Contains(CommonErrors(), code) && !slices.Contains(c.Function.Errors, code) {
		c.undeclared(c.Function.Name, "error "+string(code))
	}
}

// admit fills in the outcome as far as it gets, and fails unless every check lets the request through.
func (d *Dispatcher) admit(ctx context.Context, r *Request, o *Outcome, trial *Trial) error {
	if r.Credential.Nobody {
		return d.admitNobody(ctx, r, o)
	}
	q := &question{
		Policy:  d.Grants.Policy(),
		Attempt: Attempt{Protocol: r.Protocol, Function: r.Function, Address: r.Address, At: o.At},
	}
	if decision := q.decideSite(); !decision.Allowed {
		return decision.Err()
	}
	if err := d.spendAddress(ctx, q); err != nil {
		return err
	}
	grant, err := d.Grants.Find(ctx, r.Credential, r.Address)
	if err != nil {
		return err
	}
	o.Grant, q.grant = grant, grant
	o.Function = d.Catalogue.Find(r.Function)
	q.Known = o.Function != nil
	decision := q.decideCaller()
	o.Service = decision.Offer.Service
	if !decision.Allowed {
		return decision.Err()
	}
	q.offer = decision.Offer
	return d.spend(ctx, q, trial)
}

// nobody is the grant of whoever shows nothing: no user, no service, no capability.
var nobody = &Grant{}

// admitNobody lets a request through that shows no credential when the function is public. The other checks are about web services,
// a token or a user, and there are none.
func (d *Dispatcher) admitNobody(ctx context.Context, r *Request, o *Outcome) error {
	o.Grant, o.Function = nobody, d.Catalogue.Find(r.Function)
	q := &question{Policy: d.Grants.Policy(), Attempt: Attempt{Function: r.Function, Known: o.Function != nil, Address: r.Address}, grant: nobody}
	if err := d.spendAddress(ctx, q); err != nil {
		return err
	}
	switch {
	case !q.Known:
		return functionCheck.refuse(q).Err()
	case !o.Function.Ajax:
		return &Error{Code: ServiceNotAvailable, Check: CheckFunctionPublic, Message: "This function is called over web services only."}
	case !o.Function.Public:
		return &Error{Code: LoginRequired, Check: CheckFunctionPublic, Message: LoginRequired.Sentence()}
	}
	return nil
}

// Admit decides what does not depend on a function, checks 1 to 11, for protocols that answer more than calls. A refusal is
// recorded like that of a call.
func (d *Dispatcher) Admit(ctx context.Context, r *Request) error {
	_, err := d.enter(ctx, r)
	return err
}

// enter finds the grant, and asks what does not depend on a function. It records a refusal.
func (d *Dispatcher) enter(ctx context.Context, r *Request) (*question, error) {
	q := &question{Policy: d.Grants.Policy(), Attempt: Attempt{Protocol: r.Protocol, Address: r.Address, At: d.Now()}}
	trial := CallerOf(ctx).Trial
	if trial != nil && trial.Until == ToTheExample {
		q.grant = nobody
		return q, nil
	}
	err := d.findGrant(ctx, q, trial.credential(r.Credential))
	if err == nil {
		return q, nil
	}
	return nil, d.refused(r, q, trial, AsError(err))
}

func (d *Dispatcher) findGrant(ctx context.Context, q *question, c Credential) error {
	if decision := q.decideSite(); !decision.Allowed {
		return decision.Err()
	}
	if err := d.spendAddress(ctx, q); err != nil {
		return err
	}
	grant, err := d.Grants.Find(ctx, c, q.Address)
	if err != nil {
		return err
	}
	q.grant = grant
	if decision := q.decideGrant(); !decision.Allowed {
		return decision.Err()
	}
	return nil
}

// Explain asks every check of a request and reports each, without running anything.
func (d *Dispatcher) Explain(grant *Grant, protocol, function string, from netip.Addr, at time.Time) Explanation {
	attempt := &Attempt{Protocol: protocol, Function: function, Address: from, At: at}
	if f := d.Catalogue.Find(function); f != nil {
		attempt.Known, attempt.Instead = true, f.ReplacedBy
	}
	attempt.Wait = d.waitOf(grant, attempt)
	return Explain(d.Grants.Policy(), grant, attempt)
}

// Functions returns the functions that a request's credential may call over its protocol at this moment, in the order of their
// services. It fails, and records that, with the check that would refuse every call of them.
func (d *Dispatcher) Functions(ctx context.Context, r *Request) ([]*Function, error) {
	q, err := d.enter(ctx, r)
	if err != nil {
		return nil, err
	}
	var functions []*Function
	open, furthest, refusing := false, -1, Offer{}
	for _, q.offer = range q.grant.Services {
		if closed := q.closed(); closed >= 0 {
			if closed > furthest {
				furthest, refusing = closed, q.offer
			}
			continue
		}
		open = true
		functions = slices.Grow(functions, len(q.offer.Functions))
		for _, name := range q.offer.Functions {
			f := d.Catalogue.Find(name)
			if f != nil && (len(q.grant.Services) == 1 || !slices.Contains(functions, f)) {
				functions = append(functions, f)
			}
		}
	}
	if !open {
		q.offer = refusing
		return nil, d.refused(r, q, CallerOf(ctx).Trial, serviceChecks[max(furthest, 0)].refuse(q).Err())
	}
	return functions, nil
}

// refused records that a request was refused, and returns why.
func (d *Dispatcher) refused(r *Request, q *question, trial *Trial, why *Error) error {
	o := Outcome{Request: r, Grant: q.grant, Service: q.offer.Service, Err: why, At: q.At, Took: d.Now().Sub(q.At)}
	trial.note(o)
	if trial.recorded() {
		d.Recorder.Record(o)
	}
	return why
}

// run runs the function and turns a panic into an Internal error with the trace for the log.
func run(ctx context.Context, c *Call, arguments map[string]any) (value Value, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = Fail(Internal).Because(fmt.Errorf("panic in %s: %v\n%s", c.Function.Name, p, debug.Stack()))
		}
	}()
	return c.Function.run(ctx, c, arguments)
}
