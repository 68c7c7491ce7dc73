package mcp

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"gatehouse/server/protocols"
)

// FuzzRequest sends bodies under the headers of each revision. Whatever comes, the answer is JSON-RPC or nothing, tells nothing of
// how the server is made, and no more functions are called than a batch may hold.
func FuzzRequest(f *testing.F) {
	f.Add(byte(1), "", "", []byte(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"a","version":"1"}}}`))
	f.Fuzz(func(t *testing.T, revision byte, method, name string, body []byte) {
		b := newBench(t)
		header := []string{"Mcp-Protocol-Version", append(slices.Clone(revisions), "", "2031-01-01")[int(revision)%(len(revisions)+2)]}
		if method != "" {
			header = append(header, "Mcp-Method", method)
		}
		if name != "" {
			header = append(header, "Mcp-Name", name)
		}
		w := b.send("POST", address, string(body), header...)
		if !slices.Contains([]int{http.StatusOK, http.StatusAccepted, http.StatusBadRequest, http.StatusNotFound}, w.Code) {
			t.Fatalf("status %d: %s", w.Code, w.Body)
		}
		if n := len(b.Outcomes()); n > protocols.MaxCalls || n > 0 && w.Code != http.StatusOK && w.Code != http.StatusBadRequest {
			t.Errorf("%d functions were called, status %d", n, w.Code)
		}
		if w.Code == http.StatusAccepted {
			if w.Body.Len() > 0 {
				t.Errorf("202 with %s", w.Body)
			}
			return
		}
		if _, err := protocols.ParseJSON(w.Body.Bytes()); err != nil {
			t.Fatalf("%v: %s", err, w.Body)
		}
		for _, leak := range leaks {
			if strings.Contains(w.Body.String(), leak) && !strings.Contains(string(body)+method+name, leak) {
				t.Errorf("%q leaks into %s", leak, w.Body)
			}
		}
	})
}
