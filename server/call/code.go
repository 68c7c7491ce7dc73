package call

import (
	"net/http"
	"slices"
)

// Kind sorts codes by what the caller can do about them. Where failures have numbers (HTTP, JSON-RPC, faults) kinds are translated
// into them, so that a new code needs no change there.
type Kind int

// The kinds, from "who are you" to "our fault".
const (
	Unauthenticated Kind = iota + 1
	Denied
	Missing
	Refused // what was sent is wrong
	Conflict
	TooMuch
	TooFast
	Unable // not now: try again later
	Broken // our fault
)

// Code names one way for a call to fail. The list below is closed, and a code never changes its meaning. Where Moodle has a
// name for the same failure ours is that name, because its clients look for it.
type Code string

// The codes, in the order in which a call meets them.
const (
	// The door.
	ServicesOff       Code = "enablewsdescription"
	ProtocolOff       Code = "protocoldisabled"
	InvalidToken      Code = "invalidtoken"
	AccessDenied      Code = "accessexception"
	SiteMaintenance   Code = "sitemaintenance"
	UserDeleted       Code = "wsaccessuserdeleted"
	UserUnconfirmed   Code = "wsaccessuserunconfirmed"
	UserSuspended     Code = "wsaccessusersuspended"
	UserNoLogin       Code = "wsaccessusernologin"
	FunctionUnknown   Code = "invalidrecord"
	RateLimited       Code = "ratelimited"
	KeyReused         Code = "idempotencykeyreused"
	RestrictedContext Code = "restrictedcontextexception"
	LoginRequired     Code = "servicerequireslogin"
	DocumentationOff  Code = "wsdocumentationdisable"

	// Signing in with user name and password.
	MissingUsername     Code = "missingusername"
	MissingPassword     Code = "missingpassword"
	WrongPassword       Code = "wrongusernamepassword"
	MissingParameter    Code = "missingparam"
	InvalidLogin        Code = "invalidlogin"
	GuestRefused        Code = "noguest"
	NotConfirmed        Code = "usernotconfirmed"
	SecondFactor        Code = "secondfactorrequired"
	ServiceNotAvailable Code = "servicenotavailable"
	CannotCreateToken   Code = "cannotcreatetoken"
	ServiceCapability   Code = "missingrequiredcapability"
	ServiceUser         Code = "usernotallowed"
	ServiceUserExpired  Code = "invalidtimedtoken"
	ServiceUserAddress  Code = "invalidiptoken"
	UserNotAllowed      Code = "forbiddenwsuser"

	// What was sent.
	InvalidParameter Code = "invalidparameter"
	BodyTooLarge     Code = "toolarge"
	MediaType        Code = "unsupportedmediatype"
	MethodNotAllowed Code = "methodnotallowed"

	// What a function found.
	NoPermission         Code = "nopermissions"
	CourseContext        Code = "errorcoursecontextnotvalid"
	CategoryContext      Code = "errorcatcontextnotvalid"
	CannotEnter          Code = "requireloginerror"
	MustChangePassword   Code = "forcepasswordchangenotice"
	NotFound             Code = "notfound"
	UserNotFound         Code = "invaliduser"
	ShortNameTaken       Code = "shortnametaken"
	IDNumberTaken        Code = "courseidnumbertaken"
	GroupIDNumberTaken   Code = "idnumbertaken"
	RemoveNotPermitted   Code = "errorremovenotpermitted"
	CourseParameter      Code = "errorinvalidparam"
	InvalidOption        Code = "invalidextparam"
	CriteriaError        Code = "criteriaerror"
	ParentUnknown        Code = "unknowcategory"
	CategoryUnknown      Code = "unknowncategory"
	CategoryNameMissing  Code = "categorynamerequired"
	CategoryNumberTaken  Code = "categoryidnumbertaken"
	CategoryNotMovable   Code = "cannotmovecategory"
	CategoryNotDeletable Code = "youcannotdeletecategory"
	ContentsToRoot       Code = "movecatcontentstoroot"
	CodingError          Code = "codingerror"
	InvalidUserField     Code = "invaliduserfield"
	KeyAlreadySet        Code = "keyalreadyset"
	UnnamedStringParam   Code = "unnamedstringparam"
	AdminNotDeletable    Code = "useradminodelete"
	UserNotDeletable     Code = "usernotdeletederror"
	CannotAssign         Code = "wsusercannotassign"
	NoEnrolmentMethod    Code = "wsnoinstance"
	CannotSelfEnrol      Code = "canntenrol"
	CourseHidden         Code = "coursehidden"
	PasswordTooWeak      Code = "passwordpolicy"
	FileExists           Code = "fileexist"
	FileContextUndefined Code = "cannotusefilearea"
	QuotaExceeded        Code = "userquotalimit"
	NotesDisabled        Code = "notesdisabled"
	MessagingDisabled    Code = "disabled"
	NotOwn               Code = "accessdenied"
	FileNotFound         Code = "filenotfound"
	UploadNoFile         Code = "upload_error_no_file"
	UploadPartial        Code = "upload_error_partial"

	// What this server could not do.
	Unavailable Code = "unavailable"
	Internal    Code = "internal"
	NotRun      Code = "notrun" // told to a trial only
)

