package transfer

import (
	"io"
	"sync"

	"gatehouse/server/call"
)

// room counts the bytes of uploads under way, so that those of one user together never take more space than that user may have.
type room struct {
	lock  sync.Mutex
	taken map[int]int // by user
}

// take asks for n more bytes of the free ones of a user.
func (r *room) take(userID, n, free int) bool {
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.taken[userID]+n > free {
		return false
	}
	if r.taken == nil {
		r.taken = map[int]int{}
	}
	r.taken[userID] += n
	return true
}

func (r *room) giveBack(userID, n int) {
	if n == 0 {
		return
	}
	r.lock.Lock()
	defer r.lock.Unlock()
	if r.taken[userID] -= n; r.taken[userID] <= 0 {
		delete(r.taken, userID)
	}
}

// share is the room that one request takes.
type share struct {
	of     *room
	userID int
	free   int // how much the user may still keep
	taken  int
}

// through reads a file and takes room for each byte of it.
func (s *share) through(from io.Reader) io.Reader { return &taking{s, from} }

type taking struct {
	*share
	from io.Reader
}

func (t *taking) Read(into []byte) (int, error) {
	n, err := t.from.Read(into)
	if !t.of.take(t.userID, n, t.free) {
		return 0, call.Errorf(call.QuotaExceeded, "The user may keep %d more bytes of files, and this is more.", t.free)
	}
	t.taken += n
	return n, err
}

// backTo gives back what was taken since there were n bytes.
func (s *share) backTo(n int) {
	s.of.giveBack(s.userID, s.taken-n)
	s.taken = n
}
