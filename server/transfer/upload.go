package transfer

import (
	"context"
	"fmt"
	"math"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/journal"
	"gatehouse/server/protocols"
	"gatehouse/server/store"
)

// around is how many bytes a form may have besides its files.
const around = 1 << 20

// upload is one upload on its way.
type upload struct {
	*Handler
	request *http.Request
	body    *body
	form    *form
	query   protocols.Form
	shown   *tokens
	call    *call.Call
	results []result
}

// result is what became of one file of the form.
type result struct {
	name   string
	bytes  *files.Spool // nil when it was too large
	folder files.Folder
	author string
	userID int
	failed *call.Error // nil: it is kept
	kind   string      // of the failure, as Moodle says it
}

// upload keeps the files of a form in a draft area of the caller. Access is decided before the first byte of a file is read, so the
// token stands in the header, in the query, or in the form before the first file. All files are kept in one transaction; one that is
// too large or whose name is taken is left out and said so. (Moodle's webservice/upload.php.)
func (h *Handler) upload(w http.ResponseWriter, r *http.Request) {
	if !protocols.MoodleMethod(w, r) {
		return
	}
	protocols.MoodleHeaders(w.Header())
	u := &upload{Handler: h, request: r, body: newBody(w, r, formLimit)}
	u.form = &form{body: u.body}
	defer u.close()
	err := u.run()
	media := "application/json"
	if u.form.files || err != nil && u.form.parts != nil {
		media = "text/plain" // as Moodle says it to forms that hold files, for browsers that would offer JSON for storing
	}
	if err != nil {
		fail(w, r, media, call.AsError(err))
		return
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(patience)) // see fail
	protocols.Answer(w, http.StatusOK, func(b []byte) []byte { return appendResults(b, u.results) })
}

func (u *upload) close() {
	for _, one := range u.results {
		if one.bytes != nil {
			one.bytes.Close()
		}
	}
}

func (u *upload) run() error {
	var err error
	if u.query, err = protocols.ParseForm(u.request.URL.RawQuery); err != nil {
		return err
	}
	u.shown = u.look(u.request, u.query)
	if err := u.openForm(); err != nil {
		return err
	}
	var first *part
	if !u.shown.found {
		if first, err = u.form.next(); err != nil {
			return err
		}
		u.shown.addForm(u.form.fields)
	}
	credential, err := u.shown.credential()
	if err != nil {
		return err
	}
	fields := len(u.form.fields)
	return u.Dispatcher.Transfer(u.request.Context(), request(u.request, uploadDoor, credential), call.Upload, func(c *call.Call) error {
		u.call = c
		err := u.move(first, fields)
		if err != nil && u.request.ContentLength <= u.limit() {
			u.body.drain()
		}
		return known(err)
	})
}

// openForm finds out what kind of form there is. One that is not multipart holds no files.
func (u *upload) openForm() error {
	if err := protocols.CheckEncoding(u.request); err != nil {
		return err
	}
	if u.request.ContentLength == 0 {
		return nil
	}
	switch media, parameters := protocols.MediaType(u.request); media {
	case "multipart/form-data":
		if parameters["boundary"] == "" {
			return call.Errorf(call.InvalidParameter, "The content type names no boundary.")
		}
		u.form.parts = multipart.NewReader(u.body, parameters["boundary"])
	case "application/x-www-form-urlencoded":
		fields, err := readForm(u.body)
		u.form.fields = fields
		return err
	}
	return nil
}

// limit is how long the whole request may be.
func (u *upload) limit() int64 {
	return int64(min(files.LimitsOf(u.Store.Settings()).User, math.MaxInt-around)) + around
}

