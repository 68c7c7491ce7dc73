package transfer

import (
	"errors"
	"io"
	"net/http"
	"time"

	"gatehouse/server/call"
)

// errTooMuch is a body that is longer than it may be at this point.
var errTooMuch = errors.New("the body is too long")

// body is what a request holds, with a bound on how much of it may come and by when.
type body struct {
	from    io.Reader
	control *http.ResponseController
	began   time.Time
	read    int64
	left    int64 // how much may still come
}

func newBody(w http.ResponseWriter, r *http.Request, limit int64) *body {
	return &body{from: r.Body, control: http.NewResponseController(w), began: time.Now(), left: limit}
}

// Read reads as much as may come.
func (b *body) Read(into []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooMuch
	}
	_ = b.control.SetReadDeadline(until(b.began, b.read)) // in tests there is none
	n, err := b.from.Read(into[:min(int64(len(into)), b.left)])
	b.read += int64(n)
	b.left -= int64(n)
	return n, err
}

// within lets do read no more than n bytes.
func (b *body) within(n int64, do func() error) error {
	kept := max(b.left-n, 0)
	b.left -= kept
	err := do()
	b.left += kept
	return err
}

// drain reads what is left, so that a client which sends everything before it looks sees the answer.
func (b *body) drain() { _, _ = io.Copy(io.Discard, b) }

// broken says what an error means that came while a body was read.
func broken(err error) error {
	var e *call.Error
	switch {
	case errors.As(err, &e):
		return e
	case errors.Is(err, errTooMuch):
		return call.Errorf(call.QuotaExceeded, "The request is longer than a user may keep bytes of files, or a part of its form is longer than %d bytes.", formLimit)
	}
	return call.Fail(call.UploadPartial).Because(err)
}
