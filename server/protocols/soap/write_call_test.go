package soap

import (
	"testing"

	"gatehouse/server/protocols/conformance"
)

var (
	ownWriter    = conformance.Writer{Write: WriteOwn, Handler: newHandler, Literal: "a list is its items one after the other"}
	moodleWriter = conformance.Writer{Write: WriteMoodle, Handler: newHandler}
)

func TestWhatIsWrittenArrives(t *testing.T) {
	t.Run("own", ownWriter.Run)
	t.Run("Moodle", moodleWriter.Run)
}

func FuzzWriteOwn(f *testing.F)    { ownWriter.Fuzz(f) }
func FuzzWriteMoodle(f *testing.F) { moodleWriter.Fuzz(f) }
