package protocols

import (
	"bytes"
	"errors"
	"io"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"gatehouse/server/call"
)

func TestBodiesRefused(t *testing.T) {
	for _, row := range []struct {
		why, encoding string
		body          io.Reader
		length        int64
		code          call.Code
	}{
		{"one that says that it is too long is not read", "", iotest.ErrReader(errors.New("read")), MaxBody + 1, call.BodyTooLarge},
		{"one that says nothing and is too long", "", strings.NewReader(strings.Repeat("x", MaxBody+1)), -1, call.BodyTooLarge},
		{"what is compressed may be a thousand times longer", "gzip", strings.NewReader("x"), 1, call.MediaType},
		{"one that ends early", "", strings.NewReader("x"), 2, call.InvalidParameter},
		{"a long one that ends early", "", strings.NewReader(strings.Repeat("x", 3*quickBody)), 4 * quickBody, call.InvalidParameter},
		{"a broken connection", "", iotest.ErrReader(errors.New("reset")), -1, call.InvalidParameter},
	} {
		r := httptest.NewRequest("POST", "/", row.body)
		r.ContentLength = row.length
		r.Header.Set("Content-Encoding", row.encoding)
		body, err := ReadBody(httptest.NewRecorder(), r)
		if body != nil || err == nil || call.AsError(err).Code != row.code {
			t.Errorf("%s: got %d bytes and %v", row.why, len(body), err)
		}
	}
}

func TestBodies(t *testing.T) {
	for _, size := range []int{0, 1, quickBody - 1, quickBody, quickBody + 1, 3 * quickBody, MaxBody} {
		sent := bytes.Repeat([]byte("x"), size)
		for _, length := range []int64{int64(size), -1} {
			r := httptest.NewRequest("POST", "/", iotest.HalfReader(bytes.NewReader(sent)))
			r.ContentLength = length
			if body, err := ReadBody(httptest.NewRecorder(), r); err != nil || !bytes.Equal(body, sent) {
				t.Errorf("%d bytes, announced as %d: got %d and %v", size, length, len(body), err)
			}
		}
	}
}

func TestAnAnnouncedLengthTakesNoMemory(t *testing.T) {
	r := httptest.NewRequest("POST", "/", strings.NewReader("x"))
	r.ContentLength = MaxBody
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, _ = ReadBody(httptest.NewRecorder(), r)
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 4*quickBody {
		t.Errorf("%d kB were allocated for one byte", used>>10)
	}
}

// TestEncodingsBehindOthers hides a compression behind a header field that says there is none.
func TestEncodingsBehindOthers(t *testing.T) {
	for _, row := range []struct {
		why     string
		fields  []string
		refused bool
	}{
		{"a second field", []string{"identity", "gzip"}, true},
		{"several in one", []string{"identity, gzip"}, true},
		{"one that there is not", []string{"x-unknown"}, true},
		{"none", nil, false},
		{"none, and says so", []string{"identity"}, false},
	} {
		r := httptest.NewRequest("POST", "/", strings.NewReader("x"))
		r.Header["Content-Encoding"] = row.fields
		if _, err := ReadBody(httptest.NewRecorder(), r); (err != nil) != row.refused {
			t.Errorf("%s: %v", row.why, err)
		}
	}
}
