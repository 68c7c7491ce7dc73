package transfer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"gatehouse/ent/auditevent"
	"gatehouse/server/call"
	"gatehouse/server/protocols/conformance"
	"gatehouse/server/store"
)

const uploadPath = "/webservice/upload.php"

// refused is how an answer begins and ends that refuses with a code.
func refused(answer, code string) bool {
	return strings.HasPrefix(answer, `{"error":"`) && strings.HasSuffix(answer, `,"errorcode":"`+code+`","stacktrace":null,"debuginfo":null,"reproductionlink":null,"requestid":"request-1"}`)
}

// What a form may not be: all of it is refused, with the token and everything else in order, and nothing is left.
func TestFormsThatAreRefused(t *testing.T) {
	part := func(disposition, text string) string {
		return "--B\r\nContent-Disposition: " + disposition + "\r\n\r\n" + text + "\r\n"
	}
	good := part(`form-data; name="f"; filename="good.txt"`, "good")
	const end = "--B--\r\n"
	each(t, func(t *testing.T, w *world) {
		folder := t.TempDir()
		t.Setenv("TMPDIR", folder)
		for _, row := range []struct{ why, body, code string }{
			{"a name with a way up", good + part(`form-data; name="f"; filename="..\\..\\a"`, "x") + end, "invalidparameter"},
			{"a name that is hidden", good + part(`form-data; name="f"; filename=".htaccess"`, "x") + end, "invalidparameter"},
			{"a name with NUL", good + part("form-data; name=\"f\"; filename=\"a\x00.txt\"", "x") + end, "invalidparameter"},
			{"a name shown backwards", good + part("form-data; name=\"f\"; filename=\"a\u202Etxt.exe\"", "x") + end, "invalidparameter"},
			{"a name that is no UTF-8", good + part("form-data; name=\"f\"; filename=\"a\xff.txt\"", "x") + end, "invalidparameter"},
			{"a name too long", good + part(`form-data; name="f"; filename="`+strings.Repeat("x", 256)+`"`, "x") + end, "invalidparameter"},
			{"a device", good + part(`form-data; name="f"; filename="nul.txt"`, "x") + end, "invalidparameter"},
			{"a name of nothing but what is taken out of names", good + part(`form-data; name="f"; filename="<>"`, "x") + end, "invalidparameter"},
			{"a file field that was left empty", good + part(`form-data; name="f"; filename=""`, "") + end, "upload_error_no_file"},
			{"a part without a name", good + part(`form-data; filename="a"`, "x") + end, "invalidparameter"},
			{"a part with an empty name", good + part(`form-data; name=""; filename="a"`, "x") + end, "invalidparameter"},
			{"a part that is no form's", good + part(`attachment; name="f"; filename="a"`, "x") + end, "invalidparameter"},
			{"a part without a disposition", good + "--B\r\nContent-Type: text/plain\r\n\r\nx\r\n" + end, "invalidparameter"},
			{"a part whose disposition cannot be read", good + part(`form-data; name="f`, "x") + end, "invalidparameter"},
			{"a part whose head is none", good + "--B\r\nno head\r\n\r\nx\r\n" + end, "invalidparameter"},
			{"a head without end", good + "--B\r\nX: " + strings.Repeat("x", 1<<17) + "\r\n\r\nx\r\n" + end, "userquotalimit"},
			{"a field without end", good + part(`form-data; name="filepath"`, strings.Repeat("/x", 4<<10)) + end, "invalidparameter"},
			{"a path with a way up", good + part(`form-data; name="filepath"`, "/../") + end, "invalidparameter"},
			{"a path to a hidden folder", good + part(`form-data; name="filepath"`, "/.git/") + end, "invalidparameter"},
			{"a path that is no UTF-8", good + part(`form-data; name="filepath"`, "/\xff/") + end, "invalidparameter"},
			{"a path given twice", good + part(`form-data; name="filepath"`, "/a/") + part(`form-data; name="filepath"`, "/a/") + end, "invalidparameter"},
			{"an item that is no number", good + part(`form-data; name="itemid"`, "x") + end, "invalidparameter"},
			{"an item below nothing", good + part(`form-data; name="itemid"`, "-1") + end, "invalidparameter"},
			{"an item without end", good + part(`form-data; name="itemid"`, "2147483648") + end, "invalidparameter"},
			{"another token behind the files", good + part(`form-data; name="token"`, "other") + end, "invalidtoken"},
			{"more parts than a form has", good + strings.Repeat(part(`form-data; name="x"`, ""), mostParts) + end, "invalidparameter"},
			{"a form that ends in a file", good + part(`form-data; name="f"; filename="a"`, "x"), "upload_error_partial"},
			{"a form that ends in a head", good + "--B\r\nContent-Disp", "invalidparameter"},
			{"a form that ends before its end", good, "upload_error_partial"},
			{"another boundary", strings.ReplaceAll(good+end, "--B", "--C"), "upload_error_partial"},
			{"more than the user may keep", strings.Repeat(part(`form-data; name="f"; filename="a"`, strings.Repeat("x", 1000)), 4) + end, "userquotalimit"},
		} {
			t.Run(row.why, func(t *testing.T) {
				answer := w.send("POST", uploadPath, "multipart/form-data; boundary=B", strings.NewReader(row.body), bearer...)
				if answer.Code != http.StatusOK || !refused(answer.Body.String(), row.code) || answer.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
					t.Errorf("%d %v %s", answer.Code, answer.Header(), answer.Body)
				}
				w.clean(t, folder)
			})
		}
	})
}

