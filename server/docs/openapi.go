package docs

import (
	"encoding/json"
	"slices"
	"strconv"

	"gatehouse/server/call"
)

// restPath is where our own face of REST has its functions.
const restPath = "/webservice/rest/"

// OpenAPI describes functions as our own face of REST answers them, in OpenAPI 3.1 (spec.openapis.org/oas/v3.1.0): POST with a JSON object
// for all of them, and GET for those that only read and whose parameters a query can hold in a way that OpenAPI has words for.
func OpenAPI(site Site, functions []*call.Function) []byte {
	d := &openAPI{
		OpenAPI: "3.1.0",
		Info: openAPIInfo{
			Title: titleOf(site), Version: site.Version,
			Description: "The functions that your token may call, as it may call them now.",
		},
		Servers:  []openAPIServer{{site.URL}},
		Security: []map[string][]string{{bearerScheme: {}}},
		Tags:     []openAPITag{}, Paths: Keys[openAPIPath]{},
		Components: openAPIComponents{
			Schemas:         Keys[*JSONSchema]{{problemName, problemSchema()}},
			Responses:       Keys[openAPIResponse]{{problemName, problemResponse(commonProblems())}, {limitedName, limitedResponse()}},
			SecuritySchemes: Keys[openAPISecurity]{{bearerScheme, openAPISecurity{Type: "http", Scheme: "bearer", Description: "A security key."}}},
		},
	}
	taken := names{problemName: true}
	for _, f := range functions {
		d.add(f, taken)
	}
	return asJSON(d)
}

// commonProblems says with which errors every call can fail. The function's own may have the same status.
func commonProblems() string {
	return "The call failed, in a way in which every call can:\n\n" + describeFailures(Failures(call.CommonErrors()))
}

// titleOf names what is described.
func titleOf(site Site) string {
	if name := OneLine(site.Name); name != "" {
		return name + " web services"
	}
	return "Web services"
}

const (
	bearerScheme = "token"
	problemName  = "Problem"
	limitedName  = "RateLimited"
	keyName      = "IdempotencyKey"
)

type openAPI struct {
	OpenAPI    string                `json:"openapi"`
	Info       openAPIInfo           `json:"info"`
	Servers    []openAPIServer       `json:"servers"`
	Security   []map[string][]string `json:"security"`
	Tags       []openAPITag          `json:"tags"`
	Paths      Keys[openAPIPath]     `json:"paths"`
	Components openAPIComponents     `json:"components"`
}

type openAPIInfo struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Version     string `json:"version"`
}

type openAPIServer struct {
	URL string `json:"url"`
}

type openAPITag struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

type openAPIPath struct {
	Get  *openAPIOperation `json:"get,omitempty"`
	Post *openAPIOperation `json:"post"`
}

// openAPIOperation is one way to call a function. The names that begin with x- are those of OpenRPCMethod, and
// the codes with which it may fail besides those of every call.
type openAPIOperation struct {
	OperationID  string                `json:"operationId"`
	Summary      string                `json:"summary"`
	Description  string                `json:"description,omitempty"`
	Tags         []string              `json:"tags"`
	Deprecated   bool                  `json:"deprecated,omitempty"`
	Parameters   []openAPIParameter    `json:"parameters,omitempty"`
	RequestBody  *openAPIBody          `json:"requestBody,omitempty"`
	Responses    Keys[openAPIResponse] `json:"responses"`
	Effect       call.Effect           `json:"x-effect"`
	Capabilities []string              `json:"x-capabilities,omitempty"`
	Errors       []call.Code           `json:"x-errors,omitempty"`
	ReplacedBy   string                `json:"x-replaced-by,omitempty"`
}

// openAPIParameter is described, or is a reference.
type openAPIParameter struct {
	Ref         string      `json:"$ref,omitempty"`
	Name        string      `json:"name,omitempty"`
	In          string      `json:"in,omitempty"`
	Description string      `json:"description,omitempty"`
	Required    bool        `json:"required,omitempty"`
	Style       string      `json:"style,omitempty"`
	Explode     bool        `json:"explode,omitempty"`
	Schema      *JSONSchema `json:"schema,omitempty"`
}

type openAPIHeader struct {
	Description string      `json:"description"`
	Schema      *JSONSchema `json:"schema"`
}

type openAPIBody struct {
	Required bool               `json:"required,omitempty"`
	Content  Keys[openAPIMedia] `json:"content"`
}

type openAPIMedia struct {
	Schema  *JSONSchema     `json:"schema"`
	Example json.RawMessage `json:"example,omitempty"`
}

// openAPIResponse has a description and content, or is a reference.
type openAPIResponse struct {
	Ref         string              `json:"$ref,omitempty"`
	Description string              `json:"description,omitempty"`
	Headers     Keys[openAPIHeader] `json:"headers,omitzero"`
	Content     Keys[openAPIMedia]  `json:"content,omitzero"`
}

type openAPIComponents struct {
	Schemas         Keys[*JSONSchema]      `json:"schemas"`
	Responses       Keys[openAPIResponse]  `json:"responses"`
	Parameters      Keys[openAPIParameter] `json:"parameters,omitzero"`
	SecuritySchemes Keys[openAPISecurity]  `json:"securitySchemes"`
}

