package setup

import (
	"context"
	"fmt"
	"strings"
	"time"

	"entgo.io/ent/dialect"

	"gatehouse/ent"
	"gatehouse/ent/token"
	"gatehouse/server/store"
)

const (
	// seedDays is how many days the made-up calls are spread over.
	seedDays = 30
	// seedCallBatch is how many calls one transaction makes. The database makes them by itself out of their numbers.
	seedCallBatch = 25_000
	// seedUsedTokens is how many tokens have calls counted by the day.
	seedUsedTokens = 2000
)

// series is a table n of the numbers i from one to another in the words of either database.
func (b *seeder) series(from, to int) (with, table string) {
	if b.Dialect() == dialect.Postgres {
		return "", fmt.Sprintf("generate_series(%d::bigint, %d) AS n(i)", from, to)
	}
	return fmt.Sprintf("WITH RECURSIVE n(i) AS (VALUES(%d) UNION ALL SELECT i+1 FROM n WHERE i < %d) ", from, to), "n"
}

// at is the moment that lies some seconds, an expression, after another one.
func (b *seeder) at(start time.Time, seconds string) string {
	if b.Dialect() == dialect.Postgres {
		return fmt.Sprintf("to_timestamp(%d + %s)", start.Unix(), seconds)
	}
	// As the driver writes it, without zeros at the end: an index over texts would take another spelling for another time.
	return fmt.Sprintf("rtrim(rtrim(strftime('%%Y-%%m-%%d %%H:%%M:%%f', %d + %s, 'unixepoch'), '0'), '.') || '+00:00'", start.Unix(), seconds)
}

// tokens makes tokens whose secrets nobody knows, spread evenly over users and services.
func (b *seeder) tokens(ctx context.Context) error {
	first, err := b.DB.Token.Query().Aggregate(ent.Max(token.FieldID)).Int(ctx)
	if err != nil {
		first = 0 // there is none yet
	}
	b.firstToken = first + 1
	random := "randomblob(32)"
	if b.Dialect() == dialect.Postgres {
		random = "decode(md5(random()::text) || md5(random()::text), 'hex')"
	}
	hint := "printf('%04d', i * 7919 % 10000)"
	if b.Dialect() == dialect.Postgres {
		hint = "lpad((i * 7919 % 10000)::text, 4, '0')"
	}
	now := time.Now().UTC()
	return b.bulkRows(ctx, "tokens", b.Tokens, func(from, to int) error {
		with, table := b.series(from, to)
		return b.run(ctx, with+fmt.Sprintf(`INSERT INTO tokens (name, hash, hint, user_id, service_id, created_at, valid_until, imported, origin, ip_restriction, last_used_from) `+
			`SELECT 'seeded ' || i, %s, %s, %d + i %% %d, %d + i %% %d, %s, CASE WHEN i %% 3 = 0 THEN %s END, false, 'admin', '', '' FROM %s`,
			random, hint, b.firstUser, max(b.Users, 1), b.serviceIDs[0], len(b.serviceIDs), b.at(now, "0"), b.at(now, "(i % 5000 - 50) * 3600"), table))
	})
}

// inBatches makes rows by their numbers, some to a transaction.
func (b *seeder) inBatches(n int, make func(from, to int) error) error {
	for from := 1; from <= n; from += seedCallBatch {
		to := min(from+seedCallBatch-1, n)
		if err := make(from, to); err != nil {
			return err
		}
		if b.done += to - from + 1; b.Progress != nil {
			b.Progress(b.done)
		}
	}
	return nil
}

// seedMany is from how many rows on a table is filled without its indexes.
const seedMany = 200_000

// bulkRows is inBatches that spares the table's indexes when there is much to do.
func (b *seeder) bulkRows(ctx context.Context, table string, n int, make func(from, to int) error) error {
	fill := func() error { return b.inBatches(n, make) }
	if n < seedMany {
		return fill()
	}
	return b.WithoutIndexes(ctx, table, fill)
}