// clean fails unless nothing is left of an upload.
func (w *world) clean(t *testing.T, folder string) {
	t.Helper()
	rows, contents := w.store.DB.File.Query().CountX(t.Context()), w.store.DB.Content.Query().CountX(t.Context())
	events := w.store.DB.AuditEvent.Query().CountX(t.Context())
	left, err := os.ReadDir(folder)
	if rows+contents+events+len(left) != 0 || err != nil {
		t.Errorf("left are %d files, %d contents, %d audit events, %v on disk, %v", rows, contents, events, left, err)
	}
	open, _ := os.ReadDir("/proc/self/fd") // where there is no such folder nothing is found
	for _, fd := range open {
		if path, err := os.Readlink("/proc/self/fd/" + fd.Name()); err == nil && strings.Contains(path, "gatehouse-upload-") {
			t.Errorf("%s is still open", path)
		}
	}
}

func TestRequestsThatAreRefused(t *testing.T) {
	form, full := multi("f@a.txt=x")
	text := full.String()
	each(t, func(t *testing.T, w *world) {
		for _, row := range []struct {
			why, target, contentType, body string
			header                         []string
			code                           string
		}{
			{"no token", uploadPath, form, text, nil, "missingparam"},
			{"no token and no body", uploadPath, "", "", nil, "missingparam"},
			{"an unknown token", uploadPath + "?token=nosuch", form, text, nil, "invalidtoken"},
			{"an empty token", uploadPath + "?token=", form, text, nil, "invalidtoken"},
			{"a token twice", uploadPath + "?token=" + conformance.Token + "&token=" + conformance.Token, form, text, nil, "invalidtoken"},
			{"a list of tokens", uploadPath + "?token[]=" + conformance.Token, form, text, nil, "invalidtoken"},
			{"two tokens", uploadPath + "?token=nosuch", form, text, bearer, "invalidtoken"},
			{"a query that is not urlencoded", uploadPath + "?x=%", form, text, bearer, "invalidparameter"},
			{"no boundary", uploadPath, "multipart/form-data", text, bearer, "invalidparameter"},
			{"compressed", uploadPath, form, text, append([]string{"Content-Encoding", "gzip"}, bearer...), "unsupportedmediatype"},
			{"an urlencoded form without end", uploadPath, "application/x-www-form-urlencoded", "x=" + strings.Repeat("x", formLimit), bearer, "userquotalimit"},
			{"a stranger's file before the token", uploadPath, form, strings.Replace(text, "\r\nx\r\n", "\r\n"+strings.Repeat("x", 1<<20)+"\r\n", 1), nil, "missingparam"},
			{"a stranger's field without end", uploadPath, form, strings.Replace(text, "; filename=\"a.txt\"\r\nContent-Type: application/octet-stream\r\n\r\n", "\r\n\r\n"+strings.Repeat("x", 1<<20), 1), nil, "invalidparameter"},
		} {
			t.Run(row.why, func(t *testing.T) {
				body := &counting{Reader: strings.NewReader(row.body)}
				answer := w.send("POST", row.target, row.contentType, body, row.header...)
				if answer.Code != http.StatusOK || !refused(answer.Body.String(), row.code) {
					t.Errorf("%d %s", answer.Code, answer.Body)
				}
				if body.n > formLimit {
					t.Errorf("%d bytes were read of a request that is refused", body.n)
				}
				w.clean(t, t.TempDir())
			})
		}
		w.inURL = false
		if answer := w.send("POST", uploadPath+"?token="+conformance.Token, form, strings.NewReader(text)); !refused(answer.Body.String(), "invalidtoken") {
			t.Errorf("a token in the address, where none may stand: %s", answer.Body)
		}
	})
}

