package tokens_test

import (
	"context"
	"sync/atomic"
	"testing"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
	"gatehouse/server/tokens"
)

// TestAWrongChecksumCostsNoQuery counts what the database is asked about secrets.
func TestAWrongChecksumCostsNoQuery(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		var asked atomic.Int64
		s.DB.Token.Intercept(ent.InterceptFunc(func(next ent.Querier) ent.Querier {
			return ent.QuerierFunc(func(ctx context.Context, q ent.Query) (ent.Value, error) {
				asked.Add(1)
				return next.Query(ctx, q)
			})
		}))
		find := func(c call.Credential) int64 {
			before := asked.Load()
			if grant, err := w.keeper.Find(t.Context(), c, here); grant != nil || err != nil {
				t.Errorf("%v: got %v, %v", c, grant, err)
			}
			return asked.Load() - before
		}
		last := w.secret[len(w.secret)-1:]
		other := "0"
		if last == other {
			other = "1"
		}
		for why, c := range map[string]call.Credential{
			"a wrong checksum": {Token: w.secret[:len(w.secret)-1] + other}, "a short one": {Token: w.secret[:20]}, "none": {}, "a long one": {Token: w.secret + w.secret},
			"an imported one of capitals": {Token: "0123456789ABCDEF0123456789ABCDEF"}, "one that is shown twice": {Token: w.secret, Malformed: true},
		} {
			if n := find(c); n != 0 {
				t.Errorf("%s: the database was asked %d times", why, n)
			}
		}
		unknown := call.Credential{Token: tokens.NewSecret()}
		if first, again := find(unknown), find(unknown); first != 1 || again != 0 {
			t.Errorf("one that nobody knows: asked %d times, and %d times again", first, again)
		}
	})
}
