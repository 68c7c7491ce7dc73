package journal

import (
	"context"
	"time"

	entsql "entgo.io/ent/dialect/sql"

	"gatehouse/ent"
	"gatehouse/ent/callday"
	"gatehouse/ent/callhour"
	"gatehouse/ent/callrecord"
	"gatehouse/server/store"
)

// Span is the calls of one hour or one day.
type Span struct {
	At                     time.Time
	Calls, Refused, Failed int
}

// Figures are the calls of some hours together.
type Figures struct {
	Span
	Median, P95 time.Duration // zero without calls
	Hours       []Span        // one for each hour, oldest first, also those without calls
}

// FiguresSince counts the calls from an hour on, over one protocol or (with "") all.
func FiguresSince(ctx context.Context, db *ent.Client, from, to time.Time, protocol string) (*Figures, error) {
	from = from.UTC().Truncate(time.Hour)
	query := db.CallHour.Query().Where(callhour.HourGTE(from), callhour.HourLT(to))
	if protocol != "" {
		query.Where(callhour.Protocol(protocol))
	}
	rows, err := query.All(ctx)
	if err != nil {
		return nil, err
	}
	f := &Figures{Span: Span{At: from}, Hours: spans(from, to, time.Hour)}
	var histogram [slots]int
	for _, row := range rows {
		add := Span{Calls: row.Calls, Refused: row.Refused, Failed: row.Failed}
		f.plus(add)
		if i := int(row.Hour.Sub(from) / time.Hour); i < len(f.Hours) {
			f.Hours[i].plus(add)
		}
		for i, n := range slotsOf(row) {
			histogram[i] += n
		}
	}
	f.Median, f.P95 = quantile(histogram, 0.5), quantile(histogram, 0.95)
	return f, nil
}

func (s *Span) plus(other Span) {
	s.Calls += other.Calls
	s.Refused += other.Refused
	s.Failed += other.Failed
}

func spans(from, to time.Time, step time.Duration) []Span {
	var list []Span
	for at := from; at.Before(to); at = at.Add(step) {
		list = append(list, Span{At: at})
	}
	return list
}

func slotsOf(h *ent.CallHour) [slots]int {
	return [slots]int{
		h.Slot0, h.Slot1, h.Slot2, h.Slot3, h.Slot4, h.Slot5, h.Slot6, h.Slot7,
		h.Slot8, h.Slot9, h.Slot10, h.Slot11, h.Slot12, h.Slot13, h.Slot14, h.Slot15,
	}
}

// quantile is the duration that a part of all calls took at most, taking those of one slot as spread evenly over it.
func quantile(histogram [slots]int, part float64) time.Duration {
	total := 0
	for _, n := range histogram {
		total += n
	}
	wanted := part * float64(total)
	low, high, seen := time.Duration(0), firstSlot, 0.0
	for _, n := range histogram {
		if n > 0 && seen+float64(n) >= wanted {
			return low + time.Duration(float64(high-low)*(wanted-seen)/float64(n))
		}
		seen += float64(n)
		low, high = high, 2*high
	}
	return 0
}

// Which narrows the calls that are counted by the day; zero values narrow nothing.
type Which struct {
	Protocol string
	Service  int
	Token    int
}

// Days counts calls for each day (UTC) of a span, oldest first.
func Days(ctx context.Context, db *ent.Client, from, to time.Time, which Which) ([]Span, error) {
	from = from.UTC().Truncate(24 * time.Hour)
	query := db.CallDay.Query().Where(callday.DayGTE(from), callday.DayLT(to))
	if which.Protocol != "" {
		query.Where(callday.Protocol(which.Protocol))
	}
	if which.Service != 0 {
		query.Where(callday.ServiceID(which.Service))
	}
	if which.Token != 0 {
		query.Where(callday.TokenID(which.Token))
	}
	var rows []struct {
		Day                    time.Time
		Calls, Refused, Failed int
	}
	err := query.GroupBy(callday.FieldDay).Aggregate(
		ent.As(ent.Sum(callday.FieldCalls), "calls"), ent.As(ent.Sum(callday.FieldRefused), "refused"), ent.As(ent.Sum(callday.FieldFailed), "failed"),
	).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	list := spans(from, to, 24*time.Hour)
	for _, row := range rows {
		if i := int(row.Day.Sub(from) / (24 * time.Hour)); i < len(list) {
			list[i].plus(Span{Calls: row.Calls, Refused: row.Refused, Failed: row.Failed})
		}
	}
	return list, nil
}

