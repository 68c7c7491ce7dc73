package rest

import (
	"testing"

	"gatehouse/server/protocols/conformance"
)

var (
	ownWriter     = conformance.Writer{Write: WriteOwn, Handler: newHandler}
	restfulWriter = conformance.Writer{Write: WriteRESTful, Handler: newHandler}
	moodleWriter  = conformance.Writer{Write: WriteMoodle, Handler: newHandler}
)

func TestWhatIsWrittenArrives(t *testing.T) {
	t.Run("own", ownWriter.Run)
	t.Run("RESTful", restfulWriter.Run)
	t.Run("Moodle", moodleWriter.Run)
}

func FuzzWriteOwn(f *testing.F)     { ownWriter.Fuzz(f) }
func FuzzWriteRESTful(f *testing.F) { restfulWriter.Fuzz(f) }
func FuzzWriteMoodle(f *testing.F)  { moodleWriter.Fuzz(f) }
