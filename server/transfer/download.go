package transfer

import (
	"context"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/protocols"
)

// formLimit bounds a form that holds no files.
const formLimit = 64 << 10

// download serves one file: a whole, a range or nothing of it, as the caller asks. (Moodle's webservice/pluginfile.php and
// draftfile.php; RFC 9110, sections 8.8, 13 and 14; RFC 6266.)
func (h *Handler) download(w http.ResponseWriter, r *http.Request, door string) {
	if !protocols.MoodleMethod(w, r) {
		return
	}
	protocols.MoodleHeaders(w.Header())
	query, err := protocols.ParseForm(r.URL.RawQuery)
	shown := h.look(r, query)
	if err == nil {
		err = protocols.CheckEncoding(r)
	}
	if media, _ := protocols.MediaType(r); err == nil && media == "application/x-www-form-urlencoded" {
		var form protocols.Form
		if form, err = readForm(newBody(w, r, formLimit)); err == nil {
			shown.addForm(form)
		}
	}
	var credential call.Credential
	if err == nil {
		credential, err = shown.credential()
	}
	sent := false
	if err == nil {
		err = h.Dispatcher.Transfer(r.Context(), request(r, door, credential), call.Download, func(c *call.Call) error {
			found, err := h.find(c, r, door, query)
			if err != nil {
				return known(err)
			}
			content := files.Open(r.Context(), h.Store.DB, found)
			hash, err := content.Hash()
			if err != nil {
				return known(err)
			}
			describe(w.Header(), found, hash, shown.inURL, asked(query, "forcedownload"))
			sent = true
			paced := &paced{ReadSeeker: content, control: http.NewResponseController(w), began: time.Now()}
			http.ServeContent(w, r, "", found.UpdatedAt, paced)
			return known(paced.failed)
		})
	}
	if err != nil && !sent {
		fail(w, r, "application/json", call.AsError(err))
	}
}

// readForm reads a form of which nothing is a file.
func readForm(from io.Reader) (protocols.Form, error) {
	text, err := io.ReadAll(from)
	if err != nil {
		return nil, broken(err)
	}
	return protocols.ParseForm(string(text))
}

// find returns the file that a request names, if the caller may read it. What may not be read is as if it was not there, unless the
// way to it says why.
func (h *Handler) find(c *call.Call, r *http.Request, door string, query protocols.Form) (*ent.File, error) {
	if err := mayMove(c); err != nil {
		return nil, err
	}
	path := strings.TrimPrefix(r.URL.Path, "/webservice/"+door)
	if named, times := query.Scalar("file"); times == 1 && path == "" {
		path = named
	}
	folder, name, ok := files.ParseAddress(path, h.Areas.HasItems)
	if !ok || isDraft(folder) != (door == draftDoor) {
		return nil, call.Fail(call.FileNotFound)
	}
	ctx, cancel := context.WithTimeout(r.Context(), lookLimit)
	defer cancel()
	if err := h.Areas.MayRead(ctx, c, folder); err != nil {
		return nil, err
	}
	found, err := files.Find(ctx, h.Store.DB, folder, name)
	if err == nil && found == nil {
		err = call.Fail(call.FileNotFound)
	}
	return found, err
}

// isDraft says whether a folder is one of those that have a door of their own.
func isDraft(f files.Folder) bool {
	return f.Component == files.UserComponent && f.Area == files.DraftArea
}

// asked says whether a parameter asks for something.
func asked(query protocols.Form, key string) bool {
	value, times := query.Scalar(key)
	return times == 1 && value != "" && value != "0" && value != "false"
}

// active are the types that a browser runs something of.
var active = []string{"text/html", "application/xhtml+xml", "image/svg+xml", "application/xml"}

// sandbox lets a page that somebody has uploaded show itself, and do nothing: neither run scripts nor act as a page of this server.
const sandbox = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'"

// describe sets the header fields of a file. An address that holds a token must not be stored with what it opens.
func describe(header http.Header, f *ent.File, hash []byte, tokenInURL, attached bool) {
	for _, key := range []string{"Accept-Ranges", "Expires", "Pragma"} {
		header.Del(key) // which are those of answers that cannot be kept
	}
	media := files.MediaType(f.Name)
	if slices.Contains(active, media) {
		header.Set("Content-Security-Policy", sandbox)
	}
	if strings.HasPrefix(media, "text/") {
		media += "; charset=utf-8"
	}
	header.Set("Content-Type", media)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Disposition", disposition(f.Name, attached))
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("Access-Control-Expose-Headers", "Accept-Ranges, Content-Range, Content-Length, Content-Disposition, ETag, X-Request-Id")
	header.Set("ETag", `"`+hex.EncodeToString(hash)+`"`)
	header.Set("Cache-Control", "private, no-cache") // kept, and asked about each time
	if tokenInURL {
		header.Set("Cache-Control", "private, no-store")
	}
}

// disposition says under which name a file is stored: for old clients in ASCII, for all others as it is. (RFC 6266, appendix D.)
func disposition(name string, attached bool) string {
	how := "inline"
	if attached {
		how = "attachment"
	}
	plain := strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' || strings.ContainsRune(`"\%`, c) {
			return '_'
		}
		return c
	}, name)
	text := how + `; filename="` + plain + `"`
	if plain != name {
		text += "; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
	}
	return text
}

// paced gives a download the time that it needs, and no more.
type paced struct {
	io.ReadSeeker
	control *http.ResponseController
	began   time.Time
	sent    int64
	failed  error
}

// Read is called before each part is sent.
func (p *paced) Read(into []byte) (int, error) {
	_ = p.control.SetWriteDeadline(until(p.began, p.sent)) // in tests there is none
	n, err := p.ReadSeeker.Read(into)
	p.sent += int64(n)
	if err != nil && err != io.EOF {
		p.failed = err
	}
	return n, err
}
