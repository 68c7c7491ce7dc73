// Package call owns one call of a function with the wire taken off: what a function is and how its schema reads values,
// who may call it, and the one way from a protocol to it.
//
// A protocol decodes its wire into a Request and hands it to the Dispatcher, which finds the Grant behind the credential,
// decides access in the order of the checks in access.go, finds the Function, reads the arguments by its schema, runs it, and
// returns a Result that the protocol encodes. Whatever fails comes back as an Error with a Code from a closed list.
//
// The package imports only the standard library. Its neighbours are the protocols (which use it), functions (which declares
// with it), tokens (which finds grants) and journal (which records how calls ended).
package call
