package call

import (
	"fmt"
	"net/netip"
	"slices"
	"time"
)

// Check names one of the questions that stand between a request and a function.
type Check string

// The checks, in the order in which they are asked everywhere.
const (
	CheckServicesOn        Check = "web-services-on"
	CheckProtocolOn        Check = "protocol-on"
	CheckTokenKnown        Check = "token-known"
	CheckTokenValid        Check = "token-valid"
	CheckTokenAddress      Check = "token-address"
	CheckMaintenance       Check = "no-maintenance"
	CheckUserExists        Check = "user-not-deleted"
	CheckUserConfirmed     Check = "user-confirmed"
	CheckUserActive        Check = "user-not-suspended"
	CheckUserMayLogin      Check = "user-may-log-in"
	CheckProtocolAllowed   Check = "protocol-capability"
	CheckFunctionKnown     Check = "function-known"
	CheckServiceOn         Check = "service-on"
	CheckFunctionInService Check = "function-in-service"
	CheckUserAuthorised    Check = "user-authorised"
	CheckAuthorisedValid   Check = "authorisation-valid"
	CheckAuthorisedAddress Check = "authorisation-address"
	CheckServiceCapability Check = "service-capability"
	CheckRate              Check = "rate"
)

// CheckAddressRate is asked between the first two checks, which are about the installation, and those about the caller, where
// addresses are limited.
const CheckAddressRate Check = "address-rate"

// CheckServiceFiles is asked where files come and go, after those of them that are not about a protocol or a function.
const CheckServiceFiles Check = "service-files"

// CheckFunctionPublic is asked instead of all of them, but that the function is known, of a caller who shows nothing.
const CheckFunctionPublic Check = "function-public"

// MaintenanceAccess is the capability that lets a user in while the site is under maintenance.
const MaintenanceAccess = "moodle/site:maintenanceaccess"

// ProtocolCapability is the capability that a user needs to call over a protocol.
func ProtocolCapability(protocol string) string { return "webservice/" + protocol + ":use" }

// Policy is what the installation as a whole allows.
type Policy struct {
	ServicesOn  bool
	Protocols   map[string]bool // protocols that are on
	Passwords   bool            // user name and password are accepted instead of a token
	Maintenance bool

	AddressLimit Limit // on the calls from one address, whoever makes them
}

// Attempt is one request as access sees it.
type Attempt struct {
	Protocol string
	Function string
	Known    bool   // the catalogue has the function
	Instead  string // what to call instead, when the function is deprecated
	Address  netip.Addr
	At       time.Time
	Wait     *Wait // what the limits on calls say; nil: nothing
}

// Decision is the outcome: allowed, or refused at a named check for a reason.
type Decision struct {
	Allowed bool
	Check   Check // the check that refused
	Code    Code
	Reason  string // what happened, with names and dates, for somebody who has passed CheckTokenKnown
	Remedy  string // what an administrator can change
	Offer   Offer  // the service through which the function was allowed, or that refused it last

	RetryAfter time.Duration // when CheckRate refused: how long to wait
}

// Err returns the Error for a refusal, nil when allowed.
func (d Decision) Err() *Error {
	if d.Allowed {
		return nil
	}
	return &Error{Code: d.Code, Check: d.Check, Message: d.Reason, RetryAfter: d.RetryAfter}
}

// question is all that a check may look at.
type question struct {
	*Policy
	Attempt
	grant *Grant
	offer Offer
}

// check is one row of the table below. The reason and remedy are made only when it fails.
type check struct {
	name   Check
	code   Code
	passes func(q *question) bool
	reason func(q *question) string
	remedy func(q *question) string
}

// siteChecks are asked before anything is known of the caller.
var siteChecks = []check{
	{
		CheckServicesOn, ServicesOff,
		func(q *question) bool { return q.ServicesOn },
		func(*question) string { return "Web services are off. Every call is refused." },
		func(*question) string { return "Turn web services on." },
	},
	{
		CheckProtocolOn, ProtocolOff,
		func(q *question) bool { return q.Protocols[q.Protocol] },
		func(q *question) string { return "The protocol " + q.Protocol + " is off." },
		func(q *question) string { return "Turn the protocol " + q.Protocol + " on." },
	},
}

