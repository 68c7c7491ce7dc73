package conformance

import (
	"net/http"
	"reflect"
	"testing"

	"gatehouse/server/call"
)

// repeats makes calls under an Idempotency-Key, as the header field of that name carries it.
func (s *suite) repeats(t *testing.T) {
	world := NewWorld(s.wire.Protocol)
	handler := Guarded(s.handler(world.Dispatcher()))
	ask := func(key, function string, arguments object) (Answer, bool) {
		t.Helper()
		var header http.Header
		answer := s.client.Call(t, watched(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			header = w.Header()
			r.Header.Set(call.IdempotencyKey, key)
			handler.ServeHTTP(w, r)
		})), Token, function, arguments)
		return answer, header.Get(call.IdempotencyReplayed) == "true"
	}
	const writes, other, reads = "core_void_do", "core_error_conflict", "core_whole_echo"
	if got, repeated := ask("two words", writes, object{}); got.Code != s.code(call.InvalidParameter) || repeated {
		t.Errorf("a key that is none: %+v", got)
	}
	first, repeated := ask("k", writes, object{})
	if first.Code != "" || repeated {
		t.Fatalf("%+v, repeated %v", first, repeated)
	}
	if got, repeated := ask("k", other, object{}); got.Code != s.code(call.KeyReused) || repeated {
		t.Errorf("another function: %+v", got)
	}
	if got, repeated := ask("k", writes, object{}); !repeated || !reflect.DeepEqual(got, first) {
		t.Errorf("again: %+v, want %+v", got, first)
	}
	limit, wait := world.Grant.Token.Limit, world.Wait
	world.Break(t, call.CheckRate)
	if got, repeated := ask("limited", writes, object{}); got.Code == "" || repeated {
		t.Errorf("over the limit: %+v", got)
	}
	world.Grant.Token.Limit, world.Wait = limit, wait
	if got, repeated := ask("limited", writes, object{}); got.Code != "" || repeated {
		t.Errorf("once more, after it was refused for the limit: %+v, repeated %v", got, repeated)
	}
	for range 2 {
		if got, repeated := ask("two words", reads, object{"value": int64(8)}); got.Code != "" || repeated {
			t.Errorf("what only reads: %+v", got)
		}
	}
}

// EachIsKept sends one HTTP request twice under the same key, with n calls that are all alike: each of them is made, and kept for itself.
func (w *World) EachIsKept(t testing.TB, n int, send func(key string)) {
	t.Helper()
	for _, again := range []bool{false, true} {
		w.Forget()
		send("k")
		outcomes := w.Outcomes()
		if len(outcomes) != n {
			t.Errorf("sent again %v: %d calls are recorded, want %d", again, len(outcomes), n)
		}
		for i, o := range outcomes {
			if o.Err != nil || o.Request.Repeated != again {
				t.Errorf("sent again %v: call %d ended with %v, answered before: %v", again, i, o.Err, o.Request.Repeated)
			}
		}
	}
}