// counting counts what is read.
type counting struct {
	io.Reader
	n int
}

func (c *counting) Read(into []byte) (int, error) {
	n, err := c.Reader.Read(into)
	c.n += n
	return n, err
}

// Each check refuses before a byte of the body is read, and is recorded.
func TestUploadsPassEveryCheck(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		whole := *w.Grant
		service := *whole.Services[0].Service
		for _, row := range []struct {
			why, code string
			change    func(g *call.Grant, s *call.Service)
		}{
			{"the service does not upload", "accessexception", func(_ *call.Grant, s *call.Service) { s.UploadFiles = false }},
			{"the user is suspended", "wsaccessusersuspended", func(g *call.Grant, _ *call.Service) { g.User.Suspended = true }},
			{"the password must be changed", "forcepasswordchangenotice", func(g *call.Grant, _ *call.Service) { g.User.MustChangePassword = true }},
			{"the token is for a course", "restrictedcontextexception", func(g *call.Grant, _ *call.Service) { g.Token.Course = 7 }},
			{"the guest", "noguest", func(g *call.Grant, _ *call.Service) { g.User.Guest = true }},
		} {
			t.Run(row.why, func(t *testing.T) {
				g, s := whole, service
				row.change(&g, &s)
				g.Services = []call.Offer{{Service: &s, Authorisation: whole.Services[0].Authorisation}}
				w.Grant = &g
				w.Forget()
				contentType, body := multi("f@a.txt=x")
				answer := w.send("POST", uploadPath, contentType, body, bearer...)
				if !refused(answer.Body.String(), row.code) {
					t.Errorf("got %s", answer.Body)
				}
				outcomes := w.Outcomes()
				if len(outcomes) != 1 || outcomes[0].Request.Protocol != "files" || outcomes[0].Request.Function != "upload.php" || string(outcomes[0].Err.Code) != row.code {
					t.Errorf("recorded is %+v", outcomes)
				}
				w.clean(t, t.TempDir())
			})
		}
	})
}

func TestUpload(t *testing.T) {
	record := `{"component":"user","contextid":16,"userid":"2","filearea":"draft","filename":"%s","filepath":"%s","itemid":5,"license":"unknown","author":"Ada","source":"%s","filesize":%d}`
	source := func(n int, name string) string {
		return fmt.Sprintf(`O:8:\"stdClass\":1:{s:6:\"source\";s:%d:\"%s\";}`, n, name)
	}
	each(t, func(t *testing.T, w *world) {
		a := fmt.Sprintf(record, "a.txt", `\/`, source(5, "a.txt"), 1)
		for _, row := range []struct {
			why   string
			parts []string
			want  string
			kept  string
		}{
			{"no files", []string{"itemid=5"}, `[]`, ""},
			{"a file", []string{"itemid=5", "f@a.txt=x"}, "[" + a + "]", "/a.txt=x"},
			{"an empty one", []string{"itemid=5", "f@a.txt="}, "[" + fmt.Sprintf(record, "a.txt", `\/`, source(5, "a.txt"), 0) + "]", "/a.txt="},
			{"fields behind the file", []string{"f@a.txt=x", "filepath=/x/é/", "itemid=5", "token=" + conformance.Token}, "[" + fmt.Sprintf(record, "a.txt", `\/x\/\u00e9\/`, source(5, "a.txt"), 1) + "]", "/x/é/a.txt=x"},
			{"a path without slashes", []string{"itemid=5", "filepath=x", "f@a.txt=x"}, "[" + fmt.Sprintf(record, "a.txt", `\/x\/`, source(5, "a.txt"), 1) + "]", "/x/a.txt=x"},
			{"fields of other times and programs", []string{"itemid=5", "filearea=private", "x=y", "f@a.txt=x"}, "[" + a + "]", "/a.txt=x"},
			{"several with one field", []string{"itemid=5", "f@a.txt=x", "f@b é.txt=yy"}, "[" + a + "," + fmt.Sprintf(record, `b \u00e9.txt`, `\/`, source(8, `b \u00e9.txt`), 2) + "]", "/a.txt=x /b é.txt=yy"},
			{"a name as people write them", []string{"itemid=5", `f@Tom's & "mine".txt=x`}, "[" + fmt.Sprintf(record, `Toms  mine.txt`, `\/`, source(14, "Toms  mine.txt"), 1) + "]", "/Toms  mine.txt=x"},
			{"one too large among others", []string{"itemid=5", "f@big=" + strings.Repeat("x", 1001), "f@a.txt=x"},
				`[{"filename":"big","errortype":"fileoversized","error":"The file is larger than the 1000 bytes that one may have."},` + a + "]", "/a.txt=x"},
			{"many too large: they do not count", []string{"itemid=5", "f@1=" + strings.Repeat("x", 2900), "f@2=" + strings.Repeat("x", 2900), "f@a.txt=x"},
				`[{"filename":"1","errortype":"fileoversized","error":"The file is larger than the 1000 bytes that one may have."},{"filename":"2","errortype":"fileoversized","error":"The file is larger than the 1000 bytes that one may have."},` + a + "]", "/a.txt=x"},
			{"the same name twice", []string{"itemid=5", "f@a.txt=x", "g@a.txt=yy"},
				"[" + a + `,{"filename":"a.txt","filepath":"\/","size":2,"errortype":"filenameexist","error":"filename: There is a file \/a.txt already."}]`, "/a.txt=x"},
			{"just what a file and a user may have", []string{"itemid=5", "f@1=" + strings.Repeat("x", 1000), "f@2=" + strings.Repeat("y", 1000), "f@3=" + strings.Repeat("z", 1000)}, "", "/1=xxxxxxxxxx... /2=yyyyyyyyyy... /3=zzzzzzzzzz..."},
		} {
			t.Run(row.why, func(t *testing.T) {
				w.write(func(ctx context.Context, tx *store.Tx) error {
					_, err := tx.File.Delete().Exec(ctx)
					return err
				})
				if got := w.upload(row.parts...); got != row.want && row.want != "" {
					t.Errorf("got  %s\nwant %s", got, row.want)
				}
				if kept := w.kept(); kept != row.kept {
					t.Errorf("kept are %s, want %s", kept, row.kept)
				}
			})
		}
	})
}

