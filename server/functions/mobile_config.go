package functions

import (
	"context"

	"gatehouse/ent/service"
	"gatehouse/server/call"
)

// mobileService is the short name of the service that mobile apps ask tokens for.
const mobileService = "moodle_mobile_app"

// Ways to sign in, as mobile apps number them, and what they may do with user names.
const (
	loginInApp       = 1
	rememberIfWished = 2
	noQRCode         = 0
)

// mobileConfigOut is what mobileConfig answers.
type mobileConfigOut struct {
	WWWRoot            string             `name:"wwwroot" type:"raw" doc:"Address of the site."`
	HTTPSRoot          string             `name:"httpswwwroot" type:"raw" doc:"Address of the site for signing in; the same."`
	SiteName           string             `name:"sitename" type:"raw" doc:"Name of the site."`
	GuestLogin         int                `name:"guestlogin" doc:"1 when guests may sign in. They may not: 0."`
	RememberUsername   int                `name:"rememberusername" doc:"Whether the user name is remembered: 0 no, 1 yes, 2 if the user wishes."`
	LoginViaEmail      int                `name:"authloginviaemail" doc:"1 when the e-mail address will do for the user name; always 0."`
	RegisterAuth       string             `name:"registerauth" type:"plugin" doc:"How people make an account for themselves; empty: they cannot."`
	ForgottenPassword  string             `name:"forgottenpasswordurl" type:"url" doc:"Where to go with a forgotten password; empty."`
	Instructions       string             `name:"authinstructions" type:"raw" doc:"What to tell people who sign in; empty."`
	NoAuth             int                `name:"authnoneenabled" doc:"1 when no password is needed; always 0."`
	WebServices        int                `name:"enablewebservices" doc:"1 when web services are on."`
	MobileService      int                `name:"enablemobilewebservice" doc:"1 when a mobile app can be used: web services and REST are on, and the service moodle_mobile_app is there and enabled."`
	Maintenance        int                `name:"maintenanceenabled" doc:"1 while the site is under maintenance."`
	MaintenanceMessage string             `name:"maintenancemessage" type:"raw" doc:"What to tell people then; empty."`
	Logo               *string            `name:"logourl" type:"url" doc:"Address of the site's logo. Left out: there is none."`
	CompactLogo        *string            `name:"compactlogourl" type:"url" doc:"Address of a smaller one. Left out: there is none."`
	TypeOfLogin        int                `name:"typeoflogin" doc:"Where people sign in: 1 in the app, which is the only way here; 2 in a browser, 3 in a browser inside the app."`
	LaunchURL          *string            `name:"launchurl" type:"url" doc:"Where signing in with a browser begins. Left out: nowhere."`
	MobileCSS          *string            `name:"mobilecssurl" type:"url" doc:"Address of a style sheet for mobile apps; always empty."`
	DisabledFeatures   *string            `name:"tool_mobile_disabledfeatures" type:"raw" doc:"Features of the app that are switched off, with commas between them; none."`
	IdentityProviders  []identityProvider `name:"identityproviders" optional:"true" doc:"Other places where people may sign in; none."`
	Country            *string            `name:"country" type:"notags" doc:"The country that is proposed to new users. Left out: none."`
	AgeConsent         *bool              `name:"agedigitalconsentverification" doc:"Whether people are asked how old they are; always no."`
	SupportName        *string            `name:"supportname" type:"notags" doc:"Who helps. Left out: nobody is named."`
	SupportEmail       *string            `name:"supportemail" type:"email" doc:"Their e-mail address. Left out: nobody is named."`
	SupportPage        *string            `name:"supportpage" type:"url" doc:"Their page. Left out: nobody is named."`
	SupportFor         *int               `name:"supportavailability" doc:"Whom they help. Left out: nobody is named."`
	AutoLang           *int               `name:"autolang" doc:"1 when the language of the device is taken; always 0."`
	Lang               *string            `name:"lang" type:"lang" doc:"Language of the site."`
	LangMenu           *int               `name:"langmenu" doc:"1 when people may choose a language; always 0."`
	LangList           *string            `name:"langlist" type:"raw" doc:"The languages to choose from; empty."`
	Locale             *string            `name:"locale" type:"raw" doc:"Locale of the whole site; empty: that of the language."`
	MinimumVersion     *string            `name:"tool_mobile_minimumversion" type:"notags" doc:"The oldest version of the app that will do. Left out: any."`
	IOSApp             *string            `name:"tool_mobile_iosappid" type:"alphanum" doc:"Id of the site's own app for iOS. Left out: there is none."`
	AndroidApp         *string            `name:"tool_mobile_androidappid" type:"notags" doc:"Id of the site's own app for Android. Left out: there is none."`
	SetupLink          *string            `name:"tool_mobile_setuplink" type:"url" doc:"Where to get the app. Left out: nowhere in particular."`
	QRCode             *int               `name:"tool_mobile_qrcodetype" doc:"What QR codes are for: 0 nothing, 1 the address of the site, 2 signing in. Always 0."`
	Warnings           []Warning          `name:"warnings" optional:"true" doc:"What could not be told; nothing."`
	ShowLoginForm      int                `name:"showloginform" doc:"1 when user name and password are asked for; always 1."`
}

