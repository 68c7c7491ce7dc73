package hostile

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// TestTokensAreExact shows tokens that are nearly right, or right in two ways. Each must be answered as an unknown token is, to the byte.
func TestTokensAreExact(t *testing.T) {
	for _, w := range wires {
		if w.open || w.password || w.name == "graphql" {
			continue
		}
		unknown := shown(t, w, func(r *request) { r.header = append(r.header, "Authorization: Bearer gate_unknown") })
		for _, row := range nearlyTokens(w) {
			t.Run(row.why+"/"+w.name, func(t *testing.T) {
				got := shown(t, w, row.show)
				if got != unknown {
					t.Errorf("answered\n%s\nand an unknown token\n%s", got, unknown)
				}
			})
		}
		t.Run("the same token in two places is one/"+w.name, func(t *testing.T) {
			r := w.request()
			r.target = inQuery(r.target, "wstoken="+target.token)
			got, err := target.send(r)
			if err != nil {
				t.Fatal(err)
			}
			if code, err := w.read(got); code != "" || err != nil {
				t.Errorf("%s %v", code, err)
			}
		})
	}
}

type nearly struct {
	why  string
	show func(r *request)
}

func nearlyTokens(w *wire) []nearly {
	right := target.token
	query := func(text string) func(r *request) { return func(r *request) { r.target = inQuery(r.target, text) } }
	bearer := func(lines ...string) func(r *request) {
		return func(r *request) {
			for _, line := range lines {
				r.header = append(r.header, "Authorization: "+line)
			}
		}
	}
	list := []nearly{
		{"none", func(*request) {}},
		{"an empty one", query("wstoken=")},
		{"a list", query("wstoken[]=" + right)},
		{"a list with an index", query("wstoken[0]=" + right)},
		{"an object", query("wstoken[a]=" + right)},
		{"one and a list", query("wstoken=" + right + "&wstoken[0]=" + right)},
		{"twice in the query", query("wstoken=" + right + "&wstoken=" + right)},
		{"two that differ in the query", query("wstoken=" + right + "&wstoken=x")},
		{"a blank behind", query("wstoken=" + right + "+")},
		{"a blank before", query("wstoken=%20" + right)},
		{"NUL behind", query("wstoken=" + right + "%00")},
		{"a line break behind", query("wstoken=" + right + "%0a")},
		{"a wildcard", query("wstoken=%25")},
		{"a wildcard behind its beginning", query("wstoken=" + right[:20] + "%25")},
		{"its beginning", query("wstoken=" + right[:len(right)-1])},
		{"in other letters", query("wstoken=" + strings.ToUpper(right))},
		{"a key in other letters", query("WSTOKEN=" + right)},
		{"a sentence of SQL", query("wstoken=%27%20OR%201=1--")},
		{"a megabyte, or as much as an address takes", query("wstoken=" + strings.Repeat("x", 12<<10))},
		{"wide digits", query("wstoken=" + strings.Replace(right, "_", "%EF%BC%BF", 1))},
		{"twice in the header", bearer("Bearer "+right, "Bearer "+right)},
		{"two that differ in the header", bearer("Bearer "+right, "Bearer x")},
		{"two in one header", bearer("Bearer " + right + ", Bearer " + right)},
		{"a list in the header", bearer("Bearer " + right + "," + right)},
		{"another scheme", bearer("Basic " + right)},
		{"one in the header, another in the query", func(r *request) { bearer("Bearer " + right)(r); query("wstoken=x")(r) }},
		{"another in the header, one in the query", func(r *request) { bearer("Bearer x")(r); query("wstoken=" + right)(r) }},
		{"a session of the admin app", bearer("Bearer " + target.session)},
		{"a cookie", func(r *request) { r.header = append(r.header, "Cookie: wstoken="+right) }},
	}
	return append(list, inBody(w, right)...)
}

// inBody are tokens in the body, on the addresses where one may stand there.
func inBody(w *wire, right string) []nearly {
	body := func(o object) func(r *request) {
		return func(r *request) { r.body, _ = w.write(append(append(object{}, o...), byID...)) }
	}
	if !strings.HasPrefix(w.name, "rest-moodle") {
		return nil
	}
	list := []nearly{
		{"a list in the body", body(object{{"wstoken", list{right}}})},
		{"an object in the body", body(object{{"wstoken", object{{"a", right}}}})},
		{"one in the body, another in the query", func(r *request) {
			body(object{{"wstoken", right}})(r)
			r.target = inQuery(r.target, "wstoken=x")
		}},
		{"one in the body, another in the header", func(r *request) {
			body(object{{"wstoken", right}})(r)
			r.header = append(r.header, "Authorization: Bearer x")
		}},
	}
	if w.family == "json" {
		return append(list, nearly{"yes", body(object{{"wstoken", true}})}, nearly{"nothing in the body", body(object{{"wstoken", nil}})})
	}
	return append(list, nearly{"twice in the body", body(object{{"wstoken", right}, {"wstoken", right}})})
}

func inQuery(address, text string) string {
	if strings.Contains(address, "?") {
		return address + "&" + text
	}
	return address + "?" + text
}

// aboutRequest is what may differ between two answers: the request's id, its length as a text and, in AMF, the time.
var aboutRequest = regexp.MustCompile(`[0-9a-hjkmnp-tv-z]{12}0000`)

// shown makes the call with nothing but what is shown, and returns what can be seen of the answer.
func shown(t *testing.T, w *wire, show func(r *request)) string {
	t.Helper()
	r := w.request()
	r.header = r.header[:1]
	show(r)
	got, err := target.send(r)
	if err != nil {
		t.Fatal(err)
	}
	tellsNothing(t, got)
	if code, err := w.read(got); code != "invalidtoken" || err != nil {
		t.Errorf("%s %v: %.300s", code, err, got.body)
	}
	body := aboutRequest.ReplaceAllString(string(got.body), "REQUEST")
	if at := strings.Index(body, "REQUEST-1"); at >= 0 && w.family == "amf" {
		body = body[:at] // behind it stands the moment
	}
	if challenge := got.header.Get("Www-Authenticate"); challenge != "" { // which has no error where nothing was shown (RFC 6750, section 3)
		got.header.Set("Www-Authenticate", strings.TrimSuffix(challenge, `, error="invalid_token"`))
	}
	got.header.Del("X-Request-Id")
	got.header.Del("Date")
	return fmt.Sprint(got.status, got.header, body)
}
