package transfer

import (
	"errors"
	"io"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/files"
	"gatehouse/server/protocols"
)

// receiveAll takes the files in, the first of which may have been met already.
func (u *upload) receiveAll(p *part, mine *share) (err error) {
	for {
		if p == nil {
			if p, err = u.form.next(); err != nil || p == nil {
				return err
			}
		}
		if err := u.receive(p, mine); err != nil {
			return err
		}
		p = nil
	}
}

// receive takes one file in. One that is too large is read to its end and left out.
func (u *upload) receive(p *part, mine *share) error {
	if p.name == "" {
		return call.Fail(call.UploadNoFile)
	}
	one := result{name: without.Replace(p.name), userID: u.call.User().ID, author: u.call.User().FullName()}
	if err := files.CheckName(one.name); err != nil {
		return at(err, p.field)
	}
	before, limits := mine.taken, files.LimitsOf(u.Store.Settings())
	var err error
	one.bytes, err = files.Receive(mine.through(p), limits.File)
	if errors.Is(err, files.ErrTooLarge) {
		mine.backTo(before)
		one.kind, one.failed = "fileoversized", call.Errorf(call.QuotaExceeded, "The file is larger than the %d bytes that one may have.", limits.File)
		_, err = io.Copy(io.Discard, p)
	}
	if err != nil {
		return broken(err)
	}
	u.results = append(u.results, one)
	return nil
}

// at says of which part of the form an error is.
func at(err error, field string) error {
	e := *call.AsError(err)
	e.Path = protocols.Printable(field)
	return &e
}

// without leaves out the characters that people put into names and Moodle takes out of them.
var without = strings.NewReplacer("&", "", "<", "", ">", "", `"`, "", "`", "", "|", "", "'", "", ":", "", "*", "", "?", "")
