package journal_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/callrecord"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

var (
	noon  = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	quiet = slog.New(slog.DiscardHandler)
)

// outcome is an answered call with token 1.
func outcome(at time.Time) call.Outcome {
	return call.Outcome{
		Request: &call.Request{ID: "r1", Protocol: "rest", Function: "core_f", Address: netip.MustParseAddr("192.0.2.7")},
		Grant:   &call.Grant{Token: call.Token{ID: 1}, User: call.User{ID: 1}},
		Service: &call.Service{ID: 1},
		At:      at, Took: 1500 * time.Microsecond,
	}
}

// withToken makes the token that outcome names.
func withToken(t *testing.T, s *store.Store) {
	t.Helper()
	err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
		return errors.Join(
			tx.User.Create().SetID(1).SetUsername("ada").Exec(ctx),
			tx.Service.Create().SetID(1).SetName("S").Exec(ctx),
			tx.Token.Create().SetID(1).SetName("T").SetHash([]byte("1")).SetHint("abcd").SetUserID(1).SetServiceID(1).Exec(ctx))
	})
	if err != nil {
		t.Fatal(err)
	}
}

func records(t *testing.T, s *store.Store) []*ent.CallRecord {
	t.Helper()
	list, err := s.DB.CallRecord.Query().Order(callrecord.ByID()).All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func lastUsed(t *testing.T, s *store.Store) (at time.Time, from string) {
	t.Helper()
	token, err := s.DB.Token.Get(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if token.LastUsedAt != nil {
		at = *token.LastUsedAt
	}
	return at, token.LastUsedFrom
}

func TestAnAuditEventStandsAndFallsWithItsChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		by := journal.Actor{Door: "app", UserID: 7, Name: "Ada", TokenID: 8, ServiceID: 9, Address: "192.0.2.7", RequestID: "r1"}
		change := func(failure error) error {
			return s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				if err := journal.Audit(ctx, tx, by, journal.Event{Action: "cohort.create", Subject: "K", Details: map[string]any{"after": "K"}}); err != nil {
					return err
				}
				return errors.Join(tx.Cohort.Create().SetName("K").Exec(ctx), failure)
			})
		}
		if err := change(errors.New("refused")); err == nil {
			t.Fatal("a failed change passes")
		}
		if n := s.DB.AuditEvent.Query().CountX(t.Context()); n != 0 {
			t.Errorf("%d events of a change that was not made", n)
		}
		if err := change(nil); err != nil {
			t.Fatal(err)
		}
		e := s.DB.AuditEvent.Query().OnlyX(t.Context())
		got := fmt.Sprint(e.Action, e.Subject, e.Details, e.ActorID, e.Actor, e.Door, e.TokenID, e.ServiceID, e.Address, e.RequestID)
		if want := "cohort.createKmap[after:K]7Adaapp89192.0.2.7r1"; strings.ReplaceAll(got, " ", "") != want || time.Since(e.At) > time.Minute {
			t.Errorf("got %s at %v", got, e.At)
		}
	})
}

func TestAnAuditEventThatCannotBeWrittenStopsItsChange(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			if err := tx.Cohort.Create().SetName("K").Exec(ctx); err != nil {
				return err
			}
			return journal.Audit(ctx, tx, journal.CommandLine("root"), journal.Event{Action: "x", Details: map[string]any{"no JSON": func() {}}})
		})
		if n := s.DB.Cohort.Query().CountX(t.Context()); err == nil || n != 0 {
			t.Errorf("%v, and %d changes without an event", err, n)
		}
	})
}

func TestLongAndOddTextsAreCutNotRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		odd := "\x00\xff" + strings.Repeat("é", 1000)
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			return journal.Audit(ctx, tx, journal.Actor{Door: odd, Name: odd, Address: odd, RequestID: odd}, journal.Event{Action: odd, Subject: odd})
		})
		if err != nil {
			t.Error(err)
		}
		l := journal.Start(s, quiet)
		o := outcome(noon)
		o.Request = &call.Request{ID: odd, Protocol: "rest", Function: odd, Address: netip.MustParseAddr("fe80::1%" + strings.Repeat("z", 100))}
		o.Err = &call.Error{Code: call.InvalidParameter, Path: odd}
		l.Record(o)
		l.Record(outcome(noon)) // shares the batch
		l.Stop()
		if got := records(t, s); len(got) != 2 || l.Lost() != 0 || !strings.HasPrefix(got[0].Function, "\uFFFD\uFFFDé") {
			t.Errorf("%d records, %d lost", len(got), l.Lost())
		}
	})
}

