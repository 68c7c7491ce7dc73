package ajax

import (
	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// reply is what becomes of one request.
type reply struct {
	value  call.Value
	failed *call.Error
}

func appendReplies(b []byte, replies []reply, requestID string) []byte {
	b = append(b, '[')
	for i, r := range replies {
		if i > 0 {
			b = append(b, ',')
		}
		if r.failed != nil {
			b = appendException(b, r.failed, requestID)
			continue
		}
		b = append(b, `{"error":false,"data":`...)
		b = append(protocols.AppendJSON(b, r.value, protocols.PHPStyle), '}')
	}
	return append(b, ']')
}

// appendException writes a failure of one request. There are no pages to link to.
func appendException(b []byte, e *call.Error, requestID string) []byte {
	b = append(b, `{"error":true,"exception":{"message":`...)
	b = protocols.AppendQuoted(b, e.Error(), protocols.PHPStyle)
	b = append(b, `,"errorcode":`...)
	b = protocols.AppendQuoted(b, protocols.MoodleCode(e.Code), protocols.PHPStyle)
	b = append(b, `,"link":"","moreinfourl":"","requestid":`...)
	b = protocols.AppendQuoted(b, requestID, protocols.PHPStyle)
	return append(b, "}}"...)
}
