package amf

import (
	"testing"

	"gatehouse/server/protocols/conformance"
)

var callWriter = conformance.Writer{Write: WriteCall, Handler: newHandler}

func TestWhatIsWrittenArrives(t *testing.T) { callWriter.Run(t) }

func FuzzWriteCall(f *testing.F) { callWriter.Fuzz(f) }