// calls makes records of calls, spread evenly over the last thirty days, over tokens, users, services, functions and addresses; one in
// fifty was refused, one in a hundred failed.
func (b *seeder) calls(ctx context.Context) error {
	if b.Calls == 0 {
		return nil
	}
	start := time.Now().UTC().Add(-seedDays * 24 * time.Hour)
	gap := seedDays * 86400 / float64(b.Calls)
	err := b.bulkRows(ctx, "call_records", b.Calls, func(from, to int) error {
		with, table := b.series(from, to)
		query := with + `INSERT INTO call_records (at, protocol, function, user_id, token_id, service_id, address, result, code, "check", path, duration_us, request_id) SELECT ` +
			strings.Join([]string{
				b.at(start, fmt.Sprintf("i * %.9f", gap)),
				"CASE WHEN i % 10 < 8 THEN 'rest' WHEN i % 10 = 8 THEN 'soap' ELSE 'xmlrpc' END",
				"'core_seeded_function_' || (i % 40)",
				fmt.Sprintf("%d + i * 7919 %% %d", b.firstUser, max(b.Users, 1)),
				fmt.Sprintf("%d + i * 104729 %% %d", b.firstToken, max(b.Tokens, 1)),
				fmt.Sprintf("%d + i %% %d", b.serviceIDs[0], len(b.serviceIDs)),
				"'10.' || (i % 3) || '.' || (i % 200) || '.' || (i % 250)",
				"CASE WHEN i % 50 = 0 THEN 'refused' WHEN i % 101 = 0 THEN 'failed' ELSE 'answered' END",
				"CASE WHEN i % 50 = 0 THEN 'accessexception' WHEN i % 101 = 0 THEN 'invalidparameter' ELSE '' END",
				"CASE WHEN i % 100 = 0 THEN 'token-address' WHEN i % 50 = 0 THEN 'function-in-service' ELSE '' END",
				"CASE WHEN i % 101 = 0 AND i % 50 <> 0 THEN 'groups[1].courseid' ELSE '' END",
				"500 + i * 31 % 20000", "'seed' || i",
			}, ", ") + " FROM " + table
		return b.run(ctx, query)
	})
	if err != nil {
		return err
	}
	return b.totals(ctx, start)
}

// analyse tells PostgreSQL what the tables hold now. It would find out by itself in a minute or so, and plan badly until then.
func (b *seeder) analyse(ctx context.Context) error {
	if b.Dialect() != dialect.Postgres {
		return nil
	}
	return b.run(ctx, "ANALYZE")
}

func (b *seeder) run(ctx context.Context, query string) error {
	return b.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.ExecContext(ctx, query)
		return err
	})
}

// totals makes what calls are counted into: a row for each hour, and for each day of some tokens.
func (b *seeder) totals(ctx context.Context, start time.Time) error {
	hour, day := start.Truncate(time.Hour), start.Truncate(24*time.Hour)
	with, table := b.series(0, seedDays*24)
	perHour := max(b.Calls/(seedDays*24), 1)
	err := b.run(ctx, with+fmt.Sprintf(`INSERT INTO call_hours (hour, protocol, calls, refused, failed, slot4, slot6) SELECT %s, 'rest', %d, %d, %d, %d, %d FROM %s WHERE true ON CONFLICT DO NOTHING`,
		b.at(hour, "i * 3600"), perHour, perHour/50, perHour/101, perHour/2, perHour-perHour/2, table))
	if err != nil {
		return err
	}
	tokens := min(seedUsedTokens, max(b.Tokens, 1))
	with, table = b.series(0, (seedDays+1)*tokens-1)
	perDay := max(b.Calls/seedDays/tokens, 1)
	return b.run(ctx, with+fmt.Sprintf(`INSERT INTO call_days (day, protocol, service_id, token_id, calls) SELECT %s, 'rest', %d + i %% %d, %d + i %% %d, %d FROM %s WHERE true ON CONFLICT DO NOTHING`,
		b.at(day, fmt.Sprintf("i / %d * 86400", tokens)), b.serviceIDs[0], len(b.serviceIDs), b.firstToken, tokens, perDay, table))
}
