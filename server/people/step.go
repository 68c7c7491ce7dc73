package people

import (
	"context"
	"errors"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/step"
	"gatehouse/server/store"
)

const (
	// stepLife is how long what the server asked for may take.
	stepLife   = 10 * time.Minute
	stepLength = 32
	// stepsKept is how many steps one user may have open; the oldest makes room.
	stepsKept = 20
)

// ErrNoStep is the one answer to a step that was taken, took too long, never was, or was for something else.
var ErrNoStep = errors.New("this step was taken or took too long: begin again")

// askStep writes down that something is asked of a user (of anybody, when nil), and returns the secret that its answer must bring.
func askStep(ctx context.Context, tx *store.Tx, purpose step.Purpose, userID *int, now time.Time) (secret string, err error) {
	secret = randomText(stepLength)
	return secret, keepStep(ctx, tx, purpose, userID, secret, now)
}

// keepStep is askStep for a secret that somebody else made.
func keepStep(ctx context.Context, tx *store.Tx, purpose step.Purpose, userID *int, secret string, now time.Time) error {
	if _, err := tx.Step.Delete().Where(step.ExpiresAtLT(now)).Exec(ctx); err != nil {
		return err
	}
	if userID != nil {
		old, err := tx.Step.Query().Where(step.UserID(*userID)).Order(ent.Desc(step.FieldID)).Offset(stepsKept - 1).IDs(ctx)
		if err != nil {
			return err
		}
		if _, err := tx.Step.Delete().Where(step.IDIn(old...)).Exec(ctx); err != nil {
			return err
		}
	}
	return tx.Step.Create().SetPurpose(purpose).SetNillableUserID(userID).SetHash(hashOf(secret)).SetExpiresAt(now.Add(stepLife)).Exec(ctx)
}

// findStep returns a step for a purpose that still waits, with its user; else ErrNoStep.
func findStep(ctx context.Context, db *ent.Client, purpose step.Purpose, secret string, now time.Time) (*ent.Step, error) {
	row, err := db.Step.Query().Where(step.Hash(hashOf(secret)), step.PurposeEQ(purpose), step.ExpiresAtGT(now)).WithUser().Only(ctx)
	if store.Missing(err) {
		return nil, ErrNoStep
	}
	return row, err
}

// takeStep takes a step within the transaction that rests on it, so that it is taken once, on one node of several.
func takeStep(ctx context.Context, tx *store.Tx, row *ent.Step) error {
	taken, err := tx.Step.Delete().Where(step.ID(row.ID)).Exec(ctx)
	if err == nil && taken == 0 {
		err = ErrNoStep
	}
	return err
}
