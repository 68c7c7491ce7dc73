package functions

import (
	"context"
	"strconv"

	"gatehouse/server/call"
)

type mobileSettingsIn struct {
	Section string `name:"section" type:"alphanumext" default:"" doc:"Section of the settings, such as frontpagesettings or mobileapp; empty for all."`
}

type mobileSettingsOut struct {
	Settings []mobileSetting `name:"settings" doc:"The settings, in the order of their sections."`
	Warnings []Warning       `name:"warnings" optional:"true" doc:"Always empty."`
}

type mobileSetting struct {
	Name  string  `name:"name" type:"raw" doc:"Name of the setting."`
	Value *string `name:"value" type:"raw" optional:"false" doc:"Value of the setting; null for none."`
}

func (l *Library) mobileSettings() *call.Function {
	return declare(l, call.Declaration{
		Name:      "tool_mobile_get_config",
		Component: "tool_mobile",
		Summary:   "Tells a mobile app the settings of the site, once somebody has signed in.",
		Description: "Returns the settings of one section, or of all. What this server does not have is answered as it is on a site that has switched it off. " +
			"A section that there is not has no settings. It needs no capability.",
		Effect:   call.Read,
		Services: []string{mobileService},
		Example: call.Example{
			Arguments: `{"section": "locationsettings"}`,
			Result:    `{"settings": [{"name": "timezone", "value": "UTC"}, {"name": "forcetimezone", "value": "99"}], "warnings": []}`,
		},
	}, l.getMobileSettings)
}

// settingsSection is a part of the settings under the name that clients ask for it by.
type settingsSection struct {
	name     string
	settings []mobileSetting
}

func (l *Library) getMobileSettings(_ context.Context, c *call.Call, in mobileSettingsIn) (mobileSettingsOut, error) {
	out := mobileSettingsOut{Settings: []mobileSetting{}, Warnings: []Warning{}}
	for _, section := range l.settingsSections(c) {
		if in.Section == "" || in.Section == section.name {
			out.Settings = append(out.Settings, section.settings...)
		}
	}
	return out, nil
}

// set is a setting with a value.
func set(name, value string) mobileSetting { return mobileSetting{name, &value} }

func (l *Library) settingsSections(c *call.Call) []settingsSection {
	site := l.Store.Settings().Site
	return []settingsSection{
		{"frontpagesettings", []mobileSetting{
			set("fullname", formatName(c, site.Name)), set("shortname", formatName(c, site.ShortName)), set("summary", ""),
			set("summaryformat", strconv.Itoa(formatHTML)), set("frontpage", ""), set("frontpageloggedin", ""), set("maxcategorydepth", "0"),
			set("frontpagecourselimit", "200"), set("numsections", "1"), set("newsitems", "0"), set("commentsperpage", "15"),
		}},
		{"sitepolicies", []mobileSetting{set("sitepolicy", ""), set("sitepolicyhandler", ""), set("disableuserimages", "1")}},
		{"gradessettings", []mobileSetting{set("mygradesurl", "")}},
		{"mobileapp", []mobileSetting{
			set("tool_mobile_forcelogout", "0"), set("tool_mobile_customlangstrings", ""), set("tool_mobile_disabledfeatures", ""),
			set("tool_mobile_filetypeexclusionlist", ""), set("tool_mobile_custommenuitems", ""), set("tool_mobile_apppolicy", ""),
			set("tool_mobile_autologinmintimebetweenreq", "360"), set("tool_mobile_autologout", "0"), set("tool_mobile_autologouttime", "86400"),
		}},
		{"calendar", []mobileSetting{
			set("calendartype", calendar), set("calendar_site_timeformat", "0"), set("calendar_startwday", "1"), set("calendar_adminseesall", "0"),
			set("calendar_lookahead", "21"), set("calendar_maxevents", "10"),
		}},
		{"supportcontact", []mobileSetting{set("supportavailability", "0"), {"supportname", nil}, {"supportemail", nil}, {"supportpage", nil}}},
		{"graceperiodsettings", []mobileSetting{set("coursegraceperiodafter", "0"), set("coursegraceperiodbefore", "0")}},
		{"navigation", []mobileSetting{set("enablemyhome", "1"), set("enabledashboard", "1"), set("enablemycourses", "1")}},
		{"locationsettings", []mobileSetting{set("timezone", site.Timezone), set("forcetimezone", "99")}},
	}
}