// callerChecks are asked of the token and its user.
var callerChecks = []check{
	{
		CheckTokenKnown, InvalidToken,
		func(q *question) bool { return q.grant != nil },
		func(*question) string { return InvalidToken.Sentence() },
		func(*question) string { return "Use a token that was given out here and has not been revoked." },
	},
	{
		CheckTokenValid, AccessDenied,
		func(q *question) bool { return lasts(q.grant.Token.ValidUntil, q.At) },
		func(q *question) string { return "The token was valid until " + moment(q.grant.Token.ValidUntil) + "." },
		func(*question) string { return "Extend or rotate the token." },
	},
	{
		CheckTokenAddress, AccessDenied,
		func(q *question) bool { return q.grant.Token.Addresses.Contain(q.Address) },
		func(q *question) string {
			return "The token may not be used from the address " + q.Address.String() + "."
		},
		func(q *question) string { return "Add " + q.Address.String() + " to the token's IP restriction." },
	},
	{
		CheckMaintenance, SiteMaintenance,
		func(q *question) bool { return !q.Maintenance || q.grant.Holdings.Hold(MaintenanceAccess, 0) },
		func(*question) string { return SiteMaintenance.Sentence() },
		func(*question) string { return "End the maintenance, or give the user " + MaintenanceAccess + "." },
	},
	{
		CheckUserExists, UserDeleted,
		func(q *question) bool { return !q.grant.User.Deleted },
		func(q *question) string { return "The user " + q.grant.User.Username + " has been deleted." },
		func(*question) string { return otherUser },
	},
	{
		CheckUserConfirmed, UserUnconfirmed,
		func(q *question) bool { return q.grant.User.Confirmed },
		func(q *question) string { return "The user " + q.grant.User.Username + " has not been confirmed yet." },
		ofUser("Confirm the user."),
	},
	{
		CheckUserActive, UserSuspended,
		func(q *question) bool { return !q.grant.User.Suspended },
		func(q *question) string { return "The user " + q.grant.User.Username + " is suspended." },
		ofUser("End the user's suspension."),
	},
	{
		CheckUserMayLogin, UserNoLogin,
		func(q *question) bool { return !q.grant.User.NoLogin },
		func(q *question) string {
			return "The user " + q.grant.User.Username + " may not sign in (auth is nologin)."
		},
		ofUser("Give the user another way to sign in."),
	},
	{
		CheckProtocolAllowed, AccessDenied,
		func(q *question) bool { return q.holds(ProtocolCapability(q.Protocol)) },
		func(q *question) string { return q.lacks(ProtocolCapability(q.Protocol)) },
		func(q *question) string { return q.grantIt(ProtocolCapability(q.Protocol)) },
	},
}

// functionCheck is asked of the function's name alone.
var functionCheck = check{
	CheckFunctionKnown, FunctionUnknown,
	func(q *question) bool { return q.Known },
	func(q *question) string {
		if q.Function == "" {
			return "The name of the function is missing."
		}
		return "There is no function called " + shorten(q.Function) + "."
	},
	func(*question) string { return "Look the name up in the catalogue of functions." },
}

// serviceChecks are asked of each service that the caller brings, until one lets the function through.
var serviceChecks = []check{
	{
		CheckServiceOn, AccessDenied,
		func(q *question) bool { return q.offer.Service != nil && q.offer.Enabled },
		func(q *question) string {
			if q.offer.Service == nil {
				return "The user " + q.grant.User.Username + " has no service to call a function through."
			}
			return "The service " + q.service() + " is disabled."
		},
		func(q *question) string {
			if q.offer.Service == nil {
				return "Make a service that holds the function."
			}
			return "Enable the service."
		},
	},
	{
		CheckFunctionInService, AccessDenied,
		func(q *question) bool { return q.offer.Has(q.Function) },
		func(q *question) string { return q.Function + " is not in the service " + q.service() + "." },
		(*question).addIt,
	},
	{
		CheckUserAuthorised, AccessDenied,
		func(q *question) bool { return !q.offer.AuthorisedUsersOnly || q.offer.Authorisation != nil },
		func(q *question) string {
			return "The user " + q.grant.User.Username + " is not an authorised user of the service " + q.service() + "."
		},
		ofUser("Authorise the user for the service."),
	},
	{
		CheckAuthorisedValid, AccessDenied,
		func(q *question) bool {
			return !q.offer.AuthorisedUsersOnly || lasts(q.offer.Authorisation.ValidUntil, q.At)
		},
		func(q *question) string {
			return "The user's authorisation for the service " + q.service() + " was valid until " + moment(q.offer.Authorisation.ValidUntil) + "."
		},
		ofUser("Extend the user's authorisation."),
	},
	{
		CheckAuthorisedAddress, AccessDenied,
		func(q *question) bool {
			return !q.offer.AuthorisedUsersOnly || q.offer.Authorisation.Addresses.Contain(q.Address)
		},
		func(q *question) string {
			return "The user may not use the service " + q.service() + " from the address " + q.Address.String() + "."
		},
		func(q *question) string {
			return "Add " + q.Address.String() + " to the user's IP restriction for the service."
		},
	},
	{
		CheckServiceCapability, AccessDenied,
		func(q *question) bool {
			return q.offer.RequiredCapability == "" || q.holds(q.offer.RequiredCapability)
		},
		func(q *question) string {
			return q.lacks(q.offer.RequiredCapability) + " The service " + q.service() + " requires it."
		},
		func(q *question) string { return q.grantIt(q.offer.RequiredCapability) },
	},
}

