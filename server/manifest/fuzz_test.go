package manifest_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"gatehouse/server/manifest"
)

// FuzzParse reads anything as a manifest. It ends, gives a manifest or says what is wrong, and says the same again.
func FuzzParse(f *testing.F) {
	whole, err := os.ReadFile("../../e2e/conformance/fixture.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	for _, text := range []string{
		"", "~", "[]", "users: [{username: a, username: b}]", "a: &a [*a]", "a: &a {b: &b [*b]}\nusers: *a", "site: !!binary gIGC\n",
		"a: &a [x,x]\nb: &b [*a,*a]\nusers: [*b,*b]", "tokens: [{validUntil: 2020-13-99}]", "users: [{id: 99999999999999999999}]", "<<: {users: []}", "--- {}\n--- {}", "\xff\xfe",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		first, err := manifest.Parse(bytes.NewReader(text))
		_, again := manifest.Parse(bytes.NewReader(text))
		if (err == nil) != (again == nil) || err == nil && first == nil {
			t.Fatalf("read as %v, and then as %v", err, again)
		}
		if err != nil && (err.Error() == "" || strings.Contains(err.Error(), "reflect")) {
			t.Errorf("it says %q", err)
		}
	})
}