func TestCallsAreRecordedWithHowTheyEnded(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		withToken(t, s)
		l := journal.Start(s, quiet)
		l.Record(outcome(noon))
		refused := outcome(noon)
		refused.Err = &call.Error{Code: call.InvalidParameter, Path: "a[1].b"}
		l.Record(refused)
		stranger := outcome(noon)
		stranger.Grant, stranger.Service, stranger.Err = nil, nil, &call.Error{Code: call.InvalidToken, Check: call.CheckTokenKnown}
		l.Record(stranger)
		l.Stop()
		var got []string
		for _, r := range records(t, s) {
			if !r.At.Equal(noon) || r.Protocol != "rest" || r.Function != "core_f" || r.Address != "192.0.2.7" || r.DurationUs != 1500 || r.RequestID != "r1" {
				t.Errorf("got %v", r)
			}
			got = append(got, fmt.Sprintf("%d %d %d %s %s %s", r.UserID, r.TokenID, r.ServiceID, r.Code, r.Check, r.Path))
		}
		want := []string{"1 1 1   ", "1 1 1 invalidparameter  a[1].b", "0 0 0 invalidtoken token-known "}
		if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Errorf("got %q\nwant %q", got, want)
		}
		if l.Calls() != 3 || l.Lost() != 0 {
			t.Errorf("%d calls, %d lost", l.Calls(), l.Lost())
		}
	})
}

func TestRecordsAreWrittenInBatchesAndWithoutBeingAskedFor(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := journal.Start(s, quiet)
		defer l.Stop()
		for range 750 { // one full batch and a half
			l.Record(outcome(noon))
		}
		for deadline := time.Now().Add(10 * time.Second); len(records(t, s)) < 750; {
			if time.Now().After(deadline) {
				t.Fatalf("%d of 750 records are written", len(records(t, s)))
			}
			time.Sleep(20 * time.Millisecond) // the table can only be looked at
		}
	})
}

func TestAQueuedRecordDoesNotKeepTheBodyOfItsRequest(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := journal.Idle(s)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		for range 16 {
			body := strings.Repeat("x", 4<<20)
			o := outcome(noon)
			o.Request.Function, o.Err = body[:3], call.Invalid(body[9:12], "is not known")
			l.Record(o)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(l)
		if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); kept > 8<<20 {
			t.Errorf("%d MB are kept", kept>>20)
		}
	})
}

func TestStopWritesWhatIsQueuedAndCountsWhatComesLater(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		withToken(t, s)
		l := journal.Start(s, quiet)
		for i := range 900 {
			l.Record(outcome(noon.Add(time.Duration(i) * time.Millisecond)))
		}
		l.Stop()
		if got := len(records(t, s)); got != 900 || l.Lost() != 0 {
			t.Errorf("%d of 900 are written, %d are counted as lost", got, l.Lost())
		}
		if at, _ := lastUsed(t, s); !at.Equal(noon) {
			t.Errorf("last used at %v", at)
		}
		l.Record(outcome(noon))
		if l.Lost() != 1 {
			t.Errorf("a record after the end: %d are counted as lost", l.Lost())
		}
	})
}

func TestUnderOverloadTheLossIsCounted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := journal.Start(s, quiet)
		for range 1300 { // all at the same moment: a burst of 1000 passes
			l.Record(outcome(noon))
		}
		if l.Lost() != 300 || l.Calls() != 1300 {
			t.Errorf("%d of %d are lost, want 300 of 1300", l.Lost(), l.Calls())
		}
		for range 600 { // a second later there is room for 200 more
			l.Record(outcome(noon.Add(time.Second)))
		}
		if l.Lost() != 700 {
			t.Errorf("%d are lost, want 700", l.Lost())
		}
		l.Stop()
		if got := len(records(t, s)); got != 1200 {
			t.Errorf("%d are written, want 1200", got)
		}
	})
}

func TestADatabaseThatFailsLosesRecordsAndSaysSo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := journal.Start(s, quiet)
		for range 7 {
			l.Record(outcome(noon))
		}
		s.Close()
		l.Stop()
		if l.Lost() != 7 {
			t.Errorf("%d are counted as lost, want 7", l.Lost())
		}
	})
}

