package transfer

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/protocols/conformance"
	"gatehouse/server/store"
)

func TestDownloadsThatAreRefused(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		draft, private := w.put("draft", "a.txt", "draft"), w.put("private", "a.txt", "private")
		for _, row := range []struct {
			why, target string
			header      []string
			status      int
			code        string
		}{
			{"no token", private, nil, 200, "missingparam"},
			{"an unknown token", private + "?token=nosuch", nil, 200, "invalidtoken"},
			{"a token twice", private + "?token=" + conformance.Token + "&token=" + conformance.Token, nil, 200, "invalidtoken"},
			{"two tokens", private + "?token=nosuch", bearer, 200, "invalidtoken"},
			{"the wrong scheme", private, []string{"Authorization", "Basic " + conformance.Token}, 200, "invalidtoken"},
			{"an address of nothing", "/webservice/pluginfile.php", bearer, 404, "filenotfound"},
			{"an address of a folder", "/webservice/pluginfile.php/16/user/private/", bearer, 404, "filenotfound"},
			{"a file that is not there", private + "x", bearer, 404, "filenotfound"},
			{"the same in capitals", strings.Replace(private, "a.txt", "A.txt", 1), bearer, 404, "filenotfound"},
			{"drafts at the wrong door", strings.Replace(draft, "draftfile", "pluginfile", 1), bearer, 404, "filenotfound"},
			{"others at the door of drafts", strings.Replace(private, "pluginfile", "draftfile", 1), bearer, 404, "filenotfound"},
			{"somebody else's files", strings.Replace(private, "/16/", "/24/", 1), bearer, 404, "filenotfound"},
			{"an area that the caller does not get into, with the reason", "/webservice/pluginfile.php/16/course/summary/a", bearer, 200, "requireloginerror"},
			{"NUL in a name", private + "%00", bearer, 404, "filenotfound"},
			{"no UTF-8 in a name", private + "%ff", bearer, 404, "filenotfound"},
			{"a slash in a name", strings.Replace(private, "/private/", "/private%2f..%2fprivate/", 1), bearer, 404, "filenotfound"},
			{"a query that is not urlencoded", private + "?x=%", bearer, 200, "invalidparameter"},
		} {
			t.Run(row.why, func(t *testing.T) {
				answer := w.send("GET", row.target, "", nil, row.header...)
				if answer.Code == http.StatusMovedPermanently || answer.Code == http.StatusTemporaryRedirect {
					return // what is no clean path is sent to one that is
				}
				if answer.Code != row.status || !refused(answer.Body.String(), row.code) || answer.Header().Get("Content-Type") != "application/json; charset=utf-8" || answer.Header().Get("ETag") != "" {
					t.Errorf("%d %v %s", answer.Code, answer.Header(), answer.Body)
				}
			})
		}
		w.inURL = false
		if answer := w.send("GET", private+"?token="+conformance.Token, "", nil); !refused(answer.Body.String(), "invalidtoken") {
			t.Errorf("a token in the address, where none may stand: %s", answer.Body)
		}
		w.Grant.Services[0].Service.DownloadFiles = false
		w.Forget()
		answer := w.send("GET", private, "", nil, bearer...)
		if outcomes := w.Outcomes(); !refused(answer.Body.String(), "accessexception") || len(outcomes) != 1 || outcomes[0].Err.Check != call.CheckServiceFiles || outcomes[0].Request.Function != "pluginfile.php" {
			t.Errorf("%s, recorded is %+v", answer.Body, outcomes)
		}
		w.Grant.Services[0].Service.DownloadFiles, w.Grant.User.MustChangePassword = true, true
		if answer := w.send("GET", private, "", nil, bearer...); !refused(answer.Body.String(), "forcepasswordchangenotice") {
			t.Errorf("before the password is changed: %s", answer.Body)
		}
	})
}