// holds asks for a capability in the site, or in the course that the token is bound to.
func (q *question) holds(capability string) bool {
	return q.grant.Holdings.Hold(capability, q.grant.Token.Course)
}

func (q *question) lacks(capability string) string {
	return "The user " + q.grant.User.Username + " lacks the capability " + capability + "."
}

// What is to be done where a check cannot be made to pass.
const (
	otherUser = "Make a token for another user."
	lookItUp  = "Look the name up in the catalogue of functions."
)

// ofUser is a remedy that changes the user: one who has been deleted does not change any more.
func ofUser(remedy string) func(q *question) string {
	return func(q *question) string {
		if q.grant.User.Deleted {
			return otherUser
		}
		return remedy
	}
}

func (q *question) grantIt(capability string) string {
	return ofUser("Give the user a role with " + capability + ".")(q)
}

// addIt is how a function comes into the service, or what to do when it cannot.
func (q *question) addIt() string {
	switch {
	case !q.Known:
		return lookItUp
	case q.Instead != "":
		return "Call " + q.Instead + ": " + q.Function + " is deprecated and cannot be added."
	case q.offer.BuiltIn:
		return "Use a token for another service that holds it: the functions of the built-in service " + q.service() + " are fixed."
	}
	return "Add the function to the service."
}

func (q *question) service() string { return fmt.Sprintf("%q", q.offer.Name) }

// lasts says whether a valid-until has not passed: the moment itself still counts.
func lasts(until, now time.Time) bool { return until.IsZero() || !now.After(until) }

func moment(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04:05 UTC") }

func (c *check) refuse(q *question) Decision {
	code := c.code
	if c.name == CheckFunctionKnown && q.Function == "" {
		code = InvalidParameter
	}
	d := Decision{Check: c.name, Code: code, Reason: c.reason(q), Remedy: c.remedy(q)}
	if c.name == CheckRate {
		d.RetryAfter = q.Wait.Time
	}
	return d
}

// Decide asks all checks in their order and stops at the first that refuses. It is a pure function of its arguments; a nil
// grant is a token that is not known.
func Decide(p *Policy, grant *Grant, a *Attempt) Decision {
	q := &question{Policy: p, Attempt: *a, grant: grant}
	if d := q.decideSite(); !d.Allowed {
		return d
	}
	return q.decideCaller()
}

// decideSite asks what does not depend on the caller: checks 1 and 2.
func (q *question) decideSite() Decision { return q.decideBy(siteChecks) }

// decideGrant asks what does not depend on the function: checks 3 to 11.
func (q *question) decideGrant() Decision { return q.decideBy(callerChecks) }

func (q *question) decideBy(checks []check) Decision {
	if failed := firstRefusing(checks, q); failed >= 0 {
		return checks[failed].refuse(q)
	}
	return Decision{Allowed: true}
}

// decideCaller asks all but the first two.
func (q *question) decideCaller() Decision {
	if d := q.decideGrant(); !d.Allowed {
		return d
	}
	if !functionCheck.passes(q) {
		return functionCheck.refuse(q)
	}
	d := decideService(q)
	if q.Wait == nil || !d.Allowed || rateCheck.passes(q) {
		return d
	}
	refused := rateCheck.refuse(q)
	refused.Offer = d.Offer
	return refused
}

// decideService lets the first service that passes every check decide, else the one that came furthest.
func decideService(q *question) Decision {
	failed := q.choose(serviceChecks)
	if failed < 0 {
		return Decision{Allowed: true, Offer: q.offer}
	}
	d := serviceChecks[failed].refuse(q)
	d.Offer = q.offer
	return d
}

// choose looks at the first service that passes all of the checks from here on, else at the one that came furthest, and returns the
// number of the check that refuses it: -1 when none does, 0 when there is no service.
func (q *question) choose(checks []check) (failed int) {
	furthest, refused := -1, Offer{}
	for _, q.offer = range q.grant.Services {
		failed := firstRefusing(checks, q)
		if failed < 0 {
			return -1
		}
		if failed > furthest {
			furthest, refused = failed, q.offer
		}
	}
	q.offer = refused
	return max(furthest, 0)
}

// firstRefusing is the number of the first check that does not let a request through, -1 when all do.
func firstRefusing(checks []check, q *question) int {
	for i := range checks {
		if !checks[i].passes(q) {
			return i
		}
	}
	return -1
}

// closed asks what the checks say of every function of the service at hand alike, and returns the number of the first that refuses
// them, -1 when none does.
func (q *question) closed() int {
	return slices.IndexFunc(serviceChecks, func(c check) bool { return c.name != CheckFunctionInService && !c.passes(q) })
}
