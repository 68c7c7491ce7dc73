package hostile

import "testing"

// TestHonestCalls makes the call that attacks are built upon over each wire: were it refused, attacks would be for the wrong reason.
func TestHonestCalls(t *testing.T) {
	for _, w := range wires {
		t.Run(w.name, func(t *testing.T) { works(t, w) })
	}
}
