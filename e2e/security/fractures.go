package main

// fractures are the ways that "security break" tries.
var fractures = []fracture{}
