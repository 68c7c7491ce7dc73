package hostile

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// door is an address where files come or go, or where somebody signs in: no wire of functions.
func door(address, media string) *wire {
	return &wire{name: strings.SplitN(address, "?", 2)[0], column: "files", target: address, media: media, read: page}
}

// doorAttack is a body that is sent to such an address.
type doorAttack struct{ why, rules, body string }

func part(head, content string) string {
	return "--x\r\n" + head + "\r\n\r\n" + content + "\r\n"
}

const aFile = `Content-Disposition: form-data; name="f"; filename="a.txt"`

// uploads are forms with files that must not be kept.
var uploads = []doorAttack{
	{why: "a name that leads up", rules: "H-05", body: part(`Content-Disposition: form-data; name="f"; filename="..%2f..%2fetc%2fpasswd"`, "x") + part(`Content-Disposition: form-data; name="f"; filename=".."`, "x")},
	{why: "a path that leads up", rules: "H-05", body: part(`Content-Disposition: form-data; name="filepath"`, "/../../etc/") + part(aFile, "x")},
	{why: "NUL in a name", rules: "P-05", body: part("Content-Disposition: form-data; name=\"f\"; filename=\"a\x00.txt\"", "x")},
	{why: "a name that is no UTF-8", rules: "P-05", body: part("Content-Disposition: form-data; name=\"f\"; filename=\"a\xff.txt\"", "x")},
	{why: "a name of a megabyte", rules: "P-09", body: part(`Content-Disposition: form-data; name="f"; filename="`+strings.Repeat("a", 1<<20)+`"`, "x")},
	{why: "two names of a file", rules: "P-04", body: part(`Content-Disposition: form-data; name="f"; filename="a"; filename="b"`, "x")},
	{why: "10,000 files", rules: "P-07", body: strings.Repeat(part(aFile, "x"), 10_000)},
	{why: "10,000 fields", rules: "P-07", body: strings.Repeat(part(`Content-Disposition: form-data; name="a"`, "x"), 10_000) + part(aFile, "x")},
	{why: "a field of a megabyte", rules: "P-09", body: part(`Content-Disposition: form-data; name="filepath"`, strings.Repeat("a", 1<<20)) + part(aFile, "x")},
	{why: "an area past all numbers", rules: "P-08", body: part(`Content-Disposition: form-data; name="itemid"`, strings.Repeat("9", 4000)) + part(aFile, "x")},
	{why: "an area twice", rules: "P-04", body: part(`Content-Disposition: form-data; name="itemid"`, "1") + part(`Content-Disposition: form-data; name="itemid"`, "2") + part(aFile, "x")},
	{why: "a part within a part", rules: "P-15", body: "--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n" + aFile + "\r\n\r\nx\r\n--y--\r\n"},
	{why: "a head of a megabyte", rules: "P-09", body: part(aFile+"\r\nX: "+strings.Repeat("y", 1<<20), "x")},
	{why: "a form that does not end", rules: "P-15", body: "--x\r\n" + aFile + "\r\n\r\nx"},
	{why: "another token in the form", rules: "T-01", body: part(`Content-Disposition: form-data; name="token"`, "gate_other") + part(aFile, "x")},
}

// TestHostileUploads sends forms that must be refused as a whole.
func TestHostileUploads(t *testing.T) {
	w := door("/webservice/upload.php", partMedia)
	for _, row := range uploads {
		t.Run(row.why, func(t *testing.T) {
			r := w.request()
			r.body = row.body + "--x--\r\n"
			if row.why == "a form that does not end" {
				r.body = row.body
			}
			got := measured(t, "upload: "+row.why, w.column, func() (*answer, error) { return target.send(r) })
			(&attack{}).judge(t, w, got)
		})
	}
}

// signIns are forms at the sign-in; none of them is an attempt with a name and a password that count.
var signIns = []doorAttack{
	{why: "a name twice", body: "username=a&username=b&password=c&service=d"},
	{why: "a name as a list", body: "username[]=a&password=c&service=d"},
	{why: "a password as an object", body: "username=a&password[$ne]=c&service=d"},
	{why: "no service", body: "username=a&password=c"},
	{why: "NUL in the name", body: "username=a%00&password=c&service=d"},
	{why: "a name that is no UTF-8", body: "username=%ff&password=c&service=d"},
	{why: "an escape that is none", body: "username=%zz&password=c&service=d"},
	{why: "semicolons", body: "username=a;password=c;service=d"},
	{why: "20 kilobytes", body: "username=a&service=d&password=" + strings.Repeat("x", 20<<10)},
	{why: "three megabytes", body: strings.Repeat("a=b&", 750_000)},
	{why: "5,000 equal keys", body: strings.Repeat("a=b&", 4000)},
	{why: "the guest", body: "username=guest&password=&service=moodle_mobile_app"},
}

