package journal

import (
	"bytes"
	"context"
	stdsql "database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/keptanswer"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

// AnswersKept is how long the answer to a call with an Idempotency-Key is kept.
const AnswersKept = 24 * time.Hour

// Answers keeps the answers to calls with an Idempotency-Key, each in the transaction of what its call changed. It is the
// dispatcher's call.Repeats.
type Answers struct {
	store *store.Store
	now   func() time.Time

	mutex sync.Mutex
	turns map[[32]byte]*turn
}

// turn is held by who makes the call of a key. Others of this process wait for it here, those of other nodes in the database.
type turn struct {
	free    chan struct{}
	waiting int
}

// NewAnswers keeps answers in a database.
func NewAnswers(s *store.Store, now func() time.Time) *Answers {
	return &Answers{store: s, now: now, turns: map[[32]byte]*turn{}}
}

// errKept ends a transaction that finds the answer there.
var errKept = errors.New("the call has been answered")

// Once is call.Repeats.
func (a *Answers) Once(ctx context.Context, o call.Once, run func(ctx context.Context) ([]byte, error)) (answer []byte, repeated bool, err error) {
	if err := a.take(ctx, o.Key); err != nil {
		return nil, false, call.Fail(call.Unavailable).Because(err)
	}
	defer a.release(o.Key)
	kept, err := a.find(ctx, a.store.DB, o)
	if err == nil && kept == nil {
		err = a.store.WriteWhole(ctx, store.Whole{
			Begin: func(ctx context.Context, tx *store.Tx) (err error) {
				if kept, err = a.begin(ctx, tx, o); err == nil && kept != nil {
					err = errKept
				}
				return err
			},
			End: func(ctx context.Context, tx *store.Tx) error {
				return tx.KeptAnswer.Update().Where(keptanswer.Key(o.Key[:])).SetAnswer(answer).Exec(ctx)
			},
		}, func(ctx context.Context) (err error) {
			answer, err = run(ctx)
			return err
		})
	}
	if kept != nil {
		return settle(kept, o)
	}
	return answer, false, readable(err)
}

// settle answers out of what is kept, unless that is the answer to something else.
func settle(kept *ent.KeptAnswer, o call.Once) (answer []byte, repeated bool, err error) {
	switch {
	case !bytes.Equal(kept.Request, o.Request[:]):
		return nil, false, call.Errorf(call.KeyReused, "This Idempotency-Key was used for a call of %s with other arguments. A new call needs a new key.", kept.Function)
	case kept.Answer == nil:
		return nil, false, call.Fail(call.Internal).Because(errors.New("a kept answer is empty"))
	}
	return *kept.Answer, true, nil
}

// readable lets a database that is not there be told from one in which something is wrong.
func readable(err error) error {
	var known *call.Error
	if err != nil && !errors.As(err, &known) && store.Unavailable(err) {
		return call.Fail(call.Unavailable).Because(err)
	}
	return err
}

// find is the answer that is kept under a key; nil when there is none.
func (a *Answers) find(ctx context.Context, db *ent.Client, o call.Once) (*ent.KeptAnswer, error) {
	kept, err := db.KeptAnswer.Query().Where(keptanswer.Key(o.Key[:]), keptanswer.AtGTE(a.now().Add(-AnswersKept))).Only(ctx)
	if store.Missing(err) {
		return nil, nil
	}
	return kept, err
}

// begin claims a key for a transaction. Where another one holds it, this waits for that one's end, and returns its answer.
func (a *Answers) begin(ctx context.Context, tx *store.Tx, o call.Once) (*ent.KeptAnswer, error) {
	_, err := tx.KeptAnswer.Delete().Where(keptanswer.Key(o.Key[:]), keptanswer.AtLT(a.now().Add(-AnswersKept))).Exec(ctx)
	if err != nil {
		return nil, err
	}
	err = tx.KeptAnswer.Create().SetKey(o.Key[:]).SetRequest(o.Request[:]).SetFunction(o.Function).SetAt(a.now()).
		OnConflict(sql.ConflictColumns(keptanswer.FieldKey), sql.DoNothing()).Exec(ctx)
	if err == nil || !errors.Is(err, stdsql.ErrNoRows) { // which says that there was a conflict
		return nil, err
	}
	kept, err := a.find(ctx, tx.Client, o)
	if err == nil && kept == nil {
		err = fmt.Errorf("the answer to a call was removed: %w", store.ErrUnavailable)
	}
	return kept, err
}

// take waits until nobody else in this process makes the call of a key.
func (a *Answers) take(ctx context.Context, key [32]byte) error {
	a.mutex.Lock()
	t := a.turns[key]
	if t == nil {
		t = &turn{free: make(chan struct{}, 1)}
		t.free <- struct{}{}
		a.turns[key] = t
	}
	t.waiting++
	a.mutex.Unlock()
	select {
	case <-t.free:
		return nil
	case <-ctx.Done():
		a.leave(key, t)
		return ctx.Err()
	}
}

func (a *Answers) release(key [32]byte) {
	a.mutex.Lock()
	t := a.turns[key]
	a.mutex.Unlock()
	t.free <- struct{}{}
	a.leave(key, t)
}

func (a *Answers) leave(key [32]byte, t *turn) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if t.waiting--; t.waiting == 0 {
		delete(a.turns, key)
	}
}
