package functions_test

import (
	"fmt"
	"testing"

	"gatehouse/server/store/storetest"
)

// BenchmarkThousandGroups makes a thousand groups in one call, and in a thousand calls of one.
func BenchmarkThousandGroups(b *testing.B) {
	for name, address := range map[string]string{"sqlite": storetest.SQLite(b), "postgres": storetest.PostgreSQL(b)} {
		h := newHarness(b, storetest.Open(b, address))
		made := 0
		group := func(int) string {
			made++
			return fmt.Sprintf(`{"courseid": 2, "name": "Group %d", "description": ""}`, made)
		}
		b.Run(name+"/one call", func(b *testing.B) {
			for b.Loop() {
				h.must(b, "wsuser", createGroups, `{"groups": `+many(1000, group)+`}`)
			}
		})
		b.Run(name+"/a thousand calls", func(b *testing.B) {
			for b.Loop() {
				for range 1000 {
					h.must(b, "wsuser", createGroups, `{"groups": `+many(1, group)+`}`)
				}
			}
		})
	}
}
