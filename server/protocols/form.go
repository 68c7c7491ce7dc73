package protocols

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gatehouse/server/call"
)

// Pair is one parameter of a form, decoded.
type Pair struct{ Key, Value string }

// Form is the parameters of a query or of a body, in the order in which they came.
type Form []Pair

// ParseForm reads an urlencoded text. It stops with an error at the first parameter too many or that is not urlencoded; what
// came before it is returned all the same.
func ParseForm(text string) (Form, error) {
	if text == "" {
		return nil, nil
	}
	form := make(Form, 0, min(strings.Count(text, "&")+1, MaxValues))
	for part := range strings.SplitSeq(text, "&") {
		if part == "" {
			continue
		}
		if len(form) == MaxValues {
			return form, TooMany()
		}
		key, value, _ := strings.Cut(part, "=")
		key, keyErr := unescape(key)
		value, valueErr := unescape(value)
		if keyErr != nil || valueErr != nil {
			return form, call.Errorf(call.InvalidParameter, "The parameters are not urlencoded: there is a %% that no two hexadecimal digits follow.")
		}
		form = append(form, Pair{key, value})
	}
	return form, nil
}

func unescape(s string) (string, error) {
	if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '+') < 0 {
		return s, nil
	}
	return url.QueryUnescape(s)
}

// Scalar returns the one value of a key, and how often the key stands in the form: as itself, or as the start of a list or
// object (key[...]), which no scalar has.
func (f Form) Scalar(key string) (value string, times int) {
	for _, p := range f {
		if p.Key == key {
			value = p.Value
			times++
		} else if strings.HasPrefix(p.Key, key) && p.Key[len(key)] == '[' {
			times += 2
		}
	}
	return value, times
}

// Tree builds the values that the form's keys spell (a[0][b]=x), leaving out the keys that skip names. Lists are put in the order
// of their indexes, which may have gaps; a[] appends.
func (f Form) Tree(skip func(key string) bool) (map[string]any, error) {
	tree := map[string]any{}
	var nested formNode // the keys with brackets, which are fewer
	for i := range f {
		p := &f[i] // values are pointed to where they are
		if skip(p.Key) {
			continue
		}
		name, brackets := p.Key, ""
		if i := strings.IndexByte(p.Key, '['); i >= 0 {
			name, brackets = p.Key[:i], p.Key[i:]
		}
		if !FormKey(name) {
			return nil, invalidf("is not the name of a parameter", "%s", Printable(name))
		}
		_, plain := tree[name]
		if err := nested.add(tree, plain, name, brackets, p); err != nil {
			return nil, err
		}
	}
	for i := range nested.fields {
		tree[nested.fields[i].name] = nested.fields[i].node.value()
	}
	return tree, nil
}

// formNode is a value in the making: a scalar, a list or an object, decided by the first key that reaches it.
type formNode struct {
	scalar *string
	items  []formItem
	at     map[int]int // places in items by index, once they did not come in order
	fields []formField
	named  map[string]int // places in fields by name, once there are many
	next   int            // index for []
}

type formField struct {
	name string
	node formNode
}

// fewFields is how many are searched one by one.
const fewFields = 8

type formItem struct {
	index int
	node  formNode
}

// add puts a parameter into the tree when its key has no brackets, else below the node. plain says that the tree has its name
// already.
func (n *formNode) add(tree map[string]any, plain bool, name, brackets string, p *Pair) error {
	both := "is given both as one value and as a list or object"
	switch {
	case brackets == "" && plain:
		return invalidf("is given twice", "%s", path(p.Key))
	case brackets == "" && n.find(name) != nil, plain:
		return invalidf(both, "%s", path(p.Key))
	case brackets == "":
		tree[name] = p.Value
		return nil
	}
	n = n.field(name)
	for depth := 1; brackets != ""; depth++ {
		end := strings.IndexByte(brackets, ']')
		if brackets[0] != '[' || end < 0 {
			return invalidf("brackets in the name do not match", "%s", Printable(p.Key))
		}
		if depth >= MaxDepth {
			return TooDeep(name)
		}
		var err error
		if n, err = n.step(brackets[1:end], p.Key); err != nil {
			return err
		}
		brackets = brackets[end+1:]
	}
	if n.scalar != nil {
		return invalidf("is given twice", "%s", path(p.Key))
	}
	if n.items != nil || n.fields != nil {
		return invalidf(both, "%s", path(p.Key))
	}
	n.scalar = &p.Value
	return nil
}

