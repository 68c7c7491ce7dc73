package functions

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"gatehouse/server/call"
)

// Release is the Moodle whose functions these are. Clients read its numbers to decide which features they may use.
const Release = "4.5.6 (Build: 20250811)"

// The versions that go with it.
const (
	compatibleVersion = "2024100706"
	pluginVersion     = "2024100700"
)

// calendar is the one calendar of every site and user.
const calendar = "gregorian"

// fixed are the answers that are always the same. Results point to them, because this is the call that clients make most often:
// nobody may change them.
var fixed = struct {
	release, version, empty, calendar, theme string
	zero, one, site                          int
}{release: Release, version: compatibleVersion, calendar: calendar, theme: "boost", one: 1, site: siteCourse}

// siteInfoIn is what siteInfo takes.
type siteInfoIn struct {
	ServiceShortNames []string `name:"serviceshortnames" type:"alphanumext" default:"[]" doc:"Without effect; old clients send it."`
}

// siteInfoOut is what siteInfo answers.
type siteInfoOut struct {
	SiteName         string           `name:"sitename" type:"raw" doc:"Name of the site."`
	Username         string           `name:"username" type:"raw" doc:"User name of the caller."`
	FirstName        string           `name:"firstname" type:"text" doc:"First name of the caller."`
	LastName         string           `name:"lastname" type:"text" doc:"Last name of the caller."`
	FullName         string           `name:"fullname" type:"text" doc:"Full name of the caller."`
	Lang             string           `name:"lang" type:"lang" doc:"Language in which the call is answered."`
	UserID           int              `name:"userid" doc:"Id of the caller."`
	SiteURL          string           `name:"siteurl" type:"raw" doc:"Address of the site."`
	Picture          string           `name:"userpictureurl" type:"url" doc:"Address of the caller's picture."`
	Functions        []siteFunction   `name:"functions" kept:"true" doc:"The functions of the token's service, in its order; with user name and password those of every service open to the caller."`
	DownloadFiles    *int             `name:"downloadfiles" doc:"1 when the token's service may download files. Left out when there is no single service."`
	UploadFiles      *int             `name:"uploadfiles" doc:"1 when the token's service may upload files. Left out when there is no single service."`
	Release          *string          `name:"release" type:"text" doc:"The Moodle release that the functions are compatible with."`
	Version          *string          `name:"version" type:"text" doc:"The Moodle version that the functions are compatible with."`
	MobileCSS        *string          `name:"mobilecssurl" type:"url" doc:"Address of a style sheet for mobile apps; always empty."`
	Features         []advancedOption `name:"advancedfeatures" optional:"true" kept:"true" doc:"Optional features of the site, on (1) or off (0)."`
	ManagesFiles     *bool            `name:"usercanmanageownfiles" doc:"Whether the caller may keep private files."`
	Quota            *int             `name:"userquota" doc:"Bytes of files that the caller may keep."`
	UploadLimit      *int             `name:"usermaxuploadfilesize" doc:"Bytes that one uploaded file may have."`
	HomePage         *int             `name:"userhomepage" doc:"The caller's home page: 1 is the dashboard."`
	HomePageURL      *string          `name:"userhomepageurl" type:"localurl" doc:"Address of the home page, when it is none of the numbered ones."`
	PrivateKey       *string          `name:"userprivateaccesskey" type:"alphanum" doc:"The caller's key for opening files. Left out: files open with the token."`
	SiteID           *int             `name:"siteid" doc:"Id of the course that stands for the site."`
	SiteCalendar     *string          `name:"sitecalendartype" type:"plugin" doc:"Calendar of the site."`
	UserCalendar     *string          `name:"usercalendartype" type:"plugin" doc:"Calendar of the caller."`
	IsAdmin          *bool            `name:"userissiteadmin" doc:"Whether the caller is an administrator of the site."`
	Theme            *string          `name:"theme" type:"theme" doc:"Theme of the site."`
	ConcurrentLogins *int             `name:"limitconcurrentlogins" doc:"How many sessions a user may have at once; 0: no limit."`
	Sessions         *int             `name:"usersessionscount" doc:"How many sessions the caller has, when they are limited."`
	PolicyAgreed     *int             `name:"policyagreed" doc:"1 when the caller has agreed to the site policy. There is none: always 0."`
}

// siteFunction is one function that the caller may name.
type siteFunction struct {
	Name    string `name:"name" type:"raw" doc:"Name of the function."`
	Version string `name:"version" type:"text" doc:"Version of the component that has the function."`
}

// advancedOption is one optional feature of the site.
type advancedOption struct {
	Name  string `name:"name" type:"alphanumext" doc:"Name of the feature."`
	Value int    `name:"value" doc:"1: on; 0: off."`
}

// advancedFeatures are the optional features that clients ask for, as they stand here: what can be switched on and off first by notes,
// then by messaging. They are made once, because this is the call that clients make most often.
var advancedFeatures = [2][2][]advancedOption{
	{featuresWith(0, 0), featuresWith(0, 1)},
	{featuresWith(1, 0), featuresWith(1, 1)},
}

func featuresWith(notes, messaging int) []advancedOption {
	return []advancedOption{
		{"usecomments", 0}, {"usetags", 0}, {"enablenotes", notes}, {"messaging", messaging}, {"enableblogs", 0}, {"enablecompletion", 0},
		{"enablebadges", 0}, {"messagingallusers", 0}, {"enablecustomreports", 0}, {"enableglobalsearch", 0},
		{"mnet_dispatcher_mode", 0}, {"enablecompetencies", 0},
	}
}

