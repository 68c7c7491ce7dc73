package setup

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

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

// Quickstart makes everything that a first call needs: web services, REST and whichever protocols are wanted besides on, a
// demonstration course, a role with just the capabilities, a user who cannot sign in, a service with six functions, and a token for
// one day that works on this machine only. Called again it makes another token. protocols are those that this program speaks.
func Quickstart(ctx context.Context, s *store.Store, publicURL string, besides, protocols []string, now time.Time) (*Started, error) {
	until := now.Add(quickstartLife).UTC().Truncate(time.Second)
	on := slices.Clone(s.Settings().WebServices.Protocols)
	for _, protocol := range append([]string{"rest"}, besides...) {
		if !slices.Contains(on, protocol) {
			on = append(on, protocol)
		}
	}
	wanted := quickstartManifest(on, until, now)
	result, err := manifest.Apply(ctx, s, wanted, manifest.Options{Actor: journal.CommandLine(quickstart), Protocols: protocols, Now: now})
	if err != nil {
		return nil, fmt.Errorf("quickstart: %w", err)
	}
	made := &Started{User: quickstart, Service: quickstart, Function: quickstartFunctions[0], ValidUntil: until}
	for _, secret := range result.Secrets {
		made.Token = secret.Secret
	}
	made.URL = strings.TrimRight(publicURL, "/") + "/webservice/rest/server.php"
	made.Curl = fmt.Sprintf("curl -d wstoken=%s -d wsfunction=%s -d moodlewsrestformat=json %s", made.Token, made.Function, made.URL)
	return made, nil
}

func quickstartManifest(protocols []string, until, now time.Time) *manifest.Manifest {
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
			Name: "quickstart " + now.UTC().Format("2006-01-02 15:04:05.000"), User: quickstart, Service: quickstart,
			IPRestriction: text(quickstartAddresses), ValidUntil: &until,
		}},
	}
}