// CallsByService counts the calls since a day for each of some services.
func CallsByService(ctx context.Context, db *ent.Client, since time.Time, services []int) (map[int]int, error) {
	var rows []struct {
		ID    int `json:"service_id"`
		Calls int
	}
	err := db.CallDay.Query().Where(callday.ServiceIDIn(services...), callday.DayGTE(since.UTC().Truncate(24*time.Hour))).
		GroupBy(callday.FieldServiceID).Aggregate(ent.As(ent.Sum(callday.FieldCalls), "calls")).Scan(ctx, &rows)
	byID := make(map[int]int, len(rows))
	for _, row := range rows {
		byID[row.ID] = row.Calls
	}
	return byID, err
}

// CallsByProtocol counts the calls since a moment for each protocol.
func CallsByProtocol(ctx context.Context, db *ent.Client, since time.Time) (map[string]int, error) {
	var rows []struct {
		Protocol string
		Calls    int
	}
	err := db.CallHour.Query().Where(callhour.HourGTE(since.UTC().Truncate(time.Hour))).
		GroupBy(callhour.FieldProtocol).Aggregate(ent.As(ent.Sum(callhour.FieldCalls), "calls")).Scan(ctx, &rows)
	byName := make(map[string]int, len(rows))
	for _, row := range rows {
		byName[row.Protocol] = row.Calls
	}
	return byName, err
}

// Usage is which tokens were used over a protocol.
type Usage struct {
	Tokens []int // ids, most calls first, only so many as were asked for
	Total  int   // of all
}

// UsageByProtocol returns which tokens were used since a day over each protocol, no more than limit of each.
func UsageByProtocol(ctx context.Context, s *store.Store, since time.Time, limit int) (map[string]Usage, error) {
	build := entsql.Dialect(s.Dialect())
	days := build.Table(callday.Table)
	protocol, token, calls := days.C(callday.FieldProtocol), days.C(callday.FieldTokenID), days.C(callday.FieldCalls)
	ranked := build.Select(protocol, token).From(days).AppendSelectExpr(
		entsql.ExprFunc(func(b *entsql.Builder) {
			b.WriteString("ROW_NUMBER() OVER (PARTITION BY ").Ident(protocol).
				WriteString(" ORDER BY SUM(").Ident(calls).WriteString(") DESC, ").Ident(token).WriteString(") AS place")
		}),
		entsql.ExprFunc(func(b *entsql.Builder) {
			b.WriteString("COUNT(*) OVER (PARTITION BY ").Ident(protocol).WriteString(") AS total")
		}),
	).Where(entsql.And(
		entsql.GTE(days.C(callday.FieldDay), since.UTC().Truncate(24*time.Hour)), entsql.NEQ(token, 0),
	)).GroupBy(protocol, token).As("ranked")
	query, args := build.Select(ranked.C(callday.FieldProtocol), ranked.C(callday.FieldTokenID), ranked.C("total")).From(ranked).
		Where(entsql.LTE(ranked.C("place"), limit)).OrderBy(ranked.C("place")).Query()
	rows, err := s.Lists.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	byName := map[string]Usage{}
	for rows.Next() {
		var name string
		var id, total int
		if err := rows.Scan(&name, &id, &total); err != nil {
			return nil, err
		}
		byName[name] = Usage{Tokens: append(byName[name].Tokens, id), Total: total}
	}
	return byName, rows.Err()
}

// LastCall returns when the last call came; nil when there was none.
func LastCall(ctx context.Context, db *ent.Client) (*time.Time, error) {
	row, err := db.CallRecord.Query().Order(ent.Desc(callrecord.FieldAt)).First(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &row.At, nil
}
