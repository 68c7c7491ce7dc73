package store

import (
	"database/sql"
	"time"
)

// Pools returns the connections of each pool: "reader" and "writer" on SQLite, "all" and "lister" on PostgreSQL.
func (s *Store) Pools() map[string]sql.DBStats {
	if s.writer == s.reader {
		return map[string]sql.DBStats{"all": s.reader.Stats(), "lister": s.lister.Stats()}
	}
	return map[string]sql.DBStats{"reader": s.reader.Stats(), "writer": s.writer.Stats()}
}

// WritersWaiting is how many changes wait for their turn. On PostgreSQL they wait for a connection instead.
func (s *Store) WritersWaiting() int { return int(s.queue.waiting.Load()) }

// Lag is how long ago the database was last seen to hold nothing that this process has not taken over; 0 when it does not follow.
func (s *Store) Lag() time.Duration {
	if !s.follower.following {
		return 0
	}
	return max(0, time.Since(s.follower.started)-time.Duration(s.follower.checked.Load()))
}