func TestDownload(t *testing.T) {
	text := strings.Repeat("0123456789", 60000) // more than two pieces
	etag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(text)))
	each(t, func(t *testing.T, w *world) {
		target := w.put("private", "numbers.txt", text)
		for _, row := range []struct {
			why, method string
			header      []string
			status      int
			body        string
			want        map[string]string
		}{
			{"the whole", "GET", nil, 200, text, map[string]string{"Content-Length": "600000", "ETag": etag, "Accept-Ranges": "bytes", "Content-Type": "text/plain; charset=utf-8",
				"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "", "Access-Control-Allow-Origin": "*", "Expires": "", "Referrer-Policy": "no-referrer"}},
			{"nothing but the head", "HEAD", nil, 200, "", map[string]string{"Content-Length": "600000", "ETag": etag}},
			{"the beginning", "GET", []string{"Range", "bytes=0-4"}, 206, "01234", map[string]string{"Content-Range": "bytes 0-4/600000", "Content-Length": "5"}},
			{"across two pieces", "GET", []string{"Range", "bytes=262140-262149"}, 206, "0123456789", map[string]string{"Content-Range": "bytes 262140-262149/600000"}},
			{"the end", "GET", []string{"Range", "bytes=-3"}, 206, "789", map[string]string{"Content-Range": "bytes 599997-599999/600000"}},
			{"from a place on", "GET", []string{"Range", "bytes=599990-"}, 206, "0123456789", nil},
			{"past the end", "GET", []string{"Range", "bytes=600000-"}, 416, "*", map[string]string{"Content-Range": "bytes */600000"}},
			{"a range that is none", "GET", []string{"Range", "bytes=5-2"}, 416, "*", nil},
			{"several", "GET", []string{"Range", "bytes=0-1,-2"}, 206, "*", map[string]string{"Content-Range": ""}},
			{"more ranges than bytes are the whole", "GET", []string{"Range", "bytes=0-,0-"}, 200, text, nil},
			{"what the client has", "GET", []string{"If-None-Match", etag}, 304, "", map[string]string{"ETag": etag}},
			{"what the client has, among others and weakly", "GET", []string{"If-None-Match", `"x", W/` + etag}, 304, "", nil},
			{"something else than the client has", "GET", []string{"If-None-Match", `"x"`}, 200, text, nil},
			{"nothing new since", "GET", []string{"If-Modified-Since", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)}, 304, "", nil},
			{"changed since", "GET", []string{"If-Modified-Since", "Thu, 01 Jan 2026 00:00:00 GMT"}, 200, text, nil},
			{"a part, if it is still the same", "GET", []string{"Range", "bytes=0-4", "If-Range", etag}, 206, "01234", nil},
			{"a part, and it is another", "GET", []string{"Range", "bytes=0-4", "If-Range", `"x"`}, 200, text, nil},
			{"only if it is another", "GET", []string{"If-Match", `"x"`}, 412, "", nil},
		} {
			t.Run(row.why, func(t *testing.T) {
				answer := w.send(row.method, target, "", nil, append(row.header, bearer...)...)
				if answer.Code != row.status || row.body != "*" && answer.Body.String() != row.body {
					t.Errorf("%d with %d bytes: %.100s", answer.Code, answer.Body.Len(), answer.Body)
				}
				for key, want := range row.want {
					if got := answer.Header().Get(key); got != want {
						t.Errorf("%s: got %q, want %q", key, got, want)
					}
				}
			})
		}
	})
}

func TestWhereTheTokenOfADownloadMayStand(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		target := w.put("draft", "a b ü.txt", "hello")
		path := strings.TrimPrefix(target, "/webservice/draftfile.php")
		plain, err := url.PathUnescape(path)
		if err != nil {
			t.Fatal(err)
		}
		form := "application/x-www-form-urlencoded"
		token := "token=" + conformance.Token
		for _, row := range []struct{ why, method, target, contentType, body, cache string }{
			{"the query", "GET", target + "?" + token, "", "", "private, no-store"},
			{"the query, and what Moodle's app adds", "GET", target + "?" + token + "&offline=1&preview=thumb", "", "", "private, no-store"},
			{"the form", "POST", target, form, token, "private, no-cache"},
			{"the path as a parameter", "GET", "/webservice/draftfile.php?file=" + url.QueryEscape(plain) + "&" + token, "", "", "private, no-store"},
		} {
			answer := w.send(row.method, row.target, row.contentType, strings.NewReader(row.body))
			if answer.Code != 200 || answer.Body.String() != "hello" || answer.Header().Get("Cache-Control") != row.cache {
				t.Errorf("%s: %d %v %s", row.why, answer.Code, answer.Header(), answer.Body)
			}
		}
		if outcomes := w.Outcomes(); len(outcomes) != 4 || outcomes[0].Err != nil || outcomes[0].Request.Function != "draftfile.php" || outcomes[0].Request.Protocol != "files" {
			t.Errorf("recorded is %+v", outcomes)
		}
	})
}

// What somebody has uploaded must neither run nor be taken for something else.
func TestHowFilesAreShown(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		for _, row := range []struct{ name, query, media, disposition, policy string }{
			{"page.html", "", "text/html; charset=utf-8", `inline; filename="page.html"`, sandbox},
			{"PAGE.HTM", "", "text/html; charset=utf-8", `inline; filename="PAGE.HTM"`, sandbox},
			{"page.xhtml", "", "application/xhtml+xml", `inline; filename="page.xhtml"`, sandbox},
			{"image.svg", "", "image/svg+xml", `inline; filename="image.svg"`, sandbox},
			{"data.xml", "", "application/xml", `inline; filename="data.xml"`, sandbox},
			{"doc.pdf", "", "application/pdf", `inline; filename="doc.pdf"`, ""},
			{"program.exe", "", "application/octet-stream", `inline; filename="program.exe"`, ""},
			{"no ending", "", "application/octet-stream", `inline; filename="no ending"`, ""},
			{"a.png", "forcedownload=1", "image/png", `attachment; filename="a.png"`, ""},
			{"b.png", "forcedownload=0", "image/png", `inline; filename="b.png"`, ""},
			{"Zoë 100% 写;=.txt", "forcedownload=1", "text/plain; charset=utf-8", `attachment; filename="Zo_ 100_ _;=.txt"; filename*=UTF-8''Zo%C3%AB%20100%25%20%E5%86%99%3B%3D.txt`, ""},
		} {
			answer := w.send("GET", w.put("private", row.name, "<script>alert(1)</script>")+"?"+row.query, "", nil, bearer...)
			header := answer.Header()
			if answer.Code != 200 || header.Get("Content-Type") != row.media || header.Get("Content-Disposition") != row.disposition || header.Get("Content-Security-Policy") != row.policy || header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s: %d %v", row.name, answer.Code, header)
			}
		}
	})
}

