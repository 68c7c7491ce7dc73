package functions

import (
	"context"

	"gatehouse/server/call"
)

type stringGetManyIn struct {
	Strings []wantedString `name:"strings" doc:"The strings that are wanted."`
}

type wantedString struct {
	ID        string        `name:"stringid" type:"stringid" doc:"Id of the string."`
	Component string        `name:"component" type:"component" default:"moodle" doc:"Component that has the string."`
	Lang      *string       `name:"lang" type:"lang" default:"null" doc:"Language of the string. There is one: en."`
	Params    []stringParam `name:"stringparams" default:"[]" doc:"What stands in the string."`
}

type foundString struct {
	ID        string `name:"stringid" type:"stringid" doc:"Id of the string."`
	Component string `name:"component" type:"component" doc:"Component, as it was asked for."`
	Lang      string `name:"lang" type:"lang" doc:"Language of the string: en."`
	Text      string `name:"string" type:"raw" doc:"The string, with its values put in."`
}

func (l *Library) stringGetMany() *call.Function {
	return declare(l, call.Declaration{
		Name:    "core_get_strings",
		Summary: "Returns several language strings.",
		Description: "Returns each string as `core_get_string` does, in the order in which they are asked for. " +
			"One that is not there is answered as its id in double brackets and does not keep the others from being answered; " +
			"several values without a name refuse the whole call (`unnamedstringparam`). It needs no login.",
		Effect: call.Read,
		Errors: []call.Code{call.UnnamedStringParam},
		Ajax:   true,
		Public: true,
		Example: call.Example{
			Arguments: `{"strings": [{"stringid": "yes"}, {"stringid": "members", "component": "core_group"}]}`,
			Result: `[{"stringid": "yes", "component": "moodle", "lang": "en", "string": "Yes"},
				{"stringid": "members", "component": "core_group", "lang": "en", "string": "Members"}]`,
		},
	}, getStrings)
}

func getStrings(_ context.Context, _ *call.Call, in stringGetManyIn) ([]foundString, error) {
	found := make([]foundString, len(in.Strings))
	for i, s := range in.Strings {
		text, err := stringText(s.ID, s.Component, s.Params, at("strings", i, "stringparams"))
		if err != nil {
			return nil, err
		}
		found[i] = foundString{s.ID, s.Component, siteLang, text}
	}
	return found, nil
}
