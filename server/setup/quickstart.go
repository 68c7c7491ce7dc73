package setup

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gatehouse/ent/token"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/journal"
	"gatehouse/server/manifest"
	"gatehouse/server/store"
)

// Started is what Quickstart made.
type Started struct {
	Token      string    `json:"token"`
	User       string    `json:"user"`
	Service    string    `json:"service"`
	Function   string    `json:"function"`
	URL        string    `json:"url"`
	Curl       string    `json:"curl"`
	ValidUntil time.Time `json:"validUntil"`
}

// What Quickstart makes bears this name.
const quickstart = "quickstart"

// quickstartFunctions are the functions of its service, quickstartCapabilities just what they ask for, besides the protocols.
var (
	quickstartFunctions = []string{
		"core_webservice_get_site_info", "core_course_get_courses", "core_group_create_groups", "core_group_get_groups",
		"core_group_get_course_groups", "core_group_delete_groups",
	}
	quickstartCapabilities = []string{"moodle/course:view", "moodle/course:managegroups"}
)

// quickstartLife is how long its token works; it works from this machine only.
const (
	quickstartLife      = 24 * time.Hour
	quickstartAddresses = "127.0.0.0/8,::1"
)

// First says how to make what a first call needs.
type First struct {
	By        journal.Actor
	PublicURL string   // of the server that is called
	Addresses string   // from which the token works; empty: this machine only
	Besides   []string // protocols to switch on besides REST
	Protocols []string // that this program speaks
	Now       time.Time
}

// Quickstart makes everything that a first call needs: web services, REST and whichever protocols are wanted besides on, a
// demonstration course, a role with just the capabilities, a user who cannot sign in, a service with six functions, and a token for one day that works from few addresses.
// Called again it makes another token.
func Quickstart(ctx context.Context, s *store.Store, f First) (*Started, error) {
	until := f.Now.Add(quickstartLife).UTC().Truncate(time.Second)
	if f.Addresses == "" {
		f.Addresses = quickstartAddresses
	}
	on := slices.Clone(s.Settings().WebServices.Protocols)
	for _, protocol := range append([]string{"rest"}, f.Besides...) {
		if !slices.Contains(on, protocol) {
			on = append(on, protocol)
		}
	}
	name, err := tokenName(ctx, s)
	if err != nil {
		return nil, fmt.Errorf("quickstart: %w", err)
	}
	wanted := quickstartManifest(on, name, f.Addresses, until)
	result, err := manifest.Apply(ctx, s, wanted, manifest.Options{Actor: f.By, Protocols: f.Protocols, Now: f.Now})
	if err != nil {
		return nil, fmt.Errorf("quickstart: %w", err)
	}
	made := &Started{User: quickstart, Service: quickstart, Function: quickstartFunctions[0], ValidUntil: until}
	for _, secret := range result.Secrets {
		made.Token = secret.Secret
	}
	if made.Token == "" {
		return nil, fmt.Errorf("quickstart: %w", manifest.ErrMoved) // somebody else took the name at this moment
	}
	made.URL = strings.TrimRight(f.PublicURL, "/") + "/webservice/rest/server.php"
	made.Curl = Curl(made.URL, made.Token, made.Function)
	return made, nil
}

// Curl is a line for a shell that calls a function without parameters at Moodle's address of REST.
func Curl(url, token, function string) string {
	return fmt.Sprintf("curl -d wstoken=%s -d wsfunction=%s -d moodlewsrestformat=json %s", token, function, url)
}

// tokenName names the next token: a manifest makes a new one only under a name that no other has.
func tokenName(ctx context.Context, s *store.Store) (string, error) {
	made, err := s.DB.Token.Query().Where(token.HasUserWith(user.Username(quickstart))).Count(ctx)
	if err != nil || made == 0 {
		return "First key", err
	}
	return fmt.Sprintf("First key, number %d", made+1), nil
}

func quickstartManifest(protocols []string, name, addresses string, until time.Time) *manifest.Manifest {
	capabilities := slices.Clone(quickstartCapabilities)
	for _, protocol := range protocols {
		capabilities = append(capabilities, call.ProtocolCapability(protocol))
	}
	text := func(s string) *string { return &s }
	yes := true
	return &manifest.Manifest{
		WebServices: &manifest.WebServices{Enabled: &yes, Protocols: protocols},
		Roles:       manifest.List[manifest.Role]{{ShortName: quickstart, Name: text("Quickstart"), Capabilities: capabilities}},
		Users: manifest.List[manifest.User]{{
			Username: quickstart, FirstName: text("Quick"), LastName: text("Start"), Email: text("quickstart@example.com"), Auth: text("webservice"),
			Roles: manifest.List[string]{quickstart},
		}},
		Courses: manifest.List[manifest.Course]{{ShortName: "DEMO", FullName: text("Demonstration course"), Category: &manifest.Ref{ID: 1}}},
		Services: manifest.List[manifest.Service]{{
			ShortName: text(quickstart), Name: "Quickstart", Enabled: &yes, Functions: quickstartFunctions,
		}},
		Tokens: manifest.List[manifest.Token]{{
			Name: name, User: quickstart, Service: quickstart,
			IPRestriction: text(addresses), ValidUntil: &until,
		}},
	}
}
