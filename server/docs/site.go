package docs

// Site is what descriptions say about the server itself.
type Site struct {
	URL     string // under which clients reach it, without a slash at its end
	Name    string // as people know it: any text
	Version string // of the program
}
