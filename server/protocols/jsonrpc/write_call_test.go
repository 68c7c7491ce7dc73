package jsonrpc

import (
	"testing"

	"gatehouse/server/protocols/conformance"
)

var writer = conformance.Writer{Write: WriteCall, Handler: newHandler}

func TestWhatIsWrittenArrives(t *testing.T) { writer.Run(t) }

func FuzzWriteCall(f *testing.F) { writer.Fuzz(f) }
