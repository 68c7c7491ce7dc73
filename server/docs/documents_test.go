package docs_test

import (
	"fmt"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
)

func TestDocumentsAreMadeOnce(t *testing.T) {
	made := 0
	documents := docs.Documents{Make: func(site docs.Site, functions []*call.Function) []byte {
		made++
		return fmt.Appendf(nil, "%s %d", site.Name, len(functions))
	}}
	site := docs.Site{Name: "N", URL: "https://x.test"}
	a, b := declare[struct{}, int](t, "core_test_a"), declare[struct{}, int](t, "core_test_b")
	first := documents.Of(site, []*call.Function{a, b})
	if again := documents.Of(site, []*call.Function{a, b}); again != first || made != 1 {
		t.Errorf("the same functions: made %d times", made)
	}
	if other := documents.Of(site, []*call.Function{a}); string(other.Bytes()) != "N 1" || other.ETag == first.ETag {
		t.Errorf("other functions get %s with %s", other.Bytes(), other.ETag)
	}
	if documents.Of(site, []*call.Function{b, a}); made != 3 {
		t.Errorf("another order: made %d times", made)
	}
	if other := documents.Of(docs.Site{Name: "M", URL: "https://x.test"}, []*call.Function{a, b}); string(other.Bytes()) != "M 2" {
		t.Errorf("another site gets %s", other.Bytes())
	}
	for i := range 1000 {
		documents.Of(site, []*call.Function{declare[struct{}, int](t, fmt.Sprintf("core_test_f%d", i))})
	}
	if documents.Of(site, []*call.Function{a, b}) == first {
		t.Error("a thousand later the first is still kept")
	}
}

func TestLargeDocumentsAreForgottenSooner(t *testing.T) {
	made := 0
	documents := docs.Documents{Make: func(docs.Site, []*call.Function) []byte {
		made++
		return make([]byte, 3<<20)
	}}
	functions := []*call.Function{declare[struct{}, int](t, "core_test_a")}
	for range 2 {
		for _, name := range []string{"1", "2", "3"} { // of which two fit
			documents.Of(docs.Site{Name: name}, functions)
		}
	}
	if made < 5 {
		t.Errorf("9 MB are kept: made %d times", made)
	}
	documents.Of(docs.Site{Name: "3"}, functions)
	if last := made; documents.Of(docs.Site{Name: "3"}, functions) == nil || made != last {
		t.Error("the last one is not kept")
	}
}

func TestTheCredentialInADocument(t *testing.T) {
	d := docs.NewDocument([]byte("a" + docs.CredentialMark + "b" + docs.CredentialMark))
	if got := string(d.Append([]byte("<"), "?x")); got != "<a?xb?x" {
		t.Error(got)
	}
	if got := string(d.Bytes()); got != "ab" || strings.Contains(d.ETag, "\x00") {
		t.Error(got)
	}
}
