package journal

import (
	"context"
	"log/slog"
	"time"

	"gatehouse/server/store"
)

// Idle is a log that writes only when it is told.
func Idle(s *store.Store) *Log { return newLog(s, slog.New(slog.DiscardHandler)) }

// FlushUsed writes the last uses that are not written yet.
func (l *Log) FlushUsed(ctx context.Context) { l.flush(ctx, nil) }

// PruneBatch is how many rows go at once.
const PruneBatch = pruneBatch

// OnRest is called between two batches that are pruned, instead of waiting.
func (l *Log) OnRest(do func(ctx context.Context)) { l.rest = do }

// LimitsBy counts by a clock of the test's.
func LimitsBy(s *store.Store, clock func() time.Duration) *Limits { return limitsBy(s, clock) }
