package xmlrpc

import (
	"strconv"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// callSeveral makes the calls of a multicall one after the other. Each is decided, run and recorded by itself, and one that fails
// takes no other with it.
func callSeveral(c *caller, parameters []any) (func(e *encoder), error) {
	calls, ok := parameters[0].([]any)
	if !ok {
		return nil, call.Errorf(call.InvalidParameter, "%s takes an array of structs.", multicall)
	}
	if len(calls) > protocols.MaxCalls {
		return nil, call.Errorf(call.InvalidParameter, "%s takes at most %d calls; %d were given.", multicall, protocols.MaxCalls, len(calls))
	}
	ctx, cancel := protocols.WithBatchTime(c.http.Context())
	defer cancel()
	within := *c
	within.http = c.http.WithContext(ctx)
	results := make([]result, len(calls))
	for i := range calls {
		within.call.Place = strconv.Itoa(i)
		results[i] = within.item(calls[i])
	}
	c.repeated = within.repeated
	return func(e *encoder) { e.array(len(results), func(i int) { e.item(results[i]) }) }, nil
}

// item makes one call of a multicall.
func (c *caller) item(v any) result {
	if err := protocols.BatchOver(c.http.Context()); err != nil {
		return result{err: call.AsError(err)}
	}
	object, _ := v.(map[string]any)
	name, isText := object["methodName"].(string)
	parameters, isList := object["params"].([]any)
	switch {
	case !isText || !isList || len(object) != 2:
		return result{err: call.Errorf(call.InvalidParameter, "A call is a struct with methodName, a string, and params, an array.")}
	case name == multicall:
		return result{err: call.Errorf(call.InvalidParameter, "%s cannot be called inside itself.", multicall)}
	}
	return c.perform(name, func() ([]any, error) { return parameters, nil })
}

// item writes what one call of a multicall came to.
func (e *encoder) item(r result) {
	if r.err != nil {
		e.fault(r.err)
		return
	}
	e.array(1, func(int) { e.result(r) })
}
