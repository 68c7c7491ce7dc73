// Package hostile attacks the real program from outside: every hostile input that the requirements name, over every wire that can
// carry it. An attack is written once, as a row of a table; the wires write it down in their own ways and read what comes back with
// their own readers.
//
// Of each answer it asks: is it a refusal in the wire's own form, was it given soon and cheaply, does it tell nothing of the inside, and
// does the server still answer others. "go test" runs all of it with bounds an order of magnitude too wide, because other tests run
// beside it; "make hostile" holds the real bounds and prints a table.
package hostile
