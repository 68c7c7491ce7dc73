package conformance

import (
	"strings"
	"testing"

	"gatehouse/server/call"
)

// checkCodes are the codes of the checks that refuse with more than "access denied".
var checkCodes = map[call.Check]call.Code{
	call.CheckServicesOn: call.ServicesOff, call.CheckProtocolOn: call.ProtocolOff, call.CheckTokenKnown: call.InvalidToken,
	call.CheckMaintenance: call.SiteMaintenance, call.CheckUserExists: call.UserDeleted, call.CheckUserConfirmed: call.UserUnconfirmed,
	call.CheckUserActive: call.UserSuspended, call.CheckUserMayLogin: call.UserNoLogin, call.CheckFunctionKnown: call.FunctionUnknown,
	call.CheckRate: call.RateLimited,
}

// callsFor are the functions that the checks about a function's name are tried with.
var callsFor = map[call.Check]string{call.CheckFunctionKnown: unknown, call.CheckFunctionInService: outside}

// checks makes a call that each check refuses alone.
func (s *suite) checks(t *testing.T) {
	for check := range breaks {
		t.Run(string(check), func(t *testing.T) {
			world := NewWorld(s.wire.Protocol)
			world.Break(t, check)
			function, ok := callsFor[check]
			if !ok {
				function = "core_void_do"
			}
			code, ok := checkCodes[check]
			if !ok {
				code = call.AccessDenied
			}
			got := s.call(t, world, Token, function, object{})
			s.refused(t, world, got, code)
			if refused := world.Outcomes()[0].Err.Check; refused != check {
				t.Errorf("refused by the check %s", refused)
			}
		})
	}
}

// tokens makes calls with a token that is none.
func (s *suite) tokens(t *testing.T) {
	for _, c := range []struct{ why, token, function string }{
		{"no token", "", "core_void_do"},
		{"a token that nobody knows", "conformance-stranger-0000", "core_void_do"},
		{"a stranger is not told which functions there are", "conformance-stranger-0000", unknown},
	} {
		t.Run(c.why, func(t *testing.T) {
			world := NewWorld(s.wire.Protocol)
			got := s.call(t, world, c.token, c.function, object{})
			s.refused(t, world, got, call.InvalidToken)
		})
	}
}

// mistaken is a call whose arguments are refused, and where.
type mistaken struct {
	why       string
	function  string
	arguments object
	path      string
	null      bool // sends null
	named     bool // needs names of parameters
	wrapped   bool // needs lists of one that are told from their item
	typed     bool // needs numbers that are told from text
}