// identityProvider is another place where people may sign in.
type identityProvider struct {
	Name string `name:"name" type:"text" doc:"Its name."`
	Icon string `name:"iconurl" type:"url" doc:"Address of its picture."`
	URL  string `name:"url" type:"url" doc:"Where signing in begins."`
}

// mobileConfig is what a mobile app asks before anybody has signed in.
func (l *Library) mobileConfig() *call.Function {
	return declare(l, call.Declaration{
		Name:      "tool_mobile_get_public_config",
		Component: "tool_mobile",
		Summary:   "Tells a mobile app what it must know of the site before anybody signs in.",
		Description: "It needs no login: at `/lib/ajax/service-nologin.php` anybody may call it, also while web services are off, because an app " +
			"has to tell people so. People sign in with user name and password at `/login/token.php`, with the service `moodle_mobile_app`.",
		Effect:   call.Read,
		Ajax:     true,
		Public:   true,
		Services: []string{mobileService},
		Example: call.Example{
			Arguments: `{}`,
			Result: `{"wwwroot":"https://school.example","httpswwwroot":"https://school.example","sitename":"Lab site","guestlogin":0,
"rememberusername":2,"authloginviaemail":0,"registerauth":"","forgottenpasswordurl":"","authinstructions":"","authnoneenabled":0,
"enablewebservices":0,"enablemobilewebservice":0,"maintenanceenabled":0,"maintenancemessage":"","typeoflogin":1,"mobilecssurl":"",
"tool_mobile_disabledfeatures":"","identityproviders":[],"agedigitalconsentverification":false,"autolang":0,"lang":"en","langmenu":0,
"langlist":"","locale":"","tool_mobile_qrcodetype":0,"warnings":[],"showloginform":1}`,
		},
	}, l.describeForMobile)
}

func (l *Library) describeForMobile(ctx context.Context, c *call.Call, _ struct{}) (mobileConfigOut, error) {
	settings := l.Store.Settings()
	mobile := settings.WebServices.Enabled && settings.WebServices.ProtocolOn("rest")
	if mobile {
		var err error
		if mobile, err = l.db().Service.Query().Where(service.ShortName(mobileService), service.Enabled(true)).Exist(ctx); err != nil {
			return mobileConfigOut{}, err
		}
	}
	return mobileConfigOut{
		WWWRoot: l.PublicURL, HTTPSRoot: l.PublicURL, SiteName: formatName(c, settings.Site.Name), RememberUsername: rememberIfWished,
		WebServices: *flag(settings.WebServices.Enabled), MobileService: *flag(mobile), Maintenance: *flag(settings.Site.Maintenance),
		TypeOfLogin: loginInApp, ShowLoginForm: 1, QRCode: ptr(noQRCode),
		MobileCSS: &fixed.empty, DisabledFeatures: &fixed.empty, LangList: &fixed.empty, Locale: &fixed.empty,
		AutoLang: &fixed.zero, LangMenu: &fixed.zero, Lang: ptr("en"), AgeConsent: ptr(false),
		IdentityProviders: []identityProvider{}, Warnings: []Warning{},
	}, nil
}