// step goes into one pair of brackets.
func (n *formNode) step(part, key string) (*formNode, error) {
	if n.scalar != nil {
		return nil, invalidf("is given both as one value and as a list or object", "%s", path(key))
	}
	if part == "" || part[0] >= '0' && part[0] <= '9' {
		index := n.next
		if part != "" {
			var err error
			if index, err = strconv.Atoi(part); err != nil || index > MaxIndex || strconv.Itoa(index) != part {
				return nil, invalidf("has an index that is not a whole number up to "+strconv.Itoa(MaxIndex), "%s", path(key))
			}
		}
		if index > MaxIndex {
			return nil, invalidf("has more than "+strconv.Itoa(MaxIndex+1)+" items", "%s", path(key))
		}
		if n.fields != nil {
			return nil, invalidf("mixes the keys of a list and of an object", "%s", path(key))
		}
		return n.item(index), nil
	}
	if n.items != nil {
		return nil, invalidf("mixes the keys of a list and of an object", "%s", path(key))
	}
	if !FormKey(part) {
		return nil, invalidf("is not the name of a parameter", "%s", path(key))
	}
	return n.field(part), nil
}

// item finds an item or makes it. Most keys come in order, so that the item is the last one or a new one behind it. Nodes stay where they
// are until another item or field is made beside them.
func (n *formNode) item(index int) *formNode {
	last := len(n.items) - 1
	if last >= 0 && n.items[last].index == index {
		return &n.items[last].node
	}
	if index < n.next {
		if n.at == nil {
			n.at = make(map[int]int, len(n.items))
			for place := range n.items {
				n.at[n.items[place].index] = place
			}
		}
		if place, known := n.at[index]; known {
			return &n.items[place].node
		}
	}
	n.items = append(n.items, formItem{index: index})
	last = len(n.items) - 1
	if n.at != nil {
		n.at[index] = last
	}
	n.next = max(n.next, index+1)
	return &n.items[last].node
}

// field finds a field or makes it.
func (n *formNode) field(name string) *formNode {
	if node := n.find(name); node != nil {
		return node
	}
	n.fields = append(n.fields, formField{name: name})
	last := len(n.fields) - 1
	if n.named != nil {
		n.named[name] = last
	} else if len(n.fields) > fewFields {
		n.named = make(map[string]int, 2*len(n.fields))
		for place := range n.fields {
			n.named[n.fields[place].name] = place
		}
	}
	return &n.fields[last].node
}

func (n *formNode) find(name string) *formNode {
	if n.named != nil {
		if place, known := n.named[name]; known {
			return &n.fields[place].node
		}
		return nil
	}
	for i := range n.fields {
		if n.fields[i].name == name {
			return &n.fields[i].node
		}
	}
	return nil
}

func (n *formNode) value() any {
	switch {
	case n.scalar != nil:
		return *n.scalar
	case n.items != nil:
		slices.SortFunc(n.items, func(a, b formItem) int { return cmp.Compare(a.index, b.index) })
		list := make([]any, len(n.items))
		for i := range n.items {
			list[i] = n.items[i].node.value()
		}
		return list
	}
	object := make(map[string]any, len(n.fields))
	for i := range n.fields {
		object[n.fields[i].name] = n.fields[i].node.value()
	}
	return object
}

// FormKey says whether s is a word: a letter or underscore, then letters, digits and underscores.
func FormKey(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// path writes a key as paths are written everywhere: groups[0][name] is groups[0].name.
func path(key string) string {
	// No more is shown, and a key may be as long as a body.
	parts := strings.Split(strings.ReplaceAll(key[:min(len(key), 2*maxPrintable)], "]", ""), "[")
	text := parts[0]
	for _, part := range parts[1:] {
		if part == "" || part[0] >= '0' && part[0] <= '9' {
			text += "[" + part + "]"
		} else {
			text += "." + part
		}
	}
	return Printable(text)
}