var mistakenCalls = []mistaken{
	{why: "a missing parameter", function: "core_rows_echo", arguments: object{}, path: "rows"},
	{why: "a missing parameter after another", function: "core_scalars_echo", arguments: object{"whole": int64(1), "rate": 1.5, "on": true}, path: "text"},
	{why: "a missing parameter before another", function: "core_scalars_echo", arguments: object{"rate": 1.5, "on": true, "text": "x"}, path: "whole", named: true},
	{why: "a missing key in the second row", function: "core_rows_echo", arguments: object{"rows": list{row(1, "x", nil), object{"name": "y"}}}, path: "rows[1].id"},
	{why: "a missing key deep down", function: "core_rows_echo",
		arguments: object{"rows": list{row(1, "x", object{"parts": list{object{"label": "p", "at": object{"y": int64(1)}}}})}}, path: "rows[0].parts[0].at.x"},
	{why: "text where a whole number belongs", function: "core_whole_echo", arguments: object{"value": "seven"}, path: "value"},
	{why: "a whole number in another spelling", function: "core_whole_echo", arguments: object{"value": "007"}, path: "value"},
	{why: "a number past 64 bits", function: "core_whole_echo", arguments: object{"value": "9223372036854775808"}, path: "value"},
	{why: "a fraction where a whole number belongs", function: "core_whole_echo", arguments: object{"value": 1.5}, path: "value"},
	{why: "text where a float belongs", function: "core_rate_echo", arguments: object{"value": "1,5"}, path: "value"},
	{why: "text where yes or no belongs", function: "core_flag_echo", arguments: object{"value": "yes"}, path: "value"},
	{why: "2 where yes or no belongs", function: "core_flag_echo", arguments: object{"value": int64(2)}, path: "value"},
	{why: "a tag where none may be, in the second item", function: "core_words_echo", arguments: object{"values": list{"a", "<b>"}}, path: "values[1]"},
	{why: "a fraction where text belongs", function: "core_text_echo", arguments: object{"value": 1.5}, path: "value", typed: true},
	{why: "yes where text belongs", function: "core_text_echo", arguments: object{"value": true}, path: "value", typed: true},
	{why: "a list where a value belongs", function: "core_whole_echo", arguments: object{"value": list{int64(1), int64(2)}}, path: "value"},
	{why: "an object where a value belongs", function: "core_whole_echo", arguments: object{"value": object{"a": int64(1)}}, path: "value"},
	{why: "a value where a list belongs", function: "core_numbers_echo", arguments: object{"values": "1"}, path: "values", wrapped: true},
	{why: "an object where a list belongs", function: "core_rows_echo", arguments: object{"rows": object{"id": int64(1), "name": "x"}}, path: "rows", wrapped: true},
	{why: "a value where an object belongs", function: "core_rows_echo", arguments: object{"rows": list{"x"}}, path: "rows[0]"},
	{why: "null where a list must be", function: "core_rows_echo", arguments: object{"rows": nil}, path: "rows", null: true},
	{why: "an unknown parameter", function: "core_whole_echo", arguments: object{"value": int64(1), "colour": "red"}, path: "colour", named: true},
	{why: "an unknown parameter where there are none", function: "core_void_do", arguments: object{"colour": "red"}, path: "colour", named: true},
	{why: "an unknown key inside", function: "core_rows_echo", arguments: object{"rows": list{row(1, "x", object{"colour": "red"})}}, path: "rows[0].colour"},
	{why: "a parameter's name in another case", function: "core_defaults_echo", arguments: object{"Limit": int64(1)}, path: "Limit", named: true},
}

// parameters makes calls whose arguments do not fit.
func (s *suite) parameters(t *testing.T) {
	for _, c := range mistakenCalls {
		if unsayable(t, c.why, needs{c.null, s.wire.NoNull}, needs{c.named, s.wire.Positional}, needs{c.wrapped, s.wire.OneIsList}, needs{c.typed, s.wire.TextNumbers}) {
			continue
		}
		t.Run(c.why, func(t *testing.T) {
			world := NewWorld(s.wire.Protocol)
			got := s.call(t, world, Token, c.function, c.arguments)
			s.refused(t, world, got, call.InvalidParameter)
			if told := world.Outcomes()[0].Err; told.Path != c.path {
				t.Errorf("about the parameter %q, want %q: %s", told.Path, c.path, told.Message)
			}
		})
	}
}

// failures makes calls that fail inside the function.
func (s *suite) failures(t *testing.T) {
	for function, code := range map[string]call.Code{
		"core_error_find": call.NotFound, "core_error_permit": call.NoPermission, "core_error_conflict": call.ShortNameTaken,
		"core_error_break": call.Internal, "core_error_crash": call.Internal,
	} {
		t.Run(function, func(t *testing.T) {
			world := NewWorld(s.wire.Protocol)
			got := s.call(t, world, Token, function, object{})
			s.refused(t, world, got, code)
			cause := world.Outcomes()[0].Err.Unwrap()
			if inside := code == call.Internal; inside != (cause != nil) || inside && !strings.Contains(cause.Error(), leaked) {
				t.Errorf("the log gets %v", cause)
			}
		})
	}
}

// details compares what a failure says besides its code.
func (s *suite) details(t *testing.T, told *call.Error, got Answer) {
	t.Helper()
	if !strings.Contains(got.Message, told.Message) {
		t.Errorf("message %q, want %q", got.Message, told.Message)
	}
	if s.wire.NoDetails != "" {
		if !strings.Contains(got.Message, told.Error()) {
			t.Errorf("message %q, want %q", got.Message, told.Error())
		}
		return
	}
	if got.Path != told.Path || got.Check != string(told.Check) {
		t.Errorf("path %q and check %q, want %q and %q", got.Path, got.Check, told.Path, told.Check)
	}
	if s.wire.NoRequestID == "" && got.RequestID != RequestID {
		t.Errorf("request id %q, want %q", got.RequestID, RequestID)
	}
}
