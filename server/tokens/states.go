package tokens

import (
	"context"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/predicate"
	"gatehouse/ent/token"
)

// State is what a token is at a moment, whatever its user and service are.
type State string

// The states.
const (
	Usable  State = "usable"
	Expired State = "expired"
	Revoked State = "revoked"
)

// CountStates counts the tokens in each state. It reads the whole table.
func CountStates(ctx context.Context, db *ent.Client, now time.Time) (map[State]int, error) {
	live := token.RevokedAtIsNil()
	over := token.And(token.ValidUntilNotNil(), token.ValidUntilLTE(now))
	states := map[State]int{}
	for state, which := range map[State]predicate.Token{
		Usable: token.And(live, token.Not(over)), Expired: token.And(live, over), Revoked: token.RevokedAtNotNil(),
	} {
		n, err := db.Token.Query().Where(which).Count(ctx)
		if err != nil {
			return nil, err
		}
		states[state] = n
	}
	return states, nil
}
