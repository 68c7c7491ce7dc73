package call

import (
	"context"
	"net/netip"
)

// Caller is what the guard knows of a request before anything of it is read.
type Caller struct {
	Address   netip.Addr // the socket's peer, or what a trusted proxy says it is
	RequestID string
	Secure    bool // the request came over TLS, here or at a trusted proxy

	IdempotencyKeys []string // the values of the header field of that name

	Trial *Trial // the server makes this call to itself; nil for all that come from outside
}

type callerKey struct{}

// WithCaller returns a context that carries the caller.
func WithCaller(ctx context.Context, c *Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// CallerOf returns the caller that the guard has put into the context.
func CallerOf(ctx context.Context) Caller {
	if c, ok := ctx.Value(callerKey{}).(*Caller); ok {
		return *c
	}
	return Caller{}
}
