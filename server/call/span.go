package call

import "context"

// Span begins a part of a trace. Its end takes names and values, one after the other, the failure under "error"; nothing of them comes
// from a client.
type Span func(ctx context.Context, name string) (context.Context, func(about ...string))

// admitTraced is admit, as a span when somebody traces.
func (d *Dispatcher) admitTraced(ctx context.Context, r *Request, o *Outcome, trial *Trial) error {
	if d.Span == nil {
		return d.admit(ctx, r, o, trial)
	}
	ctx, end := d.Span(ctx, "checks")
	err := d.admit(ctx, r, o, trial)
	name, refused := "", AsError(err)
	if o.Function != nil { // else the name is whatever the client has written
		name = o.Function.Name
	}
	if refused == nil {
		end("protocol", r.Protocol, "function", name)
	} else {
		end("protocol", r.Protocol, "function", name, "check", string(refused.Check), "error", string(refused.Code))
	}
	return err
}

// runTraced is run, as a span when somebody traces.
func (d *Dispatcher) runTraced(ctx context.Context, c *Call, arguments map[string]any) (Value, error) {
	if d.Span == nil {
		return run(ctx, c, arguments)
	}
	ctx, end := d.Span(ctx, "function "+c.Function.Name)
	value, err := run(ctx, c, arguments)
	if failed := AsError(err); failed != nil {
		end("error", string(failed.Code))
	} else {
		end()
	}
	return value, err
}
