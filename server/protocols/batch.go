package protocols

import (
	"context"
	"time"

	"gatehouse/server/call"
)

// maxBatchTime is how long the calls of one request may take together.
const maxBatchTime = 60 * time.Second

// WithBatchTime bounds the time of a request that holds several calls.
func WithBatchTime(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, maxBatchTime)
}

// BatchOver refuses a call that is not made because those before it have used up the time, or because nobody waits any more.
func BatchOver(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return call.Errorf(call.Unavailable, "The calls of this request take longer than %d seconds. This one has not been made.", maxBatchTime/time.Second)
}
