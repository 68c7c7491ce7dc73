package graph

import (
	"context"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"gatehouse/ent"
	"gatehouse/server/manifest"
	"gatehouse/server/store"
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

// backOf are the manifest that puts an event back and the one that says how the event left things; nil when its former values were
// not kept or mean nothing by themselves. A text that was empty was not kept as a difference from nothing, so that every changed
// field must have a value before.
func backOf(e *ent.AuditEvent) (back, left *manifest.Manifest) {
	before, _ := e.Details["before"].(map[string]any)
	after, _ := e.Details["after"].(map[string]any)
	if len(before) == 0 || len(before) != len(after) {
		return nil, nil
	}
	if back, left = sideOf(e, before), sideOf(e, after); back == nil || left == nil {
		return nil, nil
	}
	return back, left
}

// sideOf is one side of an event, before or after, as a manifest says it; nil when none can.
func sideOf(e *ent.AuditEvent, side map[string]any) *manifest.Manifest {
	var document map[string]any
	kind, ok := backKinds[e.Action]
	switch {
	case ok:
		entry := map[string]any{}
		maps.Copy(entry, side)
		if _, renamed := entry[kind.key]; renamed {
			return nil // who it was is no longer how it is called
		}
		entry[kind.key] = e.Subject
		document = map[string]any{kind.list: []any{entry}}
	case e.Action == "settings.update" && slices.Contains(settingsGroups, e.Subject):
		document = map[string]any{e.Subject: side}
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

// putBack writes an event back, while everything is still as the event left it: whatever changed since would be lost without a word.
func (r *Resolver) putBack(ctx context.Context, e *ent.AuditEvent) error {
	back, left := backOf(e)
	if back == nil {
		return &apiError{codeRefused, "This change cannot be put back: only updates whose former values were kept can."}
	}
	if len(back.Users) > 0 && back.Users[0].SiteAdmin != nil || back.Site != nil && back.Site.SecondFactorForAdmins != nil {
		if err := r.sessions.fresh(visitOf(ctx)); err != nil {
			return err
		}
	}
	return r.apply(ctx, back, func(ctx context.Context, tx *store.Tx) error {
		holds, err := manifest.Holds(ctx, tx, left)
		if err == nil && !holds {
			what, _, _ := strings.Cut(e.Action, ".")
			err = errChanged(what)
		}
		return err
	})
}
