package functions

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"gatehouse/ent"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/store"
)

type userSetPreferencesIn struct {
	Preferences []newPreference `name:"preferences" doc:"The preferences to store."`
}

type newPreference struct {
	Name   string  `name:"name" type:"raw" doc:"Name of the preference, at most 255 bytes."`
	Value  *string `name:"value" type:"raw" optional:"false" doc:"Value of the preference, at most 1,333 characters; null takes it away."`
	UserID int     `name:"userid" default:"0" doc:"Id of the user, 0 for yourself."`
}

type preferencesSaved struct {
	Saved    []savedPreference `name:"saved" doc:"What was stored, in the order of the call."`
	Warnings []Warning         `name:"warnings" optional:"true" doc:"What was not stored, and why."`
}

type savedPreference struct {
	Name   string `name:"name" type:"raw" doc:"Name of the preference."`
	UserID int    `name:"userid" doc:"Id of the user."`
}

func (l *Library) userSetPreferences() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_user_set_user_preferences",
		Summary: "Stores preferences of users.",
		Description: "Stores each preference that can be stored and warns of the others: `nopermission` for somebody else's without `moodle/site:config`, " +
			"`invaliduser` for a user who does not exist or has been deleted, `errorsavingpreference` for a name or a value that is too long. " +
			"`auth_forcepasswordchange` is not one's own to change: it needs `moodle/site:config` too. " +
			"Of two values for the same preference the later one counts. What can be stored is stored in one transaction.",
		Effect:       call.Write,
		Capabilities: []string{configureSite},
		Errors:       siteErrors,
		Ajax:         true,
		Services:     []string{mobileService},
		Example: call.Example{
			Arguments: `{"preferences": [{"name": "htmleditor", "value": "textarea"}, {"name": "htmleditor", "value": "textarea", "userid": 11}]}`,
			Result: `{"saved": [{"name": "htmleditor", "userid": 3}], "warnings": [{"item": "user", "itemid": 11, "warningcode": "nopermission",
				"message": "You may not change the preference htmleditor of the user 11."}]}`,
		},
	}, l.setPreferences)
}

func (l *Library) setPreferences(ctx context.Context, c *call.Call, in userSetPreferencesIn) (preferencesSaved, error) {
	if err := l.enterSite(c); err != nil {
		return preferencesSaved{}, err
	}
	for i, p := range in.Preferences {
		if p.UserID == 0 {
			in.Preferences[i].UserID = c.User().ID
		}
	}
	out, _, err := sortPreferences(ctx, c, l.db(), in.Preferences)
	if err != nil || len(out.Saved) == 0 {
		return out, err
	}
	err = l.write(ctx, c, func(ctx context.Context, w *writing) error {
		// Who was there a moment ago may not be any more.
		var changed map[int]*ent.User
		var err error
		if out, changed, err = sortPreferences(ctx, c, w.Client, in.Preferences); err != nil {
			return err
		}
		for _, p := range in.Preferences {
			if p.Name == forceChange && changed[p.UserID] != nil {
				w.Changed(store.UserChanged, p.UserID) // it decides what the user may call
			}
		}
		return storePreferences(ctx, w, changed)
	})
	return out, err
}

// sortPreferences says what can be stored and what cannot, and returns the users with their preferences as they shall be.
func sortPreferences(ctx context.Context, c *call.Call, db *ent.Client, list []newPreference) (preferencesSaved, map[int]*ent.User, error) {
	out := preferencesSaved{Saved: []savedPreference{}, Warnings: []Warning{}}
	users, err := lockedUsers(ctx, db, column(list, func(p newPreference) int { return p.UserID }))
	if err != nil {
		return out, nil, err
	}
	changed := map[int]*ent.User{}
	for _, p := range list {
		u := users[p.UserID]
		if code, message := p.obstacle(c, u); code != "" {
			out.Warnings = append(out.Warnings, Warning{ptr("user"), ptr(p.UserID), code, message})
			continue
		}
		out.Saved = append(out.Saved, savedPreference{p.Name, p.UserID})
		if changed[u.ID] == nil {
			changed[u.ID], u.Preferences = u, withPreferences(u.Preferences, nil)
		}
		if p.Value == nil {
			delete(u.Preferences, p.Name)
		} else {
			u.Preferences[p.Name] = *p.Value
		}
	}
	return out, changed, nil
}

// obstacle says what keeps the caller from storing a preference. Whether somebody else is there is told to those only who may
// change others' preferences.
func (p newPreference) obstacle(c *call.Call, u *ent.User) (code, message string) {
	mayAll := c.Holds(configureSite, 0)
	switch {
	case !mayAll && (p.UserID != c.User().ID || p.Name == forceChange):
		return "nopermission", fmt.Sprintf("You may not change the preference %s of the user %d.", p.Name, p.UserID)
	case u == nil:
		return "invaliduser", fmt.Sprintf("There is no user %d who could have preferences.", p.UserID)
	case p.Name == "" || len(p.Name) > mostPreferenceName:
		return "errorsavingpreference", fmt.Sprintf("The name of the preference has %d bytes, expected 1 to %d.", len(p.Name), mostPreferenceName)
	case p.Value != nil && utf8.RuneCountInString(*p.Value) > mostPreferenceValue:
		return "errorsavingpreference", fmt.Sprintf("The value of the preference %s is longer than %d characters.", p.Name, mostPreferenceValue)
	}
	return "", ""
}

// lockedUsers finds users who may have preferences, and within a transaction holds on to them until its end.
func lockedUsers(ctx context.Context, db *ent.Client, ids []int) (map[int]*ent.User, error) {
	users := map[int]*ent.User{}
	for some := range slices.Chunk(distinct(ids), batchSize) {
		rows, err := db.User.Query().Where(user.IDIn(some...), user.IDNEQ(guestUser), user.Deleted(false), store.ForUpdate).Order(user.ByID()).
			Select(user.FieldID, user.FieldUsername, user.FieldPreferences).All(ctx)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			users[row.ID] = row
		}
	}
	return users, nil
}

// storePreferences writes the preferences of many users at once: every row is there already, so that none is inserted.
func storePreferences(ctx context.Context, w *writing, changed map[int]*ent.User) error {
	for some := range slices.Chunk(slices.Sorted(maps.Keys(changed)), batchSize) {
		err := w.User.MapCreateBulk(some, func(row *ent.UserCreate, i int) {
			u := changed[some[i]]
			row.SetID(u.ID).SetUsername(u.Username).SetPreferences(u.Preferences)
			w.about("user", u.ID)
		}).OnConflictColumns(user.FieldID).Update(func(u *ent.UserUpsert) { u.UpdatePreferences().UpdateUpdatedAt() }).Exec(ctx)
		if err != nil {
			return fmt.Errorf("storing preferences: %w", err)
		}
	}
	return nil
}
