package graph

import (
	"testing"
	"time"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestAJumpOfTheClockSignsNobodyOut(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := newWorld(t, s)
		_, admin := w.addUser("ada", true)
		start := w.now
		for _, jump := range []time.Duration{-30 * time.Second, 30 * time.Second, 0} {
			w.now = start.Add(jump)
			if name := admin.done(`{ viewer { username } }`).text("viewer.username"); name != "ada" {
				t.Errorf("with the clock moved by %v: %s", jump, name)
			}
		}
		for _, jump := range []time.Duration{-30 * time.Second, 30 * time.Second} {
			w.now = start.Add(jump)
			admin.access = admin.done(`mutation { refresh { accessToken } }`).text("refresh.accessToken")
		}
		w.now = start.Add(15 * time.Minute) // longer than an access token lives
		if admin.ask(`{ viewer { sessions { id } } }`).code() == "" && admin.ask(`{ viewer { username } }`).at("viewer") != nil {
			t.Error("an access token does not end by the wall clock")
		}
		admin.access = ""
		admin.access = admin.done(`mutation { refresh { accessToken } }`).text("refresh.accessToken")
		if name := admin.done(`{ viewer { username } }`).text("viewer.username"); name != "ada" {
			t.Errorf("after a refresh: %s", name)
		}
	})
}
