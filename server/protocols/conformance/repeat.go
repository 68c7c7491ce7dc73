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
	for range 2 {
		if got, repeated := ask("two words", reads, object{"value": int64(8)}); got.Code != "" || repeated {
			t.Errorf("what only reads: %+v", got)
		}
	}
}