// siteInfo is the call with which clients begin. It reads nothing but memory.
func (l *Library) siteInfo() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_webservice_get_site_info",
		Summary: "Tells who is calling, what site this is and which functions the token may call.",
		Description: "The first call of most clients. It needs no capability beyond those of the door, and works with a token that is " +
			"bound to a course. `release` and `version` name the Moodle that the functions are compatible with, because clients " +
			"switch features by them.",
		Effect:   call.Read,
		Services: []string{"moodle_mobile_app"},
		Example: call.Example{
			Arguments: `{}`,
			Result: `{"sitename":"Lab site","username":"wsuser","firstname":"Wsuser","lastname":"Test","fullname":"Wsuser Test","lang":"en","userid":3,
"siteurl":"https://school.example","userpictureurl":"https://school.example/theme/image.php/boost/core/1/u/f1",
"functions":[{"name":"core_webservice_get_site_info","version":"2024100706"}],"downloadfiles":1,"uploadfiles":1,
"release":"4.5.6 (Build: 20250811)","version":"2024100706","mobilecssurl":"",
"advancedfeatures":[{"name":"usecomments","value":0},{"name":"usetags","value":0},{"name":"enablenotes","value":1},{"name":"messaging","value":1},
{"name":"enableblogs","value":0},{"name":"enablecompletion","value":0},{"name":"enablebadges","value":0},{"name":"messagingallusers","value":0},
{"name":"enablecustomreports","value":0},{"name":"enableglobalsearch","value":0},{"name":"mnet_dispatcher_mode","value":0},{"name":"enablecompetencies","value":0}],
"usercanmanageownfiles":true,"userquota":104857600,"usermaxuploadfilesize":67108864,"userhomepage":1,"siteid":1,"sitecalendartype":"gregorian",
"usercalendartype":"gregorian","userissiteadmin":false,"theme":"boost","limitconcurrentlogins":0,"policyagreed":0}`,
		},
	}, l.describeSite)
}

func (l *Library) describeSite(_ context.Context, c *call.Call, _ siteInfoIn) (siteInfoOut, error) {
	settings, u := l.Store.Settings(), c.User()
	site, features := &settings.Site, &settings.Features
	out := siteInfoOut{
		SiteName: formatName(c, site.Name), Username: u.Username, FirstName: u.FirstName, LastName: u.LastName,
		FullName: u.FullName(), Lang: cmp.Or(u.Lang, "en"), UserID: u.ID, SiteURL: l.PublicURL, Picture: l.userPicture(1),
		Functions: l.siteFunctions(c), Features: advancedFeatures[*flag(features.Notes)][*flag(features.Messaging)],
		Release: &fixed.release, Version: &fixed.version, MobileCSS: &fixed.empty,
		ManagesFiles: ptr(!u.Guest), Quota: &site.UserQuota, UploadLimit: &site.UploadLimit, HomePage: &fixed.one,
		SiteID: &fixed.site, SiteCalendar: &fixed.calendar, UserCalendar: &fixed.calendar, IsAdmin: ptr(u.SiteAdmin),
		Theme: &fixed.theme, ConcurrentLogins: &fixed.zero, PolicyAgreed: &fixed.zero,
	}
	if c.Grant.Token.ID != 0 && c.Service != nil {
		out.DownloadFiles, out.UploadFiles = flag(c.Service.DownloadFiles), flag(c.Service.UploadFiles)
	}
	return out, nil
}

// siteFunctions lists what the caller may name: the token's service, or with user name and password every service.
func (l *Library) siteFunctions(c *call.Call) []siteFunction {
	if c.Grant.Token.ID != 0 && c.Service != nil {
		return l.lists.of(c.Service)
	}
	names := []string{}
	for _, offer := range c.Grant.Services {
		if offer.Enabled && (!offer.AuthorisedUsersOnly || offer.Authorisation != nil) {
			names = append(names, offer.Functions...)
		}
	}
	return listFunctions(unique(names))
}

func listFunctions(names []string) []siteFunction {
	list := make([]siteFunction, len(names))
	for i, name := range names {
		list[i] = siteFunction{name, versionOf(name)}
	}
	return list
}

// functionLists keeps the list of each service. A service that changes is a new one, so that a list never does.
type functionLists struct {
	mu   sync.RWMutex
	kept map[*call.Service][]siteFunction
}

// listsKept is how many services' lists are kept; past it all are forgotten, and with them those of services that are no more.
const listsKept = 1000

func (f *functionLists) of(s *call.Service) []siteFunction {
	f.mu.RLock()
	list, ok := f.kept[s]
	f.mu.RUnlock()
	if ok {
		return list
	}
	list = listFunctions(s.Functions)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept == nil || len(f.kept) >= listsKept {
		f.kept = map[*call.Service][]siteFunction{}
	}
	f.kept[s] = list
	return list
}

// unique returns each text once, in the order of their first appearance.
func unique(texts []string) []string {
	seen := make(map[string]bool, len(texts))
	return slices.DeleteFunc(texts, func(text string) bool {
		again := seen[text]
		seen[text] = true
		return again
	})
}

func versionOf(function string) string {
	if strings.HasPrefix(function, "core_") {
		return compatibleVersion
	}
	return pluginVersion
}

// flag is a bool as Moodle writes it where it has no other.
func flag(on bool) *int {
	if on {
		return &fixed.one
	}
	return &fixed.zero
}