// A file whose bytes are gone, or cannot be read any more, is never taken for a whole one.
func TestADownloadThatBreaksIsSeenByTheClient(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		target := w.put("private", "a.txt", strings.Repeat("x", 600000))
		w.write(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.ContentChunk.Delete().Exec(ctx)
			return err
		})
		server := httptest.NewServer(w.handler)
		defer server.Close()
		w.Grant.Token.Addresses = call.Addresses{}
		w.Grant.Services[0].Authorisation.Addresses = call.Addresses{}
		answer, err := http.Get(server.URL + target + "?token=" + conformance.Token)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		if n, err := io.Copy(io.Discard, answer.Body); !errors.Is(err, io.ErrUnexpectedEOF) || n != 256<<10 {
			t.Errorf("%d bytes, %v", n, err)
		}
		if outcomes := w.Outcomes(); len(outcomes) != 1 || outcomes[0].Err == nil || outcomes[0].Err.Code != call.Internal {
			t.Errorf("recorded is %+v", outcomes)
		}
	})
}

func TestPictures(t *testing.T) {
	mux := http.NewServeMux()
	(&Handler{}).Routes(mux.Handle)
	for target, size := range map[string]int{
		"/theme/image.php/boost/core/1/u/f1": 100, "/theme/image.php/boost/core/1/u/f2": 35,
		"/theme/image.php/boost/core/1/u/f9": 0, "/theme/image.php/u/f1/x": 0, "/theme/image.php/": 0,
	} {
		answer := httptest.NewRecorder()
		mux.ServeHTTP(answer, httptest.NewRequest("GET", target, nil))
		if size == 0 {
			if answer.Code != http.StatusNotFound {
				t.Errorf("%s: %d", target, answer.Code)
			}
			continue
		}
		if drawn, err := png.Decode(answer.Body); err != nil || drawn.Bounds().Dx() != size || answer.Header().Get("Content-Type") != "image/png" {
			t.Errorf("%s: %v %v", target, answer.Header(), err)
		}
	}
}

// A transfer is given time for what it moves.
func TestUntil(t *testing.T) {
	began := time.Unix(0, 0)
	for moved, want := range map[int64]time.Duration{0: 30 * time.Second, 8 << 10: 31 * time.Second, 64 << 20: 30*time.Second + 8192*time.Second} {
		if got := until(began, moved).Sub(began); got != want {
			t.Errorf("after %d bytes: got %v, want %v", moved, got, want)
		}
	}
}

// The server gives a request and its answer a short time, which files of any size have to be lent more of.
func TestTransfersTakeTheirTime(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.limit(1<<20, 1<<20)
		w.Grant.Token.Addresses, w.Grant.Services[0].Authorisation.Addresses = call.Addresses{}, call.Addresses{}
		server := httptest.NewUnstartedServer(w.handler)
		server.Config.ReadHeaderTimeout, server.Config.ReadTimeout, server.Config.WriteTimeout = time.Minute, 1, 1 // over before they begin
		server.Start()
		defer server.Close()
		text := strings.Repeat("x", 600<<10)
		contentType, body := multi("itemid=5", "f@a.txt="+text)
		ask := func(method, target, contentType string, body io.Reader) string {
			r, err := http.NewRequestWithContext(t.Context(), method, server.URL+target, body)
			if err != nil {
				t.Fatal(err)
			}
			r.Header = http.Header{"Content-Type": {contentType}, "Authorization": {"Bearer " + conformance.Token}}
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			got, err := io.ReadAll(answer.Body)
			if err != nil {
				t.Fatal(err)
			}
			return string(got)
		}
		if got := ask("POST", uploadPath, contentType, body); !strings.HasPrefix(got, `[{"component":"user"`) {
			t.Fatalf("the upload is answered with %s", got)
		}
		if got := ask("GET", "/webservice/draftfile.php/16/user/draft/5/a.txt", "", nil); got != text {
			t.Errorf("%d bytes came back", len(got))
		}
		if got := ask("GET", "/webservice/draftfile.php/16/user/draft/5/b.txt", "", nil); !strings.Contains(got, "filenotfound") {
			t.Errorf("got %s", got)
		}
	})
}