// move receives all files, then keeps them. seen is how many fields there were before access was decided.
func (u *upload) move(first *part, seen int) error {
	if err := u.mayUpload(); err != nil {
		return err
	}
	free, err := u.free()
	if err != nil {
		return err
	}
	u.body.left = u.limit() - u.body.read
	mine := &share{of: &u.room, userID: u.call.User().ID, free: free}
	defer mine.backTo(0)
	if err := u.receiveAll(first, mine); err != nil {
		return err
	}
	u.shown.addForm(u.form.fields[seen:])
	if u.shown.Credential().Malformed {
		return call.Errorf(call.InvalidToken, "The form holds another token than the one that was shown before.")
	}
	if len(u.results) == 0 {
		return nil
	}
	return u.keep()
}

// mayUpload asks what is asked of uploads alone: they go to what is one's own, which the guest has nothing of and no course holds.
func (u *upload) mayUpload() error {
	if err := mayMove(u.call); err != nil {
		return err
	}
	if err := u.call.Within(0); err != nil {
		return err
	}
	if u.call.User().Guest {
		return call.Errorf(call.GuestRefused, "The guest keeps no files.")
	}
	if u.request.ContentLength > u.limit() {
		return call.Errorf(call.QuotaExceeded, "The request has %d bytes, more than a user may keep.", u.request.ContentLength)
	}
	return nil
}

// free is how many bytes the caller may still keep.
func (u *upload) free() (int, error) {
	ctx, cancel := context.WithTimeout(u.request.Context(), lookLimit)
	defer cancel()
	used, err := files.Used(ctx, u.Store.DB, u.call.User().ID)
	return files.LimitsOf(u.Store.Settings()).User - used, err
}

// keep stores what was received, all of it in one transaction with its audit event.
func (u *upload) keep() error {
	ctx := u.request.Context()
	folder, err := u.folder(ctx)
	if err != nil {
		return err
	}
	limits := files.LimitsOf(u.Store.Settings())
	return u.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		var subjects []string
		for i := range u.results {
			one := &u.results[i]
			if one.folder = folder; one.kind == "fileoversized" {
				continue
			}
			one.kind, one.failed = "", nil // from a try that was rolled back
			kept, err := files.Save(ctx, tx, files.Upload{Folder: folder, Name: one.name, UserID: one.userID, Author: one.author, Bytes: one.bytes}, limits)
			if e := call.AsError(err); e != nil && e.Code == call.FileExists {
				one.kind, one.failed = "filenameexist", e
				continue
			}
			if err != nil {
				return err
			}
			subjects = append(subjects, fmt.Sprintf("file %d", kept.ID))
		}
		if len(subjects) == 0 {
			return nil
		}
		return journal.Audit(ctx, tx, journal.ActorOf(u.call), journal.Event{Action: "file.upload", Subject: strings.Join(subjects, ", ")})
	})
}

// folder is where the files go: the parameters itemid and filepath, of which the form's word counts before that of the query.
func (u *upload) folder(ctx context.Context) (files.Folder, error) {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	contextID := u.Areas.UserContext(u.call.User().ID)
	item, err := u.parameter("itemid")
	if err != nil {
		return files.Folder{}, err
	}
	id := 0
	if item != "" {
		if id, err = strconv.Atoi(item); err != nil || id < 0 || id > math.MaxInt32 {
			return files.Folder{}, call.Invalid("itemid", "found %q, expected the id of a draft area, or 0 for a new one.", protocols.Printable(item))
		}
	}
	path, err := u.parameter("filepath")
	if err != nil {
		return files.Folder{}, err
	}
	if id == 0 {
		if id, err = files.NewDraftItem(ctx, u.Store.DB, contextID); err != nil {
			return files.Folder{}, err
		}
	}
	folder := files.Draft(contextID, id)
	folder.Path = files.CleanPath(path)
	return folder, files.CheckPath(folder.Path)
}

func (u *upload) parameter(key string) (string, error) {
	for _, form := range []protocols.Form{u.form.fields, u.query} {
		switch value, times := form.Scalar(key); {
		case times > 1:
			return "", call.Invalid(key, "is given twice.")
		case times == 1:
			return value, nil
		}
	}
	return "", nil
}
