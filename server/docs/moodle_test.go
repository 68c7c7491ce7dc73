package docs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
)

// The functions here have the shapes of Moodle's functions of the same names, so that both descriptions can be compared.

type deleteGroups struct {
	GroupIDs []int `name:"groupids"`
}

type getCourses struct {
	Options struct {
		IDs []int `name:"ids" optional:"true"`
	} `name:"options" default:"[]" doc:"Which ones <all>."`
}

type getFiles struct {
	ContextID    int     `name:"contextid"`
	Component    string  `name:"component" type:"text"`
	FileArea     string  `name:"filearea" type:"text"`
	ItemID       int     `name:"itemid"`
	FilePath     string  `name:"filepath" type:"path"`
	FileName     string  `name:"filename" type:"text"`
	Modified     *int    `name:"modified" default:"null"`
	ContextLevel *string `name:"contextlevel" type:"alpha" default:"null"`
	InstanceID   *int    `name:"instanceid" default:"null"`
}

type searchField struct {
	Field string `name:"field" type:"alpha" default:""`
	Value string `name:"value" type:"raw" default:""`
}

type cohortType struct {
	Type  string `name:"type" type:"text"`
	Value string `name:"value" type:"raw"`
}

type customValue struct {
	ShortName string `name:"shortname" type:"alphanumext"`
	Value     string `name:"value" type:"raw"`
}

type newCohort struct {
	CategoryType      cohortType    `name:"categorytype"`
	Name              string        `name:"name" type:"raw"`
	IDNumber          string        `name:"idnumber" type:"raw"`
	Description       *string       `name:"description" type:"raw"`
	DescriptionFormat int           `name:"descriptionformat" default:"1"`
	Visible           *bool         `name:"visible"`
	Theme             *string       `name:"theme" type:"theme"`
	CustomFields      []customValue `name:"customfields" optional:"true"`
}

type createCohorts struct {
	Cohorts []newCohort `name:"cohorts"`
}

func declare[In, Out any](t *testing.T, name string) *call.Function {
	t.Helper()
	d := call.Declaration{Name: name, Component: "moodle", Summary: "Does it.", Effect: call.Write}
	f := call.Declare(d, func(context.Context, *call.Call, In) (out Out, err error) { return out, nil })
	if _, err := call.NewCatalogue([]*call.Function{f}); err != nil {
		t.Fatal(err)
	}
	return f
}

// describe is what the catalogue says of a function.
func describe(t *testing.T, f *call.Function) []byte {
	t.Helper()
	text, err := json.Marshal(docs.Moodle("4.5", []*call.Function{f}))
	if err != nil {
		t.Fatal(err)
	}
	var c struct{ Functions []json.RawMessage }
	if err := json.Unmarshal(text, &c); err != nil || len(c.Functions) != 1 {
		t.Fatal(string(text), err)
	}
	return c.Functions[0]
}

func TestNodesAreExact(t *testing.T) {
	rows := []struct {
		why, want string
		function  *call.Function
	}{
		{
			"an object has keys and an order even when it is empty, and nothing is null",
			`"parameters":{"kind":"single","required":"required","allownull":false,"keys":{},"keyorder":[]},"returns":null}`,
			declare[struct{}, call.Void](t, "core_test_nothing"),
		},
		{
			"a default that is null is there, and keys stand in the order of declaration",
			`"keys":{"z":{"kind":"value","type":"int","required":"default","default":null,"allownull":true},"a":{"kind":"value","type":"int","required":"default","default":0,"allownull":true}},"keyorder":["z","a"]}`,
			declare[struct {
				Z *int `name:"z" default:"null"`
				A int  `name:"a" default:"0"`
			}, call.Void](t, "core_test_defaults"),
		},
		{
			"what is required or optional has no default, and an empty object's is a list",
			`"keys":{"options":{"kind":"single","required":"default","default":[],"allownull":false,"description":"Which ones \u003call\u003e.","keys":{"ids":{"kind":"multiple","required":"optional","allownull":false,"content":{"kind":"value","type":"int","required":"required","allownull":true}}},"keyorder":["ids"]}},"keyorder":["options"]}`,
			declare[getCourses, call.Void](t, "core_test_options"),
		},
		{
			"the default of a list",
			`"keys":{"ids":{"kind":"multiple","required":"default","default":[],"allownull":false,`,
			declare[struct {
				IDs []int `name:"ids" default:"[]"`
			}, call.Void](t, "core_test_list"),
		},
	}
	for _, row := range rows {
		if text := describe(t, row.function); !bytes.Contains(text, []byte(row.want)) {
			t.Errorf("%s:\n%s\nlacks\n%s", row.why, text, row.want)
		}
	}
}