func TestWhereTheTokenMayStand(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		form, body := multi("f@a.txt=x")
		withToken, inForm := multi("token="+conformance.Token, "f@a.txt=x")
		for _, row := range []struct {
			why, target, contentType, body string
			header                         []string
			want, media                    string
		}{
			{"the header", uploadPath, form, body.String(), bearer, "file", "text/plain"},
			{"the query", uploadPath + "?token=" + conformance.Token, form, body.String(), nil, "file", "text/plain"},
			{"the form", uploadPath, withToken, inForm.String(), nil, "file", "text/plain"},
			{"everywhere", uploadPath + "?token=" + conformance.Token, withToken, inForm.String(), bearer, "file", "text/plain"},
			{"an urlencoded form, which holds no file", uploadPath, "application/x-www-form-urlencoded", "token=" + conformance.Token, nil, "[]", "application/json"},
			{"a form without parts", uploadPath + "?token=" + conformance.Token, "multipart/form-data; boundary=B", "--B--\r\n", nil, "[]", "application/json"},
			{"no body", uploadPath + "?token=" + conformance.Token, "", "", nil, "[]", "application/json"},
		} {
			t.Run(row.why, func(t *testing.T) {
				answer := w.send("POST", row.target, row.contentType, strings.NewReader(row.body), row.header...)
				ok := answer.Body.String() == row.want || row.want == "file" && strings.HasPrefix(answer.Body.String(), `[{"component":"user"`)
				if !ok || answer.Header().Get("Content-Type") != row.media+"; charset=utf-8" || !strings.Contains(answer.Header().Get("Cache-Control"), "no-store") || answer.Header().Get("Access-Control-Allow-Origin") != "*" {
					t.Errorf("%v %s", answer.Header(), answer.Body)
				}
			})
		}
		events := w.store.DB.AuditEvent.Query().Where(auditevent.Action("file.upload"), auditevent.Door("files"), auditevent.ActorID(2)).AllX(t.Context())
		if len(events) != 4 || events[0].Subject == "" || events[0].RequestID != conformance.RequestID {
			t.Errorf("the audit trail holds %v", events)
		}
	})
}

