package call

import (
	"context"
	"slices"
)

// Way is the way that files go.
type Way int

// The ways.
const (
	Download Way = iota
	Upload
)

// Files is what the way in for files is called where requests name their protocol, and UploadDoor the address there that takes files,
// where they name their function. Every other address there gives files out.
const (
	Files      = "files"
	UploadDoor = "upload.php"
)

func wayOf(door string) Way {
	if door == UploadDoor {
		return Upload
	}
	return Download
}

// transferRule is one check of the file addresses, and the code that their clients know it by where that is another one than a call's.
type transferRule struct {
	check Check
	code  Code
}

// transferRules are the checks where files come and go, in the order in which Moodle's file addresses ask them: no protocol and no
// function is in play, the account is looked at last but for the service's own word, and the capability counts in the whole site.
var transferRules = []transferRule{
	{CheckServicesOn, AccessDenied},
	{CheckTokenKnown, ""},
	{CheckTokenValid, ""},
	{CheckTokenAddress, ""},
	{CheckUserExists, UserNotFound},
	{CheckMaintenance, ""},
	{CheckServiceOn, ""},
	{CheckServiceCapability, ""},
	{CheckUserAuthorised, ""},
	{CheckAuthorisedValid, ""},
	{CheckAuthorisedAddress, ""},
	{CheckUserConfirmed, NotConfirmed},
	{CheckUserActive, ""},
	{CheckUserMayLogin, ""},
}

// transferChecks are these checks, made once.
var transferChecks = func() []check {
	all := everyCheck()
	checks := make([]check, len(transferRules))
	for i, rule := range transferRules {
		at := slices.IndexFunc(all, func(c check) bool { return c.name == rule.check })
		checks[i] = all[at]
		if rule.code != "" {
			checks[i].code = rule.code
		}
		if rule.check == CheckServiceCapability {
			checks[i].passes = holdsInSite
		}
	}
	return checks
}()

func holdsInSite(q *question) bool {
	return q.offer.RequiredCapability == "" || q.grant.Holdings.Hold(q.offer.RequiredCapability, 0)
}

// filesCheck asks the last: what the service says of files.
func filesCheck(way Way) check {
	verb, may := "download", func(s *Service) bool { return s.DownloadFiles }
	if way == Upload {
		verb, may = "upload", func(s *Service) bool { return s.UploadFiles }
	}
	return check{
		CheckServiceFiles, AccessDenied,
		func(q *question) bool { return may(q.offer.Service) },
		func(q *question) string { return "The service " + q.service() + " may not " + verb + " files." },
		func(*question) string { return "Let the service " + verb + " files." },
	}
}

// DecideTransfer asks all checks of a transfer in their order and stops at the first that refuses. It is a pure function of its
// arguments, as Decide is.
func DecideTransfer(p *Policy, grant *Grant, a *Attempt, way Way) Decision {
	q := &question{Policy: p, Attempt: *a, grant: grant}
	if grant != nil && len(grant.Services) > 0 {
		q.offer = grant.Services[0]
	}
	for _, c := range append(slices.Clip(transferChecks), filesCheck(way)) {
		if !c.passes(q) {
			d := c.refuse(q)
			d.Offer = q.offer
			return d
		}
	}
	return Decision{Allowed: true, Offer: q.offer}
}

// Transfer finds the grant, decides whether files may go this way, lets move do it, and records how that ended. Like Call it is the
// only door: move is given what it may know of its caller, and is not run for anybody else. The error is always an *Error.
func (d *Dispatcher) Transfer(ctx context.Context, r *Request, way Way, move func(c *Call) error) error {
	o := Outcome{Request: r, At: d.Now()}
	err := d.transfer(ctx, r, &o, way, move)
	if err != nil {
		o.Err = AsError(err)
		err = o.Err
	}
	o.Took = d.Now().Sub(o.At)
	d.Recorder.Record(o)
	return err
}

func (d *Dispatcher) transfer(ctx context.Context, r *Request, o *Outcome, way Way, move func(c *Call) error) error {
	policy := d.Grants.Policy()
	if policy.ServicesOn { // else nothing is asked of the database
		grant, err := d.Grants.Find(ctx, r.Credential, r.Address)
		if err != nil {
			return err
		}
		o.Grant = grant
	}
	decision := DecideTransfer(policy, o.Grant, &Attempt{Protocol: r.Protocol, Address: r.Address, At: o.At}, way)
	o.Service = decision.Offer.Service
	if !decision.Allowed {
		return decision.Err()
	}
	return move(&Call{Request: r, Grant: o.Grant, Service: o.Service, At: o.At})
}
