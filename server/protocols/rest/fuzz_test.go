package rest

import (
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// FuzzMultipart reads anything as a form in parts. It ends within its bounds, and says what is wrong as a mistake of the caller.
func FuzzMultipart(f *testing.F) {
	one := "--x\r\nContent-Disposition: form-data; name=\"a[0]\"\r\n\r\n1\r\n"
	f.Add("x", []byte(one+one+"--x--\r\n"))
	f.Add("x", []byte(one))
	f.Add("", []byte(one))
	f.Add("x", []byte("--x\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n1\r\n--x--"))
	f.Add("x", []byte("--x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=41=\r\n\r\n--x--"))
	f.Add("x", []byte(strings.Repeat("--x\r\n\r\n", 10)))
	f.Fuzz(func(t *testing.T, boundary string, body []byte) {
		form, err := readMultipart(body, boundary)
		if err != nil && call.AsError(err).Code != call.InvalidParameter {
			t.Errorf("%v", err)
		}
		if len(form) > protocols.MaxValues {
			t.Errorf("%d parts", len(form))
		}
		size := 0
		for _, p := range form {
			size += len(p.Value)
		}
		if size > len(body) {
			t.Errorf("%d bytes of values out of %d", size, len(body))
		}
		if _, err := form.Tree(byToken.reserves); err != nil && call.AsError(err).Code != call.InvalidParameter {
			t.Errorf("%v", err)
		}
	})
}
