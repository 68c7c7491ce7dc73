package people_test

import (
	"bytes"
	"sync"
	"testing"

	"gatehouse/server/people"
	"gatehouse/server/store/storetest"
)

// Nodes that start at the same moment sign with one key of 256 bits, which no other installation has.
func TestTheSigningKeyIsLongAndOne(t *testing.T) {
	var others [][]byte
	storetest.EachAddress(t, func(t *testing.T, address string) {
		keys := make([][]byte, 4)
		var work sync.WaitGroup
		for i := range keys {
			s := storetest.Open(t, address)
			work.Go(func() {
				key, err := people.SigningKey(t.Context(), s)
				if err != nil {
					t.Error(err)
				}
				keys[i] = key
			})
		}
		work.Wait()
		for _, key := range keys {
			if len(key) < 32 || !bytes.Equal(key, keys[0]) || bytes.Count(key, key[:1]) == len(key) {
				t.Errorf("the key is %x, and %x", key, keys[0])
			}
		}
		for _, other := range others {
			if bytes.Equal(other, keys[0]) {
				t.Error("two installations have one key")
			}
		}
		others = append(others, keys[0])
	})
}
