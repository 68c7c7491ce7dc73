package functions

import (
	"context"

	"gatehouse/server/call"
)

type stringGetOfComponentIn struct {
	Component string  `name:"component" type:"component" doc:"Component whose strings are wanted, such as group or langconfig."`
	Lang      *string `name:"lang" type:"lang" default:"null" doc:"Language of the strings. There is one: en."`
}

func (l *Library) stringGetOfComponent() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_get_component_strings",
		Summary: "Returns all language strings of a component.",
		Description: "Returns every string of a component with its placeholders as they stand. " +
			"A component that has none, or that is not there, is answered with an empty list. It needs no login.",
		Effect:   call.Read,
		Ajax:     true,
		Public:   true,
		Services: []string{mobileService},
		Example: call.Example{
			Arguments: `{"component": "enrol_manual"}`,
			Result: `[{"stringid": "enrolusers", "string": "Enrol users"},
				{"stringid": "manualpluginnotinstalled", "string": "There is no manual enrolment"},
				{"stringid": "pluginname", "string": "Manual enrolment"}, {"stringid": "status", "string": "Manual enrolment is on"},
				{"stringid": "unenrolusers", "string": "Unenrol users"},
				{"stringid": "wscannotenrol", "string": "The user {$a->userid} cannot be enrolled in the course {$a->courseid}"},
				{"stringid": "wsnoinstance", "string": "There is no manual enrolment in the course {$a->courseid}, or it is off"},
				{"stringid": "wsusercannotassign", "string": "You may not give the role {$a->roleid} to the user {$a->userid} in the course {$a->courseid}."}]`,
		},
	}, func(_ context.Context, _ *call.Call, in stringGetOfComponentIn) ([]languageString, error) {
		if table := stringsOf(in.Component); table != nil {
			return table.list, nil
		}
		return []languageString{}, nil
	})
}
