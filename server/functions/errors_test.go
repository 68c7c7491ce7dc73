package functions_test

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"sync"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/functions"
	"gatehouse/server/store"
)

// errorList is what calls of the tests have failed with, by their functions.
type errorList struct {
	mu   sync.Mutex
	byID map[failure]bool
}

type failure struct {
	function string
	code     call.Code
}

var errorsMet = &errorList{byID: map[failure]bool{}}

// Record notes how a call failed.
func (l *errorList) Record(o call.Outcome) {
	if o.Err == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.byID[failure{o.Request.Function, o.Err.Code}] = true
}

// neverMet are declared errors that no test can meet, each with the reason.
var neverMet = map[failure]string{}

// allErrorsMet runs the tests, and when all of them were run fails unless every error that a function declares was met by one of them.
type allErrorsMet struct{ *testing.M }

func (m allErrorsMet) Run() int {
	code := m.M.Run()
	if code != 0 || !everyTest() {
		return code
	}
	for _, f := range (&functions.Library{}).All() {
		for _, declared := range f.Errors {
			key := failure{f.Name, declared}
			if met := errorsMet.byID[key]; met == (neverMet[key] != "") {
				fmt.Printf("%s declares the error %s. Met by a test: %t. Why none can: %q.\n", f.Name, declared, met, neverMet[key])
				code = 1
			}
		}
	}
	return code
}

// everyTest says whether the command asked for all tests.
func everyTest() bool {
	return !slices.ContainsFunc([]string{"test.run", "test.skip", "test.list"}, func(name string) bool {
		return flag.Lookup(name).Value.String() != ""
	})
}

// TestWhoMayDoNothing calls every function as somebody who holds everything and may do nothing in spite of it, with arguments that
// would be answered otherwise.
func TestWhoMayDoNothing(t *testing.T) {
	each(t, func(t *testing.T, h *harness) {
		h.write(t, func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(5).SetSiteAdmin(true).SetPreferences(map[string]string{"auth_forcepasswordchange": "1"}).Exec(ctx)
		})
		for _, row := range []struct {
			token string
			code  call.Code
		}{
			{"nobody", call.MustChangePassword},
			{"admin/99", call.RestrictedContext},
		} {
			for _, f := range h.dispatcher.Catalogue.All() {
				if slices.Contains(f.Errors, row.code) {
					h.refused(t, row.token, f.Name, f.Example.Arguments, row.code, "")
				}
			}
		}
	})
}