func TestTheLastUseIsWrittenOnceAMinute(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		withToken(t, s)
		l := journal.Idle(s)
		use := func(o call.Outcome, from string) (time.Time, string) {
			o.Request.Address = netip.MustParseAddr(from)
			l.Record(o)
			l.FlushUsed(t.Context())
			return lastUsed(t, s)
		}
		refused, failed, stranger := outcome(noon), outcome(noon.Add(time.Minute)), outcome(noon.Add(time.Hour))
		refused.Err = &call.Error{Code: call.AccessDenied, Check: call.CheckTokenAddress}
		failed.Err = &call.Error{Code: call.NotFound}
		stranger.Grant = nil
		for _, test := range []struct {
			why     string
			outcome call.Outcome
			from    string
			wantAt  time.Time
			want    string
		}{
			{"a refused call is no use", refused, "192.0.2.1", time.Time{}, ""},
			{"the first use", outcome(noon), "192.0.2.2", noon, "192.0.2.2"},
			{"the same moment", outcome(noon), "192.0.2.3", noon, "192.0.2.2"},
			{"59 seconds later", outcome(noon.Add(59 * time.Second)), "192.0.2.4", noon, "192.0.2.2"},
			{"a minute later, though the function failed", failed, "2001:db8::1", noon.Add(time.Minute), "2001:db8::1"},
			{"a call without a token", stranger, "192.0.2.5", noon.Add(time.Minute), "2001:db8::1"},
			{"a clock that was set back", outcome(noon.Add(-time.Hour)), "192.0.2.6", noon.Add(-time.Hour), "192.0.2.6"},
		} {
			if at, from := use(test.outcome, test.from); !at.Equal(test.wantAt) || from != test.want {
				t.Errorf("%s: last used at %v from %q, want %v from %q", test.why, at, from, test.wantAt, test.want)
			}
		}
	})
}

func TestALastUseThatCouldNotBeWrittenIsWrittenLater(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		withToken(t, s)
		l := journal.Idle(s)
		l.Record(outcome(noon))
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		l.FlushUsed(gone)
		if at, _ := lastUsed(t, s); !at.IsZero() {
			t.Fatalf("written all the same at %v: this test shows nothing", at)
		}
		l.FlushUsed(t.Context())
		if at, _ := lastUsed(t, s); !at.Equal(noon) {
			t.Errorf("last used at %v", at)
		}
	})
}

func TestWhatIsOldIsPruned(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := journal.Start(s, quiet)
		defer l.Stop()
		ages := []time.Duration{0, 89, 90, 91, 3 * 365, 3*365 + 5}
		err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			for _, days := range ages {
				at := noon.Add(-days * 24 * time.Hour)
				if err := tx.CallRecord.Create().SetAt(at).SetProtocol("rest").SetFunction("f").SetAddress("").SetRequestID("").Exec(ctx); err != nil {
					return err
				}
				if err := tx.AuditEvent.Create().SetAt(at).SetAction("x").Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		left := func(why string, calls, events int) {
			t.Helper()
			if err := l.Prune(t.Context(), noon); err != nil {
				t.Fatal(err)
			}
			c, e := s.DB.CallRecord.Query().CountX(t.Context()), s.DB.AuditEvent.Query().CountX(t.Context())
			if c != calls || e != events {
				t.Errorf("%s: %d calls and %d events are left, want %d and %d", why, c, e, calls, events)
			}
		}
		keep := func(callDays, auditDays int) {
			err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				changed := s.Settings().Clone()
				changed.Journal = store.JournalSettings{CallDays: callDays, AuditDays: auditDays}
				_, err := tx.SaveSettings(ctx, s.Settings(), changed)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		keep(0, 0)
		left("nought keeps everything for ever", 6, 6)
		keep(90, 3*365)
		left("exactly as old as is kept stays", 3, 5)
		keep(1, 1)
		left("when less is kept than before", 1, 1)
	})
}

func TestAFunctionThatBreaksIsLoggedWithItsCause(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	var log bytes.Buffer
	l := journal.Start(s, slog.New(slog.NewTextHandler(&log, nil)))
	o := outcome(noon)
	o.Err = call.AsError(errors.New("disk on fire"))
	l.Record(o)
	l.Stop()
	for _, part := range []string{"disk on fire", "core_f", "r1"} {
		if !strings.Contains(log.String(), part) {
			t.Errorf("the log does not name %q: %s", part, log.String())
		}
	}
	if got := records(t, s)[0]; got.Code != "internal" || strings.Contains(fmt.Sprint(got), "fire") {
		t.Errorf("recorded as %v", got)
	}
}
