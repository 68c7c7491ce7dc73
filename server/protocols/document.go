package protocols

import (
	"net/http"
	"net/url"
	"strings"

	"gatehouse/server/docs"
)

// SendDocument answers with a document, with credential wherever the reader's belongs, unless the reader has it (RFC 9110, section
// 13.1.2). What the answer's header says besides is the caller's.
func SendDocument(w http.ResponseWriter, r *http.Request, mediaType string, d *docs.Document, credential string) {
	header := w.Header()
	header["Etag"] = []string{d.ETag}
	if matches(r.Header.Values("If-None-Match"), d.ETag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header["Content-Type"] = []string{mediaType}
	Answer(w, http.StatusOK, func(b []byte) []byte { return d.Append(b, credential) })
}

// matches says whether a list of tags names a document. Weak tags name it as well.
func matches(headers []string, tag string) bool {
	for _, header := range headers {
		for one := range strings.SplitSeq(header, ",") {
			if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == tag {
				return true
			}
		}
	}
	return false
}

// TokenSuffix is what an address with a token in its query has behind its path.
func TokenSuffix(query Form) string {
	token, times := query.Scalar("wstoken")
	if times == 0 {
		return ""
	}
	return "?wstoken=" + url.QueryEscape(token)
}
