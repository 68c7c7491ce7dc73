package soap

import "gatehouse/server/call"

// literal writes the answer of a function, as our document describes it.
func (b *buffer) literal(v *version, function string, result call.Value) {
	b.envelope(v)
	b.text(` xmlns:xsi="`, instanceSpace, `">`)
	b.open(v, "Body")
	b.text("<", function, `Response xmlns="`, Namespace, `">`)
	b.element(returnName, result)
	b.text("</", function, "Response>")
	b.end(v, "Body", "Envelope")
}

// element writes a value as an element of that name; a list as one for each item, and what is absent or nothing not at all.
func (b *buffer) element(name string, v call.Value) {
	switch {
	case v.Schema.Shape == call.Nothing || v.Absent():
	case v.Null():
		b.text("<", name, ` xsi:nil="true"/>`)
	case v.Schema.Shape == call.List:
		for i := range v.Len() {
			b.item(name, v.Item(i))
		}
	case v.Schema.Shape == call.Object:
		b.text("<", name, ">")
		for i := range v.Schema.Fields {
			b.element(v.Schema.Fields[i].Name, v.Field(i))
		}
		b.text("</", name, ">")
	default:
		b.text("<", name, ">")
		b.scalar(v)
		b.text("</", name, ">")
	}
}

// item writes an item of a list. A list inside a list has an element of its own around its items.
func (b *buffer) item(name string, v call.Value) {
	if v.Schema.Shape != call.List {
		b.element(name, v)
		return
	}
	b.text("<", name, ">")
	b.element(itemName, v)
	b.text("</", name, ">")
}

// itemName is what the items of a list inside a list are called.
const itemName = "item"
