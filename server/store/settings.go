package store

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"gatehouse/ent"
	"gatehouse/ent/setting"
)

// Settings are what an administrator sets for the installation as a whole. Each field is one row of the database under its
// dotted name ("site.name"); a row that is not there has the default.
type Settings struct {
	Site        SiteSettings       `yaml:"site" json:"site"`
	WebServices WebServiceSettings `yaml:"webServices" json:"webServices"`
	Tokens      TokenSettings      `yaml:"tokens" json:"tokens"`
	Journal     JournalSettings    `yaml:"journal" json:"journal"`
	CORS        CORSSettings       `yaml:"cors" json:"cors"`
	Features    FeatureSettings    `yaml:"features" json:"features"`
	Limits      LimitSettings      `yaml:"limits" json:"limits"`
	SignIn      SignInSettings     `yaml:"signIn" json:"signIn"`
}

// SiteSettings are about the site.
type SiteSettings struct {
	Name           string `yaml:"name" json:"name"`
	ShortName      string `yaml:"shortName" json:"shortName"`
	Timezone       string `yaml:"timezone" json:"timezone"`
	Maintenance    bool   `yaml:"maintenance" json:"maintenance"`
	PasswordPolicy string `yaml:"passwordPolicy" json:"passwordPolicy"` // moodle, or length:N
	DefaultRole    string `yaml:"defaultRole" json:"defaultRole"`       // the role that every signed-in user holds besides
	UserQuota      int    `yaml:"userQuota" json:"userQuota"`           // bytes of files that one user may keep
	UploadLimit    int    `yaml:"uploadLimit" json:"uploadLimit"`       // bytes of one file

	SecondFactorForAdmins bool `yaml:"secondFactorForAdmins" json:"secondFactorForAdmins"` // administrators must have one
}

// WebServiceSettings are about calls.
type WebServiceSettings struct {
	Enabled           bool     `yaml:"enabled" json:"enabled"`
	Documentation     bool     `yaml:"documentation" json:"documentation"`
	Protocols         []string `yaml:"protocols" json:"protocols"`
	PasswordEndpoints bool     `yaml:"passwordEndpoints" json:"passwordEndpoints"`
	TokenInURL        bool     `yaml:"tokenInURL" json:"tokenInURL"`
	XMLRPCVoid        string   `yaml:"xmlrpcVoid" json:"xmlrpcVoid"` // how XML-RPC writes nothing: string, params or nil
}

// TokenSettings are about tokens.
type TokenSettings struct {
	SignInDays          int  `yaml:"signInDays" json:"signInDays"`                   // how long a token made at token.php lasts
	SignInKept          int  `yaml:"signInKept" json:"signInKept"`                   // how many of them a user keeps for one service
	EndOnPassword       bool `yaml:"endOnPassword" json:"endOnPassword"`             // a changed password revokes the user's tokens
	EndOnSuspension     bool `yaml:"endOnSuspension" json:"endOnSuspension"`         // so does a suspension
	SelfServiceForAdmin bool `yaml:"selfServiceForAdmin" json:"selfServiceForAdmin"` // administrators may sign in at token.php
}

// JournalSettings are about what is kept of calls and changes.
type JournalSettings struct {
	CallDays  int `yaml:"callDays" json:"callDays"`
	AuditDays int `yaml:"auditDays" json:"auditDays"`
}

// CORSSettings are about scripts of other web sites, as browsers ask about them. An origin is https://app.example.org, or * for every
// web site.
type CORSSettings struct {
	AdminOrigins []string `yaml:"adminOrigins" json:"adminOrigins"` // may call the admin API
	CallOrigins  []string `yaml:"callOrigins" json:"callOrigins"`   // may call our own addresses of the protocols; Moodle's are open to all
}

// FeatureSettings switch parts of the site on and off. The functions of a part that is off refuse every call.
type FeatureSettings struct {
	Notes     bool `yaml:"notes" json:"notes"`         // notes about users
	Messaging bool `yaml:"messaging" json:"messaging"` // messages between users
}

// LimitSettings are about how many calls may be made; 0 is no limit.
type LimitSettings struct {
	CallsPerMinute        int  `yaml:"callsPerMinute" json:"callsPerMinute"` // of each token that says nothing itself
	Burst                 int  `yaml:"burst" json:"burst"`                   // of them at once; 0: all of a minute
	CallsPerDay           int  `yaml:"callsPerDay" json:"callsPerDay"`
	AddressCallsPerMinute int  `yaml:"addressCallsPerMinute" json:"addressCallsPerMinute"` // from each address, whoever calls
	AddressBurst          int  `yaml:"addressBurst" json:"addressBurst"`
	Shared                bool `yaml:"shared" json:"shared"` // nodes count together, in the database
}

