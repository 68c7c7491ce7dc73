package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/content"
	"gatehouse/ent/contentchunk"
	"gatehouse/server/store"
)

// pieceLimit is how long the database may take for one piece.
const pieceLimit = 10 * time.Second

// Reader reads the bytes of a file piece by piece, each by a query of its own: whoever reads slowly holds no transaction open. Bytes
// never change; those of a file that is deleted meanwhile end with an error.
type Reader struct {
	ctx   context.Context
	db    *ent.Client
	file  *ent.File
	at    int64 // where the next read begins
	piece []byte
	from  int64 // where piece begins in the file
}

// Open reads a file.
func Open(ctx context.Context, db *ent.Client, f *ent.File) *Reader {
	return &Reader{ctx: ctx, db: db, file: f}
}

// Hash is the SHA-256 of all bytes.
func (r *Reader) Hash() ([]byte, error) {
	ctx, cancel := context.WithTimeout(r.ctx, pieceLimit)
	defer cancel()
	found, err := r.db.Content.Query().Where(content.ID(r.file.ContentID)).Select(content.FieldHash).Only(ctx)
	if err != nil {
		return nil, err
	}
	return found.Hash, nil
}

// Read reads from within one piece.
func (r *Reader) Read(into []byte) (int, error) {
	if r.at >= int64(r.file.Size) {
		return 0, io.EOF
	}
	if r.at < r.from || r.at >= r.from+int64(len(r.piece)) {
		if err := r.load(); err != nil {
			return 0, fmt.Errorf("reading the bytes of file %d: %w", r.file.ID, err)
		}
	}
	n := copy(into, r.piece[r.at-r.from:])
	r.at += int64(n)
	return n, nil
}

// Seek moves to another place.
func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += int64(r.file.Size)
	}
	if offset < 0 {
		return 0, errors.New("a place before the beginning of a file")
	}
	r.at = offset
	return offset, nil
}

// load fetches the piece in which the next byte stands.
func (r *Reader) load() error {
	ctx, cancel := context.WithTimeout(r.ctx, pieceLimit)
	defer cancel()
	number := int(r.at / pieceSize)
	if number > 0 {
		found, err := r.db.ContentChunk.Query().Where(contentchunk.ContentID(r.file.ContentID), contentchunk.Number(number)).Only(ctx)
		if err == nil {
			return r.hold(found.Data, int64(number)*pieceSize)
		}
		if !store.Missing(err) {
			return err
		}
		// Before there were pieces all bytes stood in the row of the content, and files from then still do.
	}
	found, err := r.db.Content.Get(ctx, r.file.ContentID)
	if err != nil {
		return err
	}
	return r.hold(found.Data, 0)
}

func (r *Reader) hold(piece []byte, from int64) error {
	r.piece, r.from = piece, from
	if r.at >= from+int64(len(piece)) {
		return fmt.Errorf("it has no byte %d", r.at)
	}
	return nil
}
