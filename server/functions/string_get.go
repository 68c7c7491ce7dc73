package functions

import (
	"context"

	"gatehouse/server/call"
)

type stringGetIn struct {
	ID        string        `name:"stringid" type:"stringid" doc:"Id of the string."`
	Component string        `name:"component" type:"component" default:"moodle" doc:"Component that has the string, such as moodle, error or enrol_self."`
	Lang      *string       `name:"lang" type:"lang" default:"null" doc:"Language of the string. There is one: en."`
	Params    []stringParam `name:"stringparams" default:"[]" doc:"What stands in the string."`
}

func (l *Library) stringGet() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_get_string",
		Summary: "Returns one language string.",
		Description: "Returns a text of the site under the id that clients know it by, with the values given put in for `{$a}` or `{$a->name}`. " +
			"A placeholder without a value stays. A string that is not there is answered as its id in double brackets, which is no failure. " +
			"Of several values each needs a name: `unnamedstringparam`. It needs no login, and the texts are English whatever the language.\n\n" +
			"Values are put in as they are given: whoever shows the text as HTML escapes it first.",
		Effect: call.Read,
		Errors: []call.Code{call.UnnamedStringParam},
		Ajax:   true,
		Public: true,
		Example: call.Example{
			Arguments: `{"stringid": "deletechecktypename", "stringparams": [{"name": "type", "value": "group"}, {"name": "name", "value": "Red"}]}`,
			Result:    `"Really delete the group \"Red\"?"`,
		},
	}, func(_ context.Context, _ *call.Call, in stringGetIn) (string, error) {
		return stringText(in.ID, in.Component, in.Params, "stringparams")
	})
}
