// Package protocols owns what every protocol needs and none should write again: strict readers for forms, JSON and XML that check
// before they build, the credential in an Authorization header, and answers that tell of a failure.
//
// The protocols themselves are the packages below it, strangers to one another. Each turns its wire into a call.Request, hands
// that to the dispatcher, and writes the call.Value or call.Error that comes back. They import call, docs and this package.
package protocols
