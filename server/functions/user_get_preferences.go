package functions

import (
	"context"

	"gatehouse/server/call"
	"gatehouse/server/store"
)

// configureSite is what reading and changing the preferences of somebody else asks for.
const configureSite = "moodle/site:config"

type userGetPreferencesIn struct {
	Name   string `name:"name" type:"raw" default:"" doc:"Name of one preference; empty for all."`
	UserID int    `name:"userid" default:"0" doc:"Id of the user, 0 for yourself."`
}

type preferencesFound struct {
	Preferences []foundPreference `name:"preferences" doc:"The preferences, ordered by name."`
	Warnings    []Warning         `name:"warnings" optional:"true" doc:"Always empty."`
}

type foundPreference struct {
	Name  string  `name:"name" type:"raw" doc:"Name of the preference."`
	Value *string `name:"value" type:"raw" optional:"false" doc:"Value of the preference; null for one that was asked for by name and is not set."`
}

func (l *Library) userGetPreferences() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_user_get_user_preferences",
		Summary: "Returns the preferences of a user.",
		Description: "Returns one preference, or all of them. Everybody sees his or her own; those of somebody else need `moodle/site:config`. " +
			"A user who does not exist or has been deleted is refused as `invaliduser`. " +
			"A preference that is asked for by name and not set is answered with null.",
		Effect:       call.Read,
		Capabilities: []string{configureSite},
		Errors:       after(siteErrors, call.NoPermission, call.UserNotFound),
		Ajax:         true,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"name": "htmleditor"}`,
			Result:    `{"preferences": [{"name": "htmleditor", "value": null}], "warnings": []}`,
		},
	}, l.getPreferences)
}

func (l *Library) getPreferences(ctx context.Context, c *call.Call, in userGetPreferencesIn) (preferencesFound, error) {
	out := preferencesFound{Preferences: []foundPreference{}, Warnings: []Warning{}}
	if err := l.enterSite(c); err != nil {
		return out, err
	}
	id := in.UserID
	if id == 0 {
		id = c.User().ID
	}
	if id != c.User().ID {
		if err := c.Require(configureSite, 0); err != nil {
			return out, atPath(err, "userid")
		}
	}
	u, err := l.db().User.Get(ctx, id)
	if err != nil && !store.Missing(err) {
		return out, err
	}
	if err != nil || u.Deleted || u.ID == guestUser {
		return out, call.Errorf(call.UserNotFound, "There is no user %d who has preferences.", id).At("userid")
	}
	if in.Name != "" {
		one := foundPreference{Name: in.Name}
		if value, set := u.Preferences[in.Name]; set {
			one.Value = &value
		}
		out.Preferences = append(out.Preferences, one)
		return out, nil
	}
	for _, p := range preferencesOf(u) {
		out.Preferences = append(out.Preferences, foundPreference{p.Name, &p.Value})
	}
	return out, nil
}