// An upload that is cut off, or that the database does not take, leaves neither rows nor files, and gives its room back.
func TestUploadsThatBreakLeaveNothing(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		folder := t.TempDir()
		t.Setenv("TMPDIR", folder)
		w.limit(1<<20, 1<<20)
		contentType, body := multi("f@a.txt="+strings.Repeat("x", 900<<10), "f@b.txt=y")
		for _, at := range []int{100, 50 << 10, 300 << 10, body.Len() - 10} {
			cut := io.MultiReader(bytes.NewReader(body.Bytes()[:at]), iotest.ErrReader(errors.New("the client is gone")))
			answer := w.send("POST", uploadPath, contentType, cut, bearer...)
			if !refused(answer.Body.String(), "upload_error_partial") {
				t.Errorf("cut at %d: %s", at, answer.Body)
			}
			w.clean(t, folder)
		}
		w.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(2).SetDeleted(true).Exec(ctx)
		})
		if answer := w.send("POST", uploadPath, contentType, bytes.NewReader(body.Bytes()), bearer...); !refused(answer.Body.String(), "wsaccessuserdeleted") {
			t.Errorf("for a user who was deleted meanwhile: %s", answer.Body)
		}
		w.clean(t, folder)
		w.write(func(ctx context.Context, tx *store.Tx) error {
			return tx.User.UpdateOneID(2).SetDeleted(false).Exec(ctx)
		})
		if answer := w.send("POST", uploadPath, contentType, body, bearer...); !strings.HasPrefix(answer.Body.String(), `[{"component"`) {
			t.Errorf("the room of broken uploads was not given back: %s", answer.Body)
		}
	})
}

// While uploads are under way they take no more room together than the user may have.
func TestUploadsAtOnceTakeNoMoreRoomThanTheUserHas(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		var wait sync.WaitGroup
		answers := make([]string, 10)
		for i := range answers {
			wait.Go(func() { answers[i] = w.upload(fmt.Sprintf("f@%d=%s", i, strings.Repeat("x", 1000))) })
		}
		wait.Wait()
		for _, answer := range answers {
			if !strings.HasPrefix(answer, `[{"component"`) && !refused(answer, "userquotalimit") {
				t.Error(answer)
			}
		}
		if n := w.store.DB.File.Query().CountX(t.Context()); n == 0 || n > 3 {
			t.Errorf("%d files of 1000 bytes are kept, 3000 bytes are allowed", n)
		}
		w.write(func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.File.Delete().Exec(ctx)
			return err
		})
		if answer := w.upload("f@1="+strings.Repeat("x", 1000), "f@2="+strings.Repeat("x", 1000), "f@3="+strings.Repeat("x", 1000)); !strings.HasPrefix(answer, `[{"component"`) {
			t.Errorf("room was not given back: %s", answer)
		}
	})
}

// FuzzForm reads anything as a form. Whatever it is, it ends, within its bounds, with correct names of fields.
func FuzzForm(f *testing.F) {
	contentType, body := multi("token="+conformance.Token, "itemid=5", "filepath=/x/", "f@a.txt=x", "g@b é.txt=yy")
	f.Add(contentType, body.Bytes())
	f.Add("multipart/form-data; boundary=B", []byte("--B\r\nContent-Disposition: form-data; name=\"f\"; filename*=UTF-8''%ff\r\n\r\nx\r\n--B--"))
	f.Add("multipart/form-data; boundary=\"\"", []byte("--\r\n\r\n\r\n----"))
	f.Add("application/x-www-form-urlencoded", []byte("token="+conformance.Token+"&itemid=%"))
	f.Fuzz(func(t *testing.T, contentType string, text []byte) {
		const limit = 1 << 20
		r := httptest.NewRequest("POST", uploadPath, bytes.NewReader(text))
		r.Header["Content-Type"] = []string{contentType}
		u := &upload{request: r, body: newBody(httptest.NewRecorder(), r, limit)}
		u.form = &form{body: u.body}
		if u.openForm() != nil {
			return
		}
		for n := 0; ; n++ {
			p, err := u.form.next()
			if err != nil && call.AsError(err).Code == call.Internal {
				t.Error(err)
			}
			if err != nil || p == nil {
				break
			}
			if _, err := io.Copy(io.Discard, p); err != nil && call.AsError(broken(err)).Code == call.Internal {
				t.Error(err)
			}
			if p.field == "" || !utf8.ValidString(p.field) || n > mostParts {
				t.Errorf("part %d is called %q", n, p.field)
			}
		}
		for _, field := range u.form.fields {
			if u.form.parts != nil && (len(field.Value) > longestField || field.Key == "") {
				t.Errorf("the field %q has %d bytes", field.Key, len(field.Value))
			}
		}
		if u.body.left < 0 || u.body.left+u.body.read != limit {
			t.Errorf("%d bytes were read, %d may still come", u.body.read, u.body.left)
		}
	})
}