// SignInSettings are about people who sign in to the app through an OpenID Connect provider and are linked to no account yet.
type SignInSettings struct {
	LinkByEmail    bool `yaml:"linkByEmail" json:"linkByEmail"`       // an e-mail address that the provider has verified finds their account
	CreateAccounts bool `yaml:"createAccounts" json:"createAccounts"` // one is made for whoever has none
}

// DefaultSettings are those of a new installation.
func DefaultSettings() *Settings {
	return &Settings{
		Site: SiteSettings{
			Name: "Gatehouse", ShortName: "gatehouse", Timezone: "UTC", PasswordPolicy: "moodle", DefaultRole: "user",
			UserQuota: 100 << 20, UploadLimit: 64 << 20,
		},
		WebServices: WebServiceSettings{Protocols: []string{}, TokenInURL: true, XMLRPCVoid: "string"},
		Tokens:      TokenSettings{SignInDays: 84, SignInKept: 10, EndOnPassword: true, EndOnSuspension: true},
		Journal:     JournalSettings{CallDays: 90, AuditDays: 365 * 3},
		CORS:        CORSSettings{AdminOrigins: []string{}, CallOrigins: []string{}},
		Features:    FeatureSettings{Notes: true, Messaging: true},
	}
}

// Settings returns the settings as they are now. They must not be changed.
func (s *Store) Settings() *Settings { return s.settings.Load() }

func (s *Store) settingsChanged(ctx context.Context, c Changes) error {
	if !c.Touch(SettingChanged) {
		return nil
	}
	return s.loadSettings(ctx)
}

func (s *Store) loadSettings(ctx context.Context) error {
	settings, unreadable, err := readSettings(ctx, s.DB)
	if err != nil {
		return err
	}
	for _, key := range unreadable {
		s.log.Warn("a stored setting cannot be read and has its default", "setting", key)
	}
	s.settings.Store(settings)
	return nil
}

// ReadSettings reads the settings from the database: for changes that rest on what another node may have written a moment ago.
func ReadSettings(ctx context.Context, db *ent.Client) (*Settings, error) {
	settings, _, err := readSettings(ctx, db)
	return settings, err
}

func readSettings(ctx context.Context, db *ent.Client) (settings *Settings, unreadable []string, err error) {
	rows, err := db.Setting.Query().All(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("reading settings: %w", err)
	}
	stored := map[string]string{}
	for _, row := range rows {
		stored[row.Key] = row.Value
	}
	settings = DefaultSettings()
	for key, field := range settingFields(settings) {
		if value, ok := stored[key]; ok && json.Unmarshal([]byte(value), field.Addr().Interface()) != nil {
			unreadable = append(unreadable, key)
		}
	}
	return settings, unreadable, nil
}

// settingFields finds each setting by its dotted name.
func settingFields(s *Settings) map[string]reflect.Value {
	fields := map[string]reflect.Value{}
	groups := reflect.ValueOf(s).Elem()
	for i := range groups.NumField() {
		group := groups.Field(i)
		prefix := groups.Type().Field(i).Tag.Get("json")
		for j := range group.NumField() {
			fields[prefix+"."+group.Type().Field(j).Tag.Get("json")] = group.Field(j)
		}
	}
	return fields
}

// SettingChange is one setting that SaveSettings changed.
type SettingChange struct {
	Key      string
	Old, New any
}

// SaveSettings writes those settings that differ from what the database holds, and says which.
func (tx *Tx) SaveSettings(ctx context.Context, old, changed *Settings) ([]SettingChange, error) {
	var list []SettingChange
	before := settingFields(old)
	for key, field := range settingFields(changed) {
		if reflect.DeepEqual(before[key].Interface(), field.Interface()) {
			continue
		}
		value, err := json.Marshal(field.Interface())
		if err != nil {
			return nil, err
		}
		err = tx.Setting.Create().SetKey(key).SetValue(string(value)).OnConflictColumns(setting.FieldKey).UpdateNewValues().Exec(ctx)
		if err != nil {
			return nil, fmt.Errorf("saving the setting %s: %w", key, err)
		}
		list = append(list, SettingChange{key, before[key].Interface(), field.Interface()})
	}
	if len(list) > 0 {
		tx.Changed(SettingChanged, 0)
	}
	return list, nil
}

// Clone copies settings, so that the copy may be changed.
func (s *Settings) Clone() *Settings {
	c := *s
	c.WebServices.Protocols = append([]string{}, s.WebServices.Protocols...)
	c.CORS.AdminOrigins = append([]string{}, s.CORS.AdminOrigins...)
	c.CORS.CallOrigins = append([]string{}, s.CORS.CallOrigins...)
	return &c
}

// ProtocolOn says whether a protocol is switched on.
func (w WebServiceSettings) ProtocolOn(name string) bool {
	for _, p := range w.Protocols {
		if strings.EqualFold(p, name) {
			return true
		}
	}
	return false
}
