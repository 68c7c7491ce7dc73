package functions

import (
	"maps"
	"slices"

	"gatehouse/server/call"
)

// newCustomField is a custom field as a caller gives it. Fields are not declared anywhere: whatever name is given is kept.
type newCustomField struct {
	ShortName string `name:"shortname" type:"alphanumext" doc:"Short name of the custom field."`
	Value     string `name:"value" type:"raw" doc:"Value of the custom field."`
}

// customFieldsOf is how the custom fields of a call are stored. Of a name given twice the last value counts.
func customFieldsOf(given []newCustomField) map[string]string { return withCustomFields(nil, given) }

// withCustomFields are stored custom fields as a call changes them. Those that it does not name stay.
func withCustomFields(stored map[string]string, given []newCustomField) map[string]string {
	fields := make(map[string]string, len(stored)+len(given))
	maps.Copy(fields, stored)
	for _, f := range given {
		fields[f.ShortName] = f.Value
	}
	return fields
}

// customField is a custom field as callers see it.
type customField struct {
	Name      string `name:"name" type:"raw" doc:"Name of the custom field."`
	ShortName string `name:"shortname" type:"raw" doc:"Short name of the custom field."`
	Type      string `name:"type" type:"alphanumext" doc:"Kind of the custom field: text."`
	ValueRaw  string `name:"valueraw" type:"raw" doc:"Value, as it was stored."`
	Value     string `name:"value" type:"raw" doc:"Value, as it is shown."`
}

// customFieldsShown lists stored custom fields, ordered by their names; nil when there are none.
func customFieldsShown(c *call.Call, fields map[string]string) []customField {
	var list []customField
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		list = append(list, customField{name, name, "text", fields[name], formatName(c, fields[name])})
	}
	return list
}
