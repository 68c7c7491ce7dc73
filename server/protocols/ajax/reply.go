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

// appendException writes a failure of one request.
func appendException(b []byte, e *call.Error, requestID string) []byte {
	return append(protocols.AppendMoodleException(append(b, `{"error":true,"exception":`...), e, requestID), '}')
}
