package protocols

import (
	"context"
	"testing"

	"gatehouse/server/call"
)

func TestBatchOver(t *testing.T) {
	ctx, cancel := WithBatchTime(context.Background())
	if _, bounded := ctx.Deadline(); !bounded || BatchOver(ctx) != nil {
		t.Error("a batch that has begun is over, or never will be")
	}
	cancel()
	if err := BatchOver(ctx); err == nil || call.AsError(err).Code != call.Unavailable {
		t.Errorf("got %v", err)
	}
}