// codes says of each code its kind and, in a sentence, what it means when nothing more is known.
var codes = map[Code]struct {
	kind     Kind
	sentence string
}{
	ServicesOff:       {Denied, "Web services are switched off on this server."},
	ProtocolOff:       {Denied, "This protocol is switched off on this server."},
	InvalidToken:      {Unauthenticated, "The token is missing or not known here."},
	AccessDenied:      {Denied, "This token may not make this call."},
	SiteMaintenance:   {Unable, "The server is under maintenance. Try again later."},
	UserDeleted:       {Denied, "The user of this token has been deleted."},
	UserUnconfirmed:   {Denied, "The user of this token has not been confirmed yet."},
	UserSuspended:     {Denied, "The user of this token is suspended."},
	UserNoLogin:       {Denied, "The user of this token may not sign in."},
	FunctionUnknown:   {Missing, "There is no function of this name."},
	RateLimited:       {TooFast, "Too many calls in a short time. Try again later."},
	KeyReused:         {Conflict, "This Idempotency-Key was used for another request. A new request needs a new key."},
	RestrictedContext: {Denied, "This token works in one course only, and the call reaches outside it."},
	DocumentationOff:  {Denied, "The documentation of functions is switched off on this server."},
	LoginRequired:     {Denied, "This function needs a login, and is not called at this address."},

	MissingUsername:     {Unauthenticated, "The user name is missing."},
	MissingPassword:     {Unauthenticated, "The password is missing."},
	WrongPassword:       {Unauthenticated, "User name or password is wrong."},
	MissingParameter:    {Refused, "A required parameter is missing."},
	InvalidLogin:        {Unauthenticated, "Signing in failed: check user name and password."},
	GuestRefused:        {Denied, "The guest user cannot have a token."},
	NotConfirmed:        {Denied, "This account has not been confirmed yet."},
	SecondFactor:        {Denied, "This account needs a second factor, which cannot be given here: a password alone would be a way round it. Make a security key in the admin app and use that."},
	ServiceNotAvailable: {Missing, "There is no service of this short name, or it is disabled."},
	CannotCreateToken:   {Denied, "This user may not make a token for this service. An administrator can make one."},
	ServiceCapability:   {Denied, "This user lacks the capability that the service requires."},
	ServiceUser:         {Denied, "This user is not among the authorised users of the service."},
	ServiceUserExpired:  {Denied, "This user's authorisation for the service has ended."},
	ServiceUserAddress:  {Denied, "This user may not use the service from this address."},
	UserNotAllowed:      {Denied, "This user cannot have a token."},

	InvalidParameter: {Refused, "A parameter is not as the function expects it."},
	BodyTooLarge:     {TooMuch, "The request is larger than this server accepts."},
	MediaType:        {Refused, "The content type of the request is not accepted here."},
	MethodNotAllowed: {Refused, "This HTTP method is not accepted here."},

	NoPermission:         {Denied, "The user of this token lacks a capability that this needs."},
	CourseContext:        {Denied, "The course does not exist, or this user may not do this there."},
	CategoryContext:      {Denied, "The category does not exist, or this user may not do this there."},
	CannotEnter:          {Denied, "This user cannot enter the course."},
	MustChangePassword:   {Denied, "This user must change the password first."},
	NotFound:             {Missing, "It does not exist."},
	UserNotFound:         {Missing, "There is no such user."},
	ShortNameTaken:       {Conflict, "Another course has this short name."},
	IDNumberTaken:        {Conflict, "Another course has this ID number."},
	GroupIDNumberTaken:   {Conflict, "Another group of the course has this ID number."},
	RemoveNotPermitted:   {Denied, "This user was put into the group automatically, and cannot be taken out of it by hand."},
	CourseParameter:      {Refused, "A parameter of the course is not valid."},
	InvalidOption:        {Refused, "There is no such option, or it cannot have this value."},
	CriteriaError:        {Refused, "Nothing can be searched for in this way, or not by this user."},
	ParentUnknown:        {Missing, "There is no such category to put another one into."},
	CategoryUnknown:      {Missing, "There is no such category."},
	CategoryNameMissing:  {Refused, "A category needs a name."},
	CategoryNumberTaken:  {Conflict, "Another category has this ID number."},
	CategoryNotMovable:   {Refused, "A category cannot be put into itself."},
	CategoryNotDeletable: {Denied, "The category cannot be deleted: this user may neither delete nor move what is in it."},
	ContentsToRoot:       {Refused, "What is in the category cannot be moved to the top: courses are always in a category."},
	CodingError:          {Refused, "The program that made the call asks for something that cannot be."},
	InvalidUserField:     {Refused, "A user has no such field."},
	KeyAlreadySet:        {Refused, "A search key may be given once only."},
	UnnamedStringParam:   {Refused, "Of several values for a language string each needs a name."},
	AdminNotDeletable:    {Denied, "An administrator cannot be deleted over web services."},
	UserNotDeletable:     {Denied, "This user cannot be deleted."},
	CannotAssign:         {Denied, "This user may not give out this role."},
	NoEnrolmentMethod:    {Missing, "Users cannot be enrolled by hand in this course."},
	CannotSelfEnrol:      {Denied, "Users cannot enrol themselves in this course."},
	CourseHidden:         {Denied, "The course is hidden from this user."},
	PasswordTooWeak:      {Refused, "The password does not meet the password policy."},
	FileExists:           {Conflict, "A file of this name is already there."},
	FileContextUndefined: {Denied, "Files cannot be stored there."},
	QuotaExceeded:        {TooMuch, "This would exceed the user's space for files."},
	NotesDisabled:        {Denied, "Notes about users are switched off on this server."},
	MessagingDisabled:    {Denied, "Messages between users are switched off on this server."},
	NotOwn:               {Denied, "This is about another user, and the user of this token may see and change only what is his or her own."},
	FileNotFound:         {Missing, "There is no such file, or this user may not read it."},
	UploadNoFile:         {Refused, "A part of the form is meant for a file and holds none."},
	UploadPartial:        {Refused, "The upload broke off before its end."},

	Unavailable: {Unable, "The server cannot answer just now. Try again in a moment."},
	Internal:    {Broken, "Something went wrong inside the server. It has been logged under the request id."},
	NotRun:      {Unable, "Every check lets the call through. Nothing was run."},
}

