package journal_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"gatehouse/ent/callday"
	"gatehouse/ent/callhour"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// TestEveryCallIsCounted records more calls than are kept, on two nodes at once, over the end of a day.
func TestEveryCallIsCounted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		withToken(t, s)
		midnight := time.Date(2026, 3, 15, 0, 0, 0, 0, time.UTC)
		for range 2 {
			l := journal.Start(s, quiet)
			for i := range 3000 {
				o := outcome(midnight.Add(time.Duration(i-1000) * time.Millisecond))
				o.Took = time.Duration(i%2) * 10 * time.Millisecond
				switch i % 10 {
				case 0:
					o.Err, o.Service = &call.Error{Code: call.AccessDenied, Check: call.CheckTokenAddress}, nil
				case 1:
					o.Err = call.Fail(call.InvalidParameter)
				case 2:
					o.Grant, o.Service, o.Err = nil, nil, &call.Error{Code: call.InvalidToken, Check: call.CheckTokenKnown}
				}
				l.Record(o)
			}
			l.Stop()
			if l.Lost() == 0 {
				t.Error("nothing was sampled: the test says less than it should")
			}
		}
		hours := s.DB.CallHour.Query().Order(callhour.ByHour()).AllX(t.Context())
		if got := fmt.Sprint(hours[0].Calls, hours[1].Calls, hours[1].Refused, hours[1].Failed, len(hours)); got != "2000 4000 800 400 2" {
			t.Errorf("by the hour: %s", got)
		}
		if hours[1].Slot0 != 2000 || hours[1].Slot8 != 2000 {
			t.Errorf("how long they took: %v", hours[1])
		}
		var byDay []struct{ Calls int }
		s.DB.CallDay.Query().Where(callday.TokenID(1), callday.ServiceID(1)).Order(callday.ByDay()).Select(callday.FieldCalls).ScanX(t.Context(), &byDay)
		if fmt.Sprint(byDay) != "[{1600} {3200}]" {
			t.Errorf("by the day: %v", byDay)
		}
		f, err := journal.FiguresSince(t.Context(), s.DB, midnight.Add(-time.Hour), midnight.Add(time.Minute), "")
		if err != nil || f.Calls != 6000 || f.Refused != 1200 || f.Failed != 600 || len(f.Hours) != 2 {
			t.Errorf("the figures %+v, %v", f, err)
		}
		if f.Median > 100*time.Microsecond || f.P95 < 8*time.Millisecond || f.P95 > 17*time.Millisecond {
			t.Errorf("half took %v, nearly all %v", f.Median, f.P95)
		}
		if f, err = journal.FiguresSince(t.Context(), s.DB, midnight.Add(-time.Hour), midnight.Add(time.Minute), "soap"); err != nil || f.Calls != 0 || f.Median != 0 {
			t.Errorf("of another protocol %+v, %v", f, err)
		}
		usage, err := journal.UsageByProtocol(t.Context(), s, midnight.Add(-24*time.Hour), 5)
		if want := map[string]journal.Usage{"rest": {Tokens: []int{1}, Total: 1}}; err != nil || !reflect.DeepEqual(usage, want) {
			t.Errorf("the tokens %v, %v", usage, err)
		}
	})
}