type openAPISecurity struct {
	Type        string `json:"type"`
	Scheme      string `json:"scheme"`
	Description string `json:"description"`
}

// add describes a function, with the schemas of what it takes and gives under the names that the typed clients have for them.
func (d *openAPI) add(f *call.Function, taken names) {
	d.tag(f.Component)
	name := taken.take(pascal(f.Name))
	result := taken.take(name + resultSuffix)
	d.schema(result, ResultSchema(f))
	post := newOperation(f, result)
	post.OperationID = f.Name
	if f.Effect == call.Write {
		post.Parameters = []openAPIParameter{{Ref: "#/components/parameters/" + keyName}}
		d.Components.Parameters = Keys[openAPIParameter]{{keyName, keyParameter()}} // nothing may stand there that is not referred to
	}
	if len(f.Parameters.Fields) > 0 {
		parameters := taken.take(name + parametersSuffix)
		d.schema(parameters, ParametersSchema(f))
		post.RequestBody = &openAPIBody{needsParameters(f), jsonContent("application/json", schemaNamed(parameters), example(f.Example.Arguments))}
	}
	path := openAPIPath{Post: post}
	if parameters, ok := queryParameters(f); ok && f.Effect == call.Read {
		path.Get = newOperation(f, result)
		path.Get.OperationID = f.Name + "_GET" // no function has capitals in its name
		path.Get.Parameters = parameters
	}
	d.Paths = append(d.Paths, Key[openAPIPath]{restPath + f.Name, path})
}

func (d *openAPI) tag(component string) {
	for _, tag := range d.Tags {
		if tag.Name == component {
			return
		}
	}
	d.Tags = append(d.Tags, openAPITag{component, "Functions of the component " + component + "."})
}

func (d *openAPI) schema(name string, s *JSONSchema) {
	say64(s)
	d.Components.Schemas = append(d.Components.Schemas, Key[*JSONSchema]{name, s})
}

func newOperation(f *call.Function, result string) *openAPIOperation {
	return &openAPIOperation{
		Summary: f.Summary, Description: f.Description, Tags: []string{f.Component}, Deprecated: f.Deprecated(),
		Effect: f.Effect, Capabilities: f.Capabilities, Errors: f.Errors, ReplacedBy: f.ReplacedBy,
		Responses: responses(f, result),
	}
}

// responses are the result, what the function's own errors answer, and what those of every call do.
func responses(f *call.Function, result string) Keys[openAPIResponse] {
	ok, errors := jsonResponse("The result.", "application/json", schemaNamed(result), example(f.Example.Result)), f.Errors
	if f.Effect == call.Write {
		ok.Headers = Keys[openAPIHeader]{{call.IdempotencyReplayed, openAPIHeader{
			"Says true when the call was answered before, and this is that answer.", &JSONSchema{Type: "string", Enum: []any{"true"}},
		}}}
		errors = append(slices.Clone(errors), call.KeyReused)
	}
	list := Keys[openAPIResponse]{{"200", ok}}
	for _, group := range failuresByNumber(errors, call.Code.Status) {
		list = append(list, Key[openAPIResponse]{strconv.Itoa(group.number), problemResponse(describeFailures(group.failures))})
	}
	limited, other := responseNamed(limitedName), responseNamed(problemName)
	return append(list, Key[openAPIResponse]{strconv.Itoa(call.RateLimited.Status()), limited}, Key[openAPIResponse]{"4XX", other}, Key[openAPIResponse]{"5XX", other})
}

func responseNamed(name string) openAPIResponse {
	return openAPIResponse{Ref: "#/components/responses/" + name}
}

// limitedResponse is that of a call past a limit.
func limitedResponse() openAPIResponse {
	limited := problemResponse("A limit on calls is reached. Nothing was done.")
	limited.Headers = Keys[openAPIHeader]{{"Retry-After", openAPIHeader{"In how many seconds to try again.", &JSONSchema{Type: "integer"}}}}
	return limited
}

// keyParameter is the header field under which a call can be made again.
func keyParameter() openAPIParameter {
	return openAPIParameter{
		Name: call.IdempotencyKey, In: "header", Schema: &JSONSchema{Type: "string"},
		Description: "Names the call with 1 to 255 visible characters of ASCII, such as a UUID. Made again with the same key, token and arguments within a day " +
			"it changes nothing again, and is answered as it was. A call that failed may be tried again under its key.",
	}
}

func problemResponse(description string) openAPIResponse {
	return jsonResponse(description, "application/problem+json", schemaNamed(problemName), nil)
}

func jsonResponse(description, media string, s *JSONSchema, example json.RawMessage) openAPIResponse {
	return openAPIResponse{Description: description, Content: jsonContent(media, s, example)}
}

func jsonContent(media string, s *JSONSchema, example json.RawMessage) Keys[openAPIMedia] {
	return Keys[openAPIMedia]{{media, openAPIMedia{s, example}}}
}

func schemaNamed(name string) *JSONSchema { return &JSONSchema{Ref: "#/components/schemas/" + name} }

// needsParameters says whether a function cannot be called with nothing.
func needsParameters(f *call.Function) bool {
	for i := range f.Parameters.Fields {
		if f.Parameters.Fields[i].Presence == call.Required {
			return true
		}
	}
	return false
}
