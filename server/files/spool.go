package files

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"gatehouse/server/call"
)

// pieceSize is how many bytes of a content stand in one row. What is stored rests on it: it never changes.
const pieceSize = 256 << 10

// ErrTooLarge is a file that is larger than it may be.
var ErrTooLarge = errors.New("the file is too large")

// Spool holds the bytes of a file until they are stored: the first of them in memory, those of a large file in a temporary file
// without a name, which goes with the process however that ends. So a slow upload holds no transaction open, and one that is cut
// off leaves nothing.
type Spool struct {
	head []byte
	rest *os.File // nil: all bytes are in head
	name string   // of the temporary file, where an open file cannot lose it
	size int
	hash [sha256.Size]byte
}

// InMemory is a spool of bytes that are in memory anyway.
func InMemory(data []byte) *Spool {
	return &Spool{head: data, size: len(data), hash: sha256.Sum256(data)}
}

// Receive reads a file to its end. It fails with ErrTooLarge after limit bytes, with what from fails with, and with Unavailable
// when there is no room for it.
func Receive(from io.Reader, limit int) (*Spool, error) {
	s := &Spool{}
	sum := sha256.New()
	limited := io.TeeReader(io.LimitReader(from, int64(limit)+1), sum)
	var err error
	if s.head, err = io.ReadAll(io.LimitReader(limited, pieceSize)); err != nil {
		return nil, err
	}
	s.size = len(s.head)
	if s.size == pieceSize {
		if err := s.spill(limited); err != nil {
			s.Close()
			return nil, err
		}
	}
	if s.size > limit {
		s.Close()
		return nil, ErrTooLarge
	}
	sum.Sum(s.hash[:0])
	return s, nil
}

// spill takes what does not fit into memory.
func (s *Spool) spill(from io.Reader) error {
	for buffer := make([]byte, 64<<10); ; {
		n, err := from.Read(buffer)
		if n > 0 {
			if failed := s.put(buffer[:n]); failed != nil {
				return call.Fail(call.Unavailable).Because(fmt.Errorf("spooling a file: %w", failed))
			}
		}
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

func (s *Spool) put(data []byte) (err error) {
	if s.rest == nil {
		if s.rest, err = os.CreateTemp("", "gatehouse-upload-*"); err != nil {
			return err
		}
		if os.Remove(s.rest.Name()) != nil {
			s.name = s.rest.Name()
		}
	}
	n, err := s.rest.Write(data)
	s.size += n
	return err
}

// Close lets go of the bytes.
func (s *Spool) Close() {
	if s.rest != nil {
		_ = s.rest.Close()
	}
	if s.name != "" {
		_ = os.Remove(s.name)
	}
	s.head, s.rest, s.name = nil, nil, ""
}

// Size is how many bytes there are.
func (s *Spool) Size() int { return s.size }

// first is what stands in the row of the content itself.
func (s *Spool) first() []byte {
	if s.size == 0 {
		return []byte{} // the column takes no null
	}
	return s.head[:min(len(s.head), pieceSize)]
}

// pieces are the others, from number 1 on. Each is good until the next.
func (s *Spool) pieces() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var all io.ReaderAt = s.rest
		skipped := len(s.head)
		if s.rest == nil {
			all, skipped = bytes.NewReader(s.head), 0
		}
		buffer := make([]byte, min(pieceSize, max(s.size-pieceSize, 0)))
		for at := pieceSize; at < s.size; at += pieceSize {
			piece := buffer[:min(pieceSize, s.size-at)]
			_, err := all.ReadAt(piece, int64(at-skipped))
			if errors.Is(err, io.EOF) && at+len(piece) == s.size {
				err = nil // it may be said with the last bytes
			}
			if !yield(piece, err) || err != nil {
				return
			}
		}
	}
}
