package graph

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"gatehouse/ent"
	"gatehouse/server/manifest"
)

// changesOf lays the fields of an event out, before and after, in alphabetical order.
func changesOf(e *ent.AuditEvent) []*FieldChange {
	before, _ := e.Details["before"].(map[string]any)
	after, _ := e.Details["after"].(map[string]any)
	names := map[string]bool{}
	for name := range before {
		names[name] = true
	}
	for name := range after {
		names[name] = true
	}
	list := make([]*FieldChange, 0, len(names))
	for name := range names {
		list = append(list, &FieldChange{Field: name, Before: before[name], After: after[name]})
	}
	slices.SortFunc(list, func(a, b *FieldChange) int { return strings.Compare(a.Field, b.Field) })
	return list
}

// backKinds are the events whose former values a manifest can say: the list that the entry stands in, and the field that names it.
var backKinds = map[string]struct{ list, key string }{
	"service.update": {"services", "name"},
	"role.update":    {"roles", "shortName"},
	"user.update":    {"users", "username"},
}

// settingsGroups are the parts of a manifest that events about settings are about.
var settingsGroups = []string{"site", "webServices", "tokenSettings", "journal", "cors"}

// backOf is the manifest that puts an event back; nil when its former values were not kept or mean nothing by themselves. A text
// that was empty was not kept as a difference from nothing, so that every changed field must have a value before.
func backOf(e *ent.AuditEvent) *manifest.Manifest {
	before, _ := e.Details["before"].(map[string]any)
	after, _ := e.Details["after"].(map[string]any)
	if len(before) == 0 || len(before) != len(after) {
		return nil
	}
	var document map[string]any
	kind, ok := backKinds[e.Action]
	switch {
	case ok:
		entry := map[string]any{}
		for name, value := range before {
			entry[name] = value
		}
		if _, renamed := entry[kind.key]; renamed {
			return nil // who it was is no longer how it is called
		}
		entry[kind.key] = e.Subject
		document = map[string]any{kind.list: []any{entry}}
	case e.Action == "settings.update" && slices.Contains(settingsGroups, e.Subject):
		document = map[string]any{e.Subject: before}
	default:
		return nil
	}
	text, err := yaml.Marshal(document)
	if err != nil {
		return nil
	}
	m, err := manifest.Parse(strings.NewReader(string(text)))
	if err != nil {
		return nil
	}
	return m
}