// TestHostileSignIns sends forms to the sign-in.
func TestHostileSignIns(t *testing.T) {
	w := door("/login/token.php", formMedia)
	for _, row := range signIns {
		t.Run(row.why, func(t *testing.T) {
			r := w.request()
			r.body = row.body
			got := measured(t, "sign-in: "+row.why, "sign-in", func() (*answer, error) { return target.send(r) })
			(&attack{}).judge(t, w, got)
		})
	}
	for why, media := range map[string]string{"JSON": jsonMedia, "XML": xmlMedia, "a form without a boundary": "multipart/form-data", "nothing that can be read": "a/b;;;"} {
		t.Run(why, func(t *testing.T) {
			r := w.request()
			r.header[0], r.body = "Content-Type: "+media, "username=a&password=b&service=c"
			got := measured(t, "sign-in: another content type", "sign-in", func() (*answer, error) { return target.send(r) })
			(&attack{}).judge(t, w, got)
		})
	}
}

// ways are paths that lead to files that are nobody's, at the addresses of files and at the app.
var ways = []string{
	"/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/%252e%252e/etc/passwd", "/....//....//etc/passwd", "/..\\..\\etc\\passwd", "/..%5c..%5cetc%5cpasswd",
	"//etc/passwd", "/./etc/passwd", "/;/etc/passwd", "/..;/etc/passwd", "/etc/passwd%00.txt", "/etc/passwd%0a", "/%c0%ae%c0%ae/etc/passwd", "/%ff", "/1/user/draft/../../etc/passwd",
	"/assets/../index.html", "/assets/%2e%2e/embed.go", "/.git/config", "/go.mod", "/" + strings.Repeat("a/", 4000), "/" + strings.Repeat("%2e%2e%2f", 1500) + "etc/passwd", "/?file=/../../etc/passwd", "/\u202e",
}

// TestHostilePaths asks for files by ways that other servers follow. What is answered is never a file that is not ours to give.
func TestHostilePaths(t *testing.T) {
	for _, door := range []string{"/webservice/pluginfile.php", "/webservice/draftfile.php", "/theme/image.php", "/assets", "", "/webservice/rest", "/webservice/descriptions", "/webservice/soap/simpleserver.php"} {
		for _, way := range ways {
			t.Run(door+way[:min(len(way), 30)], func(t *testing.T) {
				r := &request{method: "GET", target: door + way, header: []string{"Authorization: Bearer " + target.token}}
				got := measured(t, "a way to a file that is nobody's", "http", func() (*answer, error) { return target.send(r) })
				tellsNothing(t, got)
				text := string(got.body)
				if strings.Contains(text, "root:") || strings.Contains(text, "module gatehouse") || strings.Contains(text, "//go:embed") || strings.Contains(text, "SQLite format") {
					t.Errorf("a file came back: %.200s", text)
				}
				if got.status >= 500 && got.status != http.StatusInternalServerError || got.status == 500 && !strings.Contains(door, "soap") {
					t.Errorf("status %d %.200s", got.status, text)
				}
				if place := got.header.Get("Location"); strings.HasPrefix(place, "//") || strings.Contains(place, "://") {
					t.Errorf("it leads away: %s", place)
				}
			})
		}
	}
}

// TestWhatIsNotPublic asks for what is for operators only.
func TestWhatIsNotPublic(t *testing.T) {
	for _, path := range []string{"/metrics", "/debug/pprof/", "/debug/pprof/heap", "/debug/vars", "/playground", "/graphiql", "/healthz/details", "/server-status", "/.env"} {
		got, err := target.send(&request{method: "GET", target: path})
		if err != nil {
			t.Fatal(err)
		}
		tellsNothing(t, got)
		for _, word := range []string{"go_goroutines", "heap profile", "cmdline", "GraphiQL", "GATEHOUSE_"} {
			if strings.Contains(string(got.body), word) {
				t.Errorf("%s tells %q", path, word)
			}
		}
	}
}

// TestEveryAttackIsCarried holds that no attack of the tables is left out on every wire, for want of words that a writer lost.
func TestEveryAttackIsCarried(t *testing.T) {
	for _, a := range slices.Concat(hostileValues, hostileMarkup, hostilePackets, hostileForms, hostileBatches, hostileRequests, hostileQueries) {
		carried := 0
		for _, w := range wires {
			if a.make(w) != nil {
				carried++
			}
		}
		if carried == 0 || a.rules == "" {
			t.Errorf("%s is carried by %d wires and is about %q", a.name, carried, a.rules)
		}
	}
}