// CommonErrors are the codes with which a call of any function may fail, in the order in which a call meets them.
func CommonErrors() []Code {
	return []Code{
		ServicesOff, ProtocolOff, InvalidToken, AccessDenied, SiteMaintenance, UserDeleted, UserUnconfirmed, UserSuspended, UserNoLogin,
		FunctionUnknown, RateLimited, KeyReused, InvalidParameter, BodyTooLarge, Unavailable, Internal,
	}
}

// Kind returns the kind of a code; an unknown code is Broken.
func (c Code) Kind() Kind {
	if info, ok := codes[c]; ok {
		return info.kind
	}
	return Broken
}

func (c Code) known() bool {
	_, ok := codes[c]
	return ok
}

// Status is the HTTP status that says the kind of the failure.
func (c Code) Status() int {
	switch c {
	case MethodNotAllowed:
		return http.StatusMethodNotAllowed
	case MediaType:
		return http.StatusUnsupportedMediaType
	}
	switch c.Kind() {
	case Unauthenticated:
		return http.StatusUnauthorized
	case Denied:
		return http.StatusForbidden
	case Missing:
		return http.StatusNotFound
	case Refused:
		return http.StatusBadRequest
	case Conflict:
		return http.StatusConflict
	case TooMuch:
		return http.StatusRequestEntityTooLarge
	case TooFast:
		return http.StatusTooManyRequests
	case Unable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// Sentence returns what a code says to a person when nothing more is known.
func (c Code) Sentence() string { return codes[c].sentence }

// Codes lists every code in alphabetical order.
func Codes() []Code {
	list := make([]Code, 0, len(codes))
	for c := range codes {
		list = append(list, c)
	}
	slices.Sort(list)
	return list
}
