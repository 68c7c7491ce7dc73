package xmlrpc

import (
	"testing"

	"gatehouse/server/protocols/conformance"
)

var writer = conformance.Writer{Write: WriteCall, Handler: handlerWith(VoidNil)}

func TestWhatIsWrittenArrives(t *testing.T) { writer.Run(t) }

func FuzzWriteCall(f *testing.F) { writer.Fuzz(f) }
