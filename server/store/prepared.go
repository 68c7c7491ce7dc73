package store

import (
	"context"
	"database/sql"
	"io"
	"sync"
)

// preparedLimit is how many statements are kept.
const preparedLimit = 500

// prepared runs each text as a prepared statement that it keeps: for SQLite, where parsing costs more than finding a row.
// PostgreSQL's driver does the same by itself.
type prepared struct {
	*sql.DB
	mu         sync.RWMutex
	statements map[string]*sql.Stmt
}

func newPrepared(db *sql.DB) *prepared {
	return &prepared{DB: db, statements: map[string]*sql.Stmt{}}
}

// QueryContext is what ent asks.
func (p *prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	p.mu.RLock()
	statement, ok := p.statements[query]
	p.mu.RUnlock()
	if !ok {
		var err error
		if statement, err = p.prepare(ctx, query); err != nil {
			return nil, err
		}
	}
	return statement.QueryContext(ctx, args...)
}

func (p *prepared) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	statement, err := p.DB.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if earlier, ok := p.statements[query]; ok {
		_ = statement.Close()
		return earlier, nil
	}
	remember(p.statements, query, statement, preparedLimit)
	return statement, nil
}

// remember keeps a statement. Lists of varying length make statements of their own, so that past a limit all others are forgotten and made
// anew as they come; one that is in use is closed when its rows are.
func remember[S io.Closer](statements map[string]S, query string, statement S, limit int) {
	if len(statements) >= limit {
		for _, old := range statements {
			_ = old.Close()
		}
		clear(statements)
	}
	statements[query] = statement
}
