package functions_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"gatehouse/ent/auditevent"
	"gatehouse/ent/keptanswer"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/store/storetest"
)

// keyed makes a call under an Idempotency-Key and says whether its answer was given before.
func (h *harness) keyed(t testing.TB, key, function, arguments string) (answer string, repeated bool, err *call.Error) {
	t.Helper()
	r := &call.Request{Credential: call.Credential{Token: "wsuser"}, Function: function, Settings: call.DefaultSettings, Key: []string{key}}
	answer, err = h.callWith(t, r, arguments)
	return answer, r.Repeated, err
}

// eachKept is each with answers kept, by a clock that the test moves.
func eachKept(t *testing.T, test func(t *testing.T, h *harness, now *time.Time)) {
	each(t, func(t *testing.T, h *harness) {
		now := time.Now()
		h.dispatcher.Repeats = journal.NewAnswers(h.store, func() time.Time { return now })
		test(t, h, &now)
	})
}

func groupsNamed(names ...string) string {
	var list []string
	for _, name := range names {
		list = append(list, fmt.Sprintf(`{"courseid": 2, "name": %q, "description": ""}`, name))
	}
	return `{"groups": [` + strings.Join(list, ",") + `]}`
}

func TestKeysThatAreNone(t *testing.T) {
	eachKept(t, func(t *testing.T, h *harness, _ *time.Time) {
		before := h.store.DB.Group.Query().CountX(t.Context())
		for _, key := range []string{"", " ", "two words", "\x7f", "tab\t", "é", strings.Repeat("k", 256)} {
			if _, _, err := h.keyed(t, key, createGroups, groupsNamed("refused")); err == nil || err.Code != call.InvalidParameter || err.Path != call.IdempotencyKey {
				t.Errorf("the key %q: %v", key, err)
			}
			if _, _, err := h.keyed(t, key, "core_group_get_groups", `{"groupids": []}`); err != nil {
				t.Errorf("reading under the key %q: %v", key, err)
			}
		}
		if n := h.store.DB.Group.Query().CountX(t.Context()); n != before {
			t.Errorf("%d groups, want %d", n, before)
		}
		if _, _, err := h.keyed(t, strings.Repeat("~", 255), createGroups, groupsNamed("taken")); err != nil {
			t.Error(err)
		}
	})
}

func TestAKeyIsForOneRequest(t *testing.T) {
	eachKept(t, func(t *testing.T, h *harness, now *time.Time) {
		first, repeated, err := h.keyed(t, "k", createGroups, groupsNamed("one"))
		if err != nil || repeated {
			t.Fatal(repeated, err)
		}
		for why, ask := range map[string][2]string{
			"other arguments":  {createGroups, groupsNamed("two")},
			"another function": {"core_group_delete_groups", `{"groupids": [1]}`},
		} {
			if _, _, err := h.keyed(t, "k", ask[0], ask[1]); err == nil || err.Code != call.KeyReused || err.Code.Status() != 409 {
				t.Errorf("%s: %v", why, err)
			}
		}
		again, repeated, err := h.keyed(t, "k", createGroups, groupsNamed("one"))
		if err != nil || !repeated || again != first {
			t.Errorf("again: %v %v %s, want %s", err, repeated, again, first)
		}
		*now = now.Add(journal.AnswersKept + time.Second)
		if _, repeated, err := h.keyed(t, "k", createGroups, groupsNamed("three")); err != nil || repeated {
			t.Errorf("a day later: %v %v", repeated, err)
		}
	})
}

func TestAFailureIsNotKept(t *testing.T) {
	eachKept(t, func(t *testing.T, h *harness, _ *time.Time) {
		if _, _, err := h.keyed(t, "k", createGroups, groupsNamed("same", "same")); err == nil {
			t.Fatal("two groups of one name are made")
		}
		if n := h.store.DB.KeptAnswer.Query().CountX(t.Context()); n != 0 {
			t.Errorf("%d answers are kept", n)
		}
		if _, repeated, err := h.keyed(t, "k", createGroups, groupsNamed("same")); err != nil || repeated {
			t.Errorf("tried again: %v %v", repeated, err)
		}
	})
}

