package transfer

import (
	"bytes"
	"context"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/protocols/conformance"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(m) }

// world is the handler over a real database, in which user 2 is the caller of the conformance suite and 3 another.
type world struct {
	t     *testing.T
	store *store.Store
	*conformance.World
	handler http.Handler
	inURL   bool
}

// each runs a test on both databases. Of one file at most 1000 bytes are kept, of a user 3000.
func each(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := &world{t: t, store: s, World: conformance.NewWorld(Name), inURL: true}
		service := w.Grant.Services[0].Service
		service.DownloadFiles, service.UploadFiles = true, true
		w.limit(1000, 3000)
		w.write(func(ctx context.Context, tx *store.Tx) error {
			if err := tx.User.Create().SetID(2).SetUsername("ada").Exec(ctx); err != nil {
				return err
			}
			return tx.User.Create().SetID(3).SetUsername("bob").Exec(ctx)
		})
		mux := http.NewServeMux()
		(&Handler{Dispatcher: w.Dispatcher(), Store: s, Areas: places{}, TokenInURL: func() bool { return w.inURL }}).Routes(mux.Handle)
		w.handler = mux
		test(t, w)
	})
}

func (w *world) write(change func(ctx context.Context, tx *store.Tx) error) {
	w.t.Helper()
	if err := w.store.Write(w.t.Context(), change); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) limit(file, user int) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *store.Tx) error {
		changed := w.store.Settings().Clone()
		changed.Site.UploadLimit, changed.Site.UserQuota = file, user
		_, err := tx.SaveSettings(ctx, w.store.Settings(), changed)
		return err
	})
}

// places are three areas: one's own drafts and private files, and the summary of a course into which nobody comes.
type places struct{}

func (places) UserContext(userID int) int { return userID << 3 }

func (places) HasItems(_, area string) bool { return area == files.DraftArea }

func (p places) MayRead(_ context.Context, c *call.Call, f files.Folder) error {
	switch {
	case f.Component == "course" && f.Area == "summary":
		return call.Fail(call.CannotEnter)
	case f.Component == "user" && f.ContextID == p.UserContext(c.User().ID):
		return nil
	}
	return call.Fail(call.FileNotFound)
}

// send makes a request. Header fields come as pairs.
func (w *world) send(method, target, contentType string, body io.Reader, header ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	r := httptest.NewRequest(method, target, body)
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	caller := &call.Caller{Address: conformance.Address, RequestID: conformance.RequestID}
	answer := httptest.NewRecorder()
	w.handler.ServeHTTP(answer, r.WithContext(call.WithCaller(r.Context(), caller)))
	return answer
}

// bearer is the header with the token.
var bearer = []string{"Authorization", "Bearer " + conformance.Token}

// multi writes a form: NAME=VALUE is a field, NAME@FILENAME=BYTES a file.
func multi(parts ...string) (contentType string, body *bytes.Buffer) {
	body = &bytes.Buffer{}
	form := multipart.NewWriter(body)
	for _, part := range parts {
		key, value, _ := strings.Cut(part, "=")
		var to io.Writer
		if field, name, file := strings.Cut(key, "@"); file {
			to, _ = form.CreateFormFile(field, name)
		} else {
			to, _ = form.CreateFormField(key)
		}
		_, _ = io.WriteString(to, value)
	}
	_ = form.Close()
	return form.FormDataContentType(), body
}

// upload sends a form with the token in the header.
func (w *world) upload(parts ...string) string {
	w.t.Helper()
	contentType, body := multi(parts...)
	return w.send("POST", "/webservice/upload.php", contentType, body, bearer...).Body.String()
}

// kept lists all files as PATH NAME=BYTES.
func (w *world) kept() string {
	w.t.Helper()
	var list []string
	rows, err := w.store.DB.File.Query().Order(ent.Asc("id")).All(w.t.Context())
	for _, row := range rows {
		var text []byte
		if text, err = io.ReadAll(files.Open(w.t.Context(), w.store.DB, row)); len(text) > 10 {
			text = append(text[:10], "..."...)
		}
		list = append(list, row.Path+row.Name+"="+string(text))
	}
	if err != nil {
		w.t.Fatal(err)
	}
	return strings.Join(list, " ")
}

// put keeps a file of user 2 and returns where it opens.
func (w *world) put(area, name, text string) string {
	w.t.Helper()
	f := files.Folder{ContextID: 16, Component: "user", Area: area, Path: "/"}
	if area == files.DraftArea {
		f.ItemID = 5
	}
	w.write(func(ctx context.Context, tx *store.Tx) error {
		_, err := files.Save(ctx, tx, files.Upload{Folder: f, Name: name, UserID: 2, Bytes: files.InMemory([]byte(text))}, files.Limits{File: 1 << 30, User: 1 << 30})
		return err
	})
	return files.Address("", f, name)
}
