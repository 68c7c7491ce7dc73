// Package transfer owns the doors through which files come and go over HTTP: Moodle's upload.php, pluginfile.php and draftfile.php.
// Both ways are streams: no file ever stands in memory as a whole. See README.md for the wire.
//
// It speaks HTTP with the helpers of protocols, asks call whether somebody may pass, and keeps files by the rules of files. Who may
// read which file the functions know, because they give out the addresses.
package transfer

import (
	"context"
	"net/http"
	"time"

	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/protocols"
	"gatehouse/server/store"
)

// Name is what logs call this way in. It is no setting and needs no capability: services say whether they move files.
const Name = call.Files

// Areas knows the places that files are kept in.
type Areas interface {
	// UserContext is the context that the files of a user are kept in.
	UserContext(userID int) int
	// HasItems says whether the files of an area belong to items, whose ids stand in addresses.
	HasItems(component, area string) bool
	// MayRead fails unless the caller may read the files of a folder.
	MayRead(ctx context.Context, c *call.Call, f files.Folder) error
}

// Handler answers at the addresses of files.
type Handler struct {
	Dispatcher *call.Dispatcher
	Store      *store.Store
	Areas      Areas
	TokenInURL func() bool // whether the setting lets a token stand in the address

	room room
}

// The doors, as logs call them too.
const (
	uploadDoor = call.UploadDoor
	pluginDoor = "pluginfile.php"
	draftDoor  = "draftfile.php"
)

// Routes adds the addresses.
func (h *Handler) Routes(handle func(pattern string, handler http.Handler)) {
	handle("/webservice/"+uploadDoor, http.HandlerFunc(h.upload))
	for _, door := range []string{pluginDoor, draftDoor} {
		serve := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.download(w, r, door) })
		handle("/webservice/"+door, serve)
		handle("/webservice/"+door+"/", serve)
	}
	handle("/theme/image.php/", http.HandlerFunc(picture))
}

// request is a transfer with the wire taken off.
func request(r *http.Request, door string, credential call.Credential) *call.Request {
	caller := call.CallerOf(r.Context())
	return &call.Request{ID: caller.RequestID, Protocol: Name, Function: door, Credential: credential, Address: caller.Address}
}

// tokens are the places of a request where a token was found.
type tokens struct {
	protocols.Shown
	found bool
	inURL bool
}

// addForm takes the parameter token of a form.
func (t *tokens) addForm(form protocols.Form) {
	value, times := form.Scalar("token")
	t.add(value, times)
}

func (t *tokens) add(value string, times int) {
	t.found = t.found || times > 0
	t.Add(value, times)
}

// look finds the tokens that need no body: in the header and in the query.
func (h *Handler) look(r *http.Request, query protocols.Form) *tokens {
	t := &tokens{}
	t.found = r.Header.Get("Authorization") != ""
	t.AddHeader(r, false)
	t.addForm(query)
	if _, times := query.Scalar("token"); times > 0 {
		t.inURL = true
		if !h.TokenInURL() {
			t.Malform()
		}
	}
	return t
}

// credential is what was shown; nothing shown at all is a parameter that is missing, as Moodle says it.
func (t *tokens) credential() (call.Credential, error) {
	if !t.found {
		return call.Credential{}, call.Errorf(call.MissingParameter, "The parameter token is missing. In a form it stands before the first file.")
	}
	return t.Credential(), nil
}

// mayMove fails for callers who may do nothing but change their password.
func mayMove(c *call.Call) error {
	if c.User().MustChangePassword {
		return call.Fail(call.MustChangePassword)
	}
	return nil
}

// known turns an error into one that callers may see.
func known(err error) error {
	if err == nil {
		return nil
	}
	if e := call.AsError(err); e.Code != call.Internal || !store.Unavailable(err) {
		return e
	}
	return call.Fail(call.Unavailable).Because(err)
}

// lookLimit is how long the database may take for what is asked before bytes move: silence is told soon.
const lookLimit = 2 * time.Second

// The time that a transfer may take: a while, and more for every byte that has come or gone. Who is slower is cut off.
const (
	patience = 30 * time.Second
	slowest  = 8 << 10 // bytes in a second
)

// until is when a transfer that began at a moment has to have moved more than n bytes.
func until(began time.Time, n int64) time.Time {
	return began.Add(patience + time.Duration(n)*time.Second/slowest)
}

// fail answers with an error. Only a file that is not there has a status of its own.
func fail(w http.ResponseWriter, r *http.Request, media string, e *call.Error) {
	status := http.StatusOK
	if e.Code == call.FileNotFound {
		status = http.StatusNotFound
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	// Reading the request may have taken longer than answers are given. Where deadlines cannot be set (in tests) there are none.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(patience))
	protocols.Answer(w, status, protocols.MoodlePage(e, call.CallerOf(r.Context()).RequestID))
}