func TestRepeatsAtOnceAreAnsweredAlike(t *testing.T) {
	eachKept(t, func(t *testing.T, h *harness, now *time.Time) {
		const calls = 64
		before := h.store.DB.Group.Query().CountX(t.Context())
		audited := h.store.DB.AuditEvent.Query().Where(auditevent.Action(createGroups)).CountX(t.Context())
		answers, repeats := make([]string, calls), make([]bool, calls)
		other := *h // another node on the same database, which shares no memory with the first
		otherDispatcher := *h.dispatcher
		otherDispatcher.Repeats = journal.NewAnswers(h.store, func() time.Time { return *now })
		other.dispatcher = &otherDispatcher
		var all sync.WaitGroup
		for i := range calls {
			all.Go(func() {
				node := h
				if i%2 == 1 && h.store.Dialect() == "postgres" {
					node = &other
				}
				var err *call.Error
				if answers[i], repeats[i], err = node.keyed(t, "k", createGroups, groupsNamed("once")); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		firsts := 0
		for i := range calls {
			if answers[i] != answers[0] {
				t.Errorf("answered %s and %s", answers[0], answers[i])
			}
			if !repeats[i] {
				firsts++
			}
		}
		ctx := t.Context()
		if n := h.store.DB.Group.Query().CountX(ctx) - before; n != 1 || firsts != 1 {
			t.Errorf("%d groups are made by %d calls, want 1 by 1", n, firsts)
		}
		if n := h.store.DB.AuditEvent.Query().Where(auditevent.Action(createGroups)).CountX(ctx) - audited; n != 1 {
			t.Errorf("%d audit events", n)
		}
		if n := h.store.DB.KeptAnswer.Query().CountX(ctx); n != 1 {
			t.Errorf("%d answers are kept", n)
		}
	})
}

func TestKeysAtOnceDoNotBlockEachOther(t *testing.T) {
	eachKept(t, func(t *testing.T, h *harness, _ *time.Time) {
		var all sync.WaitGroup
		for i := range 64 {
			all.Go(func() {
				if _, repeated, err := h.keyed(t, fmt.Sprint("k", i), createGroups, groupsNamed(fmt.Sprint("group ", i))); err != nil || repeated {
					t.Errorf("%d: %v %v", i, repeated, err)
				}
			})
		}
		all.Wait()
	})
}

// A function that keeps each of its items by itself keeps them all together with its answer.
func TestSeveralTransactionsAreOne(t *testing.T) {
	eachKept(t, func(t *testing.T, h *harness, _ *time.Time) {
		const arguments = `{"courses": [{"id": 2, "summary": "changed"}, {"id": 9999, "summary": "x"}]}`
		first, _, err := h.keyed(t, "k", "core_course_update_courses", arguments)
		if err != nil || !strings.Contains(first, "9999") {
			t.Fatal(first, err)
		}
		if got := h.store.DB.Course.GetX(t.Context(), 2).Summary; got != "changed" {
			t.Errorf("the summary is %q", got)
		}
		if again, repeated, err := h.keyed(t, "k", "core_course_update_courses", arguments); err != nil || !repeated || again != first {
			t.Errorf("again: %v %v %s", err, repeated, again)
		}
	})
}

func TestCallsWithinACallAreKeptEach(t *testing.T) {
	eachKept(t, func(t *testing.T, h *harness, _ *time.Time) {
		before := h.store.DB.Group.Query().CountX(t.Context())
		arguments := fmt.Sprintf(`{"requests": [{"function": %[1]q, "arguments": %[2]q}, {"function": %[1]q, "arguments": %[3]q}]}`,
			createGroups, groupsNamed("inner one"), groupsNamed("inner two"))
		first, _, err := h.keyed(t, "k", "tool_mobile_call_external_functions", arguments)
		if err != nil || strings.Contains(first, "exception\"") {
			t.Fatal(first, err)
		}
		if again, _, err := h.keyed(t, "k", "tool_mobile_call_external_functions", arguments); err != nil || again != first {
			t.Errorf("again: %v %s, want %s", err, again, first)
		}
		if n := h.store.DB.Group.Query().CountX(t.Context()) - before; n != 2 {
			t.Errorf("%d groups, want 2", n)
		}
	})
}

func TestOldAnswersArePruned(t *testing.T) {
	eachKept(t, func(t *testing.T, h *harness, now *time.Time) {
		for i := range 3 {
			if _, _, err := h.keyed(t, fmt.Sprint(i), createGroups, groupsNamed(fmt.Sprint("old ", i))); err != nil {
				t.Fatal(err)
			}
		}
		*now = now.Add(journal.AnswersKept + time.Minute)
		if _, _, err := h.keyed(t, "new", createGroups, groupsNamed("new")); err != nil {
			t.Fatal(err)
		}
		log := journal.Start(h.store, slog.New(slog.DiscardHandler))
		defer log.Stop()
		if err := log.Prune(context.Background(), *now); err != nil {
			t.Fatal(err)
		}
		if n := h.store.DB.KeptAnswer.Query().CountX(t.Context()); n != 1 || h.store.DB.KeptAnswer.Query().Where(keptanswer.AnswerNotNil()).CountX(t.Context()) != 1 {
			t.Errorf("%d answers are kept, want the new one", n)
		}
	})
}

// Whatever a function answers can be kept, and comes back as it was.
func TestEveryAnswerCanBeKept(t *testing.T) {
	for _, f := range newHarness(t, storetest.Open(t, storetest.SQLite(t))).dispatcher.Catalogue.All() {
		if f.Effect != call.Write || f.Several {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			h := newHarness(t, storetest.Open(t, storetest.SQLite(t)))
			h.dispatcher.Repeats = journal.NewAnswers(h.store, time.Now)
			first, _, err := h.keyed(t, "k", f.Name, f.Example.Arguments)
			if err != nil {
				t.Fatal(err)
			}
			if again, repeated, err := h.keyed(t, "k", f.Name, f.Example.Arguments); err != nil || !repeated || again != first {
				t.Errorf("again: %v %v %s, want %s", err, repeated, again, first)
			}
		})
	}
}
