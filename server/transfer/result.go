package transfer

import (
	"fmt"
	"strconv"

	"gatehouse/server/files"
	"gatehouse/server/protocols"
)

// appendResults writes what became of each file, in the order and with the types of Moodle: the id of the user is a text.
func appendResults(b []byte, results []result) []byte {
	b = append(b, '[')
	for i := range results {
		if i > 0 {
			b = append(b, ',')
		}
		if results[i].failed != nil {
			b = results[i].appendFailure(b)
		} else {
			b = results[i].appendRecord(b)
		}
	}
	return append(b, ']')
}

func (r *result) appendRecord(b []byte) []byte {
	b = appendText(append(b, '{'), "component", r.folder.Component)
	b = appendNumber(append(b, ','), "contextid", r.folder.ContextID)
	b = appendText(append(b, ','), "userid", strconv.Itoa(r.userID))
	b = appendText(append(b, ','), "filearea", r.folder.Area)
	b = appendText(append(b, ','), "filename", r.name)
	b = appendText(append(b, ','), "filepath", r.folder.Path)
	b = appendNumber(append(b, ','), "itemid", r.folder.ItemID)
	b = appendText(append(b, ','), "license", files.License)
	b = appendText(append(b, ','), "author", r.author)
	b = appendText(append(b, ','), "source", serialised(r.name))
	b = appendNumber(append(b, ','), "filesize", r.bytes.Size())
	return append(b, '}')
}

// appendFailure writes why a file was left out. Moodle gives the path of its temporary file; here it is that of the folder.
func (r *result) appendFailure(b []byte) []byte {
	b = appendText(append(b, '{'), "filename", r.name)
	if r.bytes != nil {
		b = appendText(append(b, ','), "filepath", r.folder.Path)
		b = appendNumber(append(b, ','), "size", r.bytes.Size())
	}
	b = appendText(append(b, ','), "errortype", r.kind)
	b = appendText(append(b, ','), "error", r.failed.Error())
	return append(b, '}')
}

// serialised is an object with the field source as PHP writes it: Moodle's clients hand it back, and nobody looks into it.
func serialised(source string) string {
	return fmt.Sprintf(`O:8:"stdClass":1:{s:6:"source";s:%d:"%s";}`, len(source), source)
}

func appendText(b []byte, key, value string) []byte {
	return protocols.AppendQuoted(append(append(append(b, '"'), key...), `":`...), value, protocols.PHPStyle)
}

func appendNumber(b []byte, key string, value int) []byte {
	return strconv.AppendInt(append(append(append(b, '"'), key...), `":`...), int64(value), 10)
}