func TestTheCatalogueSaysWhatCanGoWrong(t *testing.T) {
	d := call.Declaration{Name: "core_test_fail", Component: "moodle", Summary: "Fails.", Effect: call.Read, Errors: []call.Code{call.NotFound, call.ShortNameTaken}}
	failing := call.Declare(d, func(context.Context, *call.Call, struct{}) (int, error) { return 0, nil })
	text, err := json.Marshal(docs.Moodle("4.5", []*call.Function{failing, declare[struct{}, int](t, "core_test_nothing")}))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"commonerrors":[{"code":"enablewsdescription","sentence":"Web services are switched off on this server.","status":403},`,
		`"errors":[{"code":"notfound","sentence":"It does not exist.","status":404},{"code":"shortnametaken","sentence":"Another course has this short name.","status":409}]`,
		`"errors":[],`,
	} {
		if !bytes.Contains(text, []byte(want)) {
			t.Errorf("%s\nlacks\n%s", text, want)
		}
	}
}

func TestDescriptionsAreLikeMoodles(t *testing.T) {
	text, err := os.ReadFile("../functions/testdata/moodle-functions.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Functions []map[string]any }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	for _, f := range []*call.Function{
		declare[deleteGroups, call.Void](t, "core_group_delete_groups"),
		declare[getCourses, call.Void](t, "core_course_get_courses"),
		declare[getFiles, call.Void](t, "core_files_get_files"),
		declare[searchField, call.Void](t, "core_course_get_courses_by_field"),
		declare[createCohorts, call.Void](t, "core_cohort_create_cohorts"),
	} {
		i := slices.IndexFunc(file.Functions, func(theirs map[string]any) bool { return theirs["name"] == f.Name })
		if i < 0 {
			t.Errorf("Moodle's %s is not there", f.Name)
			continue
		}
		var ours map[string]any
		if err := json.Unmarshal(describe(t, f), &ours); err != nil {
			t.Fatal(err)
		}
		for key := range file.Functions[i] {
			if _, ok := ours[key]; !ok {
				t.Errorf("%s has no %s", f.Name, key)
			}
		}
		for _, difference := range compare(f.Name, ours["parameters"], file.Functions[i]["parameters"]) {
			t.Error(difference)
		}
	}
}

// compare says where our description differs from Moodle's. Texts are ours alone.
func compare(path string, ours, theirs any) []string {
	our, isObject := ours.(map[string]any)
	their, areObjects := theirs.(map[string]any)
	if !isObject || !areObjects {
		// A default that Moodle writes as the text "1" is the number 1 here, as it is declared: both print alike.
		if fmt.Sprint(ours) != fmt.Sprint(theirs) {
			return []string{fmt.Sprintf("%s: ours is %v, Moodle's %v", path, ours, theirs)}
		}
		return nil
	}
	if _, isText := our["description"].(string); isText {
		delete(our, "description")
	}
	var list []string
	for key := range their {
		if _, ok := our[key]; !ok {
			list = append(list, path+" has no "+key)
		}
	}
	for key := range our {
		if _, ok := their[key]; !ok {
			list = append(list, path+" has "+key+", which Moodle's has not")
			continue
		}
		list = append(list, compare(path+"."+key, our[key], their[key])...)
	}
	return list
}
