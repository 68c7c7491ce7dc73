package call

import (
	"context"
	"reflect"
	"sync"
)

// Trial is a call that the server makes to itself for somebody who is signed in to the admin app. It goes through a protocol's own
// handler and every check like any other, but speaks for a token by its id, so that it needs no secret. It travels in the Caller, which
// nothing on a wire can reach.
type Trial struct {
	Token int // the id of the token that it is made as
	Until Stage

	mutex    sync.Mutex
	outcomes []Outcome
	read     []map[string]any
	ready    int
}

// Stage is how far a trial goes.
type Stage int

// The stages.
const (
	// ToTheEnd runs the function. The call is recorded like any other.
	ToTheEnd Stage = iota
	// ToTheFunction asks every check and reads the arguments, and stops before the function. Nothing is run and nothing recorded.
	ToTheFunction
	// ToTheExample asks no check and answers with what the function's declaration gives as an example: for documentation, which shows
	// what an answer looks like on a wire. Nothing is run and nothing recorded.
	ToTheExample
)

// Outcomes are how the calls of the trial ended: more than one only where the wire sends several at once.
func (t *Trial) Outcomes() []Outcome {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.outcomes
}

// Ready says that there was a call, and that every one of them would have been run, or was.
func (t *Trial) Ready() bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return len(t.outcomes) > 0 && t.ready == len(t.outcomes)
}

// Arguments are what each call of the trial was understood to say, before its function looked at them. Calls that were refused before,
// or could not be read, have none.
func (t *Trial) Arguments() []map[string]any {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.read
}

func (t *Trial) understood(arguments map[string]any) {
	if t == nil {
		return
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.read = append(t.read, arguments)
}

// credential is what a trial shows instead of what its request carries.
func (t *Trial) credential(c Credential) Credential {
	if t == nil {
		return c
	}
	return Credential{TokenID: t.Token}
}

// recorded says whether a call is recorded.
func (t *Trial) recorded() bool { return t == nil || t.Until == ToTheEnd }

func (t *Trial) note(o Outcome) {
	if t == nil {
		return
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.outcomes = append(t.outcomes, o)
	if o.Err == nil || o.Err.Code == NotRun {
		t.ready++
	}
}

// example answers with a function's declared example.
func (d *Dispatcher) example(ctx context.Context, r *Request, o *Outcome) (Value, error) {
	if o.Function = d.Catalogue.Find(r.Function); o.Function == nil {
		return Value{}, Fail(FunctionUnknown)
	}
	arguments, err := r.Arguments()
	if err != nil {
		return Value{}, err
	}
	CallerOf(ctx).Trial.understood(arguments)
	if err := o.Function.validate(arguments); err != nil {
		return Value{}, err
	}
	return o.Function.exampleValue()
}

// rehearse reads arguments as a call would, and says that nothing was run.
func (f *Function) rehearse(arguments map[string]any) error {
	if err := f.validate(arguments); err != nil {
		return err
	}
	return Fail(NotRun)
}

// validate reads arguments as a call would, and keeps nothing of them.
func (f *Function) validate(arguments map[string]any) error {
	return f.Parameters.read(arguments, reflect.New(f.in).Elem())
}

// exampleValue is the result of the declared example. What it leaves out is absent.
func (f *Function) exampleValue() (Value, error) {
	into := reflect.New(f.out).Elem()
	if f.Result.Shape == Nothing {
		return Value{f.Result, into}, nil
	}
	v, err := parseJSON(f.Example.Result)
	if err != nil {
		return Value{}, err
	}
	if err := f.Result.read(v, into); err != nil {
		return Value{}, err
	}
	return Value{f.Result, into}, nil
}
