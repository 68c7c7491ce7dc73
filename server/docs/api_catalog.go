package docs

import "slices"

// Protocol is a protocol that is on.
type Protocol struct {
	Name      string
	Addresses []ProtocolAddress
}

// ProtocolAddress is a path at which it is spoken, with a name for people.
type ProtocolAddress struct{ Path, Title string }

// Where descriptions and the catalogue of addresses are given.
const (
	DescriptionsPath = "/webservice/descriptions/"
	APICatalogPath   = "/.well-known/api-catalog"
)

// APICatalog lists the addresses of the protocols that are on, and which descriptions there are of each, as a set of links (RFC 9727,
// RFC 9264). It says nothing of functions. With documentation off only those descriptions are named that the protocols give
// themselves.
func (d *Descriptions) APICatalog(protocols []Protocol, documentation bool) []byte {
	site := d.Site().URL
	about := linkContext{Anchor: site + APICatalogPath, Item: []link{}}
	set := []linkContext{}
	for _, p := range protocols {
		for _, address := range p.Addresses {
			about.Item = append(about.Item, link{Href: site + address.Path, Title: address.Title})
			if described := d.links(address.Path, documentation); len(described) > 0 {
				set = append(set, linkContext{Anchor: site + address.Path, ServiceDesc: described})
			}
		}
	}
	return asJSON(map[string][]linkContext{"linkset": slices.Insert(set, 0, about)})
}

// links are those to the descriptions of what is called at an address.
func (d *Descriptions) links(address string, documentation bool) []link {
	var list []link
	for _, description := range d.All {
		path := DescriptionsPath + description.File
		if !documentation {
			path = description.Own
		}
		if description.Address == address && path != "" {
			list = append(list, link{d.Site().URL + path, description.MediaType, description.Title})
		}
	}
	return list
}

// linkContext is what is linked from one address.
type linkContext struct {
	Anchor      string `json:"anchor"`
	Item        []link `json:"item,omitempty"`
	ServiceDesc []link `json:"service-desc,omitempty"`
}

type link struct {
	Href  string `json:"href"`
	Type  string `json:"type,omitempty"`
	Title string `json:"title,omitempty"`
}
