// Package docs turns the catalogue into what people and programs read about it. It imports call and nothing else of ours.
package docs

import (
	"strings"

	"gatehouse/server/call"
)

// MoodleCatalogue is the catalogue in the structure in which Moodle's functions are published as data: the release that the
// functions are compatible with, and each function with its parameters and its result. What can go wrong is said besides.
type MoodleCatalogue struct {
	Release      string           `json:"release"`
	CommonErrors []Failure        `json:"commonerrors"` // with which any call may fail
	Functions    []MoodleFunction `json:"functions"`
}

// MoodleFunction is one function.
type MoodleFunction struct {
	Name            string      `json:"name"`
	Component       string      `json:"component"`
	Type            string      `json:"type"`
	Summary         string      `json:"summary"`
	Description     string      `json:"description"`
	Capabilities    string      `json:"capabilities"`
	Errors          []Failure   `json:"errors"` // besides those of every call
	Ajax            bool        `json:"ajax"`
	LoginRequired   bool        `json:"loginrequired"`
	ReadOnlySession bool        `json:"readonlysession"`
	Services        []string    `json:"services"`
	Deprecated      bool        `json:"deprecated"`
	ReplacedBy      string      `json:"replacedby,omitempty"`
	Parameters      *MoodleNode `json:"parameters"`
	Returns         *MoodleNode `json:"returns"`
}

// MoodleNode describes a value: kind is value, single (an object) or multiple (a list). Default is there, be it null, when
// required is "default"; keys and their order are there, be they none, for an object.
type MoodleNode struct {
	Kind        string            `json:"kind"`
	Type        string            `json:"type,omitempty"`
	Required    string            `json:"required"`
	Default     *any              `json:"default,omitempty"`
	AllowNull   bool              `json:"allownull"`
	Description string            `json:"description,omitempty"`
	Keys        Keys[*MoodleNode] `json:"keys,omitzero"`
	KeyOrder    []string          `json:"keyorder,omitzero"`
	Content     *MoodleNode       `json:"content,omitempty"`
}

// Moodle describes functions in that structure.
func Moodle(release string, functions []*call.Function) MoodleCatalogue {
	c := MoodleCatalogue{Release: release, CommonErrors: Failures(call.CommonErrors()), Functions: make([]MoodleFunction, len(functions))}
	for i, f := range functions {
		services := f.Services
		if services == nil {
			services = []string{}
		}
		c.Functions[i] = MoodleFunction{
			Name: f.Name, Component: f.Component, Type: string(f.Effect), Summary: f.Summary, Description: f.Description,
			Capabilities: strings.Join(f.Capabilities, ", "), Errors: Failures(f.Errors), Ajax: f.Ajax, LoginRequired: !f.Public, Services: services,
			Deprecated: f.Deprecated(), ReplacedBy: f.ReplacedBy,
			Parameters: moodleNode(f.Parameters), Returns: moodleNode(f.Result),
		}
	}
	return c
}

var presences = map[call.Presence]string{call.Required: "required", call.Optional: "optional", call.Defaulted: "default"}

func moodleNode(s *call.Schema) *MoodleNode {
	if s.Shape == call.Nothing {
		return nil
	}
	n := &MoodleNode{Required: presences[s.Presence], Default: moodleDefault(s), AllowNull: s.Nullable, Description: s.Doc}
	switch s.Shape {
	case call.Scalar:
		n.Kind, n.Type = "value", string(s.Type)
	case call.List:
		n.Kind, n.Content = "multiple", moodleNode(s.Item)
	case call.Object:
		n.Kind, n.Keys, n.KeyOrder = "single", Keys[*MoodleNode]{}, []string{}
		for _, f := range s.Fields {
			n.Keys = append(n.Keys, Key[*MoodleNode]{f.Name, moodleNode(f.Schema)})
			n.KeyOrder = append(n.KeyOrder, f.Name)
		}
	}
	return n
}

// moodleDefault is the declared default; nil when there is none. The structure has one notation for an empty list and an empty
// object.
func moodleDefault(s *call.Schema) *any {
	if s.Presence != call.Defaulted {
		return nil
	}
	value := s.Default
	if object, ok := value.(map[string]any); ok && len(object) == 0 {
		value = []any{}
	}
	return &value
}
